"""What reviewers and authors say to each other about a submission."""

from django.conf import settings
from django.db import models

from entries.publishing.submission import Submission


class Comment(models.Model):
    """One remark on a submission, or on what it changes at one place."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    key = models.CharField(
        max_length=100, blank=True, help_text="The entry; empty: the submission."
    )
    path = models.CharField(
        max_length=250, blank=True, help_text="The place in it; empty: all of it."
    )
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.author} on {self.submission_id}"
