"""Tests run with the settings of development, whatever the shell has set.

Only DATABASE_URL is taken from outside: it chooses the database under test.
"""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "scoportal.settings"
os.environ["DEBUG"] = "1"
for name in ("ALLOWED_HOSTS", "SECRET_KEY", "SINGLE_EDITOR", "SITE_URL"):
    os.environ.pop(name, None)

django.setup()
