"""The API: the record for programs, read-only."""
