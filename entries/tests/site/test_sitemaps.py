import re
import tempfile
from pathlib import Path

from django.test import TestCase, override_settings

from entries.publishing.withdrawing import redact
from entries.record.edition import Revision
from entries.tests.factories import (
    editor,
    make_exercise,
    make_state,
    publish,
    withdraw,
)

PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff"
    b"!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
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


class ImageTests(TestCase):
    def figure(self, image="maps/drill.gif"):
        row = {
            "key": "map",
            "image": image,
            "alt": "A map",
            "credit": "X",
            "licence": "Y",
        }
        return {"figures": [row]}

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.enterContext(override_settings(MEDIA_ROOT=folder.name))
        self.store = Path(folder.name)
        (self.store / "maps").mkdir()
        for name in ("maps/drill.gif", "maps/draft.gif"):
            (self.store / name).write_bytes(PIXEL)

    def test_only_images_of_published_documents_are_served(self):
        publish(make_exercise("drill-2007", **self.figure()))
        make_exercise("drill-2008", **self.figure("maps/draft.gif"))
        answer = self.client.get("/media/maps/drill.gif")
        self.assertEqual(b"".join(answer.streaming_content), PIXEL)
        self.assertEqual(answer["Content-Type"], "image/gif")
        self.assertEqual(answer["X-Content-Type-Options"], "nosniff")
        for name in ("maps/draft.gif", "maps/none.gif", "../settings.py", "maps", ""):
            self.assertEqual(self.client.get(f"/media/{name}").status_code, 404)
        page = self.client.get("/en/exercises/drill-2007/")
        self.assertContains(page, '<img src="/media/maps/drill.gif" alt="A map"')

    def test_an_image_that_left_the_store_is_404(self):
        publish(make_exercise("drill-2007", **self.figure("maps/lost.gif")))
        self.assertEqual(self.client.get("/media/maps/lost.gif").status_code, 404)

    def test_an_image_of_a_redacted_revision_goes_with_it(self):
        publish(make_exercise("drill-2007", **self.figure()))
        publish(make_exercise("drill-2007"))
        redact(Revision.objects.get(number=1), editor(), "The law demands it")
        self.assertEqual(self.client.get("/media/maps/drill.gif").status_code, 404)

    def test_what_is_no_image_is_never_served(self):
        (self.store / "page.html").write_text("<script>", encoding="utf-8")
        publish(make_exercise("drill-2007", **self.figure("page.html")))
        self.assertEqual(self.client.get("/media/page.html").status_code, 404)
