"""Tests of the facts files."""
