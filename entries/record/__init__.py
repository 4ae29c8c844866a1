"""The record: what was published, and every question asked of it."""
