"""The form of an entry: which addresses it takes."""

from django.test import TestCase

from entries.desk.entry import Entry
from entries.pages import labels
from entries.tests.admin.forms import address, administrator, client_of, filled
from entries.tests.factories import (
    make_exercise,
    make_series,
    make_topic,
    publish,
    withdraw,
)


class WordsTests(TestCase):
    def test_a_form_has_the_words_by_which_its_faults_are_listed(self):
        figure = {"key": "map", "image": "map.png"}
        place = {"key": "urumqi", "name": "Urumqi"}
        entry = make_exercise(figures=[figure], locations=[place], equipment_note="X")
        page = client_of(administrator()).get(address(entry))
        titles = {
            one.formset.prefix: str(one.opts.verbose_name_plural).capitalize()
            for one in page.context["inline_admin_formsets"]
        }
        for name in ("figures", "locations", "participants", "hosts"):
            self.assertEqual(titles[name], str(labels.field(name)))
        rows = {
            one.formset.prefix: one.formset.forms
            for one in page.context["inline_admin_formsets"]
        }
        (form,) = [one for one in rows["figures"] if one.instance.pk]
        self.assertEqual(form.fields["alt"].label, "Alternative text")
        told = [one.label for one in page.context["missing"]]
        self.assertIn("Images, map: Alternative text", told)
        fields = page.context["adminform"].form.fields
        self.assertEqual(fields["equipment_note"].label, "Equipment")


class AddressTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        first = make_topic("first", address="here")
        publish(first)
        publish(make_topic("first", address="there"))
        cls.first, cls.other = make_topic("first", address="away"), make_topic("other")

    def setUp(self):
        self.client = client_of(self.user)

    def saved(self, entry, wanted):
        page = address(entry)
        data = filled(self.client.get(page)) | {"address": wanted}
        return self.client.post(page, data)

    def test_what_is_or_was_anothers_is_refused_and_says_whose(self):
        for wanted in ("here", "there"):
            answer = self.saved(self.other, wanted)
            self.assertContains(answer, "is or was the address of first")
            self.assertEqual(Entry.objects.get(key="other").address, "other")
        self.assertContains(self.saved(self.other, "away"), "the address of first.")

    def test_what_was_withdrawn_keeps_its_addresses(self):
        withdraw(self.first)
        self.assertContains(self.saved(self.other, "here"), "the address of first")

    def test_an_entry_may_go_back_to_its_own(self):
        self.assertEqual(self.saved(self.first, "here").status_code, 302)
        self.assertEqual(Entry.objects.get(key="first").address, "here")

    def test_another_kind_has_addresses_of_its_own(self):
        series = make_series()
        self.assertEqual(self.saved(series, "here").status_code, 302)

    def test_the_key_of_a_new_entry_is_no_address_if_that_was_anothers(self):
        page = "/admin/entries/topic/add/"
        data = filled(self.client.get(page)) | {"key": "here", "title": "New"}
        answer = self.client.post(page, data)
        self.assertContains(answer, "is or was the address of first")
        self.assertFalse(Entry.objects.filter(key="here").exists())
