"""Lays a patch over the desk's present document of an entry."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, TypeAlias

from rest_framework.fields import empty

from entries.documents.facts import (
    EMPTY,
    Evidence,
    citable,
    covers,
    facts,
    unsourced,
    value_of,
)
from entries.documents.keys import free
from entries.documents.kinds import RowFormat, blank, kind_of
from entries.documents.validation import InvalidDocumentError, validate
from entries.exchange.facts.converting import CitedSource, Patch, RowsGiven
from entries.exchange.facts.faults import shown
from entries.vocabulary import Stance

Document: TypeAlias = dict[str, Any]


def merge(document: Document | None, patch: Patch) -> Document:
    """The document with what the patch gives, in its normal form.

    InvalidDocumentError where the two do not go together: an end in the patch,
    say, before the start that the desk has, or a new value without its citations.
    """
    old = document or blank(patch.kind, patch.key)
    new = {**old, **patch.fields}
    for name, given in patch.rows:
        row_format = kind_of(old).row(name)
        if row_format is not None:
            new[name] = _rows(row_format, new[name], given)
    new["citations"] = _Citations(old, new).under(patch)
    new["no_source"] = _marks(old["no_source"], new)
    valid = validate(new)
    if unsaid := list(_unsaid(old, valid, patch)):
        raise InvalidDocumentError(unsaid)
    return valid


def _unsaid(old: Document, new: Document, patch: Patch) -> Iterator[tuple[str, str]]:
    """Values that change while the citations stay: they carry the old value."""
    evidence = Evidence(old)
    for fact in facts(new):
        before = value_of(old, fact.name)
        if fact.is_row or before in EMPTY or before == fact.value:
            continue
        is_cited_anew = bool(set(covers(fact.name)) & set(patch.citations))
        if evidence.sources(fact.name) and not is_cited_anew:
            step = f"from {shown(before)} to {shown(fact.value)}"
            what = f"changes {step} without its citations: name those of the new value"
            yield fact.name, what


def _rows(row_format: RowFormat, old: list[Document], given: RowsGiven) -> list[Any]:
    key = row_format.key
    replaced = [given.replaces(row) for row in old]
    left = [row for row, goes in zip(old, replaced, strict=True) if not goes]
    # Where the first row goes, its successors come, so that nothing else moves.
    place = replaced.index(True) if True in replaced else len(left)
    present = {row[key]: row for row in old}
    nothing = bare(row_format)
    come = [{**present.get(row[key], nothing), **row} for row in given.rows]
    return left[:place] + come + left[place:]


def bare(row_format: RowFormat) -> Document:
    """A row with nothing in it."""
    row: Document = {}
    for name, column in row_format.format().fields.items():
        default = "" if column.default is empty else column.default
        row[name] = default() if callable(default) else default
    return row


def _marks(old: list[str], new: Document) -> list[str]:
    """The desk's marks as far as they hold, and one for each other bare fact."""
    lacking, known = unsourced(new), citable(new)
    valued = [fact.name for fact in facts(new)]
    supports = Stance.SUPPORTS.value
    cited = {c["fact"] for c in new["citations"] if c["stance"] == supports}

    def holds(mark: str) -> bool:
        if any(mark in covers(fact) for fact in lacking):
            return True
        is_empty = not any(mark in covers(fact) for fact in valued)
        return mark in known and is_empty and not cited & set(covers(mark))

    kept = [mark for mark in old if holds(mark)]
    return kept + [fact for fact in lacking if not set(covers(fact)) & set(kept)]


class _Citations:
    """The citations of a document, carried over into the next one."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = old, new
        self.present: dict[str, list[Document]] = defaultdict(list)
        for citation in old["citations"]:
            self.present[citation["fact"]].append(citation)
        # A key that a citation of the old document has is not given to another:
        # a mark in a text may name it.
        self.taken = {citation["key"] for citation in old["citations"]}

    def under(self, patch: Patch) -> list[Document]:
        there = citable(self.new)
        found: list[Document] = []
        for fact, citations in self.present.items():
            if fact not in patch.citations and fact in there:
                found += [self._carried(citation) for citation in citations]
        for fact, cited in patch.citations.items():
            found += self._of_fact(fact, cited)
        return found

    def _of_fact(self, fact: str, cited: list[CitedSource]) -> list[Document]:
        left = list(self.present.get(fact, ()))
        found: list[Document] = []
        added: list[CitedSource] = []
        for source in cited:
            here = next((c for c in left if _is_same(c, source)), None)
            if here is None:
                added.append(source)
            else:
                left.remove(here)
                found.append(self._carried(here))
        return found + [self._new(fact, source, left) for source in added]

    def _carried(self, citation: Document) -> Document:
        fact = citation["fact"]
        if value_of(self.old, fact) == value_of(self.new, fact):
            return citation
        return {**citation, "verified_by": "", "verified_on": None}

    def _new(self, fact: str, cited: CitedSource, left: list[Document]) -> Document:
        return {
            "key": self._key(cited.source, left),
            "fact": fact,
            "source": cited.source,
            "stance": cited.stance.value,
            "value": cited.value,
        }

    def _key(self, source: str, left: list[Document]) -> str:
        # A source that now says something else of the same fact keeps its key.
        before = next((c for c in left if c["source"] == source), None)
        if before is not None:
            left.remove(before)
            return str(before["key"])
        key = free(source, self.taken)
        self.taken.add(key)
        return key


def _is_same(citation: Document, cited: CitedSource) -> bool:
    present = (citation["source"], citation["stance"], citation["value"])
    return present == (cited.source, cited.stance.value, cited.value)
