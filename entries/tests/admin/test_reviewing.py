"""What a reviewer reads: the change in words, its grounds, and how it will stand."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from entries.admin.reviewing import reviews
from entries.admin.worddiff import word_diff
from entries.publishing.submitting import submit
from entries.publishing.withdrawing import withdraw
from entries.tests.factories import (
    citation,
    editor,
    make_exercise,
    make_source,
    make_state,
    make_topic,
    participant,
    publish,
)

VERIFIED = {"verified_by": "bob", "verified_on": "2026-11-22"}


class ReviewTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.china = make_state("CHN", title="China")
        cls.source = make_source(title="Drill ends", publisher="Xinhua")
        publish(cls.china, cls.source, make_source("b", title="Another"))
        cls.before = {
            "start": "2007",
            "personnel": 4000,
            "note": "The drill was held near Chebarkul, in the Urals, in August 2007.",
            "citations": [
                citation("personnel", "xinhua-2007", locator="p. 3", quote="4,000 men"),
                citation("start", "xinhua-2007", "start"),
            ],
        }
        publish(make_exercise("x", **cls.before))

    def review(self, **changes):
        changed = make_exercise("x", **{**self.before, **changes})
        made = submit([changed], editor(), "New")
        rows = made.proposals.select_related("base", "entry")
        (found,) = reviews(rows, made.comments.all())
        return {line.path: line for line in found.lines}

    def test_a_changed_fact_stands_beside_its_sources(self):
        line = self.review(personnel=5000)["personnel"]
        self.assertEqual(
            (line.label, line.was, line.will), ("Personnel", "4000", "5000")
        )
        self.assertEqual(line.word, "updated")
        (source,) = line.sources
        self.assertEqual((source.title, source.publisher), ("Drill ends", "Xinhua"))
        self.assertEqual((source.locator, source.quote), ("p. 3", "4,000 men"))
        self.assertEqual((source.sort, source.news), ("Press", ""))

    def test_a_row_is_called_by_its_state(self):
        rows = [participant("CHN", personnel=1600)]
        cited = [*self.before["citations"], citation("participants.CHN", "b")]
        lines = self.review(participants=rows, citations=cited)
        line = lines["participants.CHN"]
        self.assertEqual((line.label, line.word), ("Participants, China", "added"))
        self.assertIn("China", line.will)
        self.assertEqual([one.news for one in line.sources], ["new"])

    def test_long_texts_are_compared_word_by_word(self):
        note = self.before["note"].replace("August", "September")
        line = self.review(note=note)["note"]
        self.assertIn("<del>", line.diff)
        self.assertIn("September", line.diff)

    def test_a_citation_that_came_or_went_is_shown_at_its_fact(self):
        cited = [citation("personnel", "b"), self.before["citations"][1]]
        line = self.review(citations=cited)["personnel"]
        self.assertEqual(line.was, line.will)
        self.assertEqual(line.word, "")
        news = {one.title: one.news for one in line.sources}
        self.assertEqual(news, {"Drill ends": "no longer cited", "Another": "new"})

    def test_a_citation_that_changed_says_what(self):
        first, second = self.before["citations"]
        line = self.review(citations=[{**first, "locator": "p. 4", **VERIFIED}, second])
        (source,) = line["personnel"].sources
        self.assertIn("Place in the source: p. 3 → p. 4", source.news)
        self.assertEqual(line["personnel"].verification.split(" → ")[1], "Verified")

    def test_a_source_that_contradicts_says_with_what(self):
        cited = [*self.before["citations"], citation("personnel", "b", value=6500)]
        line = self.review(citations=cited)["personnel"]
        (source,) = [one for one in line.sources if one.is_against]
        self.assertEqual(source.against, "6500")
        self.assertTrue(line.verification.endswith("Sources disagree"))

    def test_a_new_entry_shows_all_it_says(self):
        made = submit([make_topic("t", title="New", text="Words")], editor(), "New")
        (found,) = reviews(made.proposals.all(), [])
        self.assertTrue(found.is_new)
        self.assertEqual({line.path for line in found.lines}, {"text", "title"})

    def test_what_was_not_there_did_not_stand_before(self):
        cited = [*self.before["citations"], citation("end", "b", "end")]
        lines = self.review(end="2007", citations=cited)
        self.assertEqual(lines["end"].verification, "Sourced, not yet verified")

    def test_what_goes_does_not_stand(self):
        line = self.review(personnel=None, citations=self.before["citations"][1:])
        self.assertEqual(line["personnel"].verification, "")

    def test_marked_facts_are_named_by_their_labels(self):
        rows = [participant("CHN", personnel=1600)]
        mark = ["note", "participants.CHN"]
        line = self.review(participants=rows, no_source=mark)["no_source"]
        self.assertEqual((line.was, line.will), ("Note", "Note, Participants, China"))

    def test_a_withdrawal_has_no_lines(self):
        made = withdraw(self.china, editor(), "Mistaken")
        (found,) = reviews(made.proposals.all(), [])
        self.assertEqual(found.lines, [])

    def test_many_proposals_take_as_many_queries_as_few(self):
        counts = []
        for size in (3, 20):
            topics = [
                make_topic(f"t-{size}-{n}", citations=[citation("title", "b")])
                for n in range(size)
            ]
            made = submit(topics, editor(), "New")
            rows = list(made.proposals.select_related("base", "entry"))
            with CaptureQueriesContext(connection) as queries:
                reviews(rows, [])
            counts.append(len(queries))
        self.assertEqual(counts, [2, 2])


class WordDiffTests(TestCase):
    def test_words_are_marked_for_eyes_and_ears(self):
        found = word_diff("one two three", "one 2 three")
        self.assertIn("<del>", found)
        self.assertIn("[removed: </span>two", found)
        self.assertIn("[added: </span>2", found)

    def test_chinese_is_compared_by_characters(self):
        found = word_diff("上海合作组织", "上海合作机构")
        self.assertTrue(found.startswith("上海合作<del>"))

    def test_nothing_in_a_text_becomes_markup(self):
        found = word_diff("<b>one</b>", "<script>two</script>")
        self.assertNotIn("<b>", found)
        self.assertNotIn("<script>", found)

    def test_what_stayed_is_cut_and_long_texts_go_by_lines(self):
        same = "word " * 500
        self.assertLess(len(word_diff(f"{same}a", f"{same}b")), 600)
        long = "line of words\n" * 20_000
        found = word_diff(long, long + "the end\n")
        self.assertIn("the end", found)
        self.assertLess(len(found), 2_000)

    def test_long_texts_that_differ_everywhere_are_shown_one_after_the_other(self):
        old = "".join(f"{n} old\n" for n in range(9_000))
        new = "".join(f"{n} new\n" for n in range(9_000))
        found = word_diff(old, new)
        self.assertEqual((found.count("<del>"), found.count("<ins>")), (1, 1))

    def test_the_same_text_is_not_marked(self):
        self.assertNotIn("<ins>", word_diff("same", "same"))
