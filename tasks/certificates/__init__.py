"""Certificates: parchemins and bloc attestations, their badges, and the public register that vouches for them."""
