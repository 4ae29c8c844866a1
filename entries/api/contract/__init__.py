"""What the API promises: its description, its examples, what goes and what may not."""
