"""Gathers every word that readers' pages say into the catalogues of the languages.

For those who change a page: it needs the tools of requirements-dev.txt, and nothing
else. What it writes, the catalogue as text and as the file that Django reads, is kept
with the code, so that a site needs no tool to speak its languages.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

from entries.languages import SITE_LANGUAGES

FOLDER = settings.BASE_DIR / "entries" / "locale"
DJANGO_NAMES = {"ru": "ru", "zh": "zh_Hans"}
SPOKEN = ("languages.py", "vocabulary.py", "pages", "record", "site", "templatetags")
"""What of the code speaks to readers; the desk speaks English."""
FUNCTIONS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = "# What readers' pages say. `manage.py words` gathers; people translate.\n#"

UNKEPT = (
    *("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Last-Translator"),
    *("Project-Id-Version", "Report-Msgid-Bugs-To", "Language-Team"),
)

NEVER = datetime(2000, 1, 1, tzinfo=UTC)

Message = tuple[Any, str | None, str]


class Command(BaseCommand):
    """`words` writes the catalogues; `words --check` says what they lack."""

    help = "Gather the words of readers' pages into entries/locale/."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Write nothing; fail if a word is missing or has no translation.",
        )

    def handle(self, *_: Any, check: bool, **__: Any) -> None:
        messages = sorted(set(_messages()), key=str)
        faults = []
        for language in SITE_LANGUAGES[1:]:
            file = FOLDER / DJANGO_NAMES[language] / "LC_MESSAGES" / "django.po"
            catalogue = _renewed(file, DJANGO_NAMES[language], messages)
            lacking = [m.id for m in catalogue if m.id and not _is_translated(m)]
            faults += [f"{language}: no translation of {one!r}" for one in lacking]
            if check:
                faults += _stale(file, catalogue)
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(_text(catalogue))
                file.with_suffix(".mo").write_bytes(_compiled(catalogue))
            self.stdout.write(
                f"{language}: {len(catalogue)} messages, {len(lacking)} to translate."
            )
        if check and faults:
            raise CommandError("\n".join([*faults, "Run: manage.py words"]))


def _messages() -> Iterator[Message]:
    """Every message with its context and the file that says it first."""
    for place in SPOKEN:
        path = settings.BASE_DIR / "entries" / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield from _said(file, file.read_text("utf-8"))
    templates = settings.BASE_DIR / "templates"
    for file in sorted(templates.rglob("*.*")):
        if file.relative_to(templates).parts[0] not in ("admin", "api"):
            source: str = templatize(file.read_text("utf-8"))
            # What is no message is X by now, and would be read as indented code.
            lines = (line.lstrip() for line in source.splitlines())
            yield from _said(file, "\n".join(lines))


def _said(file: Path, source: str) -> Iterator[Message]:
    name = file.relative_to(settings.BASE_DIR).as_posix()
    code = BytesIO(source.encode())
    for _line, message, _comments, context in extract("python", code, FUNCTIONS):
        yield message, context, name


def _renewed(file: Path, locale: str, messages: list[Message]) -> Catalog:
    """The catalogue with these messages, and its translations of them."""
    known = Catalog(locale=locale)
    if file.exists():
        with file.open("rb") as stream:
            known = read_po(stream, locale=locale)
    catalogue = Catalog(
        locale=locale, charset="utf-8", header_comment=HEADER, fuzzy=False
    )
    for message, context, name in messages:
        kept = known.get(message if isinstance(message, str) else message[0], context)
        string = kept.string if kept else ""
        if not isinstance(message, str) and isinstance(string, str):
            string = ()
        catalogue.add(message, string, locations=[(name, 0)], context=context)
    return catalogue


def _is_translated(message: Any) -> bool:
    words = message.string if isinstance(message.string, tuple) else (message.string,)
    return bool(words) and all(words)


def _text(catalogue: Catalog) -> bytes:
    """The catalogue as text, without dates and line numbers: they differ each time."""
    out = BytesIO()
    write_po(out, catalogue, width=88, sort_output=True, include_lineno=False)
    dated = tuple(f'"{name}'.encode() for name in UNKEPT)
    lines = out.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(dated))


def _compiled(catalogue: Catalog) -> bytes:
    """The catalogue as Django reads it; its head must have dates, always the same."""
    dated = read_po(BytesIO(_text(catalogue)), locale=catalogue.locale)
    dated.creation_date = dated.revision_date = NEVER
    out = BytesIO()
    write_mo(out, dated)
    return out.getvalue()


def _stale(file: Path, catalogue: Catalog) -> list[str]:
    """Whether what is kept differs from what the pages say now."""
    if not file.exists() or file.read_bytes() != _text(catalogue):
        return [f"{file.name} of {catalogue.locale} is not what the pages say."]
    if file.with_suffix(".mo").read_bytes() != _compiled(catalogue):
        return [f"The compiled words of {catalogue.locale} are of another catalogue."]
    return []
