"""Full-text search of the record: Python prepares the words, the database matches."""
