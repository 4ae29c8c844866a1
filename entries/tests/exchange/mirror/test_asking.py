"""How the site is asked: as anybody, and no faster than it wants."""

import tempfile
from pathlib import Path
from unittest.mock import patch

from django.test import TestCase, override_settings

from entries.exchange.mirror.asking import NOBODY, Site
from entries.exchange.mirror.fault import MirrorError
from entries.exchange.mirror.onestate import one_state
from entries.tests.factories import make_topic, publish

SLEEP = "entries.exchange.mirror.asking.sleep"


@override_settings(ALLOWED_HOSTS=["portal.example"])
class AskingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(make_topic("drills", title="Drills"))

    def setUp(self):
        self.enterContext(one_state())

    def test_a_page_is_asked_for_under_the_sites_own_address(self):
        for url in ("https://portal.example", "http://portal.example:8080"):
            with Site(url).asked("/en/topics/drills/") as answer:
                self.assertEqual((answer.status, answer.media_type), (200, "text/html"))
                self.assertIn(f'href="{url}/en/topics/drills/"', answer.text())
                self.assertNotIn("set-cookie", answer.headers)

    def test_what_an_address_asks_is_asked(self):
        with Site("https://portal.example").asked("/api/v1/topics/?page_size=x") as one:
            self.assertEqual(one.status, 400)
            self.assertIn("page_size", one.text())

    def test_an_answer_with_too_many_before_it_is_waited_for(self):
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        site, slept = Site("https://portal.example"), []
        with override_settings(API_RATE=2, COUNTERS=Path(made.name) / "counters"):
            with patch(SLEEP, slept.append), self.assertRaises(MirrorError):
                for _ in range(3):
                    with site.asked("/api/v1/") as answer:
                        self.assertEqual(answer.status, 200)
            self.assertEqual(len(slept), 10)
            self.assertLessEqual(max(slept), 60)
            with (
                patch(SLEEP, lambda _: Path(made.name, "counters").unlink()),
                site.asked("/api/v1/") as answer,
            ):
                self.assertEqual(answer.status, 200)
            # Nobody else's requests are counted with these.
            mine = self.client.get("/api/v1/", headers={"host": "portal.example"})
            self.assertEqual(mine.status_code, 200)
            self.assertEqual(mine["RateLimit-Remaining"], "1")
            self.assertNotEqual(NOBODY, "127.0.0.1")
