"""What the database refuses."""
