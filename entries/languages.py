"""The languages of the portal and which text is shown where one is missing."""

from collections.abc import Mapping

LANGUAGES = {"en": "English", "ru": "Русский", "zh": "中文"}
"""Languages that texts are kept in. English has the plain field name."""

SITE_LANGUAGES = ("en", "ru", "zh")
"""Languages that the site's pages are served in."""

DJANGO_NAMES = {"en": "en", "ru": "ru", "zh": "zh-hans"}
"""What Django calls them."""

FALLBACKS = {"en": ("ru", "zh"), "ru": ("en", "zh"), "zh": ("en", "ru")}

TEXT_FIELDS = ("title", "summary", "text")
"""Fields that every entry has once in each language."""


def column(field: str, language: str) -> str:
    """The name of a text field in a language: `title`, `title_ru`, `title_zh`."""
    return field if language == "en" else f"{field}_{language}"


def columns(field: str) -> tuple[str, ...]:
    """The names of a text field in all languages."""
    return tuple(column(field, language) for language in LANGUAGES)


def choose(values: Mapping[str, str], field: str, language: str) -> tuple[str, str]:
    """The text to show and the language that it is in; empty where none is."""
    for candidate in (language, *FALLBACKS[language]):
        if text := values.get(column(field, candidate)):
            return text, candidate
    return "", language
