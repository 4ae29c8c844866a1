"""The words that the index knows as they are written: what a mistyped one may mean.

A word is looked for by its parts of three letters, which an index finds on any
database, and then compared letter by letter here: the same answer everywhere.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import models
from django.db.models import Count

from entries.record.search.distance import distance
from entries.record.search.words import stem_of, word_of

# Values that one statement carries: SQLite has a limit.
BATCH = 500
# Words compared letter by letter, the most alike first.
MOST_COMPARED = 2_000
# From this length on two errors are forgiven, below it one.
LONG = 8
# Shorter stems have too many neighbours.
SHORTEST_STEM = 3
# Letters that a form may have behind its stem.
LONGEST_ENDING = 5


class Word(models.Model):
    """A word of the published texts, folded, in no form but its own."""

    text = models.CharField(max_length=32, unique=True)
    in_title = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.text


class WordPart(models.Model):
    """Three letters that stand in a word, with its length."""

    part = models.CharField(max_length=3)
    size = models.PositiveSmallIntegerField()
    word = models.ForeignKey(Word, models.CASCADE, related_name="parts")

    class Meta:
        indexes = [
            models.Index(fields=["part", "size", "word"], name="wordpart_part"),
        ]

    def __str__(self) -> str:
        return self.part


def parts(word: str) -> set[str]:
    """The parts of three letters, the edges of the word among them."""
    edged = f"  {word}  "
    return {edged[place : place + 3] for place in range(len(edged) - 2)}


def learn(titles: set[str], bodies: set[str]) -> None:
    """Add what is not known yet."""
    for chunk in _chunks(sorted(titles | bodies)):
        known = set(Word.objects.filter(text__in=chunk).values_list("text", flat=True))
        new = Word.objects.bulk_create(
            Word(text=text, in_title=text in titles)
            for text in chunk
            if text not in known
        )
        WordPart.objects.bulk_create(
            (
                WordPart(part=part, size=len(word.text), word=word)
                for word in new
                for part in sorted(parts(word.text))
            ),
            batch_size=BATCH,
        )
    for chunk in _chunks(sorted(titles)):
        Word.objects.filter(text__in=chunk, in_title=False).update(in_title=True)


def forget(
    gone: Iterable[str],
    is_anywhere: Callable[[str], bool],
    is_in_title: Callable[[str], bool],
) -> None:
    """Leave out those of the words that the index no longer has."""
    for chunk in _chunks(sorted(set(gone))):
        for word in Word.objects.filter(text__in=chunk):
            kept = word_of(word.text)
            if not is_anywhere(kept):
                word.delete()
            elif word.in_title and not is_in_title(kept):
                word.in_title = False
                word.save(update_fields=["in_title"])


def clear() -> None:
    WordPart.objects.all().delete()
    Word.objects.all().delete()


def near(written: str, most: int) -> list[tuple[int, str]]:
    """The words that one may have meant, each with its number of errors.

    The nearest come first, then those of titles, then those with the same first
    letter. Where none is near as it is written, the stems are compared: somebody may
    mistype a form of a word that no text has.
    """
    found = _near_as_written(written) or _near_by_stem(written)
    return [(apart, text) for apart, _, _, text in sorted(found)[:most]]


_Near = tuple[int, bool, bool, str]
"""How many errors, whether not in a title, whether it begins otherwise, the word."""


def _near_as_written(written: str) -> list[_Near]:
    errors = _forgiven(written)
    asked = parts(written)
    # Two letters that changed places spoil four parts, any other error three.
    common = max(2, len(asked) - (4 if errors == 1 else 7))
    sizes = (len(written) - errors, len(written) + errors)
    found = []
    for text, in_title in _alike(asked, sizes, common):
        apart = distance(written, text, errors)
        if 0 < apart <= errors:
            found.append((apart, not in_title, text[0] != written[0], text))
    return found


def _near_by_stem(written: str) -> list[_Near]:
    """Of each stem near to that of the word the shortest form."""
    stem = stem_of(written)
    if len(stem) < SHORTEST_STEM:
        return []
    errors = _forgiven(stem)
    # How the word goes on behind its stem is not known.
    asked = {part for part in parts(stem) if not part.endswith(" ")}
    common = max(2, len(asked) - (4 if errors == 1 else 7))
    sizes = (len(stem) - errors, len(stem) + errors + LONGEST_ENDING)
    found: dict[str, _Near] = {}
    for text, in_title in _alike(asked, sizes, common):
        other = stem_of(text)
        apart = distance(stem, other, errors)
        one = (apart, not in_title, text[0] != written[0], text)
        known = found.get(other)
        if 0 < apart <= errors and (known is None or _form(one) < _form(known)):
            found[other] = one
    return list(found.values())


def _form(one: _Near) -> tuple[int, str]:
    return len(one[-1]), one[-1]


def _forgiven(written: str) -> int:
    return 2 if len(written) >= LONG else 1


def _alike(
    asked: set[str], sizes: tuple[int, int], common: int
) -> Iterable[tuple[str, bool]]:
    """The words with so many of some parts, each with whether a title has it.

    Those with the most come first. One query.
    """
    return (
        WordPart.objects.filter(part__in=asked, size__range=sizes)
        .values("word__text", "word__in_title")
        .annotate(n=Count("pk"))
        .filter(n__gte=common)
        .order_by("-n", "word")
        .values_list("word__text", "word__in_title")[:MOST_COMPARED]
    )


def _chunks(words: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(words)
    while chunk := list(islice(waiting, BATCH)):
        yield chunk
