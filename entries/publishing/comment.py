"""What reviewers and authors say to each other about a submission."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from entries.publishing import mail
from entries.publishing.audit import line
from entries.publishing.submission import OPEN_STATES, Submission
from entries.publishing.transitions import TRANSITIONS, PublishingError, locked

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MAY = (TRANSITIONS["submit"].permission, TRANSITIONS["approve"].permission)


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


def comment(
    submission: Submission, by: "User", text: str, key: str = "", path: str = ""
) -> Comment:
    """Say something of a submission, or of what it changes at one place.

    PublishingError where there is nothing to say, or it is decided already.
    """
    if not any(by.has_perm(permission) for permission in MAY):
        msg = f"{by.get_username()} may neither submit nor review"
        raise PermissionDenied(msg)
    if not text.strip():
        msg = "write what is to be said"
        raise PublishingError(msg)
    with transaction.atomic():
        submission = locked(submission)
        if submission.state not in OPEN_STATES:
            msg = f"submission {submission.pk} is {submission.state}: nobody reads it"
            raise PublishingError(msg)
        if (key or path) and not submission.proposals.filter(key=key).exists():
            msg = f"{key!r} is not in submission {submission.pk}"
            raise PublishingError(msg)
        made = Comment.objects.create(
            submission=submission, author=by, key=key, path=path, text=text.strip()
        )
        line(by, "commented", key, detail=f"submission {submission.pk}").save()
        mail.send(
            submission,
            "has a comment",
            f"{by}: {made.text}",
            [one for one in _concerned(submission) if one != by],
        )
    return made


def _concerned(submission: Submission) -> list["User"]:
    """Who put it forward, and who spoke before."""
    spoke = submission.comments.values("author")
    users = get_user_model().objects
    made = [one for one in (submission.submitter_id, submission.approver_id) if one]
    return list(users.filter(pk__in=spoke) | users.filter(pk__in=made))
