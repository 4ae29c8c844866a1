"""The whole record as one archive, and a site made of such an archive again."""
