"""All uses of a source on one page, and many verified from it."""

from django.contrib.auth.models import Permission, User
from django.test import TestCase

from entries.desk.citation import Citation
from entries.desk.entry import Entry
from entries.publishing.audit import edited
from entries.tests.admin.forms import address, administrator, client_of
from entries.tests.factories import citation, make_exercise, make_source, make_topic


class UsesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        cls.source = make_source()
        cls.other = make_source("other")
        make_exercise(
            start="2007",
            citations=[
                citation("start", "xinhua-2007"),
                citation("title", "other", "theirs"),
            ],
        )
        make_topic(
            citations=[
                citation(
                    "title",
                    "xinhua-2007",
                    verified_by="bob",
                    verified_on="2026-01-01",
                )
            ]
        )

    def setUp(self):
        self.client = client_of(self.user)
        self.page = address(self.source, "uses")
        self.versions = {
            f"started_from-{key}": version
            for key, version in Entry.objects.values_list("key", "version")
        }

    def verify(self, *chosen, **data):
        given = {**self.versions, "chosen": chosen, "verify": "1", **data}
        return self.client.post(self.page, given, follow=True)

    def test_the_list_has_uses_and_links_before_what_describes_a_source(self):
        page = self.client.get("/admin/entries/source/")
        columns = [
            str(getattr(one, "__name__", one))
            for one in page.context["cl"].list_display
        ]
        self.assertEqual(columns[1:5], ["key", "title", "use_column", "links"])
        self.assertNotIn("cited", columns)

    def test_every_use_is_shown_with_what_stands_there(self):
        found = self.client.get(self.page).context["uses"]
        self.assertEqual(
            [(one.citation.entry.key, one.label, one.value) for one in found],
            [
                ("peace-mission-2007", "Start", "2007"),
                ("joint-exercises", "Title", "Joint exercises"),
            ],
        )
        self.assertIn("?fact=start#cite", found[0].url)
        only = self.client.get(f"{self.page}?only=unverified").context["uses"]
        self.assertEqual(len(only), 1)

    def test_the_list_of_sources_counts_them(self):
        page = self.client.get("/admin/entries/source/")
        counts = {row.key: row.use_count for row in page.context["cl"].result_list}
        self.assertEqual(counts, {"xinhua-2007": 2, "other": 1})

    def test_many_are_verified_from_here(self):
        answer = self.verify("peace-mission-2007 xinhua-2007")
        self.assertContains(answer, "Verified: 1.")
        row = Citation.objects.get(key="xinhua-2007", fact="start")
        self.assertEqual(row.verified_by, "admin")

    def test_all_that_changed_since_the_page_was_shown_is_told(self):
        make_topic(citations=[citation("title", "xinhua-2007", quote="Another")])
        Entry.objects.filter(key="peace-mission-2007").update(version=9)
        chosen = ("peace-mission-2007 xinhua-2007", "joint-exercises xinhua-2007")
        answer = self.verify(*chosen)
        for key in ("peace-mission-2007", "joint-exercises"):
            self.assertContains(answer, f"Nothing was verified: {key} has changed")
        self.assertEqual(answer.context["chosen"], list(chosen))
        self.assertFalse(Citation.objects.filter(verified_by="admin").exists())

    def test_what_changed_elsewhere_does_not_matter(self):
        entry = Entry.objects.get(key="peace-mission-2007")
        edited(entry, self.user, entry.version, "somewhere")
        answer = self.verify("peace-mission-2007 xinhua-2007")
        self.assertContains(answer, "Verified: 1.")

    def test_what_is_due_is_verified_again(self):
        Citation.objects.filter(verified_by="bob").update(review_by="2020")
        self.assertContains(self.client.get(self.page), "To be checked again")
        answer = self.verify("joint-exercises xinhua-2007", review_by="soon")
        self.assertContains(answer, "Nothing was verified")
        self.assertContains(answer, 'value="soon"')
        self.verify("joint-exercises xinhua-2007", review_by="2999")
        row = Citation.objects.get(review_by="2999")
        self.assertEqual(row.verified_by, "admin")

    def test_what_rests_on_another_source_is_not_verified_from_here(self):
        answer = self.verify("peace-mission-2007 theirs")
        self.assertContains(answer, "Verified: 0.")
        self.assertEqual(Citation.objects.get(key="theirs").verified_by, "")

    def test_forged_choices_change_nothing(self):
        for name in ("", "nothing", "peace-mission-2007 none", "x" * 300, "\0 \0"):
            with self.subTest(name):
                self.assertEqual(self.verify(name).status_code, 200)
        self.assertFalse(Citation.objects.filter(verified_by="admin").exists())

    def test_it_takes_the_permission_to_verify(self):
        user = User.objects.create_user("guest", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename="view_source"))
        guest = client_of(user)
        self.assertNotContains(guest.get(self.page), "Verify the chosen")
        self.assertEqual(guest.post(self.page).status_code, 403)
