"""What an edition leaves open: what is listed, what is not, how much of it."""

from unittest import mock

from django.test import TestCase

from entries.record import gaps
from entries.tests.factories import (
    citation,
    make_exercise,
    make_framework,
    make_source,
    make_topic,
    publish,
)


def keys(found):
    return [row.key for row in found.rows]


class GapsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(make_exercise("drill-b"))
        make_source("first")
        sourced = [citation("in_force", "first"), citation("personnel", "first", "p")]
        publish(
            make_source("first"),
            make_framework("pact-dated", in_force="2003", citations=sourced[:1]),
            make_framework("pact-b", title="Pact B", title_ru="А"),
            make_framework("pact-a", title="Pact A", title_ru="Б"),
            make_framework("pact-waiting", status="not-in-force"),
            make_framework("plan", framework_type="programme", status="adopted"),
            make_exercise("drill-a", note="Of no source", hosts=[]),
            make_exercise("drill-b", personnel=40, citations=sourced[1:]),
            make_exercise("drill-planned", outcome="announced"),
            make_topic(
                "drills",
                claims=[{"key": "one", "claim": "All drill", "verdict": "no-evidence"}],
            ),
        )

    def test_a_treaty_in_force_since_nobody_knows_when_is_open(self):
        found = gaps.undated(2, "en")
        self.assertEqual(keys(found), ["pact-a", "pact-b"])
        self.assertEqual(found.total, 2)

    def test_what_was_announced_and_no_more_is_open(self):
        self.assertEqual(keys(gaps.announced(2, "en")), ["drill-planned"])

    def test_facts_on_which_sources_disagree_are_open(self):
        against = citation("personnel", "first", "against", value=50)
        publish(make_exercise("drill-b", personnel=40, citations=[against]))
        found = gaps.disputed(3, "en")
        self.assertEqual(
            [(row.listing.key, row.fact) for row in found.rows],
            [("drill-b", "personnel")],
        )
        self.assertEqual(gaps.disputed(2, "en").total, 0)

    def test_titles_of_the_readers_language_give_the_order(self):
        self.assertEqual(keys(gaps.undated(2, "ru")), ["pact-b", "pact-a"])

    def test_an_exercise_held_by_nobody_knows_how_many_is_open(self):
        self.assertEqual(keys(gaps.uncounted(2, "en")), ["drill-a"])

    def test_an_old_edition_was_open_where_it_was(self):
        self.assertEqual(keys(gaps.uncounted(1, "en")), ["drill-b"])
        self.assertEqual(gaps.undated(1, "en"), gaps.Gaps((), 0))

    def test_a_fact_without_a_source_is_open_and_a_popular_claim_is_none(self):
        found = gaps.unsourced(2, "en")
        told = [(row.listing.key, row.fact) for row in found.rows]
        self.assertEqual(told, [("drill-a", "note")])

    def test_what_is_not_named_is_counted(self):
        with mock.patch.object(gaps, "MOST", 1):
            found = gaps.undated(2, "en")
        self.assertEqual((keys(found), found.total), (["pact-a"], 2))

    def test_each_asks_once(self):
        for ask in (gaps.unsourced, gaps.undated, gaps.uncounted):
            with self.subTest(ask=ask.__name__), self.assertNumQueries(1):
                ask(2, "en")
