"""Formatting in templates."""
