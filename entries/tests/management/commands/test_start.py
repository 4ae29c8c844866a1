"""Starting the portal: what it refuses, and what it does only once."""

import io
import socket
from unittest.mock import patch

import pytest
from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.test import TestCase

from entries.management.commands import start
from entries.publishing.audit import AuditLine


@pytest.mark.parametrize(
    "text", ["", "abc", "0", "-1", "65536", "80.0", "٨٠", "9" * 99]
)
def test_a_port_that_is_none_is_refused(text: str):
    with pytest.raises(CommandError, match="PORT must be a number from 1 to 65535"):
        start.port_number(text)


def test_a_port_is_read():
    assert start.port_number("8001") == 8001


def test_a_port_in_use_is_refused_and_a_free_one_is_not():
    with socket.socket() as other:
        other.bind((start.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=rf"^Port {port} of .* is in use"):
            start.refuse_port_in_use(port)
    start.refuse_port_in_use(port)


class AdministratorTests(TestCase):
    def start(self) -> str:
        out = io.StringIO()
        command = start.Command(stdout=out)
        command.make_administrator("admin")
        command.give_password("admin")
        return out.getvalue()

    def test_an_administrator_is_made_and_can_sign_in(self):
        line = self.start()
        password = line.split("password: ")[1].split()[0]
        user = get_user_model().objects.get()
        assert user.is_superuser
        assert user.check_password(password)

    def test_the_audit_log_says_that_it_was_started(self):
        get_user_model().objects.create_user("import")
        with (
            patch.multiple(
                start,
                refuse_port_in_use=lambda _: None,
                call_command=lambda *_, **__: None,
            ),
            patch.object(start.Command, "prepare"),
        ):
            start.Command(stdout=io.StringIO()).handle(port="8001")
        line = AuditLine.objects.get()
        assert (line.action, line.detail) == ("started", "on 127.0.0.1:8001")

    def test_the_password_is_shown_once(self):
        self.start()
        assert self.start() == ""

    def test_a_password_is_given_where_a_start_ended_before_it(self):
        start.Command(stdout=io.StringIO()).make_administrator("admin")
        assert "password: " in self.start()

    def test_a_site_with_users_gets_no_administrator(self):
        get_user_model().objects.create_user("somebody", password="a password")
        assert self.start() == ""
        assert get_user_model().objects.count() == 1
