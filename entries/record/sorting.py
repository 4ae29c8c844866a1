"""How titles are sorted, and compared with what is asked: by their words alone."""

from entries.record.search.words import Run, runs

LONGEST = 300
"""Letters of a title that are compared."""


def sort_key(title: str, language: str) -> str:
    """The words of a title as any database sorts them in a language.

    Brackets and quotation marks do not count. Chinese stands by its sound, as far as
    the national standard orders it, behind whatever is in other letters.
    """
    return sort_words(title, language) or title.casefold()[:LONGEST]


def sort_words(text: str, language: str) -> str:
    """The same of any text: a part of the key of a title that has these words."""
    parts = runs(text)
    if language == "zh":
        words = (_by_sound(run) for run in parts)
    else:
        words = (run.written for run in parts)
    return " ".join(words)[:LONGEST]


def _by_sound(run: Run) -> str:
    """A Chinese character by its place in GB 18030, whose common ones go by sound."""
    if run.written.isascii() or len(run.written) > 1:
        return run.written
    return f"zz{run.written.encode('gb18030').hex()}"
