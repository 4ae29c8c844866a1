"""All language work of the search: from any text to words that both engines match.

Texts and queries pass through the same steps, so what is written one way and asked
another still meets: compatibility forms, case and accents are folded, English and
Russian words are cut to their stem, Chinese and Japanese are cut into pairs. A text is
found by its words as they are written as well, so that the beginning of one finds it.

What comes out consists of letters and digits that neither FTS5 (unicode61) nor
PostgreSQL (array_to_tsvector) splits or changes. A word in any other letters is
written as the hexadecimal digits of its UTF-8 form, after "0x": a beginning of the
word is still a beginning of what is written.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.russian_stemmer import RussianStemmer

QUERY_LENGTH = 200
QUERY_WORDS = 16
# Longer names are compared by their beginnings.
NAME_LENGTH = 200
# Longer runs of letters are no words; both sides are cut alike.
WORD_LENGTH = 64
# PostgreSQL keeps at most a megabyte of different words in one tsvector, and a
# listing's title and body share one.
INDEX_BYTES = 500_000

_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f]"
)
# The breve is a part of the Russian letter, not an accent upon it. (Of a letter with
# several marks the breve may stand anywhere among them.)
_SHORT_I = re.compile("и([\u0300-\u036f]*)")
_BREVE = "\u0306"

# Letters that no normal form takes apart, and signs used as an apostrophe.
_ALIKE = {
    **dict(zip("łøđıħŧ", "lodiht", strict=True)),
    "æ": "ae",
    "œ": "oe",
    **dict.fromkeys("’‘ʼʻʹ′", "'"),
}

_CJK = (
    "\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\U00020000-\U0003ffff"
)
_RUN = re.compile(
    r"(?P<digits>[0-9]+)"
    r"|(?P<latin>[a-z]+(?:'[a-z]+)*)"
    r"|(?P<cyrillic>[\u0400-\u052f]+)"
    rf"|(?P<cjk>[{_CJK}]+)"
    # The vowel signs of the Indian scripts stand within words and are no letters.
    r"|(?P<other>(?:[\u0900-\u0963\u0966-\u109f]"
    rf"|(?![a-z\u0400-\u052f{_CJK}])[^\W\d_])+)"
)
# Han characters that every Unicode table since 6.1 knows as letters.
_PLAIN = re.compile("[0-9]+|[a-z]+|[а-я]+|[\u4e00-\u9fcb]{1,2}")


# A letter with its accents, to find a folded word again in the text as it stands.
_LETTER = re.compile(f".{_MARKS.pattern}*", re.DOTALL)
# What a typing error is looked for in: shorter words have too many neighbours.
_SPELLED = re.compile("[a-z\u0400-\u052f]{4,32}")


@dataclass(frozen=True)
class Indexed:
    """The words by which a text is found, each once."""

    words: list[str]
    """Stems, and words as they are written."""
    spelled: set[str]
    """Those that somebody may mistype."""


@dataclass(frozen=True)
class Run:
    """One run of letters of a text or a query: where it stands, what it says."""

    start: int
    end: int
    written: str
    """Folded: without case and accents."""
    words: tuple[str, ...]
    """What the text is found by."""

    @property
    def is_spelled(self) -> bool:
        """Whether a typing error in it may be looked for."""
        return bool(_SPELLED.fullmatch(self.written))


@dataclass(frozen=True)
class Query:
    """The words that an answer must hold; none if nothing is asked."""

    words: tuple[str, ...]
    last: str = ""
    beginning: str = ""
    """How a word begins that may stand in place of the last one."""

    def names(self, word: str) -> bool:
        """Whether a word of a text is one that is asked for."""
        begins = bool(self.beginning) and word.startswith(self.beginning)
        return begins or word in self.words


def indexed(text: str) -> Indexed:
    """Give the words by which the text is found, as far as an index has room."""
    kept: dict[str, None] = {}
    spelled: set[str] = set()
    size = 0
    for run in _RUN.finditer(_fold(text)):
        for word in _words(run):
            if word in kept:
                continue
            size += len(word.encode())
            if size > INDEX_BYTES:
                return Indexed(list(kept), spelled)
            kept[word] = None
        written = _written(run)
        if _SPELLED.fullmatch(written):
            spelled.add(written)
    return Indexed(list(kept), spelled)


def index_words(text: str) -> list[str]:
    """Give the words by which the text is found, each once."""
    return indexed(text).words


def query_words(raw: str) -> list[str]:
    """Give the words that an answer must hold; none if nothing is asked."""
    return list(query(raw).words)


def query(raw: str, *, unfinished: bool = False) -> Query:
    """Read what is asked; unfinished, its last word may go on."""
    asked = within(raw)
    folded = _fold(asked)
    runs = list(_RUN.finditer(folded))
    found = [word for run in runs for word in _asked(run)]
    words = tuple(dict.fromkeys(found))[:QUERY_WORDS]
    if not unfinished or not runs or len(words) < len(set(found)):
        return Query(words)
    last = runs[-1]
    is_open = last.end() == len(folded) and asked == raw
    if not is_open or last.lastgroup == "cjk":
        return Query(words)
    return Query(words, found[-1], word_of(_written(last)))


def runs(text: str) -> list[Run]:
    """The words of a text, each where it stands in the text as it is.

    Of Chinese and Japanese each character by itself, with the pairs that it is in.
    """
    places, starts = [0], [0]
    letters = []
    for letter in _LETTER.finditer(text):
        letters.append(_fold(letter[0]))
        places.append(letter.end())
        starts.append(starts[-1] + len(letters[-1]))
    folded = "".join(letters)
    found = []
    for run in _RUN.finditer(folded):
        parts = _characters(run) if run.lastgroup == "cjk" else [_run(run)]
        for start, end, written, words in parts:
            first = places[bisect_right(starts, start) - 1]
            found.append(
                Run(first, places[bisect_right(starts, end - 1)], written, words)
            )
    return found


_Part = tuple[int, int, str, tuple[str, ...]]


def _run(run: re.Match[str]) -> _Part:
    return run.start(), run.end(), _written(run), tuple(_words(run))


def _characters(run: re.Match[str]) -> Iterator[_Part]:
    whole = run[0]
    for place, one in enumerate(whole):
        pairs = (whole[max(place - 1, 0) : place + 1], whole[place : place + 2])
        words = tuple(_plain(word) for word in dict.fromkeys((one, *pairs)))
        yield run.start() + place, run.start() + place + 1, one, words


def word_of(written: str) -> str:
    """A folded word as the index keeps it."""
    return _plain(written)


def stem_of(written: str) -> str:
    """The stem of a folded word; of one in other letters, the word."""
    run = _RUN.fullmatch(written)
    return next(_asked(run)) if run else written


def name_of(text: str) -> str:
    """A whole name without case, accents and what is no word."""
    runs = _RUN.finditer(_fold(text[:NAME_LENGTH]))
    return " ".join(map(_written, runs))[:NAME_LENGTH]


def within(raw: str) -> str:
    """A query within its bounds: half a word would find nothing."""
    cut = raw[:QUERY_LENGTH]
    return raw if cut == raw else cut.rpartition(" ")[0] or cut


def _written(run: re.Match[str]) -> str:
    return run[0].replace("'", "")[:WORD_LENGTH]


def _words(run: re.Match[str]) -> Iterator[str]:
    """What a text is found by: stems and words, or single characters and pairs."""
    if run.lastgroup == "cjk":
        yield from map(_plain, run[0] if len(run[0]) > 1 else "")
        yield from _asked(run)
        return
    yield from _asked(run)
    yield _plain(_written(run))


def _asked(run: re.Match[str]) -> Iterator[str]:
    """What a query asks for: stems, or pairs.

    It asks for a single character only where that stands alone: a pair says more.
    """
    found = run[0]
    if run.lastgroup == "cjk":
        pairs = [first + second for first, second in pairwise(found)]
        yield from map(_plain, pairs or [found])
    elif run.lastgroup == "latin":
        yield _plain(_stem_english(found[:WORD_LENGTH]))
    elif run.lastgroup == "cyrillic":
        yield _plain(_stem_russian(found[:WORD_LENGTH]))
    else:
        yield _plain(found[:WORD_LENGTH])


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    folded = unicodedata.normalize("NFKD", folded)
    folded = _SHORT_I.sub(lambda i: "й" if _BREVE in i[1] else "и", folded)
    folded = unicodedata.normalize("NFC", _MARKS.sub("", folded))
    return "".join(map(_alike, folded)) if not folded.isascii() else folded


@lru_cache(maxsize=4096)
def _alike(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if unicodedata.category(character) == "Cf":
        # Soft hyphens and joiners are not seen.
        return ""
    return _ALIKE.get(character, character)


# A stemmer keeps its word in itself, so that two threads must not share one.
@lru_cache(maxsize=65536)
def _stem_english(word: str) -> str:
    return str(EnglishStemmer().stemWord(word)).replace("'", "")


@lru_cache(maxsize=65536)
def _stem_russian(word: str) -> str:
    return str(RussianStemmer().stemWord(word))


def _plain(word: str) -> str:
    return word if _PLAIN.fullmatch(word) else "0x" + word.encode().hex()
