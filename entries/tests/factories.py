"""Entries, editors and editions for tests: each made by one short call."""

from typing import Any

from django.contrib.auth.models import Permission, User

from entries.desk.conversion import restore, restore_all
from entries.desk.entry import Entry
from entries.documents.facts import unsourced
from entries.documents.kinds import blank
from entries.documents.validation import validate
from entries.publishing import editions, submitting, withdrawing
from entries.publishing.approving import approve
from entries.publishing.submission import Submission
from entries.record.edition import Edition
from entries.vocabulary import ChangeWord

CHOICES: dict[str, dict[str, str]] = {
    "state": {"iso2": "XX"},
    "series": {"auspices": "sco-defence"},
    "exercise": {"auspices": "sco-defence", "outcome": "held"},
    "framework": {"framework_type": "agreement", "status": "in-force"},
    "topic": {},
    "source": {"source_type": "press"},
}
"""What a document of each kind cannot do without."""


def make_document(kind: str, key: str, **fields: Any) -> dict[str, Any]:
    """A valid document; what it gives no source for is marked so."""
    title = key if kind == "state" else key.replace("-", " ").capitalize()
    content = validate({**blank(kind, key), "title": title, **CHOICES[kind], **fields})
    if "no_source" not in fields:
        content["no_source"] = sorted(unsourced(content))
    return content


def make(kind: str, key: str, **fields: Any) -> Entry:
    """An entry on the desk; called again with its key, it is written anew."""
    return restore(make_document(kind, key, **fields))


def make_all(*documents: dict[str, Any]) -> list[Entry]:
    """Entries that name each other, on the desk all at once."""
    return restore_all(documents)


def make_state(key: str = "CHN", **fields: Any) -> Entry:
    return make("state", key, **{"iso2": key[:2], **fields})


def make_series(key: str = "peace-mission", **fields: Any) -> Entry:
    return make("series", key, **fields)


def make_exercise(key: str = "peace-mission-2007", **fields: Any) -> Entry:
    return make("exercise", key, **fields)


def make_framework(key: str = "sco-charter", **fields: Any) -> Entry:
    return make("framework", key, **fields)


def make_topic(key: str = "joint-exercises", **fields: Any) -> Entry:
    return make("topic", key, **fields)


def make_source(key: str = "xinhua-2007", **fields: Any) -> Entry:
    return make("source", key, **fields)


def citation(fact: str, source: str, key: str = "", **fields: Any) -> dict[str, Any]:
    """A row of `citations`; a `value` makes it one that contradicts."""
    stance = "supports" if fields.get("value") is None else "contradicts"
    return {
        "key": key or source,
        "fact": fact,
        "source": source,
        "stance": stance,
        **fields,
    }


def participant(state: str, role: str = "participant", **fields: Any) -> dict[str, Any]:
    """A row of an exercise's `participants`."""
    return {"state": state, "role": role, **fields}


def editor(name: str = "editor") -> User:
    """An editor who may do everything that `publishing` does; one for each name."""
    user, _ = User.objects.get_or_create(username=name)
    may = Permission.objects.filter(content_type__app_label="entries")
    user.user_permissions.set(may)
    return user


def submit(
    *entries: Entry,
    reason: str = "New facts",
    word: ChangeWord = ChangeWord.UPDATED,
) -> Submission:
    return submitting.submit(entries, editor(), reason, word=word)


def publish(
    *entries: Entry,
    reason: str = "New facts",
    word: ChangeWord = ChangeWord.UPDATED,
) -> Edition:
    """Publish the entries as they stand on the desk, by two pairs of eyes."""
    return _publish(submit(*entries, reason=reason, word=word))


def withdraw(entry: Entry, reason: str = "Mistaken", successor: str = "") -> Edition:
    """Withdraw a published entry, by two pairs of eyes."""
    return _publish(withdrawing.withdraw(entry, editor(), reason, successor))


def _publish(submission: Submission) -> Edition:
    reviewer = editor("reviewer")
    return editions.publish(approve(submission, reviewer), reviewer)
