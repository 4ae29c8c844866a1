"""Spreadsheets: rows of entries, or of one of their lists, in and out."""
