"""When the commands that must run by themselves last ran."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone


class Heartbeat(models.Model):
    """The last run of one command."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    said = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.at}"


def beat(name: str, said: str = "") -> None:
    """A command has run to its end."""
    Heartbeat.objects.update_or_create(
        name=name, defaults={"at": timezone.now(), "said": said}
    )


def last_beat(name: str) -> datetime | None:
    """When a command last ran; None where it never did."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


def is_silent(name: str, longest: timedelta) -> bool:
    """Whether a command has not run for so long."""
    at = last_beat(name)
    return at is None or timezone.now() - at > longest
