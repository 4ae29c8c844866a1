from django.test import TestCase, override_settings

from entries.publishing import editions
from entries.publishing.approving import approve
from entries.tests.factories import (
    citation,
    editor,
    make_exercise,
    make_source,
    make_state,
    participant,
    publish,
    submit,
    withdraw,
)


class EditionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.china = make_state("CHN", title="China")
        source = make_source("xinhua-2007")
        publish(cls.china, source, make_exercise("drill-2007"), reason="First facts")
        publish(
            make_exercise(
                "drill-2007",
                start="2007-08",
                participants=[participant("CHN", personnel=100)],
                citations=[citation("start", "xinhua-2007")],
            ),
            reason="More facts",
        )
        publish(
            make_exercise(
                "drill-2007",
                start="2007-09",
                participants=[participant("CHN", personnel=1600)],
            ),
            reason="Corrected",
        )

    def test_the_list_has_every_edition_with_its_reason(self):
        answer = self.client.get("/en/editions/")
        for words in ("First facts", "More facts", "Corrected", "/en/?edition=2"):
            self.assertContains(answer, words)
        self.assertNotContains(self.client.get("/en/editions/?edition=1"), "More facts")

    def test_what_each_edition_did_is_counted_in_words(self):
        listed = self.client.get("/en/editions/")
        self.assertContains(listed, "<td>Added: 3 entries</td>", html=True)
        # A citation was taken out of an entry that stays.
        both = "<td>Updated: in 1 entry<br>Withdrawn: in 1 entry</td>"
        self.assertContains(listed, both, html=True)
        first = self.client.get("/en/editions/1/")
        self.assertContains(first, "Added: 3 entries")

    def test_what_is_added_to_an_entry_is_no_added_entry(self):
        publish(make_exercise("drill-2007", start="2007-09", end="2007-10"))
        home = self.client.get("/en/")
        self.assertContains(home, "Added: in 1 entry")
        self.assertNotContains(home, "Added: 1 entry")
        entry = self.client.get("/en/editions/4/")
        self.assertContains(entry, "revision 4</span></p>")
        line = '<th scope="row">End <span class="quiet">Added</span></th>'
        self.assertContains(entry, line, html=True)
        first = self.client.get("/en/editions/1/")
        self.assertContains(first, "revision 1:</span> Added</p>")

    def test_a_text_that_changed_is_told_in_its_words_from_where_they_part(self):
        head = "## A head\n\nHeld by [China](entry:CHN) in {{drill-2007:start}}, "
        rest = "then **again** and again, " * 20
        for end in ("at last.", "in the end."):
            publish(
                make_exercise("drill-2007", start="2007-09", text=head + rest + end)
            )
        first = self.client.get("/en/editions/4/").text
        self.assertIn("A head Held by China in …, then again", first)
        text = self.client.get("/en/editions/5/").text
        self.assertIn("… ", text)
        self.assertIn("again and again, at last.", text)
        self.assertIn("again and again, in the end.", text)
        for sign in ("{{", "**", "##", "A head"):
            self.assertNotIn(sign, text)

    def test_rows_and_marks_are_told_in_words(self):
        place = {"key": "near-chebarkul", "name": "Chebarkul", "state": "CHN"}
        publish(
            make_exercise(
                "drill-2007",
                start="2007-09",
                locations=[place],
                participants=[participant("CHN", personnel=1600)],
                no_source=[
                    *("locations", "participants", "participants.CHN.personnel"),
                    "start",
                ],
            ),
            make_state(
                "CHN",
                title="China",
                standing=[{"key": "founder-2001", "role": "founder", "from": "2001"}],
            ),
        )
        text = self.client.get("/en/editions/4/").text
        words = "Places; Participants; Participants, China: Personnel; Start"
        self.assertIn(words, text)
        self.assertIn("Places, Chebarkul", text)
        self.assertIn("Standing in the organization, Founding member 2001", text)
        self.assertNotIn("near-chebarkul", text)
        self.assertNotIn("Key:", text)

    def test_an_edition_leads_to_those_beside_it(self):
        middle = self.client.get("/en/editions/2/")
        self.assertContains(middle, 'href="/en/editions/1/" rel="prev"')
        self.assertContains(middle, 'href="/en/editions/3/" rel="next"')
        last = self.client.get("/en/editions/2/?edition=2")
        self.assertNotContains(last, 'rel="next"')

    def test_an_edition_that_adds_leads_to_the_revisions(self):
        answer = self.client.get("/en/editions/1/")
        self.assertContains(answer, 'href="/en/exercises/drill-2007/revisions/1/"')
        self.assertContains(answer, "Added")
        self.assertContains(answer, "States: 1")

    def test_changes_stand_with_old_and_new_value(self):
        answer = self.client.get("/en/editions/3/")
        self.assertContains(answer, "August 2007")
        self.assertContains(answer, "September 2007")
        self.assertContains(answer, "Participants, China: Personnel")
        self.assertContains(answer, "1,600")
        added = self.client.get("/en/editions/2/")
        self.assertContains(added, "Personnel: 100")

    def test_changes_are_asked_for_by_kind(self):
        answer = self.client.get("/en/editions/1/?kind=state")
        self.assertContains(answer, "China")
        self.assertNotContains(answer, "drill-2007")
        bad = self.client.get("/en/editions/1/?kind=stone")
        self.assertContains(bad, "A kind is one of", status_code=400)

    def test_an_edition_is_not_known_before_it_was_made(self):
        self.assertEqual(self.client.get("/en/editions/3/?edition=2").status_code, 404)
        self.assertEqual(self.client.get("/en/editions/9/").status_code, 404)

    def test_a_withdrawal_is_named_and_does_not_fail(self):
        withdraw(make_exercise("drill-2007"), reason="Mistaken")
        answer = self.client.get("/en/editions/4/")
        self.assertContains(answer, "Withdrawn")
        self.assertEqual(
            self.client.get("/en/exercises/drill-2007/revisions/").status_code, 200
        )

    @override_settings(SINGLE_EDITOR="editor")
    def test_readers_see_why_an_approver_approved_his_own(self):
        submission = submit(make_state("CHN", title="Zhongguo"))
        editions.publish(approve(submission, editor()), editor())
        for path in ("/en/", "/en/states/chn/", "/en/editions/4/"):
            answer = self.client.get(path)
            self.assertContains(answer, "This site has a single editor.")
