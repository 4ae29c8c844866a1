"""The portal's one app: from the editors' desk to the readers' pages."""
