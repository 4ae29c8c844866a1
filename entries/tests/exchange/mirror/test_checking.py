"""What is wrong with a copy is found and named, whoever has spoilt it."""

import json
import tempfile
from hashlib import sha256
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import SimpleTestCase

from entries.exchange.mirror import work
from entries.exchange.mirror.checking import check
from entries.exchange.mirror.fault import MirrorError
from entries.exchange.mirror.notes import FORMAT

SITE = "https://portal.example"
PAGES = {
    "index.html": '<a href="en/">x</a><link rel="canonical" href="https://portal.example/">',
    "en/index.html": (
        '<h1 id="top"><a href="../">x</a><a href="#top">x</a><a href="a/#one">x</a>'
        '<img src="../a.png"><a href="https://other.example/">x</a>'
        f'<a data-live href="{SITE}/en/search/">x</a>'
    ),
    "en/a/index.html": '<p id="one"><a href="../page-2.html">x</a>',
    "en/page-2.html": '<a href="./">x</a>',
    "api/v1/states.json": '{"next": "../../en/", "document": {"url": "nowhere"}}',
    "en/feed.atom": f'<feed><link href="./"/><link rel="self" href="{SITE}/x"/></feed>',
    "static/a.css": "a { background: url(../a.png) }",
    "a.png": "",
}


class CheckTests(SimpleTestCase):
    def setUp(self):
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        self.folder = Path(made.name)
        for name, text in PAGES.items():
            self.write(name, text)
        about = {"format": FORMAT, "site": SITE}
        (self.folder / "mirror.json").write_text(json.dumps(about), "utf-8")
        self.sum()

    def write(self, name, text):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def sum(self):
        lines = [
            f"{sha256((self.folder / name).read_bytes()).hexdigest()}  {name}\n"
            for name in (*PAGES, "mirror.json")
        ]
        (self.folder / "SHA256SUMS").write_text("".join(lines), "utf-8")

    def faults(self):
        return check(self.folder, lambda _: None).named

    def spoilt(self, name, text):
        self.write(name, text)
        self.sum()
        return self.faults()

    def test_a_whole_copy_has_no_faults(self):
        found = check(self.folder, lambda _: None)
        self.assertEqual(found.named, [])
        self.assertEqual(found.files, len(PAGES) + 1)
        self.assertEqual(found.links, 14)

    def test_a_lost_file_and_a_changed_one_are_named(self):
        (self.folder / "a.png").unlink()
        self.write("en/page-2.html", '<a href="./">y</a>')
        faults = self.faults()
        self.assertIn("a.png is not there.", faults)
        self.assertIn("en/page-2.html is not as it was written.", faults)
        self.assertIn("en/index.html leads to a.png, which is not there.", faults)

    def test_a_broken_link_is_named_in_every_sort_of_file(self):
        for name, text in (
            ("en/a/index.html", '<p id="one"><a href="../b/">x</a>'),
            ("api/v1/states.json", '{"results": [{"url": "../../en/b/"}]}'),
            ("en/feed.atom", '<feed><link href="b/"/></feed>'),
            ("static/a.css", "a { background: url(../en/b/index.html) }"),
            ("en/page-2.html", '<meta http-equiv="refresh" content="0; url=b/">'),
            ("en/page-2.html", '<img srcset="../a.png 1w, b/index.html 2w">'),
        ):
            self.setUp()
            wanted = f"{name} leads to en/b/index.html, which is not there."
            self.assertEqual(self.spoilt(name, text), [wanted])

    def test_a_place_that_is_not_on_the_page_is_named(self):
        faults = self.spoilt("en/a/index.html", "<p>x</p>")
        words = "en/index.html leads to #one of en/a/index.html: no such place."
        self.assertEqual(faults, [words])

    def test_a_link_out_of_the_folder_is_named(self):
        faults = self.spoilt("en/page-2.html", '<a href="../../x.html">x</a>')
        self.assertEqual(
            faults, ["en/page-2.html leads to ../x.html, which is not there."]
        )

    def test_what_works_elsewhere_only_is_named(self):
        for tag, words in (
            ('<a href="/en/">', "works at the root of a host only: /en/"),
            ('<a href="?page=2">', "asks something, which no file answers: ?page=2"),
            (
                f'<a href="{SITE}/en/">',
                f"leads to the living site without saying so: {SITE}/en/",
            ),
            (
                '<script src="https://other.example/x.js"></script>',
                "is loaded from another host: https://other.example/x.js",
            ),
        ):
            faults = self.spoilt("en/page-2.html", tag)
            self.assertEqual(faults, [f"en/page-2.html: {words}"])

    def test_a_form_is_named(self):
        faults = self.spoilt("en/page-2.html", '<form action="./"></form>')
        self.assertEqual(faults, ["en/page-2.html has a form, which nobody answers."])

    def test_a_copy_that_was_not_finished_is_named(self):
        (self.folder / work.NAME).touch()
        self.assertIn("stopped", self.faults()[0])
        (self.folder / work.NAME).unlink()
        (self.folder / "SHA256SUMS").unlink()
        self.assertEqual(self.faults(), ["It has no list of its files."])

    def test_a_list_that_names_files_elsewhere_is_refused(self):
        for name in ("../secret", "/etc/passwd", "en/../../x", ""):
            (self.folder / "SHA256SUMS").write_text(f"{'0' * 64}  {name}\n", "utf-8")
            with self.assertRaisesMessage(MirrorError, "not in its folder"):
                self.faults()

    def test_a_folder_that_is_no_copy_is_refused(self):
        (self.folder / "mirror.json").write_text('{"format": "x"}', "utf-8")
        with self.assertRaisesMessage(MirrorError, "another format"):
            self.faults()
        (self.folder / "mirror.json").unlink()
        with self.assertRaisesMessage(CommandError, "is no copy of the site"):
            call_command("mirror", str(self.folder), "--check")

    def test_the_command_fails_where_there_is_a_fault(self):
        self.assertIn("0 faults", self.said())
        (self.folder / "a.png").unlink()
        with self.assertRaisesMessage(CommandError, "2 faults"):
            self.said()

    def said(self):
        out = StringIO()
        call_command("mirror", str(self.folder), "--check", stdout=out, stderr=out)
        return out.getvalue()
