"""Who makes and changes the people of the desk, and what nobody gives himself."""

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import TestCase
from django.urls import reverse

from entries.publishing import roles
from entries.publishing.audit import AuditLine
from entries.tests.admin.forms import administrator, client_of


class UsersTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        roles.give(apps)
        cls.mighty = administrator()
        cls.anna = User.objects.create_user("anna", is_staff=True)
        cls.anna.groups.add(Group.objects.get(name="administrator"))
        cls.bob = User.objects.create_user("bob", is_staff=True)

    def change(self, user, by=None, **fields):
        address = reverse("admin:auth_user_change", args=[user.pk])
        client = client_of(by or self.anna)
        given = {
            "username": user.username,
            "is_active": "on",
            "is_staff": "on",
            "date_joined_0": "2026-01-01",
            "date_joined_1": "00:00:00",
        }
        return client.post(address, given | fields)

    def test_an_administrator_gives_roles(self):
        author = Group.objects.get(name="author")
        answer = self.change(self.bob, groups=[author.pk])
        self.assertEqual(answer.status_code, 302)
        self.assertEqual(list(self.bob.groups.all()), [author])

    def test_an_administrator_gives_nobody_all_powers(self):
        for user in (self.bob, self.anna):
            self.change(user, is_superuser="on", user_permissions=["1"])
            user.refresh_from_db()
            self.assertFalse(user.is_superuser)
            self.assertFalse(user.user_permissions.exists())

    def test_a_name_is_given_once(self):
        for by in (self.anna, self.mighty):
            self.change(self.bob, by=by, username="robert", email=f"{by}@b.org")
            self.bob.refresh_from_db()
            self.assertEqual(self.bob.username, "bob")
            self.assertEqual(self.bob.email, f"{by}@b.org")

    def test_an_administrator_does_not_touch_who_has_all_powers(self):
        answer = self.change(self.mighty, username="mine")
        self.assertEqual(answer.status_code, 403)
        password = reverse("admin:auth_user_password_change", args=[self.mighty.pk])
        given = {"password1": "Z4-tulips-9", "password2": "Z4-tulips-9"}
        answer = client_of(self.anna).post(password, given)
        self.assertEqual(answer.status_code, 403)
        self.mighty.refresh_from_db()
        self.assertEqual(self.mighty.username, "admin")
        self.assertFalse(self.mighty.has_usable_password())

    def test_every_change_of_a_user_stands_in_the_audit_log(self):
        self.change(self.bob, email="bob@example.org")
        line = AuditLine.objects.get()
        self.assertEqual((line.actor, line.action), (self.anna, "administered"))
        self.assertIn("user bob changed", line.detail)
        self.assertIn("Email", line.detail)

    def test_a_group_is_changed_by_who_has_all_powers_alone(self):
        group = Group.objects.get(name="author")
        address = reverse("admin:auth_group_change", args=[group.pk])
        answer = client_of(self.anna).post(address, {"name": "mine"})
        self.assertEqual(answer.status_code, 403)
        answer = client_of(self.mighty).post(address, {"name": "writers"})
        self.assertEqual(answer.status_code, 302)
        self.assertIn("group writers changed", AuditLine.objects.get().detail)
