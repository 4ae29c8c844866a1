"""What pages say to search engines and to programs, in their heads."""

import json
import re

from django.test import TestCase, override_settings

from entries.licence import LICENCE
from entries.tests.factories import (
    citation,
    make_exercise,
    make_framework,
    make_series,
    make_source,
    make_state,
    make_topic,
    publish,
)

DRILL = "/en/exercises/peace-mission-2007/"
LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def linked(answer):
    (text,) = LINKED.findall(answer.text)
    return json.loads(text)


class HeadTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(make_exercise("peace-mission-2007", title="The drill"))
        publish(
            make_source(
                "xinhua-2007",
                title="Drill </script><script>alert(1)</script> & more",
                publisher="Xinhua",
                published="2007-08-09",
                url="https://example.org/x",
            ),
            make_state("CHN", title="China", title_zh="中国", iso2="CN"),
            make_series("peace-mission", title="Peace Mission"),
            make_framework("declaration", title="Declaration"),
            make_framework(
                "charter",
                title="Charter",
                framework_type="charter",
                signed="2002-06-07",
                status="in-force",
                parties=[{"state": "CHN"}],
                relations=[
                    {"key": "old", "relation": "replaces", "target": "declaration"}
                ],
                no_source=["relations", "parties", "signed"],
            ),
            make_framework(
                "rats", title="RATS", framework_type="body", signed="2004-06-17"
            ),
            make_topic("joint-exercises", title="Exercises", text="Words."),
            make_exercise(
                "peace-mission-2007",
                title="Peace Mission 2007",
                title_ru="Мирная миссия-2007",
                series="peace-mission",
                start="2007-08-09",
                end="2007-08?",
                hosts=["CHN"],
                participants=[{"state": "CHN", "role": "host"}],
                locations=[
                    {"key": "chebarkul", "name": "Chebarkul", "lat": 54.97, "lon": 60.4}
                ],
                summary="A *drill* of armed forces.[^summary]",
                citations=[citation("summary", "xinhua-2007", "summary")],
            ),
        )

    @override_settings(SITE_URL="https://portal.example")
    def test_a_page_names_its_one_address_and_its_other_languages(self):
        text = self.client.get(f"{DRILL}?page=1").text
        whole = f"https://portal.example{DRILL}"
        self.assertIn(f'<link rel="canonical" href="{whole}">', text)
        for code in ("en", "ru", "zh"):
            other = whole.replace("/en/", f"/{code}/")
            self.assertIn(f'hreflang="{code}" href="{other}"', text)
        self.assertIn(f'hreflang="x-default" href="{whole}"', text)

    def test_countless_views_and_old_editions_are_not_listed(self):
        listed = {
            path: 'content="noindex"' not in self.client.get(path).text
            for path in (
                DRILL,
                "/en/",
                "/en/exercises/",
                "/en/exercises/?page=1",
                "/en/exercises/?host=CHN",
                f"{DRILL}?edition=1",
                f"{DRILL}revisions/1/",
                "/en/states/chn/?on=2016-01-01",
                "/en/search/?q=drill",
            )
        }
        seen = [path for path, is_listed in listed.items() if is_listed]
        self.assertEqual(seen, list(listed)[:4])

    def test_the_description_is_the_summary_in_plain_words(self):
        text = self.client.get(DRILL).text
        self.assertIn('name="description" content="A drill of armed forces."', text)
        self.assertIn('property="og:title" content="Peace Mission 2007"', text)

    def test_an_exercise_is_an_event_with_its_sources(self):
        event = linked(self.client.get(DRILL))
        self.assertEqual(event["@type"], "Event")
        self.assertEqual(event["startDate"], "2007-08-09")
        # A day in doubt is not told as if it were none.
        self.assertNotIn("endDate", event)
        china = {
            "@type": "GovernmentOrganization",
            "name": "China",
            "url": "http://testserver/en/states/chn/",
        }
        self.assertEqual(event["organizer"], [china])
        self.assertEqual(event["attendee"], [china])
        self.assertEqual(event["superEvent"]["@type"], "EventSeries")
        self.assertEqual(event["location"][0]["geo"]["latitude"], 54.97)
        self.assertIn("Мирная миссия-2007", event["alternateName"])
        (cited,) = event["subjectOf"]["citation"]
        self.assertEqual(cited["publisher"]["name"], "Xinhua")
        self.assertEqual(event["subjectOf"]["version"], "2")
        self.assertEqual(event["subjectOf"]["license"], LICENCE.url)

    def test_no_title_ends_the_element_that_it_stands_in(self):
        answer = self.client.get(DRILL)
        self.assertNotIn("<script>alert", answer.text)
        (cited,) = linked(answer)["subjectOf"]["citation"]
        self.assertIn("</script><script>alert(1)</script> & more", cited["name"])

    def test_each_kind_is_a_thing_of_its_own(self):
        types = {
            "/en/": "Dataset",
            "/en/states/chn/": "Country",
            "/en/series/peace-mission/": "EventSeries",
            "/en/frameworks/charter/": "Legislation",
            "/en/frameworks/rats/": "Organization",
            "/en/topics/joint-exercises/": "Article",
            "/en/sources/xinhua-2007/": "CreativeWork",
        }
        found = {path: linked(self.client.get(path)) for path in types}
        self.assertEqual({path: one["@type"] for path, one in found.items()}, types)
        charter = found["/en/frameworks/charter/"]
        self.assertEqual(charter["legislationLegalForce"], "https://schema.org/InForce")
        self.assertEqual(charter["legislationDate"], "2002-06-07")
        self.assertEqual(charter["legislationPassedBy"][0]["name"], "China")
        self.assertEqual(charter["legislationChanges"][0]["name"], "Declaration")
        self.assertEqual(found["/en/frameworks/rats/"]["foundingDate"], "2004-06-17")
        self.assertEqual(found["/en/"]["version"], "2")
        self.assertEqual(found["/en/"]["license"], LICENCE.url)

    def test_a_page_that_is_not_there_has_no_head_of_its_own(self):
        text = self.client.get("/en/exercises/nothing/").text
        self.assertNotIn('rel="canonical"', text)
        self.assertNotIn("ld+json", text)
