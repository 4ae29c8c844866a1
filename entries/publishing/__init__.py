"""The one way from the desk to the record, and the only writer of the record."""
