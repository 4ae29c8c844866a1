"""Keys that are given once, and then kept."""

from collections.abc import Collection


def free(word: str, taken: Collection[str]) -> str:
    """The word, or the word with -2, -3 and so on behind it."""
    key, number = word, 1
    while key in taken:
        number += 1
        key = f"{word}-{number}"
    return key
