"""The site's frame: its settings, its addresses and the door for a web server."""
