"""The words that the index knows as they are written: what a mistyped one may mean.

A word is looked for by its parts of three letters, which an index finds on any
database, and then compared letter by letter here: the same answer everywhere.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import models
from django.db.models import Count

from entries.record.search.distance import distance
from entries.record.search.words import word_of

# Values that one statement carries: SQLite has a limit.
BATCH = 500
# Words compared letter by letter, the most alike first.
MOST_COMPARED = 2_000
# From this length on two errors are forgiven, below it one.
LONG = 8


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
    letter.
    """
    size = len(written)
    errors = 2 if size >= LONG else 1
    asked = parts(written)
    # Two letters that changed places spoil four parts, any other error three.
    common = max(2, len(asked) - (4 if errors == 1 else 7))
    rows = (
        WordPart.objects.filter(
            part__in=asked, size__range=(size - errors, size + errors)
        )
        .values("word__text", "word__in_title")
        .annotate(n=Count("pk"))
        .filter(n__gte=common)
        .order_by("-n", "word")
        .values_list("word__text", "word__in_title")[:MOST_COMPARED]
    )
    found = []
    for text, in_title in rows:
        apart = distance(written, text, errors)
        if 0 < apart <= errors:
            found.append((apart, not in_title, text[0] != written[0], text))
    return [(apart, text) for apart, _, _, text in sorted(found)[:most]]


def _chunks(words: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(words)
    while chunk := list(islice(waiting, BATCH)):
        yield chunk
