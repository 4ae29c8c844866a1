"""What a reviewer reads: each change in words, with the sources that carry it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from entries.admin.worddiff import text_diff
from entries.admin.wording import Words, in_words
from entries.desk.source import Source
from entries.desk.titles import titles_in
from entries.documents.difference import Difference, difference
from entries.documents.facts import EMPTY, Evidence, value_of
from entries.documents.kinds import blank
from entries.pages import labels
from entries.publishing.comment import Comment
from entries.publishing.submission import Proposal
from entries.publishing.wording import WORDS, word_for
from entries.vocabulary import Stance, Verification

Document = dict[str, Any]


@dataclass(frozen=True)
class SourceLine:
    """One source beside a change: what it is, what it gives, and what is new in it."""

    title: str
    publisher: str
    sort: str
    url: str
    locator: str
    quote: str
    against: str
    """What it gives instead, if it contradicts."""
    is_against: bool
    verified: str
    news: str
    """What the proposal does to the citation: new, gone, or what it changes."""


@dataclass
class ReviewLine:
    """One change: where, what was, what will be, on what grounds."""

    path: str
    label: str
    was: str = ""
    will: str = ""
    diff: SafeString | str = ""
    verification: str = ""
    word: str = ""
    """Empty where the change is in the sources alone, and has no word of its own."""
    sources: list[SourceLine] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


@dataclass(frozen=True)
class Review:
    """One proposal as a reviewer reads it."""

    proposal: Proposal
    lines: list[ReviewLine]
    comments: list[Comment]
    """Those on the entry as a whole."""
    is_new: bool

    @property
    def has_words(self) -> bool:
        """Whether there is a word to choose: what is new is added, all of it."""
        return not self.is_new and any(line.word for line in self.lines)


@dataclass(frozen=True)
class Known:
    """What the pages of several proposals need to name: one query each."""

    titles: dict[str, str]
    sources: dict[str, Source]

    def words(self, document: Document, rows: dict[str, str]) -> Words:
        return Words(document["kind"], self.titles, rows)


def reviews(proposals: Iterable[Proposal], comments: Iterable[Comment]) -> list[Review]:
    """Proposals in words, with the comments on each; a fixed number of queries."""
    proposals = list(proposals)
    pairs = [(one, _before(one), one.document) for one in proposals]
    known = _known(pairs)
    said: dict[tuple[str, str], list[Comment]] = defaultdict(list)
    for comment in comments:
        said[comment.key, comment.path].append(comment)
    return [_review(one, before, after, known, said) for one, before, after in pairs]


def _before(proposal: Proposal) -> Document:
    """What readers read now; a blank where they read nothing."""
    base, content = proposal.base, proposal.document
    if not content:
        return {}
    if base is not None and base.canonical and not base.withdrawn:
        return base.document
    return blank(content["kind"], content["key"])


def _known(pairs: list[tuple[Proposal, Document, Document]]) -> Known:
    titles = titles_in(content for _, *both in pairs for content in both)
    sources = {row.key: row for row in Source.objects.filter(key__in=titles)}
    return Known(titles, sources)


def _review(
    proposal: Proposal,
    before: Document,
    after: Document,
    known: Known,
    said: dict[tuple[str, str], list[Comment]],
) -> Review:
    base = proposal.base
    is_new = base is None or base.withdrawn
    lines = _lines(proposal, before, after, known) if after else []
    for line in lines:
        line.comments = said.pop((proposal.key, line.path), [])
    # What was said of a place that has no line here is shown with the entry.
    rest = [
        one for (key, _), found in said.items() if key == proposal.key for one in found
    ]
    return Review(proposal, lines, sorted(rest, key=lambda one: one.pk), is_new)


def _lines(
    proposal: Proposal, before: Document, after: Document, known: Known
) -> list[ReviewLine]:
    rows = labels.row_names(before, known.titles) | labels.row_names(
        after, known.titles
    )
    evidence, words = (Evidence(before), Evidence(after)), known.words(after, rows)
    found: dict[str, ReviewLine] = {}
    cited: dict[str, list[SourceLine]] = defaultdict(list)
    for one in difference(before, after):
        if one.path.startswith("citations."):
            continue
        found[one.path] = _line(proposal, one, rows, words, known, evidence)
    for fact, source in _citation_news(before, after, known, words):
        cited[fact].append(source)
    for fact, sources in cited.items():
        line = next((found[name] for name in _above(fact) if name in found), None)
        if line is None:
            value = words.of(fact, value_of(after, fact))
            line = ReviewLine(fact, labels.fact(fact, rows), value, value)
            line.verification = _verification(fact, evidence)
            line.sources = _sources(fact, evidence[1], known)
            found[fact] = line
        told = {(one.title, one.locator, one.quote) for one in sources}
        line.sources = [
            *sources,
            *(
                one
                for one in line.sources
                if (one.title, one.locator, one.quote) not in told
            ),
        ]
    order = {name: place for place, name in enumerate(found)}
    heads = {name: place for place, name in enumerate(after)}
    return sorted(
        found.values(),
        key=lambda line: (heads.get(line.path.split(".")[0], 99), order[line.path]),
    )


def _above(fact: str) -> Iterable[str]:
    """The fact and the row that it is of: a new row's line has its sources too."""
    yield fact
    if fact.count(".") > 1:
        yield fact.rpartition(".")[0]


