"""The editors' side: the rows that they write, and rows turned into documents."""
