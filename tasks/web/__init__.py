"""Reading a page that a stranger declared, without ever becoming his way into the machine's own network.

We do not crawl: each page was declared to us by the partner, for a contractual check (MIK-62), and is read once a
pass. So robots.txt, which speaks to crawlers (RFC 9309, § 1), is not asked.
"""
