"""A copy of the public site as plain files: what a reader could save, page by page."""
