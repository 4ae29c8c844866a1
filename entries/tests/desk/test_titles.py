"""The titles of what documents name, by one query."""

from django.test import TestCase

from entries.desk.titles import titles_in
from entries.tests.factories import (
    citation,
    make_document,
    make_source,
    make_state,
    participant,
)


class TitlesTests(TestCase):
    def test_all_that_documents_name_is_called_by_its_title(self):
        make_state(title="China")
        make_source("a", title="The drill ends")
        make_source("unnamed")
        documents = [
            make_document("exercise", "x", participants=[participant("CHN")]),
            make_document("topic", "t", citations=[citation("title", "a")]),
            make_document("topic", "u", text="[it](entry:gone)"),
            {},
        ]
        with self.assertNumQueries(1):
            titles = titles_in(documents)
        self.assertEqual(titles, {"CHN": "China", "a": "The drill ends"})
