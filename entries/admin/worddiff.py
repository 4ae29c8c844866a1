"""Two texts laid over each other, word by word, for eyes and for screen readers."""

import re
from difflib import SequenceMatcher

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

MOST = 4_000
"""How many words are compared one by one; longer texts go by their lines."""
AROUND = 25
"""How many unchanged words are shown beside a change."""
_WORD = re.compile(r"[\u2e80-\u9fff]|\s+|[^\s\u2e80-\u9fff]+")


def word_diff(old: str, new: str) -> SafeString:
    """What was removed and what was added, in its place."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > MOST:
        before = old.splitlines(keepends=True)
        after = new.splitlines(keepends=True)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    codes = matcher.get_opcodes()
    parts = []
    for place, (tag, start, end, first, last) in enumerate(codes):
        if tag == "equal":
            words = before[start:end]
            parts.append(
                _same(words, is_first=not place, is_last=place + 1 == len(codes))
            )
            continue
        parts.append(_marked("del", "removed", "".join(before[start:end])))
        parts.append(_marked("ins", "added", "".join(after[first:last])))
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped below


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
