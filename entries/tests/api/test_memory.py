"""A file takes no more memory for ten times as many rows."""

import tracemalloc
from unittest import mock

from django.test import TestCase
from django.utils import timezone

from entries.api import lists
from entries.publishing import indexing
from entries.record.edition import OPEN, Edition, Revision
from entries.tests.api.world import ask
from entries.tests.factories import make_document
from entries.tests.record.test_plans import revision

FEW, MANY = 60, 600


def fill(first, last):
    """So many sources more, without the desk."""
    [edition] = Edition.objects.all()
    rows = [
        revision(edition, make_document("source", f"s-{n}", title=f"Source {n} " * 20))
        for n in range(first, last)
    ]
    Revision.objects.bulk_create(rows)
    indexing.write(indexing.index(one, OPEN) for one in rows)


def peak(form):
    """The bytes held at the most while a file is written, and its rows."""
    response = ask("sources/", format=form)
    tracemalloc.start()
    size = sum(len(part) for part in response.streaming_content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size
    return most, int(response["X-Row-Count"])


class MemoryTests(TestCase):
    def test_a_file_is_written_in_constant_memory(self):
        Edition.objects.create(
            number=1, published=timezone.now(), reason="Many", editor="e", approver="a"
        )
        forms = ("csv", "jsonl", "xlsx")
        with mock.patch.object(lists, "CHUNK", 20):
            fill(0, FEW)
            for form in forms:
                peak(form)  # what is loaded once and kept
            few = {form: peak(form) for form in forms}
            fill(FEW, MANY)
            many = {form: peak(form) for form in forms}

        for form in forms:
            assert (few[form][1], many[form][1]) == (FEW, MANY)
            # The interpreter sweeps when it likes: not ten times as much, nor two.
            assert many[form][0] < few[form][0] * 2, form
