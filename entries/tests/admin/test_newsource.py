"""A source made in place while a fact is cited, or found by its address."""

from unittest.mock import patch

from django.contrib.auth.models import Permission, User
from django.test import TestCase

from entries.admin.newsource import normal
from entries.desk.citation import Citation
from entries.desk.entry import Entry
from entries.desk.source import Source
from entries.publishing.audit import AuditLine
from entries.tests.admin.forms import address, administrator, client_of
from entries.tests.factories import make_exercise, make_source, publish, withdraw

URL = "https://www.xinhuanet.com/mil/2007-08/17/content.htm"


class NewSourceTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        cls.exercise = make_exercise(start="2007", personnel=4000)

    def cite(self, client=None, **fields):
        given = {
            "started_from": Entry.objects.get(pk=self.exercise.pk).version,
            "fact": "start",
            "stance": "supports",
            "locator": "p. 1",
            "save": "1",
            "new-url": URL,
            "new-title": "The drill ends",
            "new-source_type": "press",
        }
        client = client or client_of(self.user)
        return client.post(address(self.exercise, "cite"), {**given, **fields})

    def test_a_source_is_made_with_its_citation(self):
        answer = self.cite(**{"new-published": "2007-08-17", "new-publisher": "Xinhua"})
        self.assertEqual(answer.status_code, 302)
        source = Source.objects.get()
        self.assertEqual((source.key, source.url), ("xinhua-2007", URL))
        self.assertTrue(source.accessed)
        citation = Citation.objects.get()
        self.assertEqual((citation.source, citation.made_by), (source, "admin"))
        self.assertEqual(AuditLine.objects.get(key="xinhua-2007").detail, "created")

    def test_a_source_of_the_same_address_is_used_instead(self):
        there = make_source(url=URL.replace("www.", "") + "/#top")
        self.cite(**{"new-title": "", "new-source_type": ""})
        self.assertEqual(Citation.objects.get().source_id, there.pk)
        self.assertEqual(Source.objects.count(), 1)

    def test_addresses_are_alike_however_they_are_written(self):
        self.assertEqual(normal("HTTP://WWW.A.org/B/"), normal("https://a.org/B#c"))
        self.assertNotEqual(normal("https://a.org/B"), normal("https://a.org/b"))
        self.assertNotEqual(normal("https://a.org/?p=1"), normal("https://a.org/?p=2"))

    def test_a_new_source_needs_title_and_sort(self):
        answer = self.cite(**{"new-title": "", "new-source_type": ""})
        errors = answer.context["new"].errors
        self.assertEqual(set(errors), {"title", "source_type"})
        self.assertFalse(Source.objects.exists())
        self.assertContains(answer, "p. 1")

    def test_one_source_is_chosen_or_made_not_both_and_not_none(self):
        there = make_source()
        both = self.cite(source=there.pk)
        self.assertIn("not both", str(both.context["form"].errors["source"]))
        none = self.cite(**{"new-url": "", "new-title": "", "new-source_type": ""})
        self.assertIn("Choose a source", str(none.context["form"].errors["source"]))
        self.assertFalse(Citation.objects.exists())

    def test_keys_of_sources_that_readers_knew_are_not_given_again(self):
        gone = make_source("xinhua-2007", url="https://example.org/old")
        publish(gone)
        withdraw(gone)
        self.cite(**{"new-published": "2007", "new-publisher": "Xinhua"})
        self.assertTrue(Source.objects.filter(key="xinhua-2007-2").exists())

    def test_odd_publishers_get_a_key_all_the_same(self):
        for number, name in enumerate(("新华社", "«Ъ»", "--", "A" * 190)):
            url = f"https://新华.example/{number}"
            self.cite(**{"new-publisher": name, "new-url": url})
        self.assertEqual(Source.objects.count(), 4)

    def test_who_may_not_make_sources_chooses_one(self):
        user = User.objects.create_user("anna", is_staff=True)
        names = ("change_exercise", "view_source")
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        answer = self.cite(client_of(user))
        self.assertIn("choose one that is there", str(answer.context["new"].errors))
        self.assertFalse(Source.objects.exists())

    def test_the_key_of_a_source_is_made_of_what_is_known_of_it(self):
        for given, key in (
            ({"new-publisher": "Xinhua News"}, "xinhua-news"),
            ({"new-title": "The drill ends near Chebarkul"}, "the-drill-ends-near"),
            ({"new-title": "Учение", "new-published": "2007"}, "xinhuanet-2007"),
            ({"new-title": "Учение", "new-url": "https://[::1]/a"}, "source"),
        ):
            with self.subTest(key):
                Source.objects.all().delete()
                self.cite(**given)
                self.assertEqual([one.key for one in Source.objects.all()], [key])
                Citation.objects.all().delete()

    def test_no_key_clashes_with_an_address(self):
        make_source("other", address="xinhua", url="https://example.org/other")
        self.cite(**{"new-publisher": "Xinhua"})
        self.assertTrue(Source.objects.filter(key="xinhua-2").exists())

    def test_one_made_at_the_same_moment_loses_nothing(self):
        make_source("xinhua", url="https://example.org/other")
        with patch("entries.admin.newsource._key", return_value="xinhua"):
            answer = self.cite(locator="p. 17")
        self.assertContains(answer, "Somebody else made something of the same name")
        self.assertContains(answer, "p. 17")
        self.assertContains(answer, "Add the citation")
        self.assertFalse(Citation.objects.exists())
        self.assertFalse(AuditLine.objects.exists())

    def test_a_long_key_of_a_source_serves_several_facts(self):
        there = make_source("x" * 100)
        given = {"new-url": "", "new-title": "", "new-source_type": ""}
        self.cite(**given, source=there.pk, also=["personnel"])
        keys = Citation.objects.order_by("pk").values_list("key", flat=True)
        self.assertEqual(list(keys), ["x" * 90, f"{'x' * 90}-2"])

    def test_control_characters_are_refused_where_they_stand(self):
        answer = self.cite(
            **{"new-title": "Dr\x07ill", "new-publisher": "X\x1b"}, locator="\x07p"
        )
        self.assertEqual(set(answer.context["new"].errors), {"title", "publisher"})
        self.assertEqual(set(answer.context["form"].errors), {"locator"})

    def test_addresses_that_are_none_are_like_themselves_alone(self):
        for url in ("http://[", "http://a.org:port/", "http://a.org:99999999/"):
            with self.subTest(url):
                self.assertEqual(normal(url), url)
        self.assertNotEqual(normal("https://a.org:8000/b"), normal("https://a.org/b"))
        self.assertEqual(normal("https://a.org:443/b"), normal("http://a.org:80/b"))
        make_source(url="https://example.org/")
        Source.objects.update(url="http://www.xinhuanet.com:port/[")
        self.assertEqual(self.cite().status_code, 302)
