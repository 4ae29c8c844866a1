"""The facts files: read, checked whole, and turned into what a document takes up."""
