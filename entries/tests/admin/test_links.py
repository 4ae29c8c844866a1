"""What is known of links, on the desk: the list of sources, its filter, the form."""

from datetime import UTC, datetime

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from entries.desk.linkcheck import LinkCheck, LinkState, Outcome, dead_links
from entries.desk.source import Source
from entries.tests.admin.forms import address, administrator, client_of
from entries.tests.factories import make_source

LIST = "/admin/entries/source/"
MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)


def known(url, outcome, **more):
    host = url.split("/")[2]
    LinkCheck.objects.create(url=url, host=host, at=MONDAY, outcome=outcome, **more)


class LinksTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        failed = {"failures": 2, "failing_since": MONDAY}
        dead = {**failed, "dead_since": MONDAY}
        known("https://dead.example/", Outcome.MISSING, status=404, **dead)
        known("https://still.example/", Outcome.UNREACHABLE, **dead)
        known("https://copy.example/", Outcome.FAILED, **dead)
        known("https://ok.example/", Outcome.OK, status=200)
        known("https://once.example/", Outcome.FAILED, **failed)
        known("https://slow.example/", Outcome.UNREACHABLE, **failed)
        known("https://moved.example/", Outcome.MOVED, led_to="https://new.example/?a")
        known("https://tls.example/", Outcome.CERTIFICATE, said="expired", **failed)
        known("https://closed.example/", Outcome.CLOSED, status=403)
        known("http://refused.example:8080/", Outcome.REFUSED, said="names port 8080")
        for name in ("dead", "still", "ok", "once", "slow", "moved", "tls", "closed"):
            make_source(name, url=f"https://{name}.example/")
        make_source("refused", url="http://refused.example:8080/")
        make_source("never", url="https://never.example/")
        make_source("none")
        make_source(
            "copied", url="https://ok.example/", archive_url="https://copy.example/"
        )

    def setUp(self):
        self.client = client_of(self.user)

    def keys(self, **query):
        rows = self.client.get(LIST, query).context["cl"].result_list
        return {row.key for row in rows}

    def test_each_source_is_told_of_in_one_filter(self):
        expected = {
            LinkState.DEAD: {"dead", "still", "copied"},
            LinkState.FAILING: {"once"},
            LinkState.UNREACHABLE: {"slow"},
            LinkState.CERTIFICATE: {"tls"},
            LinkState.MOVED: {"moved"},
            LinkState.CLOSED: {"closed"},
            LinkState.REFUSED: {"refused"},
            LinkState.NEVER: {"never"},
            LinkState.OK: {"ok"},
        }
        self.assertEqual({link: self.keys(link=link) for link in LinkState}, expected)

    def test_dead_links_without_an_archived_copy_can_be_had(self):
        asked = {"link": "dead", "archive_url__isempty": "1"}
        self.assertEqual(self.keys(**asked), {"dead", "still"})

    def test_the_first_page_counts_them_and_leads_there(self):
        page = self.client.get("/admin/")
        self.assertEqual(page.context["dead_links"], dead_links().count())
        self.assertEqual(page.context["dead_links"], 3)
        self.assertContains(page, f"{LIST}?link=dead")

    def test_a_list_says_what_is_the_matter(self):
        page = self.client.get(LIST)
        self.assertContains(page, "Dead link since 23 Nov 2026")
        self.assertContains(page, "answer 404, 2 times in a row")
        self.assertContains(page, "no archived copy", 2)
        self.assertContains(page, 'href="https://new.example/?a"')
        self.assertContains(page, "No address")

    def test_a_form_has_a_line_for_each_address(self):
        page = self.client.get(address(Source.objects.get(key="copied")))
        self.assertContains(page, "Address: OK, checked 23 Nov 2026")
        self.assertContains(page, "Archived copy: Dead link since 23 Nov 2026")
        never = self.client.get(address(Source.objects.get(key="never")))
        self.assertContains(never, "Address: Never checked")
        self.assertEqual(self.client.get(f"{LIST}add/").status_code, 200)

    def test_where_an_address_led_is_shown_as_text(self):
        LinkCheck.objects.filter(outcome="moved").update(
            led_to='https://new.example/"><script>alert(1)</script>'
        )
        page = self.client.get(LIST)
        self.assertNotContains(page, "<script>alert")

    def test_what_an_address_has_become_is_new_to_us(self):
        make_source("dead", url="https://alive.example/")
        self.assertIn("dead", self.keys(link="never"))

    def test_the_number_of_queries_does_not_grow_with_the_sources(self):
        counts = []
        for size in (3, 30):
            for number in range(size):
                url = f"https://ok.example/{size}/{number}"
                make_source(f"source-{number}", url=url)
                known(url, Outcome.MOVED, led_to="https://new.example/")
            with CaptureQueriesContext(connection) as queries:
                self.client.get(LIST)
            counts.append(len(queries))
        self.assertEqual(*counts)
