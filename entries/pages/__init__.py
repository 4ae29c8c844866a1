"""Document and names turned into what a template shows."""
