"""Popular claims, judged: on their topic, and all of them together."""

import json
import re
from html import unescape

from django.test import TestCase

from entries.publishing.reindexing import reindex
from entries.record.claims import claims
from entries.tests.factories import make_state, make_topic, publish, withdraw
from entries.tests.judging import claim, publish_claims

TAGS = re.compile(r"<[^>]+>")
TOPIC = "/en/topics/naval-drills/"
LIST = "/en/claims/"


def words(html):
    return " ".join(unescape(TAGS.sub(" ", html)).split())


class ClaimTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish_claims()

    def html(self, path, status=200, **asked):
        answer = self.client.get(path, asked)
        self.assertEqual(answer.status_code, status)
        return answer.content.decode()

    def judged(self, html):
        """Each claim of a page with the words of its box."""
        boxes = re.split(r'<div class="judged"', html)[1:]
        return {
            words(re.search(r"<h3.*?</h3>", box)[0]): words(
                box.partition("</dl>")[0].partition("<dl")[2]
            )
            for box in boxes
        }

    def test_a_topic_tells_verdict_reasons_and_both_sides_apart(self):
        shown = self.judged(self.html(TOPIC))
        self.assertEqual(
            list(shown), ["Ships of all.", "A drill a year.", "Secret ships."]
        )
        partly = shown["A drill a year."]
        self.assertIn("Verdict ◐ Partly supported", partly)
        self.assertIn("Reasoning It is said. It is so.", partly)
        self.assertIn("Made in Popular articles", partly)
        before, _, after = partly.partition("What contradicts it")
        self.assertIn("What supports it Source 1 On ships Xinhua, 2019 , p. 2", before)
        self.assertIn("The charter", after)
        self.assertNotIn("What supports it", shown["Ships of all."])
        self.assertIn("✕ Contradicted", shown["Ships of all."])
        self.assertIn("No ship.", shown["Ships of all."])

    def test_what_contradicts_a_claim_makes_no_disputed_fact_of_it(self):
        html = self.html(TOPIC)
        self.assertNotIn("Sources disagree", html)
        self.assertIn("not verified", self.judged(html)["Ships of all."])

    def test_a_claim_without_evidence_says_so_once(self):
        shown = self.judged(self.html(TOPIC))["Secret ships."]
        self.assertIn("? No evidence found", shown)
        self.assertNotIn("No source found", shown)

    def test_all_claims_stand_by_topic_each_leading_to_its_place(self):
        html = self.html(LIST)
        shown = self.judged(html)
        self.assertEqual(
            list(shown),
            [
                "No mutual defence.",
                "An alliance.",
                "Ships of all.",
                "A drill a year.",
                "Secret ships.",
            ],
        )
        self.assertIn("5 claims by topic", words(html))
        places = re.findall(r'<h3><a href="([^"]+)"', html)
        for place in places:
            path, _, name = place.partition("#")
            self.assertIn(f'id="{name}"', self.html(path))
        heads = re.findall(r"<h2><a[^>]*>([^<]+)</a></h2>", html)
        self.assertEqual(heads, ["Limits", "Naval drills"])

    def test_a_verdict_and_a_topic_narrow_the_list(self):
        found = self.judged(self.html(LIST, verdict="contradicted"))
        self.assertEqual(list(found), ["An alliance.", "Ships of all."])
        found = self.judged(self.html(LIST, topic="limits"))
        self.assertEqual(list(found), ["No mutual defence.", "An alliance."])
        found = self.judged(self.html(LIST, topic="limits", verdict="contradicted"))
        self.assertEqual(list(found), ["An alliance."])
        self.assertIn(
            "Nothing fits this filter",
            self.html(LIST, topic="limits", verdict="partly"),
        )

    def choices(self, html):
        found = re.findall(
            r'<li><a rel="nofollow" href="([^"]+)"[^>]*>([^<]+)</a> '
            r'<span class="count">(\d+)</span>',
            html,
        )
        return {text: (unescape(url), int(n)) for url, text, n in found}

    def test_each_choice_says_what_it_leaves_under_the_other(self):
        found = self.choices(self.html(LIST, topic="limits"))
        self.assertEqual(
            found,
            {
                "✓ Supported": ("/en/claims/?verdict=supported&topic=limits", 1),
                "✕ Contradicted": ("/en/claims/?verdict=contradicted&topic=limits", 1),
                "Limits": ("/en/claims/", 2),
                "Naval drills": ("/en/claims/?topic=naval-drills", 3),
            },
        )
        for url, n in found.values():
            expected = 5 if url == LIST else n
            self.assertEqual(len(self.judged(self.html(url))), expected, url)

    def test_what_cannot_be_asked_is_refused_in_words(self):
        html = self.html(LIST, status=400, verdict="true")
        self.assertIn("Something in this filter cannot be used", html)
        self.assertEqual(self.html(LIST, topic="nowhere").count('"judged"'), 0)

    def test_an_old_edition_has_the_claims_of_then(self):
        publish(make_topic("naval-drills", title="Naval drills", claims=[]))
        self.assertEqual(len(self.judged(self.html(LIST))), 2)
        old = self.html(LIST, edition=1, verdict="partly")
        self.assertEqual(list(self.judged(old)), ["A drill a year."])
        self.assertIn("/en/topics/naval-drills/?edition=1#fact-claims.", old)
        self.assertIn("/en/claims/?edition=1&amp;verdict=supported", old)

    def test_what_is_withdrawn_has_no_claims(self):
        topic = make_topic("naval-drills", title="Naval drills")
        withdraw(topic)
        self.assertNotIn("Ships of all.", self.html(LIST))

    def test_other_kinds_may_have_claims_and_a_long_list_has_pages(self):
        many = [claim(f"claim-{n:02}", "partly") for n in range(60)]
        publish(make_state("CHN", title="China", claims=many))
        html = self.html(LIST)
        self.assertEqual(len(self.judged(html)), 50)
        self.assertIn('<a rel="next" href="?page=2">', html)
        rest = self.judged(self.html(LIST, page=2))
        self.assertEqual(len(rest), 15)

    def test_a_record_made_anew_has_the_same_claims_in_the_same_order(self):
        before = [(row.name, row.value, row.listing.key) for row in claims(1)]
        reindex()
        self.assertEqual(
            [(row.name, row.value, row.listing.key) for row in claims(1)], before
        )

    def test_the_page_stands_in_three_languages_with_the_claims_in_english(self):
        html = self.html("/ru/claims/")
        self.assertIn('<span lang="en">Ships of all.</span>', html)
        self.assertIn("Учения на море", html)
        self.assertIn("/ru/topics/naval-drills/#fact-claims.ships-of-all", html)

    def test_without_claims_it_says_so(self):
        publish(make_topic("naval-drills", title="n"), make_topic("limits", title="l"))
        self.assertIn("No claim is judged in this edition.", self.html(LIST))

    def reviews(self, path):
        html = self.html(path)
        scripts = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', html
        )
        graphs = [json.loads(one) for one in scripts]
        return [one for graph in graphs for one in graph.get("@graph", ())]

    def test_programs_read_each_claim_as_a_review(self):
        for path, n in ((TOPIC, 3), (LIST, 5)):
            found = {one["claimReviewed"]: one for one in self.reviews(path)}
            self.assertEqual(len(found), n)
            one = found["A drill a year."]
            self.assertEqual(one["@type"], "ClaimReview")
            self.assertEqual(
                one["url"],
                "http://testserver/en/topics/naval-drills/#fact-claims.a-drill-a-year",
            )
            self.assertEqual(
                one["reviewRating"],
                {
                    "@type": "Rating",
                    "ratingValue": 2,
                    "worstRating": 1,
                    "bestRating": 3,
                    "alternateName": "Partly supported",
                },
            )
            self.assertEqual(one["reviewBody"], "It is said. It is so.")
            self.assertEqual(
                one["itemReviewed"]["appearance"]["name"], "Popular articles"
            )
            self.assertEqual(
                [source["name"] for source in one["citation"]],
                ["On ships", "The charter"],
            )
            self.assertEqual(one["citation"][1]["url"], "https://example.org/c")
            self.assertRegex(one["datePublished"], r"^\d{4}-\d\d-\d\d$")
            none = found["Secret ships."]["reviewRating"]
            self.assertEqual(
                none, {"@type": "Rating", "alternateName": "No evidence found"}
            )

    def test_a_page_without_claims_has_no_review(self):
        self.assertEqual(self.reviews("/en/sources/navy/"), [])
