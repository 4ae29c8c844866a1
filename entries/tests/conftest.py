"""Tests run with the settings of development, whatever the shell has set.

Only DATABASE_URL is taken from outside: it chooses the database under test.
"""

import os
import tempfile

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "scoportal.settings"
os.environ["DEBUG"] = "1"
for name in ("ALLOWED_HOSTS", "SECRET_KEY", "SINGLE_EDITOR", "SITE_URL"):
    os.environ.pop(name, None)

# Archives that somebody made are not offered in a test.
os.environ["DUMPS_ROOT"] = tempfile.mkdtemp()

django.setup()

from django.test import TransactionTestCase  # noqa: E402  Django must be ready

from entries.tests.guards import unguarded  # noqa: E402  as above

flush = TransactionTestCase._fixture_teardown


def flush_unguarded(self: TransactionTestCase) -> None:
    """Empty all tables after a test that commits.

    The database refuses to empty those that it guards: for this moment alone the
    guards are gone. Tests that roll back never come here.
    """
    with unguarded():
        flush(self)


TransactionTestCase._fixture_teardown = flush_unguarded
