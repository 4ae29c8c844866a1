"""Each command, as an administrator types it."""
