"""The check of sources' addresses: what may be asked, asking, and what is kept."""
