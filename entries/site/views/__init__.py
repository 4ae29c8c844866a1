"""A view finds, filters and renders."""
