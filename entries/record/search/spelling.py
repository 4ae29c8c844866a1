"""What somebody meant who mistyped: words that the edition has in place of those asked.

A few words near to each are tried together, and of what finds anything the fewest
errors win, then the most hits by title, then the most hits.
"""

from dataclasses import dataclass
from itertools import product

from entries.record.counting import counts
from entries.record.search import vocabulary
from entries.record.search.hits import Search
from entries.record.search.words import QUERY_LENGTH, Run, runs

# So many words of a query are looked at, with so many words in place of each.
MOST_WORDS = 6
MOST_NEAR = 4
# So many ways to read the whole query are tried.
MOST_READINGS = 16


@dataclass(frozen=True)
class Choice:
    """A word in place of another one, and how many errors lie between them."""

    errors: int
    text: str


def corrected(raw: str, edition: int) -> str:
    """The query as it was probably meant; "" if nothing near to it is found."""
    raw = raw[:QUERY_LENGTH]
    asked = [run for run in runs(raw) if run.is_spelled][:MOST_WORDS]
    choices = [
        [
            Choice(0, run.written),
            *(Choice(*one) for one in vocabulary.near(run.written, MOST_NEAR)),
        ]
        for run in asked
    ]
    readings = _readings(_known(choices, edition))
    if not readings:
        return ""
    texts = [_rewritten(raw, asked, reading) for reading in readings]
    anywhere = counts([Search(text, edition).rows() for text in texts])
    by_title = counts([Search(text, edition).by_title() for text in texts])
    best = min(
        range(len(texts)),
        key=lambda n: (
            not anywhere[n],
            sum(choice.errors for choice in readings[n]),
            -by_title[n],
            -anywhere[n],
            texts[n],
        ),
    )
    return texts[best] if anywhere[best] else ""


def _known(choices: list[list[Choice]], edition: int) -> list[list[Choice]]:
    """Those of the words that the edition has; of a word that nothing is like, itself.

    One query.
    """
    flat = [choice.text for one in choices for choice in one]
    numbers = counts([Search(text, edition).rows() for text in flat])
    found = dict(zip(flat, numbers, strict=True))
    return [[one for one in row if found[one.text]] or row[:1] for row in choices]


def _readings(choices: list[list[Choice]]) -> list[tuple[Choice, ...]]:
    """The ways to read the query, those with the fewest errors first."""
    found = [
        reading
        for reading in product(*choices)
        if any(choice.errors for choice in reading)
    ]
    found.sort(key=lambda reading: sum(choice.errors for choice in reading))
    return found[:MOST_READINGS]


def _rewritten(raw: str, asked: list[Run], reading: tuple[Choice, ...]) -> str:
    """The query with its mistyped words replaced and all else as it stands."""
    text = raw
    for run, choice in reversed(list(zip(asked, reading, strict=True))):
        if choice.errors:
            is_name = raw[run.start].isupper()
            word = choice.text.capitalize() if is_name else choice.text
            text = text[: run.start] + word + text[run.end :]
    return text
