"""Brings the portal up on this machine: `make run` calls it.

Each step looks first whether it is needed, so that a second start changes nothing.
"""

import errno
import secrets
import socket
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from entries.management.lines import leave
from entries.record.edition import Edition

HOST = "127.0.0.1"
REASON = "First edition: the facts that come with the portal"


class Command(BaseCommand):
    """From an empty folder to a running site."""

    help = "Prepare the database, load the first edition, and serve on this machine."
    # They would speak of a database that is not there yet.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default="8000")

    def handle(self, *args: Any, **options: Any) -> None:
        port = port_number(options["port"])
        refuse_port_in_use(port)
        try:
            self.prepare()
        except KeyboardInterrupt:
            raise CommandError(
                "Stopped before it was ready; the next start goes on from here.",
                returncode=130,
            ) from None
        leave("started", f"on {HOST}:{port}")
        call_command("runserver", f"{HOST}:{port}", use_reloader=False)

    def prepare(self) -> None:
        self.migrate()
        self.check()
        name = settings.SINGLE_EDITOR or "admin"
        self.make_administrator(name)
        if not Edition.objects.exists():
            self.say("Loading and publishing the facts.")
            call_command(
                "import_documents",
                settings.BASE_DIR / "fixtures",
                publish=True,
                reason=REASON,
                stdout=self.stdout,
                stderr=self.stderr,
            )
        self.give_password(name)

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self.say(f"Preparing the database: {len(plan)} migrations.")
        call_command("migrate", interactive=False, verbosity=0)

    def make_administrator(self, name: str) -> None:
        """Make him before the import, which publishes in his name."""
        users = get_user_model().objects
        if not users.exists():
            users.create_superuser(name)

    def give_password(self, name: str) -> None:
        """Give it last, where it is seen, and not again once it was given."""
        user = get_user_model().objects.filter(username=name).first()
        if user is None or user.has_usable_password():
            return
        password = secrets.token_urlsafe(12)
        user.set_password(password)
        user.save(update_fields=["password"])
        self.say(f"Administrator: {name}, password: {password} (shown this once).")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        # Read by a pipe as well, while the server runs.
        self.stdout.flush()


def port_number(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= 5
    if not (is_number and 1 <= int(text) <= 65535):
        raise CommandError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def refuse_port_in_use(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        # As the server will: a port that was only just left is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                what = "is in use: choose another with PORT=8001, say"
            else:
                what = f"cannot be used: {error.strerror}"
            raise CommandError(f"Port {port} of {HOST} {what}.") from None
