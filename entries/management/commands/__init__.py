"""Commands: their arguments and messages; what they do is done below them."""
