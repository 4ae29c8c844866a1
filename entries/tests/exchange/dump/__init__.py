"""Tests of archives of the record."""
