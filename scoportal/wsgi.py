"""The door for a web server: `gunicorn scoportal.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scoportal.settings")

application = get_wsgi_application()
