"""The whole portal on its own content: what a newcomer sees after `make run`."""

import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import TestCase

from entries.documents.kinds import KINDS
from entries.tests.exchange.dump.test_package import validated
from entries.tests.exchange.dump.world import dumped, lines

FIXTURES = settings.BASE_DIR / "fixtures"
LOCATION = re.compile(r"<loc>([^<]+)</loc>")
OWN = {"report", "cite", "feed.atom"}
NUMBERS = {"states": 39, "series": 14, "exercises": 81, "frameworks": 68}
NUMBERS["sources"] = 879


def is_followed(path, number):
    """Whether a link of the page of that number is opened.

    Every page, or every fact, has links of its own: those of some are. The other
    languages show the same, from the same code.
    """
    is_own = OWN & set(path.split("/"))
    return not path.startswith(("/ru/", "/zh/")) and not (is_own and number % 25)


class Page(HTMLParser):
    """The links of a page, the ids that can be linked to, and its words."""

    def __init__(self, html):
        super().__init__()
        self.links, self.ids, self.words = [], set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in {"href", "src"} and value:
                self.links.append(value)
            if name == "id":
                self.ids.add(value)

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


@pytest.mark.filterwarnings("ignore::ResourceWarning")
class PortalTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command(
            "import_documents",
            str(FIXTURES),
            publish=True,
            reason="First edition",
            stdout=StringIO(),
        )

    def test_an_independent_program_finds_its_archive_valid(self):
        with TemporaryDirectory() as folder:
            archive = dumped(Path(folder))
            assert validated(archive) == (True, [])
            assert len(lines(archive, "revisions")) > 1000

    def page(self, path):
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return Page(answer.content.decode())

    def sitemap(self):
        index = LOCATION.findall(self.client.get("/sitemap.xml").content.decode())
        paths = []
        for section in index:
            parts = urlsplit(section)
            answer = self.client.get(f"{parts.path}?{parts.query}")
            found = LOCATION.findall(answer.content.decode())
            paths += [urlsplit(one).path for one in found]
        return paths

    def test_the_numbers_on_the_home_page_are_those_of_the_content(self):
        text = self.page("/en/").text
        for plural, number in NUMBERS.items():
            files = list((FIXTURES / plural).glob("*.json"))
            assert len(files) == number
            assert self.client.get(f"/api/v1/{plural}/").json()["count"] == number
            assert re.search(rf"\b{number}\b", text), (plural, number)

    def test_peace_mission_2007_shows_who_took_part_and_what_is_disputed(self):
        page = self.page("/en/exercises/peace-mission-2007/")
        for state in ("China", "Kazakhstan", "Kyrgyzstan", "Russia", "Tajikistan"):
            assert state in page.text
        for figure in ("4,000", "6,500", "6,000", "7,000", "4,700", "1,700"):
            assert figure in page.text
        for source in ("rusi-2007-peace-mission", "oreanda-2007-peace-mission"):
            assert any(f"/sources/{source}/" in link for link in page.links)

    def test_the_charts_of_entries_lead_to_their_numbers(self):
        for path, routes in {
            "/en/exercises/peace-mission-2007/": {"facts"},
            "/en/series/peace-mission/": {"insights/scale"},
            "/en/states/chn/": {"insights/membership", "insights/years"},
        }.items():
            links = [one for one in self.page(path).links if "/api/v1/" in one]
            data = {one for one in links if f"/{path.split('/')[3]}" not in one}
            found = set()
            for link in data:
                answer = self.client.get(link)
                assert answer.status_code == 200, link
                if answer["Content-Type"].startswith("application/json"):
                    assert answer.json()["count"], link
                found.add(link.split("?")[0].removeprefix("/api/v1/").rstrip("/"))
            assert routes <= found

    def test_an_exercise_that_was_only_announced_says_so(self):
        text = self.page("/en/exercises/sary-arka-antiterror-2019/").text.lower()
        assert "announced, no source that it was held" in text

    def test_every_page_of_the_sitemap_answers_and_every_link_leads_somewhere(self):
        paths = self.sitemap()
        assert len(paths) > sum(NUMBERS.values())
        assert len(paths) == len(set(paths))
        seen, wanted = {}, {}
        # Of the other languages, some.
        english = [path for path in paths if path.startswith("/en/")]
        others = [path for path in paths if not path.startswith("/en/")]
        for path in [*english, *others[::25]]:
            page = self.page(path)
            seen[path] = page.ids
            for link in page.links:
                target, fragment = urldefrag(urljoin(path, link))
                parts = urlsplit(target)
                if parts.scheme in {"mailto"} or parts.netloc:
                    continue
                where = f"{parts.path}?{parts.query}" if parts.query else parts.path
                if not is_followed(parts.path, len(seen)):
                    continue
                wanted.setdefault(where, set()).add(fragment)
        for where, fragments in wanted.items():
            if where.startswith(("/static/", "/admin/")):
                continue
            if where not in seen:
                answer = self.client.get(where)
                assert answer.status_code in {200, 301, 302}, where
                html = "html" in answer.headers.get("Content-Type", "")
                seen[where] = Page(answer.content.decode()).ids if html else set()
            missing = fragments - {""} - seen[where]
            assert not missing, (where, missing)

    def test_every_entry_answers_in_the_api_with_the_document_of_its_page(self):
        for kind in KINDS.values():
            answer = self.client.get(f"/api/v1/{kind.plural}/?page_size=3").json()
            for row in answer["results"]:
                detail = self.client.get(f"/api/v1/{kind.plural}/{row['key']}/").json()
                assert detail["document"]["key"] == row["key"]
                assert self.client.get(urlsplit(row["page"]).path).status_code == 200
