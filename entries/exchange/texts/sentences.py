"""The sentences of a text, each with what it cites, links to and shows live.

A heading is none, nor is the head of a table. Of a list each item is read by itself,
of a table each row; code says nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from entries.documents.text import parsed

CITE, VALUE, COUNT, OPEN, CLOSE = "\ue000\ue001\ue002\ue003\ue004"
"""What stands for a mark among the words: letters that no text needs."""
ANY = f"{CITE}{VALUE}{COUNT}{OPEN}{CLOSE}"
OPENING = {"bullet_list_open", "ordered_list_open", "table_open"}
"""What a sentence with a colon behind it leads in to."""
PLACES = {"data-cite": CITE, "data-value": VALUE, "data-count": COUNT}
SHORT = 90
"""How much of a sentence is quoted."""

_QUOTES = "\"'”’»)\\]*_"
_STOP = re.compile(rf"[.!?…]+(?P<after>(?:[{_QUOTES}{CLOSE}]|\s*{CITE})*)(?=\s|$)")
_FULL = re.compile(rf"[。！？]+(?P<after>(?:[”’」』》）{CLOSE}]|\s*{CITE})*)")
_WORD = re.compile(r"([^\W\d_](?:[\w.]*[\w])?)\.$")
_NEXT = re.compile(rf"\s*[{OPEN}“‘\"'(\[«]*(?P<first>\w[\w’'-]*|[{VALUE}{COUNT}])?")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")

TITLES = {
    *(
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Prof",
        "Gen",
        "Lt",
        "Col",
        "Maj",
        "Capt",
        "Adm",
        "Brig",
    ),
    *("Sgt", "Sen", "Rep", "Gov", "Pres", "St", "Mt", "vs", "cf", "ca", "e.g", "i.e"),
    *("approx", "Messrs", "г", "гг", "им", "т.е", "т.к"),
}
"""Abbreviations behind which a sentence goes on."""
NUMBERED = {
    *(
        "No",
        "Nos",
        "no",
        "nos",
        "Art",
        "Arts",
        "art",
        "arts",
        "para",
        "paras",
        "p",
        "pp",
    ),
    *("ch", "chap", "sec", "vol", "vols", "Fig", "fig", "Res", "res", "Doc", "doc"),
    *("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov"),
    *("Dec", "v", "ст", "п", "с"),
}
"""Abbreviations behind which a number goes on."""
LOOSE = {"Inc", "Ltd", "Co", "Corp", "Univ", "Dept", "dept", "est", "al", "ed", "eds"}
"""Abbreviations that end a sentence where the next word is one that begins many."""
OPENERS = {
    *("A", "An", "The", "It", "Its", "In", "On", "At", "By", "Of", "For", "From", "To"),
    *("He", "She", "They", "Their", "This", "That", "These", "Those", "There", "With"),
    *(
        "As",
        "After",
        "Before",
        "Since",
        "Until",
        "When",
        "While",
        "Where",
        "If",
        "Both",
    ),
    *(
        "No",
        "None",
        "Neither",
        "Each",
        "All",
        "Some",
        "Most",
        "Many",
        "But",
        "And",
        "Two",
    ),
    *("One", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Not"),
}


@dataclass(frozen=True)
class Sentence:
    """One sentence, its marks still in it as letters."""

    number: int
    """Its place in the text, from 1."""
    raw: str
    names: tuple[str, ...]
    """What the marks in it name, in their order."""
    is_row: bool = False
    """Whether it is a row of a table."""
    leads_in: bool = False
    """Whether it ends with a colon before the list or table that it speaks of."""

    def named(self, mark: str) -> tuple[str, ...]:
        """What the marks of one sort name; of a link, the entry."""
        marks = [letter for letter in self.raw if letter in ANY]
        pairs = zip(marks, self.names, strict=True)
        return tuple(name for letter, name in pairs if letter == mark and name)

    @property
    def citations(self) -> tuple[str, ...]:
        return self.named(CITE)

    @property
    def values(self) -> tuple[str, ...]:
        return self.named(VALUE)

    @property
    def counts(self) -> tuple[str, ...]:
        return self.named(COUNT)

    @property
    def entries(self) -> tuple[str, ...]:
        """The keys of the entries that it links to."""
        return self.named(OPEN)

    @property
    def words(self) -> str:
        """As it reads, with "…" for what is filled in."""
        plain = re.sub(f"[{VALUE}{COUNT}]", "…", self.raw)
        return " ".join(re.sub(f"[{ANY}]", "", plain).split())

    @property
    def typed(self) -> str:
        """What is typed in it by hand, links and live figures left out."""
        return re.sub(f"{OPEN}[^{CLOSE}]*{CLOSE}|[{ANY}]", " … ", self.raw)

    @property
    def short(self) -> str:
        """Enough of it to be found."""
        words = self.words
        return words if len(words) <= SHORT else f"{words[:SHORT].rsplit(' ', 1)[0]} …"


@dataclass(frozen=True)
class _Block:
    """What is read by itself: a paragraph, an item, a row."""

    raw: str
    names: tuple[str, ...]
    is_row: bool = False
    leads_in: bool = False


def sentences(markdown: str) -> list[Sentence]:
    """The sentences of a text in their order."""
    found: list[Sentence] = []
    for block in _blocks(parsed(markdown)):
        parts = [block.raw] if block.is_row else split(block.raw)
        names = iter(block.names)
        for place, part in enumerate(parts, 1):
            named = tuple(next(names) for letter in part if letter in ANY)
            leads = block.leads_in and place == len(parts)
            number = len(found) + 1
            found.append(Sentence(number, part, named, block.is_row, leads))
    return found


def split(text: str) -> list[str]:
    """A paragraph's sentences; marks behind a full stop belong before it."""
    ends = {stop.end() for stop in _FULL.finditer(text)}
    ends |= {stop.end() for stop in _STOP.finditer(text) if _is_end(text, stop)}
    parts: list[str] = []
    start, waiting = 0, ""
    for end in (*sorted(ends), len(text)):
        part = waiting + text[start:end].strip()
        start, waiting = end, ""
        if re.search(rf"[^\s{CITE}{OPEN}{CLOSE}]", part):
            parts.append(part)
        elif parts:
            parts[-1] += part
        else:
            waiting = part
    return parts


