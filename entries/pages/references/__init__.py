"""How a page is cited: one reference, written in the forms that others read."""
