"""Runs that come after others, are stopped, or cannot begin."""

import shutil
import tempfile
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.core.management.base import CommandError
from django.test import TestCase

from entries.exchange.mirror import work
from entries.exchange.mirror.asking import Site
from entries.exchange.mirror.folder import HALF
from entries.publishing.audit import AuditLine
from entries.tests.exchange.mirror import world
from entries.tests.factories import make_source, make_topic, publish, withdraw


def interrupted(when):
    """A site at which somebody presses Ctrl-C once an address is asked for."""
    ask = Site.asked

    def asked(site, address):
        if when(address):
            raise KeyboardInterrupt
        return ask(site, address)

    return patch.object(Site, "asked", asked)


class AgainTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        made = tempfile.TemporaryDirectory()
        cls.addClassCleanup(made.cleanup)
        cls.folder = Path(made.name) / "copy"
        cls.enterClassContext(world.settings(Path(made.name) / "store"))
        world.populate_briefly()
        cls.said = world.run_briefly(cls.folder)

    def setUp(self):
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        self.own = Path(made.name) / "copy"

    def test_a_second_run_asks_anonymously_says_the_same_and_touches_nothing(self):
        seen, build = [], Site._environ

        def listened(site, address):
            seen.append(build(site, address))
            return seen[-1]

        before = world.files(self.folder)
        with patch.object(Site, "_environ", listened):
            said = world.run_briefly(self.folder)
        self.assertEqual(world.files(self.folder), before)
        self.assertIn("0 written, 0 taken away", said)
        self.assertEqual({one["REQUEST_METHOD"] for one in seen}, {"GET"})
        self.assertEqual([one for one in seen if "HTTP_COOKIE" in one], [])
        asked = [one["PATH_INFO"] for one in seen]
        self.assertEqual([one for one in asked if one.startswith("/admin")], [])
        line = AuditLine.objects.filter(action="mirrored").latest("pk")
        self.assertIn("edition 1", line.detail)

    def test_a_run_that_was_stopped_is_gone_on_with_and_ends_the_same(self):
        asked = []
        with (
            interrupted(lambda address: asked.append(address) or len(asked) > 150),
            self.assertRaises(KeyboardInterrupt),
        ):
            world.run_briefly(self.own)
        whole = {name: text for name, (text, _) in world.files(self.folder).items()}
        half = world.files(self.own)
        self.assertIn(work.NAME, half)
        kept = [name for name in half if not name.startswith(".mirror")]
        self.assertGreater(len(kept), 140)
        for name in kept:
            self.assertEqual(half[name][0], whole[name], name)
        again = []
        with interrupted(again.append):
            world.run_briefly(self.own)
        # The door is knocked at again; of the rest, what was not written down.
        self.assertLess(len(set(again) & set(asked)), work.AT_ONCE + 5)
        self.assertEqual({n: t for n, (t, _) in world.files(self.own).items()}, whole)

    def test_a_new_edition_brings_new_pages_and_takes_away_what_is_gone(self):
        shutil.copytree(self.folder, self.own)
        (self.own / "CNAME").write_text("copy.example", "utf-8")
        publish(
            make_source("rian-2007", title="A new source"),
            make_source("tass-2007", title="Another"),
        )
        with (
            interrupted(lambda address: address == "/en/sources/?page=2"),
            self.assertRaises(KeyboardInterrupt),
        ):
            world.run_briefly(self.own)
        self.assertIn("stopped", "".join(world.checked(self.own).named))
        self.assertTrue((self.own / "og/2/topics/drills.png").exists())
        self.assertTrue((self.own / "og/2/topics/drills.png").exists())
        withdraw(make_topic("drills", text="On exercises."))
        world.run_briefly(self.own)
        self.assertEqual(world.checked(self.own).named, [])
        page = (self.own / "en/topics/drills/index.html").read_text("utf-8")
        self.assertIn("withdrawn in edition 3", page)
        # Of the first edition, and of the one whose run was stopped.
        for name in ("en/topics/drills/cite/ris.ris", "og/2/topics"):
            self.assertFalse((self.own / name).exists(), name)
        self.assertTrue((self.own / "en/sources/page-2.html").exists())
        self.assertTrue((self.own / "api/v1/sources.page-2.json").exists())
        self.assertEqual((self.own / "CNAME").read_text("utf-8"), "copy.example")
        self.assertNotIn(HALF, world.files(self.own))

    def test_a_folder_that_holds_something_else_is_refused(self):
        self.own.mkdir()
        (self.own / "thesis.txt").write_text("Mine", "utf-8")
        with self.assertRaisesMessage(CommandError, "not empty and no copy"):
            world.run(self.own)
        self.assertEqual(list(world.files(self.own)), ["thesis.txt"])

    def test_a_folder_that_another_run_writes_to_is_refused(self):
        self.own.mkdir()
        with (
            work.Work(self.own, "another"),
            self.assertRaisesMessage(CommandError, "by another run"),
        ):
            world.run(self.own)

    def test_a_list_of_work_that_is_spoilt_is_named(self):
        self.own.mkdir()
        (self.own / work.NAME).write_text("no database " * 100, "utf-8")
        with self.assertRaisesMessage(CommandError, "take it away"):
            world.run(self.own)

    def test_a_list_of_files_cannot_have_others_taken_away(self):
        self.own.mkdir()
        other = self.own.parent / "other"
        other.touch()
        (self.own / "mirror.json").touch()
        (self.own / "SHA256SUMS").write_text(f"{'0' * 64}  ../other\n", "utf-8")
        with self.assertRaisesMessage(CommandError, "not in its folder"):
            world.run_briefly(self.own)
        self.assertTrue(other.exists())

    def test_a_place_that_cannot_be_written_to_is_named(self):
        (self.own.parent / "file").touch()
        with self.assertRaisesMessage(CommandError, "Not a directory"):
            world.run(self.own.parent / "file" / "copy")

    def test_it_refuses_without_an_address_of_the_living_site(self):
        with (
            self.settings(SITE_URL=""),
            self.assertRaisesMessage(CommandError, "Set SITE_URL"),
        ):
            world.run(self.own)

    def test_it_refuses_before_styles_and_icons_are_collected(self):
        kept = "whitenoise.storage.CompressedManifestStaticFilesStorage"
        with (
            self.settings(
                STATIC_ROOT=self.own.parent / "static",
                STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": kept}},
            ),
            self.assertRaisesMessage(CommandError, "Run collectstatic first"),
        ):
            world.run(self.own)

    def test_it_refuses_a_name_that_the_site_does_not_answer_to(self):
        with (
            self.settings(ALLOWED_HOSTS=["other.example"]),
            self.assertRaisesMessage(CommandError, "ALLOWED_HOSTS"),
        ):
            world.run(self.own)

    def test_what_is_linked_to_and_not_there_is_named_with_the_page(self):
        def nowhere(site, address):
            return ask(site, address.replace("feed.atom", "nothing.atom"))

        ask = Site.asked
        with (
            patch.object(Site, "asked", nowhere),
            self.assertRaisesMessage(CommandError, "linked to and not there") as raised,
        ):
            world.run_briefly(self.own)
        said = str(raised.exception)
        self.assertIn("/en/topics/feed.atom: answers 301 (a link of /en/topics/)", said)
        self.assertTrue((self.own / "mirror.json").exists())

    def test_an_error_of_the_site_stops_the_run(self):
        with (
            patch("entries.site.views.home.reading.counts", side_effect=OSError),
            self.assertLogs("django.request", "ERROR"),
            self.assertRaisesMessage(CommandError, "The site answers 500"),
        ):
            world.run(self.own)

    def test_an_empty_record_is_refused(self):
        with (
            patch("entries.exchange.mirror.making.pin") as pin,
            self.assertRaisesMessage(CommandError, "Nothing is published yet"),
        ):
            pin.return_value.edition = None
            world.run(self.own)
