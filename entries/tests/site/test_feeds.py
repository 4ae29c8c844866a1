"""Feeds: what is new, each item once and for ever under the same id."""

import xml.etree.ElementTree as ET

from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext

from entries.publishing.withdrawing import redact
from entries.record.edition import Edition, Revision
from entries.tests.factories import (
    editor,
    make_exercise,
    make_state,
    publish,
    withdraw,
)
from entries.vocabulary import ChangeWord

ATOM = "{http://www.w3.org/2005/Atom}"
ENTRY = "/en/states/chn/feed.atom"


@override_settings(SITE_URL="https://portal.example")
class FeedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(make_state("CHN", title="China", capital="Peking"), reason="First")
        publish(
            make_state("CHN", title="China", capital="Beijing"),
            make_exercise("drill", title="Drill & <co>"),
            reason="An old spelling",
            word=ChangeWord.CORRECTED,
        )

    def items(self, path):
        answer = self.client.get(path)
        self.assertEqual(answer.status_code, 200, path)
        self.assertTrue(answer["Content-Type"].startswith("application/atom+xml"))
        root = ET.fromstring(answer.text)  # noqa: S314  our own words
        return [
            {
                "id": one.findtext(f"{ATOM}id"),
                "title": one.findtext(f"{ATOM}title"),
                "text": one.findtext(f"{ATOM}summary"),
                "url": one.find(f"{ATOM}link").get("href"),
            }
            for one in root.iter(f"{ATOM}entry")
        ]

    def test_editions_the_newest_first_each_with_its_reason(self):
        items = self.items("/en/editions/feed.atom")
        self.assertEqual([one["text"] for one in items], ["An old spelling", "First"])
        self.assertEqual(items[1]["url"], "https://portal.example/en/editions/1/")

    def test_ids_stay_whatever_is_published_later_and_are_each_their_own(self):
        before = [one["id"] for one in self.items("/en/editions/feed.atom")]
        publish(make_exercise("drill", title="Drill", start="2007"))
        after = [one["id"] for one in self.items("/en/editions/feed.atom")]
        self.assertEqual(after[1:], before)
        self.assertEqual(len(set(after)), 3)
        self.assertTrue(all(one.startswith("tag:portal.example,") for one in after))

    def test_a_feed_is_known_by_its_address_and_as_old_as_what_it_tells(self):
        for path, at in (
            ("/en/states/feed.atom", "2"),
            ("/en/corrections/feed.atom", "2"),
            ("/en/topics/feed.atom", "2"),
            ("/en/topics/feed.atom?edition=1", "1"),
        ):
            root = ET.fromstring(self.client.get(path).text)  # noqa: S314  our own
            address = f"https://portal.example{path.partition('?')[0]}"
            self.assertEqual(root.findtext(f"{ATOM}id"), address)
            edition = Edition.objects.get(number=at)
            updated = root.findtext(f"{ATOM}updated")
            self.assertEqual(updated, edition.published.isoformat())

    def test_a_reason_is_read_as_it_was_written(self):
        publish(make_exercise("drill", start="2007"), reason="Fewer than <b>9</b> & so")
        item = self.items("/en/editions/feed.atom")[0]
        # The summary is HTML in XML.
        self.assertEqual(item["text"], "Fewer than &lt;b&gt;9&lt;/b&gt; &amp; so")

    def test_a_kind_and_an_entry_have_their_revisions(self):
        self.assertEqual(
            [one["title"] for one in self.items("/en/exercises/feed.atom")],
            ["Drill & <co>"],
        )
        urls = [one["url"] for one in self.items(ENTRY)]
        root = "https://portal.example/en/states/chn/revisions"
        self.assertEqual(urls, [f"{root}/2/", f"{root}/1/"])
        self.assertEqual(len(self.items(f"{ENTRY}?edition=1")), 1)
        self.assertEqual(self.client.get("/en/states/usa/feed.atom").status_code, 404)

    def test_a_correction_tells_old_and_new(self):
        (item,) = self.items("/en/corrections/feed.atom")
        self.assertEqual(item["title"], "China")
        self.assertIn("Capital: Peking → Beijing", item["text"])

    def test_a_withdrawal_is_told_and_what_is_redacted_is_not(self):
        drill = make_exercise("drill", title="Drill & <co>")
        withdraw(drill, reason="Mistaken")
        newest = self.items("/en/exercises/feed.atom")[0]
        self.assertEqual(newest["title"], "Withdrawn: Drill & <co>")
        redact(Revision.objects.get(key="CHN", number=1), editor(), "Law")
        self.assertEqual(len(self.items(ENTRY)), 1)
        for path in (ENTRY, "/en/corrections/feed.atom"):
            self.assertNotIn("Peking", self.client.get(path).text)

    def test_who_asks_again_is_told_that_nothing_is_new(self):
        first = self.client.get(ENTRY)
        again = self.client.get(ENTRY, headers={"If-None-Match": first["ETag"]})
        self.assertEqual((again.status_code, again.content), (304, b""))
        since = {"If-Modified-Since": first["Last-Modified"]}
        self.assertEqual(self.client.get(ENTRY, headers=since).status_code, 304)
        publish(make_exercise("drill", title="Drill", start="2007"))
        new = self.client.get(ENTRY, headers={"If-None-Match": first["ETag"]})
        self.assertEqual(new.status_code, 200)

    def test_a_feed_without_items_is_as_old_as_its_edition(self):
        published = Edition.objects.latest("number").published.isoformat()
        text = self.client.get("/en/frameworks/feed.atom").text
        self.assertNotIn("<entry>", text)
        self.assertIn(f"<updated>{published}</updated>", text)

    def test_pages_name_their_feeds(self):
        for path, feed in (
            ("/ru/", "/ru/editions/feed.atom"),
            ("/en/states/", "/en/states/feed.atom"),
            ("/en/states/chn/", ENTRY),
        ):
            self.assertContains(self.client.get(path), f'href="{feed}"')

    def test_a_feed_takes_few_queries(self):
        for path in (ENTRY, "/en/states/feed.atom", "/en/corrections/feed.atom"):
            with CaptureQueriesContext(connection) as asked:
                self.client.get(path)
            self.assertLessEqual(len(asked), 3, path)
