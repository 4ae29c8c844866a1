"""The format: one entry as one JSON object, and what can be said of it alone."""
