"""How two documents of one entry differ, place by place, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from entries.admin.worddiff import text_diff
from entries.admin.wording import Words
from entries.desk.titles import titles_in
from entries.documents.difference import difference
from entries.pages import labels


@dataclass(frozen=True)
class Changed:
    """What differs at one place."""

    label: str
    was: str
    now: str
    diff: SafeString | str = ""
    """Of texts: one laid over the other, word by word."""


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[Changed]:
    """Every place at which they differ, rows and other entries by their names."""
    titles = titles_in([before, after])
    # A row that went is called by what it was called before.
    rows = labels.row_names(before, titles) | labels.row_names(after, titles)
    words = Words(after["kind"], titles, rows)
    return [
        Changed(
            labels.fact(one.path, rows),
            words.of(one.path, one.old),
            words.of(one.path, one.new),
            text_diff(one.old, one.new),
        )
        for one in difference(before, after)
    ]
