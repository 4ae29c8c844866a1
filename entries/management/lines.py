"""The audit lines of commands that write no entry: they too say that they ran."""

from collections.abc import Iterable

from entries.exchange.importing import importer
from entries.publishing.audit import AuditLine, line


def leave(action: str, detail: str = "", keys: Iterable[str] = ("",)) -> None:
    """Say in the audit log that a command ran, in a line for each entry named."""
    by = importer()
    AuditLine.objects.bulk_create(line(by, action, key, detail=detail) for key in keys)
