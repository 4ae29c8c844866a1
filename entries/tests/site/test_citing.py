"""Every page says how to cite it as it reads, with and without an entry behind it."""

import json
import re
from html import unescape

from django.test import TestCase, override_settings

from entries.record.edition import Revision
from entries.tests.factories import make_exercise, make_state, publish, withdraw


class CitingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(make_state("CHN", title="China"), make_exercise("drill-2007"))
        publish(make_exercise("drill-2007", title="Drill & <more>", start="2007"))

    def link(self, path):
        """Where a page's own link "Cite this page" leads."""
        text = self.client.get(path).text
        found = re.search(r'href="([^"]+)">Cite this page', text)
        return unescape(found[1]) if found else ""

    def test_an_entry_is_cited_with_its_revision_and_digest(self):
        answer = self.client.get(self.link("/en/exercises/drill-2007/"))
        digest = Revision.objects.get(key="drill-2007", number=2).digest
        address = "http://testserver/en/exercises/drill-2007/?edition=2"
        for words in ("Drill &amp; &lt;more&gt;", digest, address, "BibTeX", "RIS"):
            self.assertContains(answer, words)
        self.assertNotIn("Set-Cookie", answer.headers)

    def test_an_old_page_is_cited_as_it_was(self):
        for path in (
            "/en/exercises/drill-2007/?edition=1",
            "/en/exercises/drill-2007/revisions/1/",
        ):
            answer = self.client.get(self.link(path))
            self.assertContains(answer, "Drill 2007")
            self.assertContains(answer, "drill-2007/?edition=1")
            self.assertNotContains(answer, "&lt;more&gt;")

    def test_each_form_comes_as_a_file_of_its_own_type(self):
        text = self.client.get("/en/exercises/drill-2007/cite/").text
        forms = re.findall(r'href="([^"]+)" download', text)
        types = {}
        for form in forms:
            answer = self.client.get(unescape(form))
            disposition = answer.headers["Content-Disposition"]
            types[answer.headers["Content-Type"].partition(";")[0]] = disposition
        name = 'attachment; filename="drill-2007-edition-2.'
        self.assertEqual(
            types,
            {
                "text/plain": f'{name}txt"',
                "application/x-bibtex": f'{name}bib"',
                "application/x-research-info-systems": f'{name}ris"',
                "application/vnd.citationstyles.csl+json": f'{name}json"',
            },
        )

    def test_what_a_file_says_is_what_the_page_showed(self):
        page = self.client.get("/en/exercises/drill-2007/cite/").text
        file = self.client.get("/en/exercises/drill-2007/cite/bibtex/").text
        self.assertIn(file.strip(), unescape(page))

    def test_a_list_is_cited_with_what_it_was_asked(self):
        to = self.link("/en/exercises/?state=CHN&edition=1")
        text = self.client.get(to.replace("/cite/", "/cite/csl-json/")).text
        (item,) = json.loads(text)
        self.assertEqual(item["title"], "Exercises")
        url = "http://testserver/en/exercises/?state=CHN&edition=1"
        self.assertEqual(item["URL"], url)
        self.assertNotIn("note", item)

    def test_two_questions_of_one_list_have_two_names(self):
        names = set()
        for query in ("", "?state=CHN", "?state=RUS"):
            to = self.link(f"/en/exercises/{query}").replace("/cite/", "/cite/bibtex/")
            names.add(self.client.get(to).text.partition(",")[0])
        self.assertEqual(len(names), 3)
        self.assertIn("@misc{exercises-edition-2", names)

    def test_the_day_asked_for_is_cited_too(self):
        to = self.link("/en/states/chn/?on=2016-06-01")
        url = "http://testserver/en/states/chn/?on=2016-06-01&amp;edition=2"
        self.assertContains(self.client.get(to), url)
        general = "/en/cite/?page=/en/states/chn/%3Fon%3D2016-06-01"
        self.assertRedirects(self.client.get(general), to)

    @override_settings(SITE_URL="https://portal.example")
    def test_the_address_is_that_of_the_settings(self):
        answer = self.client.get("/en/cite/text/?page=/en/editions/1/")
        self.assertContains(answer, "https://portal.example/en/editions/1/?edition=2")

    def test_every_page_is_cited_by_a_link_of_its_own(self):
        for path in ("/en/", "/en/states/", "/en/editions/", "/en/editions/1/"):
            self.assertContains(self.client.get(self.link(path)), "Permanent address")
        for path in ("/en/nowhere/", "/en/cite/?page=/en/", "/en/states/?order=x"):
            self.assertEqual(self.link(path), "", path)

    def test_a_page_in_another_language_is_cited_in_the_one_that_is_read(self):
        answer = self.client.get("/ru/cite/csl-json/?page=/en/editions/1/")
        (item,) = json.loads(answer.text)
        self.assertEqual(item["language"], "ru")
        self.assertEqual(item["URL"], "http://testserver/ru/editions/1/?edition=2")

    def test_what_is_no_page_of_the_site_is_not_cited(self):
        for asked, status in {
            "": 400,
            "https://example.org/": 400,
            "//example.org/": 404,
            "/admin/": 404,
            "/api/v1/": 404,
            "/sitemap.xml": 404,
            "/en/cite/": 404,
            "/en/states/chn/cite/": 404,
            "/en/nowhere/": 404,
            "/en/states/%3Forder=x": 404,
            "/en/states/%3Fedition=1": 400,
            "/en/%00": 400,
            "/" + "x" * 3000: 400,
        }.items():
            answer = self.client.get(f"/en/cite/?page={asked}")
            self.assertEqual(answer.status_code, status, asked)
        self.assertEqual(self.client.get("/en/cite/pdf/?page=/en/").status_code, 404)

    def test_what_was_withdrawn_is_cited_only_as_it_was(self):
        withdraw(make_exercise("drill-2007"))
        answer = self.client.get("/en/exercises/drill-2007/cite/")
        self.assertEqual(answer.status_code, 410)
        old = self.client.get("/en/exercises/drill-2007/cite/?edition=2")
        self.assertEqual(old.status_code, 200)
        self.assertEqual(self.link("/en/exercises/drill-2007/"), "")


class NothingPublishedTests(TestCase):
    def test_there_is_nothing_to_cite(self):
        self.assertNotContains(self.client.get("/en/"), "Cite this page")
        self.assertEqual(self.client.get("/en/cite/?page=/en/").status_code, 404)
