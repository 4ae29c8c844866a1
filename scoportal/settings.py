"""The settings, in three parts: the project, its dependencies, its own.

The first part keeps the order of Django's own template. The environment is read
through `scoportal.env` only; development needs none of it but DEBUG=1.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from scoportal import env

BASE_DIR = Path(__file__).resolve().parent.parent

# ---------------------------------------------------------------- the project

DEBUG = env.flag("DEBUG", default=False)

# A fixed key would sign the sessions of every site that forgot to set its own.
SECRET_KEY = (
    env.text("SECRET_KEY", "for development only: " + "not secret " * 4)
    if DEBUG
    else env.require("SECRET_KEY")
)

if not DEBUG:
    env.require("ALLOWED_HOSTS")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", ["127.0.0.1", "localhost"])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "entries",
]

# No LocaleMiddleware: a page's language is the one in its address, never the one
# that a browser asks for.
MIDDLEWARE = [
    # Outermost: what the others refuse below /api/ is told as the API tells it.
    "entries.api.frame.ApiFrame",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages are text, and lines are slow. Django makes the length of each answer vary,
    # so that it tells nothing of what stands in it.
    "django.middleware.gzip.GZipMiddleware",
    "entries.api.compression.BrotliMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "scoportal.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

WSGI_APPLICATION = "scoportal.wsgi.application"

DATABASES = {
    "default": env.database(
        "DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'portal.sqlite3'}"
    )
}
DATABASE = DATABASES["default"]
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATABASE["OPTIONS"] = {
        # A writer takes its lock when it begins, and waits for the one before it;
        # otherwise it would fail half-way, when it turns from reading to writing.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # WAL: readers never wait for a writer, and a process killed at any instant
        # leaves whole transactions. FULL: so does a power cut, without taking back
        # an edition that was announced, as NORMAL might.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
    }
    # A file, so that a process that a test starts sees the same database.
    DATABASE["TEST"] = {"NAME": Path(DATABASE["NAME"]).parent / "test.sqlite3"}
else:
    DATABASE["CONN_MAX_AGE"] = 60
    # A connection that the server closed meanwhile is opened anew, not an error.
    DATABASE["CONN_HEALTH_CHECKS"] = True
    DATABASE["OPTIONS"] = {"connect_timeout": 10} | DATABASE.get("OPTIONS", {})
    # A server set up without a locale would make a database of bare bytes.
    DATABASE["TEST"] = {"CHARSET": "UTF8", "TEMPLATE": "template0"}

# Where all machines of a site count together, if there are several.
CACHE_URL = env.text("CACHE_URL", "")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "counters": env.cache("CACHE_URL")
    or {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en"
# Django names Chinese by its script; addresses and documents say `zh`.
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("zh-hans", "中文")]
TIME_ZONE = "UTC"
USE_I18N = True
# Before the words of Django's own applications, which say some of ours otherwise.
LOCALE_PATHS = [BASE_DIR / "entries" / "locale"]
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# No MEDIA_URL is served: an image becomes public only within a published document.
MEDIA_ROOT = BASE_DIR / "var" / "media"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        ),
    },
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# An exercise with all its rows is one form of some thousand fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Behind a proxy that ends TLS, gunicorn takes the scheme from its header.
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=not DEBUG)
SECURE_HSTS_SECONDS = 0 if DEBUG else env.number("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEBUG
SESSION_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_SECURE = not DEBUG
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    # Entering a domain in the browsers' preload list is for its owner to decide: it
    # takes months to undo.
    "security.W021",
]

# Letters to editors; on the console where no server is named.
_MAIL = env.email("EMAIL_URL", "consolemail://")
EMAIL_BACKEND = _MAIL["EMAIL_BACKEND"]
EMAIL_HOST = _MAIL["EMAIL_HOST"] or "localhost"
EMAIL_PORT = _MAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER = _MAIL["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = bool(_MAIL.get("EMAIL_USE_TLS"))
EMAIL_USE_SSL = bool(_MAIL.get("EMAIL_USE_SSL"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "desk@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers would write each line a second time.
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "entries": {"level": "INFO"},
    },
}

# ----------------------------------------------------------- the dependencies

# django-csp: nothing from other hosts, nothing inline, no frames.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# Django REST framework: the API reads the record for anybody, and only reads.
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_SCHEMA_CLASS": "entries.api.schema.Description",
    "EXCEPTION_HANDLER": "entries.api.problems.answer",
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "entries.api.negotiation.Unasked",
    "UNAUTHENTICATED_USER": None,
    # `format` is a parameter like any other; the views read it.
    "URL_FORMAT_OVERRIDE": None,
}

# django-filter: what the first choice of a filter says.
FILTERS_EMPTY_CHOICE_LABEL = _("Any")

# drf-spectacular: the description is of the software alone, the same for all.
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "SCO military cooperation: the record",
    "DESCRIPTION": (
        "Facts on military cooperation in the Shanghai Cooperation Organization, each "
        "with its sources. The API is only read, needs no key and answers at any "
        "edition of the record: `?edition=57` is what was said then."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_NAME_OVERRIDES": {
        name: f"entries.vocabulary.{name}"
        for name in (
            "Answer",
            "Auspices",
            "ChangeWord",
            "Domain",
            "EntryKind",
            "EntryStatus",
            "FindingCode",
            "Focus",
            "FrameworkStatus",
            "FrameworkType",
            "Outcome",
            "ParticipantRole",
            "PartyKnown",
            "PartyStep",
            "RelationType",
            "SourceType",
            "Stance",
            "StandingRole",
            "Theme",
            "Unit",
            "ValueType",
            "Verdict",
            "Verification",
        )
    }
    | {"Language": "entries.languages.LANGUAGES.items"},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "entries.api.contract.finishing.finish",
    ],
}

# WhiteNoise: development serves from `static/` without collecting first.
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_USE_FINDERS = DEBUG

# -------------------------------------------------------------------- our own

# The username of a site's only editor, who may then approve what he submitted;
# readers see it. Empty: two editors are needed.
SINGLE_EDITOR = env.text("SINGLE_EDITOR", "")

# The address that sitemaps and citations begin with, such as
# https://portal.example. Empty: that of the request.
SITE_URL = env.text("SITE_URL", "").rstrip("/")
# Whom readers may write to, as an address: mailto:editors@example.org or https://…
CONTACT = env.text("CONTACT", "")

# Where `dump` puts archives of the record, and the site finds those it offers.
DUMPS_ROOT = Path(env.text("DUMPS_ROOT", str(BASE_DIR / "var" / "dumps")))

# How many proxies of our own stand before the site, and may say in X-Forwarded-For
# whom they speak for. None: what that header says is not believed.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)

# How many requests a minute one client may send to the API; 0: as many as it likes.
API_RATE = env.number("API_RATE", 0 if DEBUG else 600)
# Where they are counted for all workers of this machine, if no shared cache is named.
COUNTERS = BASE_DIR / "var" / "api-counters"
