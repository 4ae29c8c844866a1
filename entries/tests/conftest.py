"""Tests run with the settings of development, whatever the shell has set.

Only DATABASE_URL is taken from outside: it chooses the database under test.
"""

import os
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "scoportal.settings"
os.environ["DEBUG"] = "1"
for name in ("ALLOWED_HOSTS", "SECRET_KEY", "SINGLE_EDITOR", "SITE_URL"):
    os.environ.pop(name, None)

# Archives that somebody made are not offered in a test.
os.environ["DUMPS_ROOT"] = str(Path(__file__).with_name("no-archives"))

django.setup()

from django.conf import settings  # noqa: E402  Django must be ready
from django.test import TransactionTestCase  # noqa: E402  Django must be ready

from entries.tests.guards import unguarded  # noqa: E402  as above

# The same where the settings were read before this file.
settings.DUMPS_ROOT = Path(os.environ["DUMPS_ROOT"])

flush = TransactionTestCase._fixture_teardown


def flush_unguarded(self: TransactionTestCase) -> None:
    """Empty all tables after a test that commits.

    The database refuses to empty those that it guards: for this moment alone the
    guards are gone. Tests that roll back never come here.
    """
    with unguarded():
        flush(self)


TransactionTestCase._fixture_teardown = flush_unguarded
