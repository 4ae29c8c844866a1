"""The check of a folder's texts: what is uncited, dead, or not as it is recorded."""
