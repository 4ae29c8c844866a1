"""What may be asked of a page by its address, and how it is refused."""

from datetime import timedelta
from unittest import mock

from django.test import TestCase
from django.utils import timezone

from entries.tests.factories import make_exercise, make_series, make_state, publish

ROLES = [
    {"key": "observer-2005", "role": "observer", "from": "2005", "to": "2017-06-09"},
    {"key": "member-2017", "role": "member", "from": "2017-06-09"},
]


class AskingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(
            make_state("IND", title="India", standing=ROLES),
            make_state("CHN", title="China"),
            make_exercise("drill-2007", title="Drill", start="2007"),
        )

    def test_the_root_leads_to_the_first_language(self):
        answer = self.client.get("/?edition=1")
        self.assertRedirects(answer, "/en/?edition=1")

    def test_an_edition_that_is_none_is_refused(self):
        for path in (
            "/en/",
            "/en/states/",
            "/en/states/chn/",
            "/en/search/",
            "/en/editions/",
        ):
            with self.subTest(path):
                for text in ("2", "999999999999999999999"):
                    answer = self.client.get(path, {"edition": text})
                    self.assertContains(answer, "no edition", status_code=404)
                for text in ("", "x", "-1", "1.0", "٣", "1 "):
                    answer = self.client.get(path, {"edition": text})
                    self.assertContains(answer, "edition=1", status_code=400)
        self.assertEqual(self.client.get("/en/?edition=0").status_code, 404)

    def test_a_day_finds_the_edition_known_on_it(self):
        tomorrow = timezone.now().date() + timedelta(days=1)
        answer = self.client.get("/en/states/", {"known_on": tomorrow.isoformat()})
        self.assertContains(answer, "This is what was known on")
        answer = self.client.get("/en/?known_on=2001-01-01")
        self.assertContains(answer, "Nothing was published", status_code=404)
        for text in ("", "2001", "2001-13-01", "20010101", "x"):
            answer = self.client.get("/en/", {"known_on": text})
            self.assertContains(answer, "known_on=2016-06-01", status_code=400)
        both = self.client.get("/en/?known_on=2030-01-01&edition=1")
        self.assertEqual(both.status_code, 400)

    def test_a_day_is_answered_where_standing_shows(self):
        answer = self.client.get("/en/states/?on=2010-01-01")
        self.assertContains(answer, 'Observer: <span class="answer-yes">yes')
        self.assertNotContains(answer, ">China<")
        answer = self.client.get("/en/states/?on=2005-06-01")
        self.assertContains(
            answer, 'Observer: <span class="answer-uncertain">uncertain'
        )

    def test_a_page_of_a_day_says_so_and_leads_back(self):
        pages = {
            "/en/states/": "This list says what held on 1 June 2010.",
            "/en/states/ind/": "What held on 1 June 2010 stands further down",
            "/en/insights/membership/": "What held on 1 June 2010 stands further down",
        }
        for path, words in pages.items():
            with self.subTest(path):
                answer = self.client.get(f"{path}?on=2010-06-01")
                self.assertContains(answer, words)
                if "stands further down" in words:
                    self.assertContains(answer, 'href="#on-a-day"')
                    self.assertContains(answer, 'id="on-a-day"')
                back = f'<a href="{path}">Read this page without a day</a>'
                self.assertContains(answer, back, html=True)
                self.assertNotContains(answer, "later than the edition")
                self.assertNotContains(self.client.get(path), "without a day")
        old = self.client.get("/en/states/ind/?on=2010-06-01&edition=1")
        back = "/en/states/ind/?edition=1"
        self.assertContains(old, f'<a href="{back}">Read this page without a day</a>')

    def test_a_day_to_come_is_answered_with_a_word_on_it(self):
        answer = self.client.get("/en/states/ind/?on=2999-01-01")
        words = "That day is later than the edition: what has no end in it"
        self.assertContains(answer, words)

    def test_what_is_printed_names_the_address_that_stays(self):
        answer = self.client.get("/en/states/?on=2010-06-01")
        address = "http://testserver/en/states/?on=2010-06-01&amp;edition=1"
        words = f'<p class="paper">Permanent address: {address}</p>'
        self.assertContains(answer, words, html=True)

    def test_a_day_is_refused_where_nothing_answers_it(self):
        for path in (
            "/en/",
            "/en/exercises/",
            "/en/exercises/drill-2007/",
            "/en/search/",
            "/en/states/ind/revisions/",
        ):
            answer = self.client.get(path + "?on=2010-01-01")
            self.assertContains(answer, "Leave “on” out", status_code=400)

    def test_a_malformed_day_is_refused(self):
        answer = self.client.get("/en/states/ind/?on=June")
        self.assertContains(answer, "on=2016-06-01", status_code=400)
        answer = self.client.get("/en/states/?on=June")
        self.assertContains(answer, "This must be a day", status_code=400)

    def test_a_filter_refuses_what_is_no_choice_beside_its_field(self):
        answer = self.client.get("/en/exercises/?outcome=nonsense&state=china&year=x")
        self.assertContains(answer, "three capital letters", status_code=400)
        self.assertContains(answer, "whole number", status_code=400)
        self.assertContains(answer, "nonsense", status_code=400)
        self.assertNotContains(answer, ">Drill<", status_code=400)

    def test_a_filter_finds(self):
        self.assertContains(self.client.get("/en/exercises/?year=2007"), ">Drill<")
        answer = self.client.get("/en/exercises/?year=2008")
        self.assertContains(answer, "Nothing fits this filter")

    def test_a_filter_offers_the_names_that_there_are_at_the_edition(self):
        publish(
            make_state("IND", title="Bharat"), make_series("drills", title="Drills")
        )
        answer = self.client.get("/en/exercises/?host=IND")
        self.assertContains(answer, '<option value="IND">Bharat</option>', 1)
        self.assertContains(answer, '<option value="IND" selected>Bharat</option>', 1)
        self.assertContains(answer, '<option value="drills">Drills</option>')
        self.assertContains(answer, '<option value="">Any</option>')
        old = self.client.get("/en/exercises/?edition=1")
        self.assertContains(old, '<option value="IND">India</option>', 2)
        self.assertNotContains(old, "Drills")
        # What was asked for shows, even if it is nothing's name.
        answer = self.client.get("/en/frameworks/?state=<b>")
        chosen = '<option value="&lt;b&gt;" selected>&lt;b&gt;</option>'
        self.assertContains(answer, chosen, status_code=400)

    def test_a_filter_of_very_many_entries_is_filled_in_by_hand(self):
        with mock.patch("entries.pages.lists.MOST_CHOICES", 1):
            answer = self.client.get("/en/exercises/")
        self.assertContains(answer, 'placeholder="CHN" id="id_host"')

    def test_the_icon_is_found_where_browsers_look_for_one(self):
        answer = self.client.get("/favicon.ico")
        self.assertRedirects(answer, "/static/icon.svg", fetch_redirect_response=False)

    def test_a_page_of_a_list_that_is_none_is_refused(self):
        self.assertEqual(self.client.get("/en/states/?page=2").status_code, 404)
        for text in ("x", "", "-1", "1e3"):
            answer = self.client.get("/en/states/", {"page": text})
            self.assertEqual(answer.status_code, 400)

    def test_a_list_comes_in_pages_that_keep_what_was_asked(self):
        publish(*(make_exercise(f"drill-{n:03}", start="2010") for n in range(60)))
        first = self.client.get("/en/exercises/?year=2010")
        self.assertContains(first, "60 entries, 1–50 shown")
        self.assertContains(first, 'href="?year=2010&amp;page=2"')
        second = self.client.get("/en/exercises/?year=2010&page=2")
        self.assertContains(second, ">Drill 059<")

    def test_an_unknown_address_is_answered_in_words(self):
        for path in ("/nowhere/", "/en/nowhere/", "/en/states/chn/more/", "/fr/"):
            answer = self.client.get(path)
            self.assertContains(answer, "There is no such page", status_code=404)

    def test_an_address_without_its_slash_leads_to_the_one_with_it(self):
        answer = self.client.get("/en/states/chn")
        self.assertRedirects(answer, "/en/states/chn/", status_code=301)

    def test_nothing_comes_from_elsewhere_or_stands_inline(self):
        for path in ("/en/", "/en/exercises/", "/en/states/ind/", "/en/search/?q=x"):
            text = self.client.get(path).content.decode()
            for sign in ("<style", " style=", "javascript:"):
                self.assertNotIn(sign, text)
            # Scripts are files of this host; what a program reads of a page is none.
            ours = r'<script defer src="/static/js/|<script type="application/ld'
            self.assertNotRegex(text, f"(?!{ours})<script")


class SearchTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(make_state("CHN", title="China", title_zh="中国"))

    def test_words_find_in_any_script(self):
        for words in ("china", "中国", "CHN"):
            answer = self.client.get("/en/search/", {"q": words})
            self.assertContains(answer, 'href="/en/states/chn/"')

    def test_any_text_may_be_asked(self):
        for words in ("", " ", "\x00", '"', "(*", "a" * 5000, "<b>", "%", "' OR 1=1"):
            answer = self.client.get("/en/search/", {"q": words})
            self.assertEqual(answer.status_code, 200)
            self.assertNotContains(answer, "<b>")

    def test_an_old_edition_finds_what_it_held(self):
        publish(make_state("CHN", title="Zhongguo"))
        old = self.client.get("/en/search/?q=china&edition=1")
        self.assertContains(old, 'href="/en/states/chn/?edition=1"')
        self.assertNotContains(
            self.client.get("/en/search/?q=china"), "/en/states/chn/"
        )


class EmptySiteTests(TestCase):
    def test_home_and_lists_say_that_nothing_is_published(self):
        kinds = ("states", "series", "exercises", "frameworks", "topics", "sources")
        for path in ("", "editions/", *(f"{kind}/" for kind in kinds)):
            answer = self.client.get(f"/en/{path}")
            self.assertContains(answer, "Nothing is published yet")

    def test_search_and_sitemap_answer(self):
        self.assertEqual(self.client.get("/en/search/?q=x").status_code, 200)
        self.assertEqual(self.client.get("/sitemap.xml").status_code, 200)
        self.assertEqual(self.client.get("/sitemap-en-states.xml").status_code, 200)
        self.assertEqual(self.client.get("/en/editions/1/").status_code, 404)
