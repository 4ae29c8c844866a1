"""Rows of an entry on its form: their keys, their order, whose they are."""

from django.test import TestCase

from entries.desk.exercise import Exercise, Location, Participation
from entries.desk.rows import Name, Relation, Remark
from entries.publishing.audit import AuditLine
from entries.tests.admin.forms import (
    add_row,
    address,
    administrator,
    client_of,
    filled,
)
from entries.tests.factories import (
    make_exercise,
    make_framework,
    make_state,
    participant,
)

TYPED = "typed and not to be lost"


class RowTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        cls.china = make_state("CHN")
        cls.old = make_framework("treaty-1996")
        cls.exercise = make_exercise(participants=[participant("CHN")])
        cls.framework = make_framework("treaty-2017")

    def setUp(self):
        self.client = client_of(self.user)

    def add(self, entry, prefix, **columns):
        page = address(entry)
        data = filled(self.client.get(page))
        response = self.client.post(page, add_row(data, prefix, **columns))
        self.assertEqual(
            response.status_code, 302, getattr(response, "context", None) and ""
        )

    def test_keys_left_empty_are_given_and_unique(self):
        for name in ("Chebarkul", "Chebarkul", "Урумчи"):
            self.add(self.exercise, "locations", name=name)
        for name in ("Peace Mission", "Мирная миссия"):
            self.add(self.exercise, "names", name=name, language="ru")
        self.add(self.framework, "relations", relation="replaces", target=self.old.pk)
        self.add(self.exercise, "remarks", about="participants.CHN.role")
        self.add(self.china, "standing", role="member", start="2001-06-15")

        keys = list(Location.objects.values_list("key", flat=True))
        self.assertEqual(keys, ["chebarkul", "chebarkul-2", "location"])
        keys = list(Name.objects.values_list("key", flat=True))
        self.assertEqual(keys, ["peace-mission", "name-ru"])
        self.assertEqual(Relation.objects.get().key, "replaces-treaty-1996")
        self.assertEqual(Remark.objects.get().key, "participants-chn-role")
        self.assertEqual(self.china.standing.get().key, "member-2001")

    def test_new_rows_come_last_unless_a_place_is_given(self):
        self.add(self.exercise, "locations", name="A", position="")
        self.add(self.exercise, "locations", name="B", position="")
        self.add(self.exercise, "locations", name="C", position="0")

        self.assertEqual(
            [str(row) for row in self.exercise.locations.all()], list("ACB")
        )

    def test_a_saved_key_and_a_saved_state_do_not_change(self):
        self.add(self.exercise, "locations", name="Chebarkul")
        page = address(self.exercise)
        data = filled(self.client.get(page))
        russia = make_state("RUS")

        self.client.post(
            page,
            {
                **data,
                "title": "New",
                "locations-0-key": "other",
                "participants-0-state": russia.pk,
            },
        )

        self.assertEqual(Location.objects.get().key, "chebarkul")
        self.assertEqual(Participation.objects.get().state, self.china)

    def test_the_accounts_of_a_remark_are_written_under_the_entrys_version(self):
        self.add(self.exercise, "remarks", subject="Where it began")
        remark = Remark.objects.get()
        page = f"/admin/entries/remark/{remark.pk}/change/"
        before = Exercise.objects.get().version
        data = filled(self.client.get(page))
        data = add_row(data, "accounts", says="In Urumqi.", position="")

        response = self.client.post(page, data)
        again = self.client.post(page, {**data, "note": TYPED})

        self.assertRedirects(response, address(self.exercise))
        self.assertEqual(remark.accounts.get().key, "1")
        self.assertEqual(Exercise.objects.get().version, before + 1)
        line = AuditLine.objects.first()
        self.assertEqual(line.detail, "remarks.where-it-began.1")
        self.assertContains(again, TYPED)
        self.assertContains(again, "somebody else saved it")
        Remark.objects.all().delete()
        gone = self.client.post(page, {**data, "note": TYPED})
        self.assertContains(gone, TYPED, status_code=409)
        self.assertContains(gone, "In Urumqi.", status_code=409)

    def test_another_entrys_row_cannot_be_reached(self):
        other = make_exercise(
            "other", participants=[participant("CHN", note="Its own")]
        )
        row = other.participants.get()
        page = address(self.exercise)
        data = filled(self.client.get(page))
        data |= {"participants-0-id": row.pk, "participants-0-note": "Forged"}

        response = self.client.post(page, data)
        moved = self.client.post(
            page,
            {
                **filled(self.client.get(page)),
                "participants-0-exercise": other.pk,
                "participants-0-note": "Forged",
            },
        )

        self.assertEqual((response.status_code, moved.status_code), (200, 200))
        self.assertFalse(Participation.objects.filter(note="Forged").exists())

    def test_a_relation_to_itself_is_refused(self):
        page = address(self.framework)
        data = filled(self.client.get(page))

        response = self.client.post(
            page,
            add_row(data, "relations", relation="replaces", target=self.framework.pk),
        )

        self.assertContains(response, "An entry has no relation to itself.")
