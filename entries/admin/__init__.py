"""The editors' forms in the Django admin: `autodiscover` registers them from here."""

from entries.admin import (
    allentries,
    kinds,
    logs,
    quality,
    remarks,
    reports,
    submissions,
    users,
)

__all__ = [
    "allentries",
    "kinds",
    "logs",
    "quality",
    "remarks",
    "reports",
    "submissions",
    "users",
]
