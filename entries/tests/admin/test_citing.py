"""The citations of an entry: added, changed, deleted, marked, under its version."""

from entries.admin.citations import parsed
from entries.desk.citation import Citation, NoSource
from entries.desk.entry import Entry
from entries.desk.exercise import Exercise
from entries.publishing.audit import AuditLine
from entries.publishing.verifying import verify
from entries.tests.admin.cited import CitedCase
from entries.tests.admin.forms import address, administrator
from entries.tests.factories import (
    citation,
    make_document,
    make_exercise,
    participant,
)

TYPED = "a quote that was really read"


class CitingTests(CitedCase):
    def test_each_fact_stands_beside_its_value_and_its_verification(self):
        found = self.client.get(self.page).context["lines"]

        lines = {line.name: line for line in found}
        self.assertEqual(lines["participants.CHN"].label, "Participants, CHN")
        self.assertEqual(lines["start"].value, "2007-08-09")
        self.assertEqual(lines["start"].verification, "Verified")
        self.assertEqual(len(lines["start"].citations), 1)
        self.assertTrue(lines["personnel"].marked)
        self.assertTrue(lines["participants.CHN"].may_be_marked)

    def test_a_citation_gets_a_key_and_takes_the_mark_away(self):
        response = self.cite(quote=TYPED)

        self.assertRedirects(response, f"{self.page}#fact-personnel")
        made = Citation.objects.get(fact="personnel")
        self.assertEqual((made.key, made.quote), ("xinhua-2007-2", TYPED))
        self.assertFalse(NoSource.objects.exists())
        entry = Entry.objects.get(pk=self.exercise.pk)
        self.assertEqual(entry.version, self.version + 1)
        line = AuditLine.objects.get(key=entry.key)
        self.assertEqual(line.detail, "citations.xinhua-2007-2 on personnel")

    def test_a_value_is_of_the_sort_of_its_fact(self):
        self.cite(stance="contradicts", value="6500")
        self.version += 1
        self.cite(fact="start", stance="contradicts", value="2007")

        values = Citation.objects.exclude(value=None).order_by("pk")
        self.assertEqual([row.value for row in values], [6500, "2007"])

    def test_a_value_that_the_fact_cannot_have_is_refused(self):
        for fact, value in (
            ("personnel", "many"),
            ("start", "9 August"),
            ("participants.CHN.role", "winner"),
        ):
            with self.subTest(fact):
                response = self.cite(fact=fact, stance="contradicts", value=value)
                self.assertTrue(response.context["form"].errors["value"])

    def test_a_value_nested_too_deep_to_read_is_a_text(self):
        response = self.cite(stance="contradicts", value="[" * 9_000)
        self.assertContains(response, "This must be a whole number.")

    def test_lists_and_rows_take_values_too(self):
        content = make_document("exercise", "e", participants=[participant("CHN")])

        self.assertEqual(parsed(content, "focus", "air, cyber"), ["air", "cyber"])
        self.assertEqual(parsed(content, "participants.CHN", "absent"), "absent")

    def test_only_a_contradiction_gives_a_value(self):
        response = self.cite(value="6500")

        self.assertTrue(response.context["form"].errors["value"])
        self.assertEqual(Citation.objects.count(), 1)

    def test_another_quote_is_not_verified_another_locator_is(self):
        same = {"fact": "start"}
        self.cite("?citation=xinhua-2007", **same, locator="p. 3")
        row = Citation.objects.get()
        self.assertEqual((row.locator, row.verified_by), ("p. 3", "reviewer"))
        self.assertEqual(row.made_by, "admin")

        self.version += 1
        self.cite("?citation=xinhua-2007", **same, locator="p. 3", quote=TYPED)
        row = Citation.objects.get()
        self.assertEqual((row.key, row.quote), ("xinhua-2007", TYPED))
        self.assertEqual((row.verified_by, row.verified_on), ("", ""))

    def test_nobody_verifies_by_a_forged_field(self):
        self.cite(verified_by="admin", verified_on="2026-01-01", key="mine")

        row = Citation.objects.get(fact="personnel")
        self.assertEqual((row.key, row.verified_by), ("xinhua-2007-2", ""))

    def test_a_fact_that_is_not_there_cannot_be_cited(self):
        response = self.cite(fact="participants.RUS")

        self.assertTrue(response.context["form"].errors["fact"])

    def test_citing_does_not_mind_edits_elsewhere(self):
        self.edit(title="Newer")

        self.assertEqual(self.cite(quote=TYPED).status_code, 302)
        self.assertEqual(Citation.objects.get(fact="personnel").quote, TYPED)

    def test_a_fact_that_changed_meanwhile_is_looked_at_again_before_it_is_cited(self):
        self.edit(personnel="5000")

        response = self.cite(quote=TYPED)

        self.assertContains(response, "olga edited it on")
        self.assertContains(response, TYPED)
        self.assertEqual(Citation.objects.count(), 1)
        # The page shows hers now, so what was typed can be sent from it.
        self.version = response.context["started_from"]
        self.assertEqual(self.cite(quote=TYPED).status_code, 302)

    def test_a_stale_change_of_a_citation_shows_both_and_keeps_both(self):
        self.cite("?citation=xinhua-2007", fact="start", locator="p. 3")

        page = self.cite("?citation=xinhua-2007", fact="start", quote=TYPED)

        self.assertTemplateUsed(page, "admin/entries/entry/conflict.html")
        (clash, *_) = (*page.context["others"], *page.context["clashes"])
        given = {
            "token": page.context["token"],
            "started_from": page.context["started_from"],
        }
        for one in (*page.context["clashes"], *page.context["others"]):
            given[f"choice-{one.path}"] = one.chosen
        self.client.post(address(self.exercise, "merge"), given)
        row = Citation.objects.get()
        self.assertEqual((row.locator, row.quote), ("p. 3", TYPED), clash)
        self.assertEqual((row.verified_by, row.made_by), ("", "admin"))

    def test_nobody_verified_the_quote_of_one_who_came_late(self):
        Citation.objects.update(verified_by="", verified_on="")
        Entry.objects.filter(pk=self.exercise.pk).update(version=self.version + 1)
        self.version += 1
        verify(
            {self.exercise.key: ["xinhua-2007"]},
            {self.exercise.key: self.version},
            administrator("bob"),
        )

        page = self.cite("?citation=xinhua-2007", fact="start", quote=TYPED)
        given = {name: page.context[name] for name in ("token", "started_from")}
        for one in (*page.context["clashes"], *page.context["others"]):
            given[f"choice-{one.path}"] = one.chosen
        self.client.post(address(self.exercise, "merge"), given)

        row = Citation.objects.get()
        self.assertEqual((row.quote, row.verified_by), (TYPED, ""))
        self.assertEqual(row.made_by, "admin")

    def test_a_late_change_of_a_deleted_citation_does_not_bring_it_back(self):
        query = "?citation=xinhua-2007"
        Citation.objects.all().delete()
        page = self.cite(query, fact="start", quote=TYPED)
        self.assertContains(page, "Somebody deleted this citation meanwhile")
        self.assertContains(page, TYPED)
        self.assertFalse(Citation.objects.exists())
        again = {"gone": page.context["gone"]}
        self.assertContains(page, 'name="gone" value="xinhua-2007"')
        self.cite(query, fact="start", quote=TYPED, **again)
        self.assertEqual(Citation.objects.get().quote, TYPED)

    def test_a_late_change_that_cannot_be_laid_beside_loses_nothing(self):
        NoSource.objects.update(fact="nowhere\x07")
        self.edit(title="Newer")
        query = "?citation=xinhua-2007"
        page = self.cite(query, fact="start", quote=TYPED)
        self.assertTemplateUsed(page, "admin/entries/citations.html")
        self.assertContains(page, "olga edited it on")
        self.assertContains(page, TYPED)
        new = {"new-url": "https://example.org/", "new-title": "A", "source": ""}
        new["new-source_type"] = "press"
        page = self.cite(query, fact="start", quote=TYPED, **new)
        self.assertContains(page, TYPED)
        self.assertEqual(Citation.objects.get().quote, "")

    def test_one_place_in_a_source_serves_several_facts(self):
        self.cite(also=["start", "participants.CHN"], locator="p. 3")

        rows = Citation.objects.filter(locator="p. 3").order_by("key")
        self.assertEqual(
            [(row.key, row.fact) for row in rows],
            [
                ("xinhua-2007-2", "personnel"),
                ("xinhua-2007-3", "start"),
                ("xinhua-2007-4", "participants.CHN"),
            ],
        )
        entry = Entry.objects.get(pk=self.exercise.pk)
        self.assertEqual(entry.version, self.version + 1)
        refused = self.cite(also=["start"], stance="contradicts")
        self.assertTrue(refused.context["form"].errors["also"])

    def test_the_same_citation_is_not_given_twice(self):
        cited = {"fact": "start", "locator": ""}
        answer = self.cite(**cited)
        fault = answer.context["form"].errors["source"][0]
        self.assertIn("cited already for Start", fault)
        self.assertIn("[^xinhua-2007]", fault)
        answer = self.cite(also=["start"])
        self.assertTrue(answer.context["form"].errors["source"])
        self.assertEqual(Citation.objects.count(), 1)
        for more in ({"locator": "p. 2"}, {"quote": TYPED}):
            self.cite(**{**cited, **more})
            self.version += 1
        self.cite(fact="start", stance="contradicts", value="2008")
        self.assertEqual(Citation.objects.count(), 4)

    def test_a_citation_that_stood_twice_can_still_be_changed(self):
        self.cite(fact="start", locator="p. 2")
        self.version += 1
        Citation.objects.update(locator="")
        query = "?citation=xinhua-2007-2"
        self.cite(query, fact="start", review_by="2999")
        self.assertEqual(Citation.objects.filter(review_by="2999").count(), 1)
        self.version += 1
        answer = self.cite(query, fact="start", stance="contradicts", no_value="on")
        self.assertRedirects(answer, f"{self.page}#fact-start")

    def test_what_contradicts_gives_a_value_or_says_that_it_gives_none(self):
        for given in ({}, {"value": "6500", "no_value": "on"}):
            answer = self.cite(stance="contradicts", **given)
            self.assertTrue(answer.context["form"].errors["value"])
        self.assertEqual(Citation.objects.count(), 1)
        self.cite(stance="contradicts", no_value="on")
        made = Citation.objects.get(fact="personnel")
        self.assertEqual((made.stance, made.value), ("contradicts", None))
        form = self.client.get(f"{self.page}?citation={made.key}").context["form"]
        self.assertTrue(form["no_value"].value())

    def test_a_check_falls_due_and_is_listed(self):
        self.cite(review_by="2020")
        line = self.client.get(f"{self.page}?show=due").context["lines"]
        self.assertEqual([one.name for one in line], ["personnel"])
        self.assertTrue(self.cite(review_by="soon").context["form"].errors)

    def test_facts_can_be_had_by_how_they_stand(self):
        def names(show):
            lines = self.client.get(f"{self.page}?show={show}").context["lines"]
            return [line.name for line in lines]

        self.assertEqual(names("needed"), ["personnel", "participants.CHN"])
        self.assertEqual(names("unverified"), [])
        self.cite(stance="contradicts", value="6500")
        self.assertEqual(names("disputed"), ["personnel"])
        self.assertEqual(names("unverified"), ["personnel"])
        self.assertEqual(len(names("nonsense")), 4)

    def test_marks_do_not_mind_edits_elsewhere(self):
        self.edit(title="Newer")
        self.post(mark="participants.CHN")
        self.assertTrue(NoSource.objects.filter(fact="participants.CHN").exists())

    def test_what_changed_meanwhile_is_not_marked(self):
        self.edit(**{"participants-0-personnel": "1600"})
        page = self.post(mark="participants.CHN")
        self.assertContains(page, "olga edited it on")
        self.assertFalse(NoSource.objects.filter(fact="participants.CHN").exists())

    def test_marks_come_and_go(self):
        self.post(mark="participants.CHN")
        self.assertTrue(NoSource.objects.filter(fact="participants.CHN").exists())

        self.version += 1
        self.post(unmark="participants.CHN")
        self.assertFalse(NoSource.objects.filter(fact="participants.CHN").exists())
        self.assertEqual(AuditLine.objects.count(), 2)

    def test_a_mark_that_is_not_there_is_not_taken_away(self):
        self.post(unmark="start")
        self.assertEqual(Entry.objects.get(pk=self.exercise.pk).version, self.version)
        self.assertFalse(AuditLine.objects.exists())

    def test_what_has_a_source_cannot_be_marked(self):
        self.post(mark="start")

        self.assertFalse(NoSource.objects.filter(fact="start").exists())
        self.assertFalse(AuditLine.objects.exists())

    def test_chosen_citations_are_deleted_those_of_others_are_not(self):
        other = make_exercise(
            "other",
            start="2009",
            citations=[citation("start", "xinhua-2007", "theirs")],
        )

        self.post(delete="1", chosen=["xinhua-2007", "theirs"])

        self.assertEqual(list(Citation.objects.all()), list(other.citations.all()))
        line = AuditLine.objects.get()
        self.assertEqual(line.detail, "deleted citations.xinhua-2007")

    def test_what_is_cited_for_a_fact_that_went_is_named_and_leads_there(self):
        Exercise.objects.update(start="")
        form = self.client.get(address(self.exercise))
        told = [(one.label, one.url) for one in form.context["missing"]]
        self.assertIn(("Start", f"{self.page}#fact-start"), told)
        page = self.client.get(self.page)
        self.assertContains(page, "The entry says nothing of it")
        self.assertNotContains(page, "?fact=start")

    def test_a_citation_whose_row_went_is_shown_as_lost(self):
        Citation.objects.update(fact="participants.RUS")

        response = self.client.get(self.page)

        self.assertContains(response, "No fact of this entry")
