"""Role × route × method: who may do what, at every address of the desk.

A new address without a row in the table fails. Who may not is refused (or led to the
login), and whatever they post changes nothing.
"""

import re
from itertools import product

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core import signing
from django.db import transaction
from django.test import Client, TestCase
from django.urls import URLPattern

from entries.admin.images import SHOWN
from entries.admin.site import desk
from entries.desk.rows import Figure, Remark
from entries.inbox.report import Place, receive
from entries.publishing import roles
from entries.publishing.audit import AuditLine
from entries.record.edition import Edition
from entries.tests.admin.forms import client_of
from entries.tests.desk.images.pictures import kept, own_store
from entries.tests.factories import (
    editor,
    make_exercise,
    make_framework,
    make_series,
    make_source,
    make_state,
    make_topic,
    publish,
    submit,
)

KINDS = roles.KINDS.values()

# a author, r reviewer, p publisher, d administrator, g a guest of the desk without a
# role; "" nobody. One who has all powers is asked nothing. Without more, `<id>/` leads
# on to the page that asks.
ALL, STAFF = "arpd", "arpdg"
TABLE: dict[str, tuple[str, str]] = {
    # route: who may get it, who may post to it
    "": (STAFF, STAFF),
    "login/": (STAFF, STAFF),
    "logout/": ("", STAFF),
    "password_change/": (STAFF, STAFF),
    "password_change/done/": (STAFF, ""),
    "autocomplete/": (ALL, ""),
    "jsi18n/": (STAFF, ""),
    "quality/<id>/": (ALL, ALL),
    "entries/": (ALL, ALL),
    "auth/": ("d", "d"),
    # Every kind of entry.
    "entries/{kind}/": (ALL, ALL),
    "entries/{kind}/add/": ("ad", "ad"),
    "entries/{kind}/import/": ("ad", "ad"),
    "entries/{kind}/export/": (ALL, ALL),
    "entries/{kind}/template/": (ALL, ALL),
    "entries/{kind}/<id>/change/": (ALL, "ad"),
    "entries/{kind}/<id>/": (STAFF, STAFF),
    "entries/{kind}/<id>/delete/": ("ad", "ad"),
    "entries/{kind}/<id>/history/": (ALL, ""),
    "entries/{kind}/<id>/compare/": (ALL, ""),
    "entries/{kind}/<id>/restore/": ("ad", "ad"),
    "entries/{kind}/<id>/back/": ("ad", "ad"),
    "entries/{kind}/<id>/redact/": ("d", "d"),
    "entries/{kind}/<id>/citations/": (ALL, "ad"),
    "entries/{kind}/<id>/preview/": (ALL, ""),
    "entries/{kind}/<id>/submit/": ("ard", "ard"),
    "entries/{kind}/<id>/withdraw/": ("ard", "ard"),
    "entries/{kind}/<id>/merge/": ("ad", "ad"),
    "entries/{kind}/<id>/open/": ("", "ad"),
    "entries/{kind}/<id>/uses/": (ALL, "ard"),
    # All entries: they lead to the kinds.
    "entries/entry/": (ALL, ALL),
    "entries/entry/add/": ("", ""),
    "entries/entry/<id>/change/": (ALL, ALL),
    "entries/entry/<id>/": (STAFF, STAFF),
    "entries/entry/<id>/delete/": ("", ""),
    "entries/entry/<id>/history/": (ALL, ALL),
    # Remarks: who may change the entry.
    "entries/remark/": (ALL, ALL),
    "entries/remark/add/": ("", ""),
    "entries/remark/<id>/change/": (ALL, "ad"),
    "entries/remark/<id>/": (STAFF, STAFF),
    "entries/remark/<id>/delete/": ("", ""),
    "entries/remark/<id>/history/": (ALL, ALL),
    # Images, for who may see their entry.
    "entries/figure/<id>/image/": (ALL, ""),
    "entries/image/<id>/": (ALL, ""),
    # Submissions: read here, moved on by steps.
    "entries/submission/": (ALL, ALL),
    "entries/submission/add/": ("", ""),
    "entries/submission/<id>/change/": (ALL, ""),
    "entries/submission/<id>/": (STAFF, STAFF),
    "entries/submission/<id>/delete/": ("", ""),
    "entries/submission/<id>/history/": (ALL, ALL),
    "entries/submission/<id>/approve/": ("", "rd"),
    "entries/submission/<id>/return/": ("", "rd"),
    "entries/submission/<id>/take_back/": ("", "ard"),
    "entries/submission/<id>/publish/": ("", "pd"),
    "entries/submission/<id>/approve_and_publish/": ("", "d"),
    "entries/submission/<id>/schedule/": ("", "pd"),
    "entries/submission/<id>/unschedule/": ("", "pd"),
    "entries/submission/<id>/word/": ("", "rd"),
    "entries/submission/<id>/comment/": ("", "ard"),
    "entries/proposal/<id>/preview/": (ALL, ""),
    # Logs: to look at.
    "entries/auditline/": (ALL, ALL),
    "entries/auditline/add/": ("", ""),
    "entries/auditline/<id>/change/": (ALL, ""),
    "entries/auditline/<id>/": (STAFF, STAFF),
    "entries/auditline/<id>/delete/": ("", ""),
    "entries/auditline/<id>/history/": (ALL, ALL),
    "entries/edition/": (ALL, ALL),
    "entries/edition/add/": ("", ""),
    "entries/edition/<id>/change/": (ALL, ""),
    "entries/edition/<id>/": (STAFF, STAFF),
    "entries/edition/<id>/delete/": ("", ""),
    "entries/edition/<id>/history/": (ALL, ALL),
    # What readers report.
    "entries/report/": ("ard", "ard"),
    "entries/report/add/": ("", ""),
    "entries/report/<id>/change/": ("ard", "ard"),
    "entries/report/<id>/": (STAFF, STAFF),
    "entries/report/<id>/delete/": ("d", "d"),
    "entries/report/<id>/history/": ("ard", "ard"),
    # People.
    "auth/user/": ("d", "d"),
    "auth/user/add/": ("d", "d"),
    "auth/user/<id>/change/": ("d", "d"),
    "auth/user/<id>/": (STAFF, STAFF),
    "auth/user/<id>/delete/": ("d", "d"),
    "auth/user/<id>/history/": ("d", "d"),
    "auth/user/<id>/password/": ("d", "d"),
    "auth/group/": ("d", "d"),
    "auth/group/add/": ("", ""),
    "auth/group/<id>/change/": ("d", ""),
    "auth/group/<id>/": (STAFF, STAFF),
    "auth/group/<id>/delete/": ("", ""),
    "auth/group/<id>/history/": ("d", "d"),
}
NOT_OURS = {"r/<id>/<id>/", "(?P<url>.*)$"}
"""Django's "view on site", which no model of ours has, and what leads to the login."""

