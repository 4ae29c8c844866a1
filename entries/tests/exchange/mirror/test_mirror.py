"""The whole of a small site as files."""

import json
import tempfile
import threading
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from django.test import TestCase

from entries.documents.canonical import canonical
from entries.documents.kinds import KINDS
from entries.exchange.mirror.folder import Folder
from entries.exchange.mirror.reading import Page
from entries.record.edition import Edition, Revision
from entries.record.listing import Listing
from entries.tests.exchange.mirror import world
from entries.tests.exchange.mirror.world import DRILL, LANGUAGES, SITE
from entries.tests.record.test_archives import put


class Quiet(SimpleHTTPRequestHandler):
    """The plain server of `python -m http.server`, without its lines."""

    def log_message(self, *_):
        pass


class CopyTests(TestCase):
    """One run; nothing here writes."""

    @classmethod
    def setUpTestData(cls):
        for temporary in ("store", "folder"):
            made = tempfile.TemporaryDirectory()
            cls.addClassCleanup(made.cleanup)
            setattr(cls, temporary, Path(made.name) / temporary)
        cls.enterClassContext(world.settings(cls.store))
        world.populate()
        (cls.store.parent / "dumps").mkdir()
        put(cls.store.parent / "dumps", 5)
        cls.said = world.run(cls.folder)

    def text(self, name):
        return (self.folder / name).read_text("utf-8")

    def page(self, name):
        return Page(self.text(f"{name}/index.html" if "." not in name else name))

    def urls(self, name):
        return [link.url for link in self.page(name).links]

    def test_every_entry_revision_and_edition_has_a_page_in_every_language(self):
        for language in LANGUAGES:
            for row in Listing.objects.shown(Edition.objects.count()):
                plural = KINDS[row.kind].plural
                self.assertIn(
                    f"{SITE}/{language}/{plural}/{row.address}/",
                    self.text(f"{language}/{plural}/{row.address}/index.html"),
                )
            for one in Revision.objects.all():
                plural = KINDS[one.kind].plural
                place = f"{language}/{plural}/{one.address}/revisions/{one.number}"
                text = self.text(f"{place}/index.html")
                self.assertIn(one.digest, text) if not one.withdrawn else None
            for one in Edition.objects.all():
                text = self.text(f"{language}/editions/{one.number}/index.html")
                self.assertIn(f"{SITE}/{language}/editions/{one.number}/", text)

    def test_no_link_is_broken_and_none_is_absolute(self):
        found = world.checked(self.folder)
        self.assertEqual(found.named, [])
        self.assertGreater(found.files, 500)
        self.assertGreater(found.targets, 500)

    def test_the_living_site_is_named_only_where_a_page_says_so(self):
        for file in self.folder.rglob("*.html"):
            for link in Page(file.read_text("utf-8")).links:
                if link.url.startswith(SITE):
                    self.assertTrue(link.is_live, (file, link.url))

    def test_a_page_says_what_it_is_and_where_the_search_is(self):
        said = {
            "en": "This is a static copy of edition 5",
            "ru": "Это статическая копия",
            "zh": "静态副本",
        }
        for language, words in said.items():
            for place in ("", "/exercises", "/exercises/peace-mission", "/editions/1"):
                text = self.text(f"{language}{place}/index.html")
                self.assertIn(words, text)
                self.assertIn(f'<a data-live href="{SITE}/{language}/search/">', text)
                self.assertNotIn("<form", text)
                self.assertNotIn("<input", text)

    def test_a_page_keeps_its_canonical_address_and_its_other_languages(self):
        text = self.text("en/exercises/peace-mission/index.html")
        url = f"{SITE}/en/exercises/peace-mission/"
        self.assertIn(f'<link rel="canonical" href="{url}">', text)
        self.assertIn(f'hreflang="ru" href="{SITE}/ru/exercises/peace-mission/"', text)
        self.assertIn("../../../ru/exercises/peace-mission/", text)

    def test_a_page_allows_nothing_from_other_hosts_and_no_form(self):
        text = self.text("en/index.html")
        self.assertIn('http-equiv="Content-Security-Policy"', text)
        policy = text.partition('http-equiv="Content-Security-Policy" content="')[2]
        rules = policy.partition('"')[0].split("; ")
        self.assertIn("default-src 'self'", rules)
        self.assertIn("form-action 'none'", rules)
        self.assertNotIn("frame-ancestors", policy.partition(">")[0])

    def test_an_old_page_leads_to_the_revisions_of_its_edition(self):
        urls = self.urls(f"{DRILL}/revisions/1")
        self.assertIn("../../../../sources/xinhua-2007/revisions/1/", urls)
        second = self.urls("en/exercises/peace-mission/revisions/2")
        self.assertIn("../../../../states/chn/revisions/2/", second)
        # The navigation leads to what there is, the text to what it says.
        self.assertIn("../../../../sources/", second)
        self.assertIn(f"{SITE}/en/exercises/?edition=2", second)
        self.assertIn("../../../../editions/2/", second)

    def test_an_old_page_is_cited_as_it_read(self):
        urls = self.urls("en/exercises/peace-mission/revisions/2")
        self.assertIn("cite/", urls)
        cited = self.text("en/exercises/peace-mission/revisions/2/cite/index.html")
        self.assertIn(f"{SITE}/en/exercises/peace-mission/?edition=2</a>", cited)
        as_file = self.text("en/exercises/peace-mission/revisions/2/cite/bibtex.bib")
        self.assertIn("Revision 2", as_file)
        links = self.urls("en/exercises/peace-mission/revisions/2/cite")
        self.assertIn("../", links)
        self.assertIn("bibtex.bib", links)

    def test_an_edition_leads_to_the_site_as_it_was_where_that_still_is(self):
        self.assertIn(f"{SITE}/en/?edition=1", self.urls("en/editions/1"))
        self.assertIn("../../", self.urls("en/editions/5"))

    def test_a_former_address_leads_on(self):
        text = self.text(f"{DRILL}/index.html")
        self.assertIn('http-equiv="refresh" content="0; url=../peace-mission/"', text)
        self.assertIn(
            f'rel="canonical" href="{SITE}/en/exercises/peace-mission/"', text
        )
        self.assertIn(
            "peace-mission-2007", self.text(f"{DRILL}/revisions/1/index.html")
        )
        self.assertIn('url=en/"', self.text("index.html"))

    def test_what_was_withdrawn_or_redacted_keeps_its_tombstone(self):
        text = self.text("en/sources/lost-2007/index.html")
        self.assertIn("withdrawn in edition 3", text)
        self.assertIn("../rian-2007/", self.urls("en/sources/lost-2007"))
        self.assertIn(
            "Lost source", self.text("en/sources/lost-2007/revisions/1/index.html")
        )
        self.assertIn("redacted", self.text("en/states/chn/revisions/1/index.html"))

    def test_long_lists_are_there_to_their_end(self):
        first, second = self.urls("en/sources"), self.urls("en/exercises")
        self.assertNotIn("page-2.html", second)
        self.assertNotIn("page-2.html", first)  # two sources are live
        listed = json.loads(self.text("api/v1/editions.json"))
        keys = [row["number"] for row in listed["results"]]
        while listed["next"]:
            listed = json.loads(self.text(f"api/v1/{listed['next']}"))
            keys += [row["number"] for row in listed["results"]]
        self.assertEqual(keys, [5, 4, 3, 2, 1])
        self.assertEqual(listed["previous"], "editions.page-2.json")

    def test_the_api_has_a_file_for_each_entry_and_revision(self):
        found = json.loads(self.text("api/v1/exercises/peace-mission-2007.json"))
        self.assertEqual(found["url"], "peace-mission-2007.json")
        self.assertEqual(found["page"], "../../../en/exercises/peace-mission/")
        for one in Revision.objects.filter(redacted=False):
            place = f"api/v1/{KINDS[one.kind].plural}/{one.key}/revisions/{one.number}"
            document = json.loads(self.text(f"{place}.json"))["document"]
            digest = sha256(canonical(document).encode()).hexdigest()
            self.assertEqual(digest, one.digest)
        gone = json.loads(self.text("api/v1/sources/lost-2007.json"))
        self.assertEqual(gone["status"], 410)

    def test_files_of_every_sort_are_there(self):
        image = next(iter(self.folder.glob("media/figures/drill-*.png")))
        for name in (
            *("sitemap.xml", "sitemap-zh-sources.xml", "robots.txt", "README.txt"),
            *("en/editions/feed.atom", "ru/exercises/peace-mission/feed.atom"),
            *("en/insights/scale.csv", "en/insights/map.csv", "en/quality/data.csv"),
            *("zh/frameworks/matrix.csv", "en/frameworks/matrix/index.html"),
            *("og/5.png", "og/5/exercises/peace-mission.png", "static/css/base.css"),
            *("static/js/cards.js", "en/cite/insights/scale/index.html", "404.html"),
            *("en/cite/ris.ris", "en/exercises/peace-mission/cite/csl-json.json"),
            *("data/sco-portal-edition-5.zip", "data/sco-portal-edition-5.zip.sha256"),
            *(
                "manifest.webmanifest",
                "icon-180.png",
                f"media/figures/{image.name}.320.webp",
            ),
        ):
            self.assertTrue((self.folder / name).is_file(), name)

    def test_a_feed_leads_through_the_copy_and_keeps_its_ids(self):
        feed = self.text("en/exercises/peace-mission/feed.atom")
        self.assertIn('<link href="revisions/3/" rel="alternate"/>', feed)
        self.assertIn("<id>tag:portal.example,", feed)
        self.assertIn(f'<link href="{SITE}/en/exercises/peace-mission/feed.atom"', feed)

    def test_the_sitemap_names_pages_that_are_here(self):
        index = self.text("sitemap.xml")
        for part in index.split("<loc>")[1:]:
            name = part.partition("</loc>")[0].removeprefix(f"{SITE}/")
            for one in self.text(name).split("<loc>")[1:]:
                path = one.partition("</loc>")[0].removeprefix(f"{SITE}/")
                self.assertTrue((self.folder / path / "index.html").is_file(), path)

    def test_what_asks_something_is_left_out(self):
        names = [str(file.relative_to(self.folder)) for file in self.folder.rglob("*")]
        for part in ("search/", "/report/", "admin", "suggest", "opensearch", "?"):
            self.assertEqual([name for name in names if part in name], [], part)
        self.assertNotIn("opensearch", self.text("en/index.html"))
        self.assertTrue(
            any(
                url.startswith(f"{SITE}/en/exercises/?")
                for url in self.urls("en/exercises")
            )
        )

    def test_it_says_what_it_is_to_programs_and_lists_its_files(self):
        about = json.loads(self.text("mirror.json"))
        self.assertEqual(about["site"], SITE)
        self.assertEqual(about["edition"], 5)
        self.assertEqual(about["files"]["tombstones"], 4 * 3 + 1)
        listed = {name: digest for digest, name in Folder(self.folder).listed()}
        found = world.files(self.folder)
        self.assertEqual(set(found) - set(listed), {"SHA256SUMS"})
        for name, digest in listed.items():
            self.assertEqual(sha256(found[name][0]).hexdigest(), digest)
        self.assertIn(f"{len(found)} files", self.said)

    def test_any_server_serves_it_at_the_root_and_below_a_path(self):
        for above in ("", "folder/"):
            root = self.folder if not above else self.folder.parent
            handler = partial(Quiet, directory=str(root))
            server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            try:
                self.look(f"http://127.0.0.1:{server.server_port}/{above}")
            finally:
                server.shutdown()
                server.server_close()
                thread.join()

    def look(self, base):
        for path, media, words in (
            ("en/exercises/peace-mission/", "text/html", "6,500"),
            ("en/exercises/peace-mission", "text/html", "6,500"),
            ("zh/states/chn/revisions/2/", "text/html", "People"),
            ("api/v1/states/CHN.json", "application/json", "CHN"),
            ("en/insights/scale.csv", "text/csv", "Exercise"),
            ("static/css/base.css", "text/css", "--paper"),
        ):
            with urlopen(base + path, timeout=10) as answer:  # noqa: S310  the test's own
                self.assertEqual(answer.headers.get_content_type(), media)
                self.assertIn(words, answer.read().decode())
        with self.assertRaises(HTTPError):
            urlopen(f"{base}en/search/", timeout=10)  # noqa: S310  the test's own
