"""A year of a network, played night by night by robots that type in the workbook as people do."""
