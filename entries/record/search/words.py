"""All language work of the search: from any text to words that both engines match.

Texts and queries pass through the same steps, so what is written one way and asked
another still meets: compatibility forms, case and accents are folded, English and
Russian words are cut to their stem, Chinese and Japanese are cut into pairs.

What comes out consists of letters and digits that neither FTS5 (unicode61) nor
PostgreSQL (array_to_tsvector) splits or changes. A word in any other letters is
written as the hexadecimal digits of its UTF-8 form, after "0x": a beginning of the
word is still a beginning of what is written.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.russian_stemmer import RussianStemmer

QUERY_LENGTH = 200
QUERY_WORDS = 16
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


def index_words(text: str) -> list[str]:
    """Give the words by which the text is found, each once."""
    kept: dict[str, None] = {}
    size = 0
    for word in _words(text, singles=True):
        if word in kept:
            continue
        size += len(word.encode())
        if size > INDEX_BYTES:
            break
        kept[word] = None
    return list(kept)


def query_words(raw: str) -> list[str]:
    """Give the words that an answer must hold; none if nothing is asked."""
    if len(raw) > QUERY_LENGTH:
        cut = raw[:QUERY_LENGTH]
        # Half a word would find nothing.
        raw = cut.rpartition(" ")[0] or cut
    return list(dict.fromkeys(_words(raw, singles=False)))[:QUERY_WORDS]


def _words(text: str, *, singles: bool) -> Iterator[str]:
    for run in _RUN.finditer(_fold(text)):
        found = run[0]
        if run.lastgroup == "cjk":
            yield from map(_plain, _pairs(found, singles=singles))
        elif run.lastgroup == "latin":
            yield _plain(_stem_english(found[:WORD_LENGTH]))
        elif run.lastgroup == "cyrillic":
            yield _plain(_stem_russian(found[:WORD_LENGTH]))
        else:
            yield _plain(found[:WORD_LENGTH])


def _pairs(run: str, *, singles: bool) -> Iterable[str]:
    """Cut a run into its overlapping pairs.

    A text is found by single characters as well. A query asks for a single character
    only where it stands alone: a pair says more.
    """
    if len(run) == 1:
        return [run]
    pairs = [first + second for first, second in pairwise(run)]
    return [*run, *pairs] if singles else pairs


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
