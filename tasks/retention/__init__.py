"""Retention: what is due to be erased is proposed, a person confirms, it is erased, minutes say so (RGPD)."""
