"""The pass of a redaction: the one thing before which the guards give way."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models
from django.db.models import Q


class Pass(models.Model):
    """A row that lets a redaction through, and that no transaction can keep.

    It names a row that can never be: whoever makes it must delete it again before the
    database lets him commit, and until then nobody else sees it.
    """

    key = models.CharField(max_length=100, help_text="Of the entry that is redacted.")
    needs = models.ForeignKey("self", models.DO_NOTHING, related_name="+")

    class Meta:
        verbose_name_plural = "passes"
        constraints = [
            models.CheckConstraint(
                condition=Q(id__gt=0, needs__lt=0), name="pass_never_kept"
            )
        ]

    def __str__(self) -> str:
        return f"a pass for {self.key}"


@contextmanager
def passing(key: str) -> Iterator[None]:
    """Let what a redaction takes out of one entry's rows through the guards.

    To be used within a transaction. Where the work fails, that is rolled back, and
    the pass with it.
    """
    leave = Pass.objects.create(key=key, needs_id=-1)
    yield
    leave.delete()
