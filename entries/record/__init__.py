"""The readers' side: every edition, every revision, and the questions asked of them."""
