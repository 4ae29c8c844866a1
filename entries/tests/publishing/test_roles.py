"""The groups of the roles: made by migration, as the one table says."""

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.test import TestCase

from entries.documents.kinds import KINDS
from entries.publishing import roles


class RolesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        roles.give(apps)

    def names(self, group):
        rows = group.permissions.values_list("content_type__app_label", "codename")
        return {f"{label}.{codename}" for label, codename in rows}

    def test_each_role_is_a_group_with_just_its_permissions(self):
        for name, permissions in roles.ROLES.items():
            group = Group.objects.get(name=name)
            self.assertEqual(self.names(group), set(permissions), name)

    def test_every_kind_is_in_the_table(self):
        self.assertEqual({str(kind.value) for kind in roles.KINDS}, set(KINDS))

    def test_giving_again_takes_back_what_the_table_does_not_say(self):
        group = Group.objects.get(name="author")
        group.permissions.add(Permission.objects.get(codename="redact_entry"))
        roles.give(apps)
        self.assertNotIn("entries.redact_entry", self.names(group))

    def test_other_groups_and_the_people_in_a_role_stay(self):
        other = Group.objects.create(name="guests")
        other.permissions.add(Permission.objects.get(codename="view_state"))
        user = User.objects.create_user("anna")
        user.groups.add(Group.objects.get(name="reviewer"))
        roles.give(apps)
        self.assertEqual(self.names(other), {"entries.view_state"})
        self.assertEqual([group.name for group in user.groups.all()], ["reviewer"])

    def test_nobody_but_the_administrator_may_redact_or_make_people(self):
        for name, permissions in roles.ROLES.items():
            mighty = {"entries.redact_entry", "auth.change_user"} & set(permissions)
            self.assertEqual(bool(mighty), name == "administrator", name)
