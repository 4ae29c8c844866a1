"""The topics that speak of an entry, on its page."""

import re

from django.test import TestCase

from entries.publishing.reindexing import reindex
from entries.tests.factories import (
    make_exercise,
    make_framework,
    make_series,
    make_state,
    make_topic,
    publish,
    withdraw,
)


def about(*keys):
    return [{"key": key.lower(), "relation": "about", "target": key} for key in keys]


class TopicTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(
            make_state("CHN"),
            make_series("drills"),
            make_exercise("drill", series="drills", personnel=900),
            make_framework("pact"),
            make_exercise("other"),
            make_topic(
                "a-mention",
                text="[China](entry:CHN), [drills](entry:drills), [it](entry:pact).",
                text_ru="[Учение](entry:drill)",
            ),
            make_topic("b-figure", summary="Of {{drill:personnel}} men."),
            make_topic(
                "z-about",
                relations=about("CHN", "drill", "drills", "pact", "a-mention"),
                text="On [China](entry:CHN).",
            ),
        )

    def topics(self, path, **asked):
        html = self.client.get(path, asked).content.decode()
        section = re.search(r'<ul class="topics">.*?</ul>', html, re.DOTALL)
        if not section:
            return []
        found = re.findall(r"<li>(.*?)</li>", section[0])
        return [" ".join(re.sub(r"<[^>]+>", "", one).split()) for one in found]

    def test_topics_about_an_entry_stand_before_those_that_mention_it(self):
        for path in ("states/chn", "series/drills", "frameworks/pact"):
            self.assertEqual(
                self.topics(f"/en/{path}/"), ["Z about about it", "A mention"], path
            )

    def test_a_figure_and_a_link_in_another_language_are_mentions_too(self):
        self.assertEqual(
            self.topics("/en/exercises/drill/"),
            ["Z about about it", "A mention", "B figure"],
        )

    def test_a_topic_knows_of_other_topics(self):
        self.assertEqual(self.topics("/en/topics/a-mention/"), ["Z about about it"])

    def test_what_no_topic_speaks_of_has_no_such_list(self):
        self.assertEqual(self.topics("/en/exercises/other/"), [])

    def test_they_are_those_of_the_edition(self):
        publish(make_topic("a-mention", text="Of nothing."))
        withdraw(make_topic("b-figure"))
        self.assertEqual(self.topics("/en/exercises/drill/"), ["Z about about it"])
        self.assertEqual(len(self.topics("/en/exercises/drill/", edition=1)), 3)

    def test_a_record_made_anew_knows_them_too(self):
        reindex()
        self.assertEqual(len(self.topics("/en/exercises/drill/")), 3)

    def test_the_relation_is_not_told_twice(self):
        html = self.client.get("/en/states/chn/").content.decode()
        self.assertEqual(html.count("/en/topics/z-about/"), 1)
