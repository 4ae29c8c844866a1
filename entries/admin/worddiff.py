"""Two texts laid over each other, word by word, for eyes and for screen readers."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

MOST = 3_000
"""How many words, or lines, are compared one by one."""
SHORT = 60
"""Up to so many characters two texts are shown side by side, not word by word."""
AROUND = 25
"""How many unchanged words are shown beside a change."""
_WORD = re.compile(r"[\u2e80-\u9fff]|\s+|[^\s\u2e80-\u9fff]+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def text_diff(old: Any, new: Any) -> SafeString | str:
    """The same for two values; empty where they are no texts that are worth it."""
    texts = isinstance(old, str) and isinstance(new, str) and old and new
    return word_diff(old, new) if texts and max(len(old), len(new)) > SHORT else ""


def word_diff(old: str, new: str) -> SafeString:
    """What was removed and what was added, in its place."""
    before, after, first, last = _pieces(old, new)
    end = len(before) - last
    parts = [_same(before[:first], is_first=True, is_last=not last and first == end)]
    inner = before[first:end], after[first : len(after) - last]
    matcher = SequenceMatcher(None, *inner, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            parts.append(_same(inner[0][a:b], is_first=False, is_last=False))
        else:
            parts.append(_marked("del", "removed", "".join(inner[0][a:b])))
            parts.append(_marked("ins", "added", "".join(inner[1][c:d])))
    parts.append(_same(before[end:], is_first=False, is_last=True))
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped below


def _pieces(old: str, new: str) -> tuple[list[str], list[str], int, int]:
    """Both texts in words, and how many are alike at the beginning and at the end.

    Comparing takes the square of the length, so it is of what lies between the first
    and the last change; of much, by lines; of very much, one text and then the other.
    """
    for piece in (_WORD, _LINE):
        before, after = piece.findall(old), piece.findall(new)
        first = _alike(before, after)
        last = _alike(before[first:][::-1], after[first:][::-1])
        if max(len(before), len(after)) - first - last <= MOST:
            return before, after, first, last
    return [old], [new], 0, 0


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of the first pieces are the same."""
    number = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        number += 1
    return number


def _same(words: list[str], *, is_first: bool, is_last: bool) -> str:
    """Words that stayed; of a long run only what stands beside the changes."""
    if len(words) <= 2 * AROUND + 1:
        return str(escape("".join(words)))
    head = "" if is_first else escape("".join(words[:AROUND]))
    tail = "" if is_last else escape("".join(words[-AROUND:]))
    return f"{head} … {tail}"


def _marked(tag: str, word: str, text: str) -> str:
    if not text:
        return ""
    said = f'<span class="visually-hidden">[{word}: </span>'
    end = '<span class="visually-hidden">]</span>'
    return f"<{tag}>{said}{escape(text)}{end}</{tag}>"
