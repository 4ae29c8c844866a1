"""The facts of a document: their names, their values, how well each stands."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from entries.documents.kinds import RowFormat, kind_of
from entries.documents.kinds.base import PROSE
from entries.vocabulary import Stance, Verification

EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True)
class Fact:
    """A declared, named piece of an entry."""

    name: str
    value: Any
    """The column's value; for a row that is a fact itself, that of the column which
    speaks for it."""
    is_row: bool = False


def facts(document: dict[str, Any]) -> Iterator[Fact]:
    """Every fact that has a value, rows before their columns."""
    kind = kind_of(document)
    for name in kind.facts:
        if document[name] not in EMPTY:
            yield Fact(name, document[name])
    for row_format in kind.all_rows:
        for row in document[row_format.name]:
            yield from _row_facts(row_format, row)


def _row_facts(row_format: RowFormat, row: dict[str, Any]) -> Iterator[Fact]:
    name = f"{row_format.name}.{row[row_format.key]}"
    if row_format.is_fact:
        yield Fact(name, row.get(row_format.value), is_row=True)
    for column in row_format.facts:
        if row[column] not in EMPTY:
            yield Fact(f"{name}.{column}", row[column])
    for account in row[row_format.accounts] if row_format.accounts else ():
        yield Fact(f"{name}.{account['key']}", account["says"])


def column_of(fact: Fact) -> str:
    """The name of a fact without the key of its row: the same for all rows."""
    head, _key, *rest = (*fact.name.split("."), "")
    return ".".join((head, *filter(None, rest)))


def row_of(fact: Fact) -> str:
    """The key of the row that a fact is, or stands in; "" where there is none."""
    return next(iter(fact.name.split(".")[1:]), "")


def citable(document: dict[str, Any]) -> set[str]:
    """Every name that a citation may carry.

    Facts and their lists, empty ones too, and what identifies or classifies, which
    may be cited and needs no source.
    """
    kind = kind_of(document)
    titles = {"title", "title_ru", "title_zh"}
    names = {*kind.fields, *PROSE, *titles, *(r.name for r in kind.all_rows)}
    for row_format in kind.all_rows:
        inner = row_format.accounts
        for row in document[row_format.name]:
            name = f"{row_format.name}.{row[row_format.key]}"
            names.add(name)
            names |= {f"{name}.{column}" for column in row_format.columns}
            names |= {f"{name}.{a['key']}" for a in (row[inner] if inner else ())}
    return names


def value_of(document: dict[str, Any], fact: str) -> Any:
    """The value of a fact by its name; None where there is none."""
    head, *rest = fact.split(".")
    if not rest:
        return document.get(head)
    row_format = kind_of(document).row(head)
    if row_format is None:
        return None
    key, column = rest[0], ".".join(rest[1:])
    row = next((r for r in document[head] if r[row_format.key] == key), None)
    if row is None or not column:
        return row
    if column in row:
        return row[column]
    accounts = row[row_format.accounts] if row_format.accounts else []
    return next((a["says"] for a in accounts if a["key"] == column), None)


def is_empty(document: dict[str, Any], fact: str) -> bool:
    """Whether a name that may be cited stands for a value, and has none.

    A list of rows is not empty in this sense, nor is a row: what is cited for them is
    that they stand there, or that nothing does.
    """
    is_list = kind_of(document).row(fact) is not None
    return not is_list and value_of(document, fact) in EMPTY


def covers(fact: str) -> Iterator[str]:
    """The fact's own name, then what else covers it: its row, its list."""
    while fact:
        yield fact
        fact = fact.rpartition(".")[0]


def concerns(fact: str, path: str) -> bool:
    """Whether what is said of a fact is touched by a change at a path."""
    return fact in covers(path) or fact.startswith(f"{path}.")


def _is_against(citation: dict[str, Any]) -> bool:
    return bool(citation["stance"] == Stance.CONTRADICTS)


class Evidence:
    """How well the facts of one document stand, computed from its citations.

    What the record says of a popular claim is its verdict. What speaks against the
    claim carries that as well as what speaks for it, and is no dispute.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.without = set(document["no_source"])
        self.supports: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.contradicts: dict[str, list[dict[str, Any]]] = defaultdict(list)
        judged = {row.name for row in kind_of(document).all_rows if row.is_judged}
        for citation in sorted(document["citations"], key=_is_against):
            is_judged = citation["fact"].partition(".")[0] in judged
            carries = is_judged or not _is_against(citation)
            side = self.supports if carries else self.contradicts
            side[citation["fact"]].append(citation)
        self.remarked = {
            remark["about"]
            for remark in document["remarks"]
            if len(remark["accounts"]) > 1
        }

    def sources(self, fact: str) -> list[dict[str, Any]]:
        """The citations of a fact: its own, else its row's, else its list's.

        A mark "no source found" says that those further out do not carry it.
        """
        for name in covers(fact):
            if name in self.supports:
                return self.supports[name]
            if name in self.without:
                break
        return []

    def against(self, fact: str) -> list[dict[str, Any]]:
        """The citations that contradict a fact, each with its value."""
        return self.contradicts.get(fact, [])

    def shown(self, fact: str) -> list[dict[str, Any]]:
        """All citations that stand beside a fact: what supports it, then the others."""
        return [*self.sources(fact), *self.against(fact)]

    def is_disputed(self, fact: str) -> bool:
        """Whether its sources disagree."""
        return fact in self.contradicts or fact in self.remarked

    def verification(self, fact: str) -> Verification:
        """How well a fact stands."""
        if self.is_disputed(fact):
            return Verification.DISPUTED
        sources = self.sources(fact)
        if not sources:
            return Verification.UNSOURCED
        if any(citation["verified_by"] for citation in sources):
            return Verification.VERIFIED
        return Verification.UNVERIFIED


def unsourced(document: dict[str, Any]) -> list[str]:
    """The facts that no citation supports; a row stands for its columns."""
    evidence = Evidence(document)
    lacking: list[str] = []
    for fact in facts(document):
        if evidence.sources(fact.name) or fact.name.rpartition(".")[0] in lacking:
            continue
        lacking.append(fact.name)
    return lacking
