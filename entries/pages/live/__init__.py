"""What texts ask of the record, live counts and charts, at the edition read."""
