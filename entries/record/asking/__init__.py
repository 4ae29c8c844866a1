"""What can be asked of lists: of every field that a kind declares."""
