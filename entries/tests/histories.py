"""Random histories of a record: what editors may do to it, edition by edition.

They are written by the code that publishes, past the desk: what is tested is what
readers of the record make of it.
"""

from typing import Any

from hypothesis import strategies as st

from entries.documents.canonical import canonical, digest
from entries.publishing import editions
from entries.publishing.submission import Proposal
from entries.publishing.withdrawing import redact
from entries.record.edition import OPEN, Edition, Revision
from entries.record.listing import Listing
from entries.tests.factories import citation, editor, make_document, participant
from entries.vocabulary import ChangeWord

Document = dict[str, Any]
KEYS = ("alpha", "beta", "gamma")
WORDS = (ChangeWord.UPDATED, ChangeWord.CORRECTED)


def some(*choices: str) -> st.SearchStrategy[list[str]]:
    """A few of some words, in any order."""
    return st.permutations(choices).flatmap(
        lambda order: st.integers(0, len(order)).map(lambda n: list(order[:n]))
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """An exercise whose rows come and go, change, and change places."""
    places, names = draw(some("a", "b", "c")), draw(some("x", "y"))
    accounts = draw(some("one", "two"))
    number = st.none() | st.integers(1, 3)
    cited = draw(some("start", "personnel", "locations", "participants"))
    remark = {
        "key": "size",
        "about": "personnel",
        "accounts": [
            {"key": key, "says": key * draw(st.integers(1, 2))} for key in accounts
        ],
    }
    return {
        "title": draw(st.sampled_from(["A name", "Имя", "名"])),
        "start": draw(st.sampled_from([None, "2007", "2007-08?", "2007-08-09"])),
        "personnel": draw(number),
        "focus": draw(some("air", "cyber")),
        "locations": [{"key": key, "name": f"At {key}", "lat": None} for key in places],
        "names": [{"key": key, "language": "en", "name": key} for key in names],
        "participants": [
            participant(state, personnel=draw(number))
            for state in draw(some("CHN", "RUS"))
        ],
        "remarks": draw(st.sampled_from([[], [remark]])),
        "citations": [citation(fact, "a-source", fact) for fact in cited],
    }


@st.composite
def steps(draw: st.DrawFn) -> tuple[Any, ...]:
    """One thing that an edition does."""
    what = draw(
        st.sampled_from(["write", "write", "write", "withdraw", "restore", "redact"])
    )
    key, number = draw(st.sampled_from(KEYS)), draw(st.integers(0, 5))
    if what != "write":
        return what, key, number
    keys = draw(st.sets(st.sampled_from(KEYS), min_size=1))
    word = draw(st.sampled_from(WORDS))
    return what, {one: draw(documents()) for one in sorted(keys)}, word


class History:
    """A record to which things happen."""

    def happen(self, step: tuple[Any, ...]) -> None:
        """Publish an edition that does what a step says; nothing if that cannot be."""
        what, where, how = step
        getattr(self, what)(where, how)

    def write(self, documents: dict[str, Document], word: ChangeWord) -> None:
        written = {
            key: make_document("exercise", key, **content)
            for key, content in documents.items()
        }
        self._publish(written, word)

    def withdraw(self, key: str, number: int) -> None:
        live = self._live(key)
        if live and not live.withdrawn:
            left = Proposal(
                key=key,
                base=live,
                word=ChangeWord.WITHDRAWN,
                withdrawal=True,
                successor=KEYS[number % 3] if number % 2 else "",
            )
            self._write([left])

    def restore(self, key: str, number: int) -> None:
        """Publish again what an earlier revision said."""
        kept = [one for one in self._revisions(key) if one.canonical]
        if kept:
            document = kept[number % len(kept)].document
            self._publish({key: document}, ChangeWord.CORRECTED)

    def redact(self, key: str, number: int) -> None:
        live = self._live(key)
        may = [
            one
            for one in self._revisions(key)
            if one.canonical and live and (live.withdrawn or one.digest != live.digest)
        ]
        if may:
            redact(may[number % len(may)], editor(), "The law")

    def _publish(self, written: dict[str, Document], word: ChangeWord) -> None:
        proposals = []
        for key, document in written.items():
            live, text = self._live(key), canonical(document)
            if live is None or live.withdrawn or not live.says(document):
                proposals.append(
                    Proposal(
                        key=key,
                        base=live,
                        canonical=text,
                        digest=digest(text),
                        word=word,
                    )
                )
        if proposals:
            self._write(proposals)

    def _write(self, proposals: list[Proposal]) -> None:
        newest = Edition.objects.count() + 1
        edition = editions.make_edition(f"Reason {newest}", "editor", "reviewer", "")
        editions._write(edition, proposals)

    def _live(self, key: str) -> Revision | None:
        row = Listing.objects.filter(key=key, until=OPEN).select_related("revision")
        return row[0].revision if row else None

    def _revisions(self, key: str) -> list[Revision]:
        return list(Revision.objects.filter(key=key))
