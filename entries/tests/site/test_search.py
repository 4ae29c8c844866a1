"""The search page and its suggestions."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from entries.tests.factories import (
    make_exercise,
    make_framework,
    make_series,
    make_source,
    publish,
)


class SearchPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(
            make_series("peace-mission", title="Peace Mission", title_zh="和平使命"),
            make_exercise("pm-2007", title="Peace Mission 2007", start="2007-08-09"),
            make_exercise("pm-2014", title="Peace Mission 2014", start="2014-08-24"),
            make_framework(
                "convention",
                title="Shanghai Convention",
                signed="2001-06-15",
                text="On terrorism and, more than once, on peace.",
            ),
            make_source("paper", title="Мир", published="2014"),
        )

    def ask(self, status=200, **query):
        answer = self.client.get("/en/search/", query)
        self.assertEqual(answer.status_code, status)
        return answer

    def test_hits_are_marked_and_say_where_they_were_found(self):
        answer = self.ask(q="peace")
        self.assertContains(
            answer,
            '<a href="/en/exercises/pm-2007/"><mark>Peace</mark> Mission 2007</a>',
            html=True,
        )
        self.assertContains(answer, '<span class="where">Text</span>')
        self.assertContains(answer, "once, on <mark>peace</mark>.")
        self.assertContains(answer, "4 entries hold every word of “peace”.")
        chinese = self.ask(q="和平")
        self.assertContains(chinese, '<span class="where">Title in Chinese</span>')
        self.assertContains(chinese, '<span lang="zh"><mark>和平</mark>使命</span>')

    def test_a_mistyped_query_says_what_is_shown_and_leads_to_the_literal_one(self):
        answer = self.ask(q="Peace mision")
        self.assertContains(answer, "Nothing for “Peace mision” as written")
        self.assertContains(answer, "<strong>Peace mission</strong>")
        self.assertContains(answer, "?q=Peace+mision&amp;literal=1")
        self.assertContains(answer, "/en/exercises/pm-2007/")
        literal = self.ask(q="Peace mision", literal="1")
        self.assertContains(literal, "Nothing holds every word of “Peace mision”")
        self.assertNotContains(literal, "/en/exercises/pm-2007/")

    def test_an_unfinished_word_finds_what_begins_so(self):
        answer = self.ask(q="shangh")
        self.assertContains(answer, "hits for words that begin so")
        self.assertContains(answer, "<mark>Shanghai</mark> Convention")

    def test_nothing_found_tells_which_word_to_leave_out(self):
        answer = self.ask(q="peace zzzz")
        self.assertContains(answer, "Nothing holds every word")
        self.assertContains(answer, 'href="?q=peace">without “zzzz”</a>')

    def test_choices_stand_beside_the_hits_with_their_numbers(self):
        answer = self.ask(q="peace")
        for choice, words, count in (
            ("kind=series", "Exercise series", 1),
            ("kind=exercise", "Exercises", 2),
            ("kind=framework", "Frameworks", 1),
            ("decade=2010", "2010s", 1),
            ("decade=2000", "2000s", 2),
        ):
            self.assertContains(
                answer,
                f'<li><a rel="nofollow" href="?q=peace&amp;{choice}">{words}</a> '
                f'<span class="count">{count}</span></li>',
            )
            name, _, value = choice.partition("=")
            found = self.ask(q="peace", **{name: value})
            noun = "entry holds" if count == 1 else "entries hold"
            self.assertContains(found, f"{count} {noun} every word")
        both = self.ask(q="peace", kind="framework", decade="2010")
        self.assertContains(both, "Nothing found is of this kind and decade.")
        self.assertContains(both, '">Exercises</a> <span class="count">1</span>')

    def test_a_choice_that_is_none_is_refused_in_words(self):
        self.assertContains(
            self.ask(400, q="x", kind="ship"), "exercise", status_code=400
        )
        for decade in ("2007", "x", "20000", "٢٠١٠", "3000"):
            answer = self.ask(400, q="x", decade=decade)
            self.assertContains(answer, "decade=2010", status_code=400)

    def test_long_answers_come_in_pages(self):
        publish(*(make_source(f"wolf-{n:02}", title=f"Wolf {n:02}") for n in range(21)))
        self.assertContains(self.ask(q="wolf"), 'href="?q=wolf&amp;page=2"')
        second = self.ask(q="wolf", page="2")
        self.assertContains(second, '<ol class="hits" start="21">')
        self.assertContains(second, "<mark>Wolf</mark> 20")

    def test_a_mistyped_query_takes_few_queries_whatever_there_is(self):
        def taken(words):
            with CaptureQueriesContext(connection) as queries:
                self.ask(q=words)
            return len(queries)

        before = taken("paece mision"), taken("zzzz yyyy")
        publish(
            *(make_source(f"p-{n}", title=f"Mission for peace {n}") for n in range(30))
        )
        self.assertEqual((taken("paece mision"), taken("zzzz yyyy")), before)
        self.assertLessEqual(max(before), 12)


class SuggestionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(
            make_series(
                "peace-mission", title="Peace Mission", title_ru="Мирная миссия"
            ),
            make_source("paper", title="Заявление о мире"),
            *(make_exercise(f"drill-{n}", title=f"Drill {n}") for n in range(12)),
        )

    def suggested(self, words, **query):
        answer = self.client.get("/en/search/suggest/", {"q": words, **query})
        self.assertEqual(answer["Content-Type"], "application/json")
        return answer.json()

    def test_they_name_and_lead_to_entries(self):
        found = self.suggested("peac")
        self.assertEqual(
            found,
            {
                "q": "peac",
                "suggestions": [
                    {
                        "title": "Peace Mission",
                        "lang": "en",
                        "kind": "Exercise series",
                        "url": "/en/series/peace-mission/",
                    }
                ],
            },
        )
        (source,) = self.suggested("заявл")["suggestions"]
        self.assertEqual(source["lang"], "ru")
        self.assertEqual(
            self.suggested("мирная м")["suggestions"], found["suggestions"]
        )

    def test_they_are_few_and_none_where_nothing_is_asked(self):
        self.assertEqual(len(self.suggested("dri")["suggestions"]), 8)
        for words in ("", " ", "\0", '"*', "zzz"):
            self.assertEqual(self.suggested(words)["suggestions"], [])

    def test_they_keep_to_the_edition(self):
        publish(make_source("paper", title="Вечер"))
        (old,) = self.suggested("заяв", edition="1")["suggestions"]
        self.assertEqual(old["url"], "/en/sources/paper/?edition=1")
        self.assertEqual(self.suggested("заяв")["suggestions"], [])

    def test_every_page_says_where_to_ask_for_them(self):
        answer = self.client.get("/en/")
        self.assertContains(answer, 'data-suggest="/en/search/suggest/"')
        publish(make_source("paper", title="Мир"))
        old = self.client.get("/en/?edition=1")
        self.assertContains(old, 'data-suggest="/en/search/suggest/?edition=1"')