def _line(
    proposal: Proposal,
    one: Difference,
    rows: dict[str, str],
    words: Words,
    known: Known,
    evidence: tuple[Evidence, Evidence],
) -> ReviewLine:
    line = ReviewLine(one.path, labels.fact(one.path, rows))
    line.was, line.will = words.of(one.path, one.old), words.of(one.path, one.new)
    line.word = word_for(proposal, one)
    line.diff = text_diff(one.old, one.new)
    line.verification = _verification(one.path, evidence)
    line.sources = _sources(one.path, evidence[1], known)
    return line


def _verification(fact: str, evidence: tuple[Evidence, Evidence]) -> str:
    """How well the fact stood and will stand, where that is another.

    What was not there did not stand in any way, nor does what is taken away.
    """
    was, will = (value_of(one.document, fact) not in EMPTY for one in evidence)
    before, after = (one.verification(fact) for one in evidence)
    if not will:
        return ""
    if before == after or not was or fact == "no_source":
        return str(after.label) if after != Verification.UNSOURCED else ""
    return f"{before.label} → {after.label}"


def _sources(fact: str, evidence: Evidence, known: Known) -> list[SourceLine]:
    rows = [*evidence.sources(fact), *evidence.against(fact)]
    return [_source(row, known) for row in rows]


def _citation_news(
    before: Document, after: Document, known: Known, words: Words
) -> Iterable[tuple[str, SourceLine]]:
    """Citations that came, went or changed, each with the fact that it is for."""
    old = {row["key"]: row for row in before["citations"]}
    new = {row["key"]: row for row in after["citations"]}
    for key in sorted({*old, *new}):
        one, other = old.get(key), new.get(key)
        if one == other:
            continue
        if one is None or other is None:
            row = other or one or {}
            yield (
                row["fact"],
                _source(row, known, "new" if other else "no longer cited"),
            )
            continue
        changed = [
            f"{labels.COLUMNS[name]}: "
            f"{words.of(f'citations.{key}.{name}', one[name])} → "
            f"{words.of(f'citations.{key}.{name}', other[name])}"
            for name in other
            if one[name] != other[name]
        ]
        yield other["fact"], _source(other, known, "; ".join(changed))


def _source(row: Document, known: Known, news: str = "") -> SourceLine:
    source = known.sources.get(row["source"])
    against = row["value"]
    return SourceLine(
        title=source.title if source else row["source"],
        publisher=source.publisher if source else "",
        sort=source.get_source_type_display() if source else "",
        url=source.url if source else "",
        locator=row["locator"],
        quote=row["quote"],
        against="" if against in EMPTY else in_words(against),
        is_against=row["stance"] == Stance.CONTRADICTS,
        verified=f"{row['verified_by']}, {row['verified_on']}"
        if row["verified_by"]
        else "",
        news=news,
    )


CHOICES = [(word.value, word.label) for word in WORDS]
"""The words that the page offers for a change."""
