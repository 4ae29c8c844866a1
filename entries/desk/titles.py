"""What the entries are called that documents name."""

from collections.abc import Iterable
from typing import Any

from entries.desk.entry import Entry
from entries.documents.references import references


def titles_in(documents: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The titles, by key, of the entries of the desk that documents name: one query.

    Empty documents name nothing.
    """
    keys = {one.key for content in documents if content for one in references(content)}
    return dict(Entry.objects.filter(key__in=keys).values_list("key", "title"))
