"""What keeps a copy from being made."""


class MirrorError(Exception):
    """The copy cannot be made or gone on with; the message says what to do."""
