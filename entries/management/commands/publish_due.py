"""Publishes what is scheduled and due; to be run every minute by a scheduler."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from entries.publishing.schedule import publish_due


class Command(BaseCommand):
    """Safe to run twice, at once, or late."""

    help = "Publish the submissions whose time has come."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        for outcome in publish_due():
            self.stdout.write(f"Submission {outcome.submission}: {outcome.said}")
            failed += not outcome.is_published
        if failed:
            msg = f"{failed} could not be published; the desk says why"
            raise CommandError(msg)