PLACE = Place("topic", "live", "title", 1, "en")
REFUSED = {403, 404, 405}
LOGIN = "/admin/login/"
WHO = {
    "a": "author",
    "r": "reviewer",
    "p": "publisher",
    "d": "administrator",
    "g": "",
}


def routes():
    """The routes of the desk as the table writes them."""
    found = []
    for route in _walk(desk.urls[0]):
        route = re.sub(r"(?<!P)<(\w+:)?\w+>", "<id>", route)
        route = re.sub(rf"entries/({'|'.join(KINDS)})/", "entries/{kind}/", route)
        if "<app_label>" in route:
            found += ["entries/", "auth/"]
        elif route not in NOT_OURS:
            found.append(route)
    return list(dict.fromkeys(found))


def _walk(patterns, before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _walk(pattern.url_patterns, route)


def all_rows():
    """All that is stored, less what a mere look leaves behind."""
    return {
        model: list(model.objects.order_by("pk").values())
        for label in ("entries", "auth")
        for model in apps.get_app_config(label).get_models()
        if model.__name__ not in ("Opening", "User")
    } | {User: list(User.objects.order_by("pk").values("pk", "password", "is_staff"))}


@own_store()
class RoleTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        roles.give(apps)
        cls.users = {}
        for letter, name in WHO.items():
            user = User.objects.create_user(f"a-{name or 'guest'}", is_staff=True)
            user.groups.set(Group.objects.filter(name=name))
            cls.users[letter] = user
        make_state("CHN")
        entries = {
            "state": make_state("XAA", iso2="QQ"),
            "exerciseseries": make_series(),
            "exercise": make_exercise(
                remarks=[{"key": "count", "subject": "Count", "accounts": []}]
            ),
            "framework": make_framework(),
            "topic": make_topic(figures=[{"key": "map", "image": kept()}]),
            "source": make_source(),
        }
        publish(make_topic("live"))
        cls.submission = submit(make_topic("waiting"))
        cls.ids = {kind: entry.pk for kind, entry in entries.items()} | {
            "entry": entries["topic"].pk,
            "remark": Remark.objects.get().pk,
            "figure": Figure.objects.get().pk,
            "image": signing.dumps(["topic", Figure.objects.get().image], salt=SHOWN),
            "submission": cls.submission.pk,
            "proposal": cls.submission.proposals.get().pk,
            "auditline": AuditLine.objects.first().pk,
            "edition": Edition.objects.get().pk,
            "report": receive("one", PLACE, text="Mistaken.")[0].pk,
            "user": editor().pk,
            "group": Group.objects.first().pk,
        }

    def addresses(self, route):
        if route == "autocomplete/":
            yield f"{route}?app_label=entries&model_name=relation&field_name=target"
            return
        if route == "quality/<id>/":
            yield "quality/unverified/"
            return
        if "{kind}" not in route:
            kind = route.split("/")[1] if route.count("/") > 1 else ""
            yield route.replace("<id>", str(self.ids.get(kind, "")))
            return
        for kind in ["source"] if route.endswith("/uses/") else KINDS:
            yield route.format(kind=kind).replace("<id>", str(self.ids[kind]))

    def ask(self, client, method, address):
        """The answer, and whether anything is now another; then all is as before."""
        with transaction.atomic():
            before = all_rows() if method == "post" else None
            answer = getattr(client, method)(f"/admin/{address}")
            changed = before is not None and all_rows() != before
            transaction.set_rollback(True)
        return answer, changed

    def is_refused(self, answer):
        to_login = answer.status_code == 302 and LOGIN in answer["Location"]
        return answer.status_code in REFUSED or to_login

    def test_every_address_has_a_row(self):
        self.assertEqual(set(routes()), set(TABLE))

    def test_no_answer_is_wrong(self):
        for (route, row), letter in product(TABLE.items(), WHO):
            for method, may in zip(("get", "post"), row, strict=True):
                for address in self.addresses(route):
                    with self.subTest(f"{WHO[letter] or 'guest'} {method} {address}"):
                        client = client_of(self.users[letter])
                        answer, changed = self.ask(client, method, address)
                        self.assertLess(answer.status_code, 500)
                        self.assertEqual(not self.is_refused(answer), letter in may)
                        if letter not in may:
                            self.assertFalse(changed)

    def test_who_is_not_logged_in_is_led_to_the_login(self):
        public = {"login/", "logout/"}
        for route in TABLE.keys() - public:
            for method, address in product(("get", "post"), self.addresses(route)):
                with self.subTest(f"{method} {address}"):
                    answer, changed = self.ask(Client(), method, address)
                    self.assertTrue(self.is_refused(answer), answer.status_code)
                    self.assertFalse(changed)
