"""The choices beside a list: links with numbers, chips, what to loosen."""

from unittest import mock

from django.test import TestCase

from entries.tests.factories import (
    make_exercise,
    make_series,
    make_source,
    make_state,
    participant,
    publish,
)


class ChoicesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(
            make_state("CHN", title="China"),
            make_series("sea", title="Морское", title_ru="Морское"),
            make_exercise(
                "first",
                title="First",
                start="2007",
                series="sea",
                focus=["maritime"],
                participants=[participant("CHN")],
            ),
            make_exercise("second", title="Second", start="2019", focus=["air"]),
            *(make_source(f"s-{n:02}", publisher=f"Paper {n:02}") for n in range(12)),
            make_source("more", publisher="Paper 11"),
        )

    def get(self, path, status=200):
        answer = self.client.get(path)
        self.assertEqual(answer.status_code, status)
        return answer

    def assert_choice(self, answer, url, words, count, *, chosen=False, lang=""):
        lang = f' lang="{lang}"' if lang else ""
        current = ' aria-current="true"' if chosen else ""
        self.assertContains(
            answer,
            f'<li><a rel="nofollow" href="{url}"{lang}{current}>{words}</a> '
            f'<span class="count">{count}</span></li>',
            1,
            html=True,
        )

    def test_a_choice_leads_to_the_list_with_it_and_keeps_the_others(self):
        answer = self.get("/en/exercises/")
        self.assert_choice(answer, "/en/exercises/?focus=air", "Air", 1)
        self.assert_choice(answer, "/en/exercises/?state=CHN", "China", 1)
        self.assert_choice(answer, "/en/exercises/?series=sea", "Морское", 1, lang="ru")
        self.assert_choice(answer, "/en/exercises/?decade=2010", "2010s", 1)
        self.assertNotContains(answer, "focus=cyber")
        answer = self.get("/en/exercises/?focus=air&page=1&order=title&state=&x=1")
        start = "/en/exercises/?focus=air&amp;"
        self.assert_choice(answer, f"{start}decade=2010&amp;order=title", "2010s", 1)
        self.assert_choice(answer, "/en/exercises/?order=title", "Air", 1, chosen=True)
        url = "/en/exercises/?focus=maritime&amp;order=title"
        self.assert_choice(answer, url, "Maritime", 1)

    def test_filters_in_force_are_chips_that_take_them_away(self):
        answer = self.get("/en/exercises/?state=CHN&q=first&year=")
        self.assertContains(answer, "Filters in force")
        self.assertContains(
            answer,
            '<a rel="nofollow" href="/en/exercises/?q=first"><span class="hidden">'
            "Take away: </span>State that took part: <strong>China</strong> "
            '<span aria-hidden="true">×</span></a>',
            html=True,
        )
        self.assertContains(answer, 'href="/en/exercises/?state=CHN"><span')
        self.assertNotContains(self.get("/en/exercises/"), "Filters in force")

    def test_an_empty_list_says_what_to_loosen(self):
        answer = self.get("/en/exercises/?focus=air&state=CHN&outcome=held")
        self.assertContains(answer, "Nothing fits this filter")
        self.assertContains(
            answer,
            '<a rel="nofollow" href="/en/exercises/?state=CHN&amp;outcome=held">'
            "without “Focus: Air”</a> "
            '<span class="count">1 entry</span>',
            html=True,
        )
        self.assertContains(answer, "without “State that took part: China”")
        self.assertNotContains(answer, "without “Outcome: Held”")

    def test_long_choices_show_the_first_and_hold_the_rest(self):
        answer = self.get("/en/sources/")
        self.assert_choice(answer, "/en/sources/?publisher=Paper+11", "Paper 11", 2)
        self.assertContains(answer, "<summary>Publisher: 4 more</summary>")
        text = answer.content.decode()
        self.assertLess(text.index("Paper 11<"), text.index("Paper 00<"))
        with mock.patch("entries.pages.choices.MOST", 10):
            answer = self.get("/en/sources/")
        self.assertContains(answer, "<summary>Publisher: 2 more</summary>")
        self.assertContains(answer, "and 2 others, to be asked for by name above")

    def test_the_order_is_chosen_by_links(self):
        answer = self.get("/en/exercises/?focus=air&order=-size")
        self.assertContains(
            answer,
            '<a rel="nofollow" href="/en/exercises/?focus=air&amp;order=-size" '
            'aria-current="true">Largest first</a>',
            html=True,
        )
        self.assertContains(answer, 'href="/en/exercises/?focus=air">Newest first')

    def test_links_keep_to_the_edition(self):
        publish(make_exercise("third", focus=["cyber"]))
        old = self.get("/en/exercises/?edition=1")
        self.assert_choice(old, "/en/exercises/?focus=air&amp;edition=1", "Air", 1)
        self.assertNotContains(old, "focus=cyber")
        self.assert_choice(
            self.get("/en/exercises/"), "/en/exercises/?focus=cyber", "Cyber", 1
        )

    def test_what_is_asked_for_and_is_nothing_shows_with_nought(self):
        answer = self.get("/en/exercises/?host=ZZZ")
        self.assert_choice(answer, "/en/exercises/", "ZZZ", 0, chosen=True)
        self.assertContains(answer, "Host: <strong>ZZZ</strong>")

    def test_names_of_very_many_entries_are_asked_for_as_far_as_they_show(self):
        with mock.patch("entries.pages.lists.MOST_CHOICES", 0):
            answer = self.get("/en/exercises/")
        self.assert_choice(answer, "/en/exercises/?state=CHN", "China", 1)

    def test_a_filter_that_cannot_be_used_shows_its_fields(self):
        answer = self.get("/en/exercises/?decade=2007&size=big", 400)
        self.assertContains(answer, "first year of a decade: 2010", status_code=400)
        self.assertContains(answer, "big is not one of", status_code=400)
        self.assertContains(answer, '<details class="facets" open>', status_code=400)
