"""The reviewer's word for each change: added, corrected, updated or withdrawn."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from entries.documents.difference import Difference, difference
from entries.documents.facts import EMPTY
from entries.publishing.audit import line
from entries.publishing.submission import (
    OPEN_STATES,
    Proposal,
    Submission,
    SubmissionState,
)
from entries.publishing.transitions import OUTSIDE, PublishingError, allow, locked
from entries.vocabulary import ChangeWord

if TYPE_CHECKING:
    from django.contrib.auth.models import User

WORDS = (
    ChangeWord.ADDED,
    ChangeWord.CORRECTED,
    ChangeWord.UPDATED,
    ChangeWord.WITHDRAWN,
)
"""What a change may be called; what is redacted is not put forward."""


def word_for(proposal: Proposal, one: Difference) -> str:
    """The word for one change: the reviewer's, else what the two values say."""
    if given := proposal.words.get(one.path):
        return str(given)
    if one.old in EMPTY:
        return ChangeWord.ADDED.value
    return ChangeWord.WITHDRAWN.value if one.new in EMPTY else proposal.word


def may_give_words(submission: Submission, by: "User") -> bool:
    """Whether its words may still be given: once approved, by who approved alone.

    Readers see them with the approver's name.
    """
    if submission.state in OPEN_STATES and submission.approver_id is not None:
        return submission.approver_id == by.pk
    return submission.state == SubmissionState.SUBMITTED


def give_words(
    submission: Submission, by: "User", words: Mapping[str, Mapping[str, str]]
) -> int:
    """Keep the words that a reviewer gives, by key and path; how many are his own.

    What says the same as the word by itself is not kept.
    """
    allow(by, OUTSIDE["word"])
    given = 0
    with transaction.atomic():
        submission = locked(submission)
        if not may_give_words(submission, by):
            msg = f"submission {submission.pk} is {submission.state}"
            if submission.state in OPEN_STATES:
                msg += f": its words are for {submission.approver}, who approved them"
            raise PublishingError(msg)
        rows = submission.proposals.filter(key__in=list(words)).select_related("base")
        for proposal in rows:
            own = _own(proposal, words[proposal.key])
            # A page shows only some of the entries: the words of the others stay.
            if own != proposal.words:
                proposal.words = own
                proposal.save(update_fields=["words"])
                said = f"submission {submission.pk}: {len(own)} changes"
                line(by, "worded", proposal.key, proposal.version, said).save()
            given += len(own)
    return given


def _own(proposal: Proposal, asked: Mapping[str, str]) -> dict[str, str]:
    base = proposal.base
    if proposal.withdrawal or base is None or base.withdrawn or not base.canonical:
        return {}
    own = {}
    plain = Proposal(word=proposal.word)
    for one in difference(base.document, proposal.document):
        word = asked.get(one.path) or proposal.words.get(one.path, "")
        if word and word not in WORDS:
            msg = f"{proposal.key}: {one.path}: {word!r} is no word for a change"
            raise PublishingError(msg)
        if word and word != word_for(plain, one):
            own[one.path] = word
    return own
