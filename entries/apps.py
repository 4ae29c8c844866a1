"""The app as Django knows it."""

from django.apps import AppConfig
from django.core import checks


class EntriesConfig(AppConfig):
    """All entries of the portal: desk, record and the way between."""

    name = "entries"
    verbose_name = "Entries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The desk's models cannot be imported before Django has loaded the app.
        from entries.desk.declaration import (  # noqa: PLC0415  see above
            check_declarations,
        )

        checks.register(check_declarations)
