"""What readers send to the editors: kept apart from the record and from the desk."""
