"""What the database itself refuses: to change what the record and the log keep."""
