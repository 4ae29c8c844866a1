"""The app as Django knows it."""

from django.apps import AppConfig


class EntriesConfig(AppConfig):
    """All entries of the portal: desk, record and the way between."""

    name = "entries"
    verbose_name = "Entries"
    default_auto_field = "django.db.models.BigAutoField"
