"""Pages of entries: now, at an old edition, moved, withdrawn, redacted."""

from django.test import TestCase

from entries.publishing.withdrawing import redact
from entries.record.edition import Revision
from entries.tests.factories import (
    citation,
    editor,
    make_exercise,
    make_framework,
    make_series,
    make_source,
    make_state,
    make_topic,
    participant,
    publish,
    withdraw,
)

EXERCISE = "/en/exercises/peace-mission-2007/"


def peace_mission(**fields):
    own = {
        "series": "peace-mission",
        "start": "2007-08-09",
        "end": "2007-08-17",
        "personnel": 4000,
        "participants": [participant("CHN", "host", personnel=1600)],
        "citations": [
            citation("personnel", "xinhua-2007"),
            citation("personnel", "rian-2007", value=6500),
            citation("participants.CHN", "xinhua-2007", "xinhua-2007-2"),
        ],
    }
    return make_exercise("peace-mission-2007", **own | fields)


class EntryPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        parties = [{"state": "CHN", "signed": "2007-06-27", "ratified": "2008?"}]
        basis = {"key": "basis", "relation": "legal-basis", "target": "agreement-2007"}
        cls.edition = publish(
            make_state(
                "CHN",
                title="China",
                title_ru="Китай",
                standing=[
                    {"key": "founder-2001", "role": "founder", "from": "2001-06-15"}
                ],
            ),
            make_series("peace-mission", title="Peace Mission"),
            make_source(
                "xinhua-2007", title="Drill begins", url="https://example.org/x?a=1&b=2"
            ),
            make_source("rian-2007"),
            make_framework("agreement-2007", title="Agreement", parties=parties),
            make_exercise("peace-mission-2005", series="peace-mission", start="2005"),
            make_exercise(
                "peace-mission-2009",
                series="peace-mission",
                start="2009",
                outcome="announced",
            ),
            peace_mission(relations=[basis]),
            make_topic(
                "joint-exercises",
                text="On [the drill](entry:peace-mission-2007)[^xinhua-2007].",
                citations=[citation("text", "xinhua-2007")],
                relations=[{"key": "china", "relation": "about", "target": "CHN"}],
            ),
            reason="First facts",
        )

    def test_an_exercise_shows_values_verification_and_sources(self):
        answer = self.client.get(EXERCISE)
        self.assertContains(answer, "9 August 2007")
        self.assertContains(answer, "Sources disagree")
        self.assertContains(answer, "6,500")
        self.assertContains(answer, 'href="#source-1"')
        self.assertContains(answer, 'id="source-1"')
        self.assertContains(
            answer, 'href="https://example.org/x?a=1&amp;b=2" rel="noopener external"'
        )
        self.assertContains(answer, 'href="/en/sources/xinhua-2007/"')
        self.assertContains(answer, "No source found")

    def test_a_source_shows_its_archived_copy(self):
        copy = "https://archive.example/2007/xinhua"
        publish(make_source("xinhua-2007", archive_url=copy))
        cited = f'<a class="url" href="{copy}" rel="noopener external">archived copy'
        self.assertContains(self.client.get(EXERCISE), cited)
        own = self.client.get("/en/sources/xinhua-2007/")
        self.assertContains(own, "Archived copy")
        self.assertContains(own, f'href="{copy}"')

    def test_a_list_says_where_sources_disagree(self):
        answer = self.client.get("/en/exercises/")
        disputed = '4,000 <span class="standing standing-disputed">Sources disagree'
        self.assertContains(answer, disputed)
        self.assertContains(answer, "Sources disagree", 1)

    def test_an_exercise_stands_between_others_of_its_series(self):
        answer = self.client.get(EXERCISE)
        self.assertContains(
            answer, 'Before: <a href="/en/exercises/peace-mission-2005/"'
        )
        self.assertContains(
            answer, 'After: <a href="/en/exercises/peace-mission-2009/"'
        )

    def test_an_announced_exercise_says_that_nobody_saw_it(self):
        answer = self.client.get("/en/exercises/peace-mission-2009/")
        self.assertContains(answer, "Announced, no source that it was held")

    def test_a_state_lists_its_exercises_and_frameworks(self):
        answer = self.client.get("/en/states/chn/")
        self.assertContains(
            answer, f'href="{EXERCISE}#fact-participants.CHN.personnel">1,600</a>'
        )
        self.assertContains(answer, f'href="{EXERCISE}#fact-participants.CHN">Host</a>')
        self.assertContains(answer, "27 June 2007")
        self.assertContains(answer, "2008 (uncertain)")
        self.assertContains(answer, '<span lang="ru">Китай</span>')
        self.assertContains(answer, "Topics that speak of it")

    def test_a_state_stands_on_a_day_as_far_as_dates_decide(self):
        answer = self.client.get("/en/states/chn/?on=2016-06-01")
        self.assertContains(answer, 'Founding member: <span class="answer-yes">yes')
        answer = self.client.get("/en/states/chn/?on=2000-01-01")
        self.assertNotContains(answer, "Founding member: ")

    def test_of_many_exercises_the_newest_stand_on_the_page(self):
        publish(
            *(
                make_exercise(
                    f"drill-{year}",
                    start=str(year),
                    series="peace-mission",
                    hosts=["CHN"],
                )
                for year in range(1900, 2003)
            )
        )
        state = self.client.get("/en/states/chn/?edition=1")
        self.assertNotContains(state, "These are the newest")
        state = self.client.get("/en/states/chn/")
        self.assertContains(state, "These are the newest 100.")
        self.assertContains(state, 'href="/en/exercises/?state=CHN">All exercises')
        self.assertContains(state, "/drill-2002/")
        self.assertNotContains(state, "/drill-1903/")
        self.assertContains(state, "27 June 2007")
        series = self.client.get("/en/series/peace-mission/")
        self.assertContains(series, 'href="/en/exercises/?series=peace-mission">All')
        self.assertContains(series, "/drill-2002/")
        self.assertNotContains(series, "/drill-1903/")

    def test_a_framework_has_its_parties_and_what_rests_on_it(self):
        answer = self.client.get("/en/frameworks/agreement-2007/?on=2008-06-01")
        self.assertContains(answer, "Exercises held on its basis")
        self.assertContains(answer, 'Ratified: <span class="answer-uncertain">')
        self.assertContains(answer, EXERCISE)

    def test_a_series_lists_its_exercises(self):
        answer = self.client.get("/en/series/peace-mission/")
        self.assertContains(answer, "4,000")
        self.assertContains(answer, "/en/exercises/peace-mission-2005/")

    def test_a_series_says_where_sources_disagree_on_a_number(self):
        html = self.client.get("/en/series/peace-mission/").content.decode()
        # Beside the number; the key has the words too.
        assert html.count('#fact-personnel">Sources disagree') == 1
        assert f'{EXERCISE}#fact-personnel">Sources disagree' in html

    def test_charts_draw_what_the_page_tells_and_nothing_that_it_does_not(self):
        state = self.client.get("/en/states/chn/")
        self.assertContains(state, 'id="standing"')
        self.assertContains(state, 'id="exercises-by-year"')
        # One number alone compares with nothing.
        self.assertNotContains(self.client.get(EXERCISE), 'id="contingents"')
        self.assertNotContains(self.client.get("/en/series/peace-mission/"), "scale-c")

    def test_a_series_tells_who_took_part_in_which_exercise(self):
        html = self.client.get("/en/series/peace-mission/").text
        table = html.split('id="participation"')[1].split("</section>")[0]
        row = table.split(f'href="{EXERCISE}">')[1].split("</tr>")[0]
        self.assertIn(f'{EXERCISE}#fact-participants.CHN">', row)
        self.assertIn('<abbr title="Host">H</abbr> 1,600', row)
        # The one before names nobody: its cells are empty.
        empty = table.split("peace-mission-2005/")[1].split("</tr>")[0]
        self.assertNotIn("<abbr", empty)

    def test_a_topic_has_its_text_with_links_and_numbers(self):
        answer = self.client.get("/en/topics/joint-exercises/")
        self.assertContains(answer, f'<a href="{EXERCISE}">the drill</a>')
        self.assertContains(answer, 'class="cite"><a href="#source-1"')

    def test_live_values_in_a_text_are_named_and_written_as_on_their_own_page(self):
        publish(
            peace_mission(hosts=["CHN"]),
            make_topic(
                "hosts",
                text="In {{peace-mission-2007:hosts}}, "
                "{{peace-mission-2007:start}}, {{peace-mission-2007:personnel}}",
            ),
        )
        answer = self.client.get("/en/topics/hosts/")
        shown = 'In <a href="/en/states/chn/">China</a>, <time datetime="2007-08-09">'
        self.assertContains(answer, shown)
        self.assertContains(answer, "4,000")

    def test_a_source_leads_to_a_text_that_cites_it_and_does_not_repeat_it(self):
        publish(
            make_source("a-paper"),
            make_exercise(
                "told-drill",
                text="Long ago in {{told-drill:start}}.[^p]",
                citations=[citation("text", "a-paper", "p")],
            ),
        )
        answer = self.client.get("/en/sources/a-paper/")
        self.assertContains(answer, 'href="/en/exercises/told-drill/"')
        self.assertContains(answer, "<td>Text</td>", html=True)
        self.assertNotContains(answer, "Long ago")

    def test_a_source_lists_what_rests_on_it(self):
        answer = self.client.get("/en/sources/xinhua-2007/")
        self.assertContains(answer, "3 facts")
        self.assertContains(answer, "Participants, China")
        self.assertContains(answer, "4,000")

    def test_the_foot_says_which_edition_and_revision_it_is(self):
        answer = self.client.get(EXERCISE)
        digest = Revision.objects.get(key="peace-mission-2007").digest
        self.assertContains(answer, digest)
        self.assertContains(answer, f'href="{EXERCISE}revisions/1/"')
        self.assertContains(answer, 'href="/en/editions/1/"')

    def test_an_unknown_entry_is_404(self):
        self.assertContains(
            self.client.get("/en/exercises/none/"), "no such entry", status_code=404
        )
        self.assertEqual(self.client.get("/en/states/CHN/").status_code, 404)
        self.assertEqual(self.client.get("/fr/states/chn/").status_code, 404)

    def test_only_reading_is_possible(self):
        self.assertEqual(self.client.post(EXERCISE).status_code, 405)
        self.assertEqual(self.client.head(EXERCISE).status_code, 200)


class LaterEditionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.first = publish(
            make_state("CHN", title="China"),
            make_series("peace-mission"),
            make_source("xinhua-2007"),
            make_source("rian-2007"),
            peace_mission(title="Secret words"),
        )

    def test_an_old_edition_reads_as_it_did_names_included(self):
        publish(make_state("CHN", title="Zhongguo"))
        old = self.client.get(EXERCISE + "?edition=1")
        self.assertContains(old, "You are reading edition 1")
        self.assertContains(old, 'href="/en/states/chn/?edition=1">China</a>')
        none = self.client.get("/en/states/none/?edition=1")
        self.assertContains(none, 'href="/en/states/?edition=1"', status_code=404)
        self.assertContains(old, f'<a href="{EXERCISE}">Read this page now</a>')
        now = self.client.get(EXERCISE)
        self.assertContains(now, 'href="/en/states/chn/">Zhongguo</a>')
        self.assertNotContains(now, "You are reading")

    def test_a_revision_stays_as_it_was_published(self):
        publish(make_state("CHN", title="Zhongguo"))
        publish(peace_mission(personnel=5000))
        answer = self.client.get(EXERCISE + "revisions/1/")
        self.assertContains(answer, "This is revision 1")
        self.assertContains(answer, "China</a>")
        self.assertContains(answer, f'<a href="{EXERCISE}">The entry as it is now</a>')
        self.assertContains(self.client.get(EXERCISE + "revisions/"), "Revision 2")
        self.assertEqual(self.client.get(EXERCISE + "revisions/3/").status_code, 404)
        later = self.client.get(EXERCISE + "revisions/2/?edition=1")
        self.assertEqual(later.status_code, 404)

    def test_a_former_address_leads_to_the_present_one(self):
        publish(peace_mission(address="peace-mission-urumqi"))
        answer = self.client.get(EXERCISE + "?x=1")
        self.assertRedirects(
            answer, "/en/exercises/peace-mission-urumqi/?x=1", status_code=301
        )
        old = self.client.get(EXERCISE + "?edition=1")
        self.assertEqual(old.status_code, 200)
        back = self.client.get("/en/exercises/peace-mission-urumqi/?edition=1")
        self.assertRedirects(back, EXERCISE + "?edition=1", status_code=301)
        revision = self.client.get(EXERCISE + "revisions/1/")
        self.assertEqual(revision.status_code, 200)

    def test_what_was_withdrawn_leaves_a_tombstone(self):
        entry = peace_mission()
        publish(entry, make_exercise("successor", title="What came after"))
        withdraw(entry, reason="Counted twice", successor="successor")
        answer = self.client.get(EXERCISE)
        for words in ("withdrawn in edition 3", "Counted twice", "What came after"):
            self.assertContains(answer, words, status_code=410)
        self.assertContains(answer, f'href="{EXERCISE}revisions/2/"', status_code=410)
        self.assertEqual(self.client.get(EXERCISE + "revisions/2/").status_code, 200)
        self.assertEqual(self.client.get(EXERCISE + "revisions/3/").status_code, 410)
        self.assertEqual(self.client.get(EXERCISE + "?edition=1").status_code, 200)
        self.assertNotContains(self.client.get("/en/exercises/"), EXERCISE)

    def test_a_withdrawn_entry_is_gone_from_its_former_address_too(self):
        moved = peace_mission(address="moved")
        publish(moved)
        withdraw(moved)
        self.assertEqual(self.client.get(EXERCISE).status_code, 410)

    def test_pages_keep_the_name_of_what_was_withdrawn(self):
        series = make_series("peace-mission", title="Peace Mission")
        publish(series)
        withdraw(series)
        self.assertContains(
            self.client.get(EXERCISE),
            'Peace Mission <span class="gone">(withdrawn)</span>',
        )

    def test_a_withdrawn_source_stays_named_where_it_is_cited(self):
        source = make_source("gone-source", title="The lost bulletin")
        cited = [citation("start", "gone-source", quote="It began")]
        edition = publish(source, peace_mission(start="2007", citations=cited)).pk
        withdraw(source)
        now = self.client.get(EXERCISE)
        old = self.client.get(f"{EXERCISE}?edition={edition}")
        marked = 'The lost bulletin <span class="gone">(withdrawn)</span>'
        self.assertContains(now, marked)
        self.assertContains(now, "It began")
        self.assertContains(old, "The lost bulletin")
        self.assertNotContains(old, marked)

    def test_a_redacted_revision_says_so_and_nothing_else(self):
        publish(peace_mission(title="Clean words"))
        revision = Revision.objects.get(key="peace-mission-2007", number=1)
        redact(revision, editor(), "The law demands it")
        for path in (EXERCISE + "revisions/1/", EXERCISE + "?edition=1"):
            answer = self.client.get(path)
            self.assertContains(answer, "was redacted", status_code=410)
            self.assertNotContains(answer, "Secret words", status_code=410)
            self.assertContains(answer, revision.digest, status_code=410)
            self.assertContains(answer, 'href="/en/editions/3/"', status_code=410)
        for path in ("/en/editions/1/", EXERCISE + "revisions/", "/en/editions/3/"):
            self.assertNotContains(self.client.get(path), "Secret words")

    def test_an_old_list_leaves_out_what_was_redacted(self):
        publish(make_topic("about", text="[That](entry:peace-mission-2007)"))
        publish(peace_mission(title="Clean words"))
        revision = Revision.objects.get(key="peace-mission-2007", number=1)
        redact(revision, editor(), "The law demands it")
        for path in ("/en/exercises/?edition=1", "/en/?edition=1"):
            self.assertEqual(self.client.get(path).status_code, 200, path)
            self.assertNotContains(self.client.get(path), EXERCISE)
        named = self.client.get("/en/topics/about/?edition=2")
        self.assertContains(named, 'That <span class="gone">(redacted)</span>')
        # The way back leads to the entry, not to this page again.
        answer = self.client.get(EXERCISE + "revisions/1/")
        self.assertContains(answer, f'href="{EXERCISE}"', status_code=410)
