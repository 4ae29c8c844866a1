"""Images are served once a published document uses them, and no others."""

import re
import tempfile
from io import BytesIO
from pathlib import Path

from django.test import TestCase, override_settings
from PIL import Image

from entries.documents.images import renditions
from entries.publishing.withdrawing import redact
from entries.record.edition import Revision
from entries.tests.desk.images.pictures import kept, own_store, picture
from entries.tests.factories import editor, make_exercise, publish

PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff"
    b"!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


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


class RenditionTests(TestCase):
    def setUp(self):
        self.enterContext(own_store())
        self.image = kept(picture(2400, 600))
        self.names = [self.image, *(one.name for one in renditions(self.image))]

    def drill(self, number=2007, image="", **fields):
        row = {
            "key": "map",
            "image": image or self.image,
            "alt": "A map",
            "credit": "X",
        }
        figures = [{**row, "licence": "CC BY 4.0", "caption": "Where", **fields}]
        return make_exercise(f"drill-{number}", figures=figures)

    def get(self, name):
        return self.client.get(f"/media/{name}")

    def test_they_are_served_with_the_image_and_not_before(self):
        drill = self.drill()
        for name in self.names:
            self.assertEqual(self.get(name).status_code, 404)
        publish(drill)
        for name in self.names:
            answer = self.get(name)
            self.assertEqual(answer.status_code, 200)
            with Image.open(BytesIO(b"".join(answer.streaming_content))) as image:
                self.assertEqual(answer["Content-Type"], image.get_format_mimetype())

    def test_others_of_the_same_store_are_not(self):
        publish(self.drill())
        draft = kept(picture(64, 64))
        self.drill(2008, draft)
        for name in (
            draft,
            f"{draft}.64.webp",
            f"{self.image}.64.webp",
            f"{self.image}.640.png",
            f"{self.image}.640.webp.320.webp",
            f"{self.image}.640.webp/../{draft.rpartition('/')[2]}",
        ):
            self.assertEqual(self.get(name).status_code, 404, name)

    def test_caches_keep_what_never_changes(self):
        publish(self.drill())
        for name in self.names:
            self.assertEqual(
                self.get(name)["Cache-Control"], "public, max-age=31536000, immutable"
            )
        self.assertNotIn("Cache-Control", self.get(f"{self.image}x"))

    def test_the_page_offers_every_width_in_both_formats(self):
        publish(self.drill())
        page = self.client.get("/en/exercises/drill-2007/").content.decode()
        (source,) = re.findall("<source ([^>]*)>", page)
        (img,) = re.findall("<img ([^>]*)>", page)
        self.assertIn('type="image/webp"', source)
        for tag, suffix in ((source, "webp"), (img, "jpg")):
            (srcset,) = re.findall('srcset="([^"]*)"', tag)
            offered = [one.split() for one in srcset.split(", ")]
            self.assertEqual(
                offered,
                [
                    [f"/media/{self.image}.{width}.{suffix}", f"{width}w"]
                    for width in (320, 640, 1280, 1920)
                ],
            )
            self.assertIn('sizes="min(2400px, 100vw - 2rem, 44rem)"', tag)
        self.assertIn(f'src="/media/{self.image}.1920.jpg"', img)
        self.assertIn('alt="A map" width="2400" height="600"', img)
        for words in ("Where", "CC BY 4.0", "Full size, 2400 × 600 pixels"):
            self.assertIn(words, page)
        self.assertIn(f'href="/media/{self.image}"', page)

    def test_a_small_image_is_its_own_full_size(self):
        publish(self.drill(image=kept(picture(500, 300))))
        page = self.client.get("/en/exercises/drill-2007/")
        self.assertContains(page, ".500.webp 500w")
        self.assertNotContains(page, "Full size")
