"""Tests of the editors' rows."""
