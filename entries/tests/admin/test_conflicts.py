"""Two editors at one entry: whoever is late sees both texts and keeps both."""

from django.core import signing
from django.test import TestCase

from entries.desk.citation import Citation
from entries.desk.exercise import Exercise, Participation
from entries.desk.rows import Remark
from entries.desk.snapshot import Snapshot
from entries.publishing.audit import AuditLine
from entries.tests.admin.forms import (
    add_row,
    address,
    administrator,
    client_of,
    filled,
    staff,
)
from entries.tests.factories import (
    citation,
    make_exercise,
    make_source,
    make_state,
    participant,
)


class ConflictTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.anna, cls.olga = administrator("anna"), administrator("olga")
        cls.states = {code: make_state(code) for code in ("CHN", "RUS", "KAZ")}
        make_source()
        cls.exercise = make_exercise(
            participants=[
                participant("CHN", personnel=1600),
                participant("RUS", note="Guards"),
            ],
            hosts=["CHN"],
            personnel=4000,
            text="Held in two places.\n\nIt ended in August.",
            remarks=[{"key": "count", "accounts": [{"key": "1", "says": "Many"}]}],
            citations=[
                citation(
                    "personnel",
                    "xinhua-2007",
                    verified_by="bob",
                    verified_on="2026-01-01",
                )
            ],
        )
        cls.address = address(cls.exercise)
        cls.merge = address(cls.exercise, "merge")

    def setUp(self):
        self.yours, self.theirs = client_of(self.anna), client_of(self.olga)
        self.data = filled(self.yours.get(self.address))

    def read(self):
        return Exercise.objects.get(pk=self.exercise.pk)

    def late(self, theirs, yours):
        """Both post; the page that the late one gets."""
        self.theirs.post(self.address, theirs)
        return self.yours.post(self.address, yours)

    def answers(self, page, **own):
        """What the page would send back as it was shown, with answers of one's own."""
        self.assertTemplateUsed(page, "admin/entries/entry/conflict.html")
        given = {
            "token": page.context["token"],
            "started_from": page.context["started_from"],
        }
        for one in (*page.context["clashes"], *page.context["others"]):
            given[f"choice-{one.path}"] = one.chosen
            given[f"text-{one.path}"] = one.both or ""
        return given | own

    def keep(self, page, **own):
        return self.yours.post(self.merge, self.answers(page, **own))

    def clashes(self, page):
        return [one.path for one in page.context["clashes"]]

    def test_what_each_changed_elsewhere_is_kept_without_asking(self):
        page = self.late(
            {**self.data, "title": "Theirs", "participants-1-note": "Paratroops"},
            {**self.data, "summary": "Yours", "personnel": "5000"},
        )
        self.assertEqual(self.clashes(page), [])

        answer = self.keep(page)

        self.assertRedirects(answer, self.address)
        read = self.read()
        self.assertEqual((read.title, read.summary), ("Theirs", "Yours"))
        self.assertEqual(read.personnel, 5000)
        self.assertEqual(read.participants.get(state__key="RUS").note, "Paratroops")
        line = AuditLine.objects.first()
        self.assertEqual((line.actor, line.detail), (self.anna, "personnel, summary"))

    def test_the_page_shows_before_theirs_and_yours(self):
        page = self.late(
            {**self.data, "personnel": "5000"}, {**self.data, "personnel": "6000"}
        )
        (row,) = page.context["clashes"]
        self.assertEqual((row.before, row.theirs, row.yours), ("4000", "5000", "6000"))
        self.assertEqual(row.chosen, "")
        self.assertContains(page, "olga edited it on")

    def test_a_clash_must_be_answered(self):
        page = self.late(
            {**self.data, "personnel": "5000"}, {**self.data, "personnel": "6000"}
        )
        version = self.read().version

        again = self.keep(page)
        self.assertContains(again, "choose what is to stand")
        self.assertEqual(self.read().version, version)

        self.keep(again, **{"choice-personnel": "yours"})
        self.assertEqual(self.read().personnel, 6000)

    def test_words_of_both_are_joined_where_they_do_not_touch(self):
        text = self.exercise.text
        page = self.late(
            {**self.data, "text": text.replace("two places", "Urumqi")},
            {**self.data, "text": text.replace("August", "the same August")},
        )
        self.keep(page)
        self.assertEqual(
            self.read().text, "Held in Urumqi.\n\nIt ended in the same August."
        )

    def test_a_text_of_both_can_be_written_by_hand(self):
        page = self.late({**self.data, "text": "One."}, {**self.data, "text": "Two."})
        (row,) = page.context["clashes"]
        self.assertEqual(row.both, "One.\n\nTwo.")

        own = {"choice-text": "both", "text-text": "One,\r\nthen two."}
        self.keep(page, **own)

        self.assertEqual(self.read().text, "One,\nthen two.")

    def test_rows_that_both_added_stand_beside_each_other(self):
        theirs = add_row(self.data, "locations", name="Urumqi", position="")
        yours = add_row(self.data, "locations", name="Chebarkul", position="")
        self.keep(self.late(theirs, yours))
        names = set(self.read().locations.values_list("name", flat=True))
        self.assertEqual(names, {"Urumqi", "Chebarkul"})

    def test_the_same_row_added_by_both_is_asked_about(self):
        number = self.states["KAZ"].pk
        rows = [
            add_row(
                self.data,
                "participants",
                state=number,
                role="participant",
                personnel=count,
            )
            for count in ("100", "200")
        ]
        page = self.late(*rows)
        self.assertEqual(self.clashes(page), ["participants.KAZ"])
        self.keep(page, **{"choice-participants.KAZ": "yours"})
        self.assertEqual(self.read().participants.get(state=number).personnel, 200)

    def test_a_row_that_they_deleted_and_you_changed_is_asked_about(self):
        page = self.late(
            {**self.data, "participants-1-DELETE": "on"},
            {**self.data, "participants-1-note": "Marines", "title": "Yours"},
        )
        self.assertEqual(self.clashes(page), ["participants.RUS"])
        self.assertFalse(Participation.objects.filter(state__key="RUS").exists())
        self.keep(page, **{"choice-participants.RUS": "yours"})
        row = self.read().participants.get(state__key="RUS")
        self.assertEqual((row.note, self.read().title), ("Marines", "Yours"))

    def test_a_row_that_they_deleted_and_you_left_alone_stays_deleted(self):
        page = self.late(
            {**self.data, "participants-1-DELETE": "on"},
            {**self.data, "title": "Yours"},
        )
        self.assertEqual(self.clashes(page), [])
        self.keep(page)
        self.assertEqual(self.read().participants.count(), 1)

    def test_hosts_of_both_are_kept(self):
        theirs = add_row(self.data, "hosts", state=self.states["RUS"].pk, position="")
        yours = add_row(self.data, "hosts", state=self.states["KAZ"].pk, position="")
        page = self.late(theirs, yours)
        (row,) = page.context["clashes"]
        self.assertEqual(row.chosen, "both")
        self.keep(page)
        hosts = {row.state.key for row in self.read().hosts.all()}
        self.assertEqual(hosts, {"CHN", "RUS", "KAZ"})

    def test_a_fact_that_was_changed_is_no_longer_verified(self):
        page = self.late(
            {**self.data, "title": "Theirs"}, {**self.data, "personnel": "6000"}
        )
        self.keep(page)
        self.assertEqual(Citation.objects.get().verified_by, "")

    def test_a_third_edit_meanwhile_shows_the_page_again_with_the_answers(self):
        page = self.late(
            {**self.data, "personnel": "5000"}, {**self.data, "personnel": "6000"}
        )
        fresh = filled(self.theirs.get(self.address))
        self.theirs.post(self.address, {**fresh, "title": "Third"})

        again = self.keep(page, **{"choice-personnel": "yours"})

        self.assertContains(again, "has changed again meanwhile")
        self.keep(again)
        self.assertEqual((self.read().title, self.read().personnel), ("Third", 6000))

    def test_other_faults_are_mended_first(self):
        page = self.late(
            {**self.data, "title": "Theirs"}, {**self.data, "start": "in summer"}
        )
        self.assertTemplateNotUsed(page, "admin/entries/entry/conflict.html")
        self.assertContains(page, "in summer")

    def test_a_remark_and_its_accounts_are_kept_too(self):
        remark = Remark.objects.get()
        page = f"/admin/entries/remark/{remark.pk}/change/"
        data = filled(self.yours.get(page))
        theirs = {**data, "accounts-0-says": "Very many"}
        self.theirs.post(page, theirs)
        late = self.yours.post(page, add_row(data, "accounts", says="Few", position=""))
        self.keep(late)
        says = set(remark.accounts.values_list("says", flat=True))
        self.assertEqual(says, {"Very many", "Few"})

    def test_what_was_overwritten_is_kept(self):
        self.theirs.post(self.address, {**self.data, "title": "Theirs"})
        kept = Snapshot.objects.get(entry=self.exercise.pk)
        self.assertEqual(kept.version, self.exercise.version)
        self.assertEqual(kept.document["title"], self.exercise.title)

    def test_what_was_redacted_meanwhile_is_told(self):
        page = self.late(
            {**self.data, "title": "Theirs"}, {**self.data, "summary": "Yours"}
        )
        Snapshot.objects.update(canonical="")
        answer = self.yours.post(self.merge, self.answers(page), follow=True)
        self.assertRedirects(answer, self.address)
        self.assertContains(answer, "What stood before was redacted")
        self.assertEqual(self.read().summary, "")

    def test_forged_answers_change_nothing(self):
        page = self.late(
            {**self.data, "title": "Theirs"}, {**self.data, "summary": "Yours"}
        )
        good, version = self.answers(page), self.read().version
        number, _, start, yours = signing.loads(good["token"], salt="entries.conflict")
        other = make_exercise("another")
        signed = {
            "another's": [number, self.olga.pk, start, yours],
            "another entry's": [other.pk, self.anna.pk, start, yours],
        }
        tokens = {
            name: signing.dumps(told, salt="entries.conflict")
            for name, told in signed.items()
        }
        tokens |= {
            "none": "",
            "odd": "x" * 40,
            "of another sort": signing.dumps([number, self.anna.pk, start, yours]),
            "too short": signing.dumps([1], salt="entries.conflict"),
        }
        for name, token in tokens.items():
            with self.subTest(name):
                self.yours.post(self.merge, {**good, "token": token})
                self.assertEqual(self.read().version, version)
        guest = client_of(staff())
        self.assertEqual(guest.post(self.merge, good).status_code, 403)
        self.assertEqual(self.read().version, version)


class OpeningTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.anna, cls.olga = administrator("anna"), administrator("olga")
        cls.exercise = make_exercise()

    def setUp(self):
        self.address = address(self.exercise)
        self.open = address(self.exercise, "open")
        self.first, self.second = client_of(self.anna), client_of(self.olga)

    def others(self, client, **data):
        return client.post(self.open, data).json()["others"]

    def test_a_form_says_who_else_has_it_open(self):
        self.assertEqual(self.first.get(self.address).context["others"], [])
        self.assertEqual(self.second.get(self.address).context["others"], ["anna"])
        self.assertEqual(self.others(self.first), ["olga"])

    def test_who_leaves_or_saves_is_no_longer_there(self):
        data = filled(self.first.get(self.address))
        self.second.get(self.address)
        self.others(self.second, left="1")
        self.assertEqual(self.others(self.first), [])
        self.first.post(self.address, {**data, "title": "New"})
        self.assertEqual(self.others(self.second), [])

    def test_who_may_not_write_is_not_told(self):
        self.assertEqual(client_of(staff()).post(self.open).status_code, 403)
