"""What programs ask of every site, and what is offered where nothing is."""

import xml.etree.ElementTree as ET
from datetime import datetime, timedelta
from io import BytesIO

from django.template.loader import render_to_string
from django.test import TestCase, override_settings
from django.utils import timezone
from PIL import Image

from entries.tests.factories import make_exercise, make_state, publish, withdraw

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


class SignTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(
            make_state("CHN", title="China"),
            make_exercise("peace-mission-2007", title="Peace Mission 2007"),
        )

    @override_settings(SITE_URL="https://portal.example")
    def test_robots_learn_where_the_sitemap_is_and_what_has_no_end(self):
        answer = self.client.get("/robots.txt")
        lines = answer.text.splitlines()
        self.assertEqual(answer["Content-Type"].partition(";")[0], "text/plain")
        self.assertIn("Sitemap: https://portal.example/sitemap.xml", lines)
        self.assertIn("Disallow: /admin/", lines)
        self.assertIn("Disallow: /zh/search/?", lines)
        self.assertNotIn("Disallow: /", lines)

    def test_security_txt_is_there_where_somebody_can_be_told(self):
        self.assertEqual(self.client.get("/.well-known/security.txt").status_code, 404)
        with override_settings(CONTACT="mailto:editors@portal.example"):
            text = self.client.get("/.well-known/security.txt").text
        fields = dict(line.split(": ", 1) for line in text.splitlines())
        self.assertEqual(fields["Contact"], "mailto:editors@portal.example")
        expires = datetime.fromisoformat(fields["Expires"])
        self.assertLess(timezone.now() + timedelta(days=150), expires)
        self.assertLess(expires, timezone.now() + timedelta(days=365))

    def test_a_browser_learns_how_to_search_and_to_ask_for_names(self):
        root = ET.fromstring(  # noqa: S314  our own words
            self.client.get("/ru/opensearch.xml").text
        )
        templates = [url.get("template") for url in root.iter(f"{OPENSEARCH}Url")]
        self.assertIn("http://testserver/ru/search/?q={searchTerms}", templates)
        hints = next(one for one in templates if "suggest" in one)
        asked = hints.removeprefix("http://testserver").format(searchTerms="peace")
        words, titles, _, urls = self.client.get(asked).json()
        self.assertEqual((words, titles), ("peace", ["Peace Mission 2007"]))
        self.assertEqual(urls, ["http://testserver/ru/exercises/peace-mission-2007/"])
        for tag in ("ShortName", "Description"):
            self.assertTrue(root.findtext(f"{OPENSEARCH}{tag}"))
        self.assertLessEqual(len(root.findtext(f"{OPENSEARCH}ShortName")), 16)

    def test_the_icons_of_the_manifest_have_the_sizes_that_it_says(self):
        manifest = self.client.get("/manifest.webmanifest").json()
        drawn = [one for one in manifest["icons"] if one["type"] == "image/png"]
        self.assertEqual(len(drawn), 3)
        for icon in drawn:
            answer = self.client.get(icon["src"])
            image = Image.open(BytesIO(answer.content))
            self.assertEqual("{}x{}".format(*image.size), icon["sizes"])
        self.assertEqual(self.client.get("/icon-9999.png").status_code, 404)

    def test_a_page_that_is_not_there_names_what_may_be_meant(self):
        answer = self.client.get("/en/exercises/peace-mision-2007/")
        self.assertContains(
            answer, 'href="/en/exercises/peace-mission-2007/"', status_code=404
        )
        nothing = self.client.get("/en/exercises/qqqq-xxxx-zzzz/")
        self.assertNotContains(nothing, "Perhaps you look for", status_code=404)

    def test_an_address_that_names_no_entry_is_not_taken_for_words(self):
        publish(make_exercise("report-2020", title="Report"))
        for path in (
            "/en/report/?entry=nobody",
            "/en/editions/9/",
            "/en/states/?page=9",
        ):
            answer = self.client.get(path)
            self.assertNotContains(answer, "Perhaps you look for", status_code=404)
        answer = self.client.get("/en/a-repotr/")
        self.assertEqual(answer.status_code, 404)
        answer = self.client.get("/en/old/repotr/")
        self.assertContains(answer, "report-2020/", status_code=404)

    def test_the_page_of_an_error_asks_the_database_nothing(self):
        with self.assertNumQueries(0):
            text = render_to_string("500.html")
        self.assertIn("An error on our side", text)

    def test_no_withdrawn_entry_is_offered(self):
        lost = make_exercise("lost-drill-2020", title="Lost drill")
        publish(lost)
        withdraw(lost)
        answer = self.client.get("/en/exercises/lost-dril-2020/")
        self.assertNotContains(answer, "lost-drill-2020/", status_code=404)
