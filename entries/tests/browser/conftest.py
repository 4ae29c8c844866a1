"""A browser and the people of the desk, for tests that look at pages as people do.

Chromium must be there: Debian's package, or another named in CHROMIUM.
"""

import os
import shutil

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from playwright.sync_api import sync_playwright

from entries.publishing import roles
from entries.tests.browser.desk import PASSWORD, Desk

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PEOPLE = {
    "anna": ("author",),
    "boris": ("author",),
    "rita": ("reviewer",),
    "paul": ("publisher",),
}


def chromium():
    """Where the browser is; empty where none is."""
    found = (shutil.which(name) for name in NAMES)
    return os.environ.get("CHROMIUM") or next(filter(None, found), "")


@pytest.fixture(scope="session")
def browser(django_db_setup):
    where = chromium()
    assert where, "no Chromium: install it, or name one in CHROMIUM"
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as player:
        # The browser's event loop runs in this thread, and Django would not let the
        # tests ask the database beside it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        started = player.chromium.launch(executable_path=where, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def desk(browser, live_server, transactional_db):
    """Opens the desk for one person after another, each with a browser of their own."""
    roles.give(apps)
    for name, groups in PEOPLE.items():
        user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        user.groups.set(Group.objects.filter(name__in=groups))
    opened = []

    def enter(name, width=1280, scheme="light"):
        person = Desk(browser, live_server.url, name, width, scheme)
        opened.append(person)
        return person

    yield enter
    for person in opened:
        person.close()