def _is_end(text: str, stop: re.Match[str]) -> bool:
    if CITE in stop["after"]:
        return True  # nothing but an end is cited
    following = _NEXT.match(text, stop.end())
    first = (following["first"] or "") if following else ""
    if first[:1].islower():
        return False
    before = _WORD.search(text[max(0, stop.start() - 40) : stop.start() + 1])
    is_abbreviated = before is not None and stop[0].startswith(".")
    return not first or not is_abbreviated or _ends(before[1] if before else "", first)


def _ends(word: str, first: str) -> bool:
    """Whether a sentence ends with a word and its full stop, by what follows."""
    if word in TITLES:
        return False
    if word in NUMBERED:
        return not (first[0].isdecimal() or first in ANY)
    is_initial = len(word) == 1 and word.isupper()
    if is_initial or word in LOOSE or _DOTTED.fullmatch(word):
        return first in OPENERS
    return True


def _blocks(tokens: Sequence[Token]) -> Iterator[_Block]:
    """What is read by itself, in order; what leads in to a list is marked so."""
    waiting: _Block | None = None
    for block, opens in _read(tokens):
        if waiting and opens:
            waiting = replace(waiting, leads_in=waiting.raw.rstrip().endswith(":"))
        if waiting and (opens or block):
            yield waiting
            waiting = None
        waiting = block or waiting
    if waiting:
        yield waiting


def _read(tokens: Sequence[Token]) -> Iterator[tuple[_Block | None, bool]]:
    """Blocks as they end, and where lists and tables begin."""
    within = ""
    row: list[tuple[str, tuple[str, ...]]] = []
    for token in tokens:
        name, _, side = token.type.rpartition("_")
        if name in ("heading", "thead", "tbody"):
            within = name if side == "open" else ""
        elif name == "tr" and side == "close" and within == "tbody":
            yield _row(row), False
        elif token.type == "inline" and within == "tbody":
            row.append(_flat(token))
        elif token.type == "inline" and not within:
            yield _Block(*_flat(token)), False
        if name == "tr":
            row = []
        if token.type in OPENING:
            yield None, True


def _row(cells: list[tuple[str, tuple[str, ...]]]) -> _Block:
    raw = " | ".join(text for text, _ in cells)
    return _Block(raw, tuple(name for _, names in cells for name in names), is_row=True)


def _flat(inline: Token) -> tuple[str, tuple[str, ...]]:
    """The words of a block with letters for its marks, and what these name."""
    words: list[str] = []
    names: list[str] = []
    for token in inline.children or ():
        place = next((name for name in PLACES if name in token.attrs), "")
        if place:
            words.append(PLACES[place])
            names.append(str(token.attrs[place]))
        elif token.type in ("link_open", "link_close"):
            words.append(OPEN if token.nesting > 0 else CLOSE)
            names.append(str(token.attrs.get("data-entry", "")))
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        else:
            words.append(re.sub(f"[{ANY}]", "", token.content))
    return "".join(words), tuple(names)
