"""The check of texts."""
