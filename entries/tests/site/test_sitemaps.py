import re

from django.test import TestCase, override_settings

from entries.record.edition import Revision
from entries.tests.factories import (
    make_exercise,
    make_state,
    publish,
    withdraw,
)


def addresses(answer):
    return re.findall("<loc>(.*?)</loc>", answer.content.decode())


class SitemapTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        gone = make_exercise("gone-2007")
        publish(make_state("CHN"), make_exercise("drill-2007"), gone)
        withdraw(gone)

    def everything(self):
        return [
            address
            for section in addresses(self.client.get("/sitemap.xml"))
            for address in addresses(self.client.get(section))
        ]

    def test_everything_shown_is_in_it_and_answers(self):
        found = self.everything()
        for path in (
            "/en/",
            "/en/sources/",
            "/en/editions/",
            "/en/states/chn/",
            "/en/exercises/drill-2007/",
            "/en/editions/2/",
        ):
            self.assertIn(f"http://testserver{path}", found)
        self.assertNotIn("http://testserver/en/exercises/gone-2007/", found)
        for address in found:
            self.assertEqual(self.client.get(address).status_code, 200, address)

    def test_each_entry_has_the_date_of_its_edition(self):
        answer = self.client.get("/sitemap-en-states.xml")
        day = Revision.objects.get(key="CHN").edition.published.date()
        self.assertContains(answer, f"<lastmod>{day.isoformat()}</lastmod>")

    @override_settings(SITE_URL="https://portal.example")
    def test_it_begins_with_the_address_of_the_site(self):
        (first, *_) = addresses(self.client.get("/sitemap.xml"))
        self.assertEqual(first, "https://portal.example/sitemap-en-pages.xml")
        (entry,) = addresses(self.client.get("/sitemap-en-states.xml"))
        self.assertEqual(entry, "https://portal.example/en/states/chn/")

    def test_an_unknown_section_is_404(self):
        self.assertEqual(self.client.get("/sitemap-en-stones.xml").status_code, 404)
        self.assertEqual(self.client.get("/sitemap-en-states.xml?p=9").status_code, 404)
