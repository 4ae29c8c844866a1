"""Where links to old editions lead."""

from django.test import TestCase

from entries.exchange.mirror.places import place
from entries.exchange.mirror.ways import Ways
from entries.tests.factories import make_exercise, make_state, publish, withdraw

SITE = "https://portal.example"
HERE = place("/en/exercises/new/revisions/1/", {})


class WaysTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(make_state("CHN", title="China"), make_exercise("drill", address="old"))
        publish(make_exercise("drill", title="Renamed", address="new"))
        publish(make_state("CHN", title="China!"))
        withdraw(make_state("CHN", title="China!"))

    def setUp(self):
        self.ways = Ways(SITE, 4)

    def to(self, link, *, is_text=True):
        way = self.ways.to(link, HERE, is_text=is_text)
        return way.url if way.is_live or not way.place else way.place.file

    def test_an_entry_at_an_old_edition_is_the_revision_that_it_showed(self):
        for edition, name in (
            (1, "en/states/chn/revisions/1/index.html"),
            (2, "en/states/chn/revisions/1/index.html"),
            (3, "en/states/chn/revisions/2/index.html"),
            (4, "en/states/chn/index.html"),
        ):
            self.assertEqual(self.to(f"/en/states/chn/?edition={edition}"), name)
        old = "/en/exercises/old/?edition=1"
        self.assertEqual(self.to(old), "en/exercises/old/revisions/1/index.html")
        fragment = self.ways.to("/en/states/chn/?edition=3#facts", HERE)
        self.assertEqual(fragment.url, "../../../../states/chn/revisions/2/#facts")

    def test_a_further_part_of_an_old_page_is_one_of_the_revision(self):
        name = "en/states/chn/revisions/1/page-2.html"
        self.assertEqual(self.to("/en/states/chn/?edition=1&page=2"), name)

    def test_what_an_old_edition_did_not_show_is_asked_at_the_living_site(self):
        for link in (
            "/en/exercises/new/?edition=1",
            "/en/states/chn/?edition=9",
            "/en/states/chn/?edition=x",
            "/en/states/chn/?edition=1&on=2016-06-01",
            "/en/states/chn/?edition=1&edition=2",
        ):
            self.assertEqual(self.to(link), SITE + link)

    def test_an_old_list_is_the_living_sites_in_a_text_and_the_copys_around_it(self):
        for path, name in (
            ("/en/exercises/", "en/exercises/index.html"),
            ("/en/", "en/index.html"),
            ("/en/frameworks/matrix/", "en/frameworks/matrix/index.html"),
        ):
            link = f"{path}?edition=1"
            self.assertEqual(self.to(link), SITE + link)
            self.assertEqual(self.to(link, is_text=False), name)
        filtered = "/en/exercises/?edition=1&state=CHN"
        self.assertEqual(self.to(filtered, is_text=False), SITE + filtered)
        cited = "/en/cite/?page=/en/exercises/&edition=1"
        self.assertEqual(self.to(cited, is_text=False), SITE + cited)

    def test_what_reads_the_same_at_every_edition_stays_in_the_copy(self):
        for path, name in (
            ("/en/editions/2/", "en/editions/2/index.html"),
            ("/en/states/chn/revisions/", "en/states/chn/revisions/index.html"),
            ("/en/states/chn/feed.atom", "en/states/chn/feed.atom"),
            ("/media/a.png", "media/a.png"),
        ):
            self.assertEqual(self.to(f"{path}?edition=1"), name)

    def test_an_old_revision_is_cited_at_the_edition_that_published_it(self):
        name = "en/states/chn/revisions/2/cite/"
        place = self.ways.to("/en/states/chn/cite/?edition=3", HERE).place
        self.assertEqual(place.file, f"{name}index.html")
        self.assertEqual(place.address, "/en/states/chn/cite/?edition=3")
        file = "/en/states/chn/cite/ris/?edition=3"
        self.assertEqual(self.to(file), f"{name}ris.ris")
        between = "/en/states/chn/cite/?edition=2"
        self.assertEqual(self.to(between), SITE + between)
