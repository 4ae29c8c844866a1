"""Tests of the way from the desk to the record."""
