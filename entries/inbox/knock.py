"""How often one address may send something in: counted where all workers see it."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from entries.client import network

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_AN_HOUR, MOST_A_DAY = 5, 20


class Knock(models.Model):
    """That somebody sent something in. Who is not to be read from it."""

    who = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["who", "at"], name="knock_who")]

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"


def may_enter(address: str, now: datetime | None = None) -> bool:
    """Count a knock, and say whether there were not too many from this address.

    It is written first and counted after: of two at once neither can be overlooked.
    What is older than a day is forgotten.
    """
    now = now or timezone.now()
    Knock.objects.filter(at__lte=now - DAY).delete()
    who = mark(address)
    Knock.objects.create(who=who, at=now)
    last_hour = models.Count("pk", filter=models.Q(at__gt=now - HOUR))
    found = Knock.objects.filter(who=who).aggregate(
        day=models.Count("pk"), hour=last_hour
    )
    return bool(found["hour"] <= MOST_AN_HOUR and found["day"] <= MOST_A_DAY)


def mark(address: str) -> str:
    """A keyed digest of an address: it tells two apart, and names neither."""
    who = network(address)
    return salted_hmac("entries.inbox.knock", who, algorithm="sha256").hexdigest()
