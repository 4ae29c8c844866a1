"""The buttons of a submission's page: each calls `publishing`, and says what it did."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from entries.admin.lines import Lines
from entries.publishing.approving import approve
from entries.publishing.comment import MAY as MAY_COMMENT
from entries.publishing.comment import comment
from entries.publishing.editions import publish
from entries.publishing.schedule import in_words, schedule, unschedule
from entries.publishing.submission import OPEN_STATES, RecordLock, Submission
from entries.publishing.submitting import return_, take_back
from entries.publishing.transitions import OUTSIDE, TRANSITIONS, PublishingError
from entries.publishing.wording import give_words, may_give_words

BOTH = "approve_and_publish"
STEPS = (
    "approve",
    "return",
    "take_back",
    "publish",
    BOTH,
    "schedule",
    "unschedule",
    "word",
    "comment",
)
WORDS = Lines(required=False, max_length=2_000)
"""What an editor may say with a step."""
TIME = forms.DateTimeField(
    input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    error_messages={
        "required": "Give a day and a time.",
        "invalid": "Write the time as 2027-01-31T09:00.",
    },
)


def approve_and_publish(submission: Submission, user: Any, reason: str) -> Any:
    """Both or neither: the one click of a site with a single editor."""
    with transaction.atomic():
        # As in `publish`, before the submission: else two clicks wait for each other.
        RecordLock.take()
        return publish(approve(submission, user, reason), user)


def take(step: str, submission: Submission, user: Any, data: Any, text: str) -> str:
    """Take one step with a submission; returns what to tell the editor."""
    return TAKEN[step](submission, user, data, text)


def _approve(submission: Submission, user: Any, data: Any, text: str) -> str:
    with transaction.atomic():
        _give_words(submission, user, data)
        approve(submission, user, text)
    return f"Submission {submission.pk} is approved."


def _both(submission: Submission, user: Any, data: Any, text: str) -> str:
    with transaction.atomic():
        RecordLock.take()
        _give_words(submission, user, data)
        edition = approve_and_publish(submission, user, text)
    return f"Published as edition {edition.number}."


def _return(submission: Submission, user: Any, _: Any, text: str) -> str:
    return_(submission, user, text)
    return f"Submission {submission.pk} is returned to who made it."


def _take_back(submission: Submission, user: Any, *_: Any) -> str:
    take_back(submission, user)
    return f"Submission {submission.pk} is taken back."


def _publish(submission: Submission, user: Any, *_: Any) -> str:
    return f"Published as edition {publish(submission, user).number}."


def _schedule(submission: Submission, user: Any, data: Any, _: str) -> str:
    try:
        at = TIME.clean(data.get("at", ""))
    except ValidationError as error:
        raise PublishingError(*error.messages) from error
    schedule(submission, user, at)
    return f"Submission {submission.pk} is scheduled for {in_words(at)}."


def _unschedule(submission: Submission, user: Any, *_: Any) -> str:
    unschedule(submission, user)
    return f"Submission {submission.pk} is no longer scheduled."


def _comment(submission: Submission, user: Any, data: Any, text: str) -> str:
    comment(submission, user, text, data.get("key", ""), data.get("path", "")[:250])
    return "Your comment is there for all who read this."


def _word(submission: Submission, user: Any, data: Any, _: str) -> str:
    _give_words(submission, user, data)
    return "The words for the changes are kept."


def _give_words(submission: Submission, user: Any, data: Any) -> None:
    """Keep the words that the page sent along: `word KEY PATH`."""
    words: dict[str, dict[str, str]] = {}
    for name, word in data.items():
        what, _, place = name.partition(" ")
        if what == "word" and word:
            key, _, path = place.partition(" ")
            words.setdefault(key, {})[path] = word
    if words:
        give_words(submission, user, words)


TAKEN: dict[str, Callable[[Submission, Any, Any, str], str]] = {
    "approve": _approve,
    "return": _return,
    "take_back": _take_back,
    "publish": _publish,
    BOTH: _both,
    "schedule": _schedule,
    "unschedule": _unschedule,
    "comment": _comment,
    "word": _word,
}
"""What each button of a submission's page does."""


def may_take(step: str, user: Any) -> bool:
    """Whether an editor may press a button at all, wherever the submission stands."""
    if step == "comment":
        return any(user.has_perm(permission) for permission in MAY_COMMENT)
    if step == BOTH:
        return may_take("approve", user) and may_take("publish", user)
    needed = OUTSIDE[step] if step in OUTSIDE else TRANSITIONS[step].permission
    return bool(user.has_perm(needed))


def open_steps(submission: Submission, user: Any) -> set[str]:
    """The steps that this editor may take now."""
    steps = {
        name
        for name, transition in TRANSITIONS.items()
        if submission.state in transition.sources
        and user.has_perm(transition.permission)
    }
    if submission.submitter_id != user.pk:
        steps.discard("take_back")
    if submission.state in OPEN_STATES and may_take("comment", user):
        steps.add("comment")
    if may_take("word", user) and may_give_words(submission, user):
        steps.add("word")
    if "approve" in steps and may_take(BOTH, user):
        steps.add(BOTH)
    return steps
