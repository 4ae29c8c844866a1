"""The editors' forms in the Django admin."""
