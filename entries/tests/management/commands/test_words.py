"""The command that gathers the words of readers' pages, and the words themselves."""

import re
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import CommandError, call_command

from entries.management.commands import words

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]")
MARKUP = re.compile(r"</?[a-z]+>|&[a-z]+;")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
FORMS = "form of "
"""How the context of a message begins that is a date's form, not words."""
IN_LATIN = {
    # Names of standards, techniques and a data set.
    *("ISO", "alpha-2", "SHA-256", "CSV", "cookie", "Cookie", "BibTeX", "RIS"),
    *("CSL-JSON", "Atom", "API", "Natural", "Earth"),
    *("JSON", "Lines", "XLSX", "SQLite", "ZIP", "README", "Data", "Package"),
    # What may be searched for.
    *("Peace", "Mission"),
    # Codes, and parts of addresses.
    *("CHN", "zh", "ru"),
    *("page", "edition", "kind", "exercise", "exercises", "decade", "on"),
    *("entry", "fact", "capital", "https", "example", "org", "name"),
}
"""What a translation may say in Latin letters."""


def said(check=False):
    out = StringIO()
    call_command("words", check=check, stdout=out)
    return out.getvalue()


@pytest.fixture
def catalogues(tmp_path, monkeypatch):
    """Catalogues of two messages, in a folder of their own."""
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    spoken = [("Sea", None, "a.py"), (("%(n)s state", "%(n)s states"), None, "b.py")]
    monkeypatch.setattr(words, "_messages", lambda: iter(spoken))
    said()
    for name in ("ru", "zh_Hans"):
        translate(tmp_path, name, "Sea", "Море" if name == "ru" else "海上")
        translate(tmp_path, name, "%(n)s state", "%(n)s государство")
    said()
    return tmp_path


def translate(folder, name, message, words_of_it):
    file = folder / name / "LC_MESSAGES" / "django.po"
    text = file.read_text("utf-8")
    before, found, after = text.partition(f'msgid "{message}"\n')
    assert found
    entry, blank, rest = after.partition("\n\n")
    entry = re.sub(r'(msgstr(?:\[\d\])?) ".*"', rf'\1 "{words_of_it}"', entry)
    file.write_text(before + found + entry + blank + rest, "utf-8")


def test_a_word_without_a_translation_is_named(catalogues):
    translate(catalogues, "ru", "Sea", "")
    assert "ru: 2 messages, 1 to translate." in said()
    with pytest.raises(CommandError, match="ru: no translation of 'Sea'"):
        said(check=True)


def test_a_translation_without_one_of_its_plural_forms_is_named(catalogues):
    file = catalogues / "ru" / "LC_MESSAGES" / "django.po"
    text = file.read_text("utf-8")
    file.write_text(re.sub(r'msgstr\[2\] ".+"', 'msgstr[2] ""', text), "utf-8")
    said()
    with pytest.raises(CommandError, match="ru: no translation of"):
        said(check=True)


def test_whole_catalogues_pass(catalogues):
    assert "ru: 2 messages, 0 to translate." in said(check=True)


def test_a_catalogue_that_is_not_what_the_pages_say_fails(catalogues, monkeypatch):
    monkeypatch.setattr(words, "_messages", lambda: iter([("Sea", None, "a.py")]))
    with pytest.raises(CommandError, match="zh_Hans is not what the pages say"):
        said(check=True)


def test_compiled_words_of_another_catalogue_fail(catalogues):
    (catalogues / "ru" / "LC_MESSAGES" / "django.mo").write_bytes(b"")
    with pytest.raises(CommandError, match="The compiled words of ru are of another"):
        said(check=True)


def test_gathering_again_keeps_the_translations(catalogues):
    files = [*catalogues.rglob("*.po"), *catalogues.rglob("*.mo")]
    before = {file: file.read_bytes() for file in files}
    said()
    assert {file: file.read_bytes() for file in files} == before
    assert len(files) == 4


def test_the_compiled_file_is_the_same_on_every_day(catalogues):
    today = datetime.now(UTC).strftime("%Y-%m-%d").encode()
    for file in catalogues.rglob("*.mo"):
        assert today not in file.read_bytes()


def test_what_was_translated_is_in_the_compiled_file(catalogues):
    stream = BytesIO((catalogues / "ru" / "LC_MESSAGES" / "django.mo").read_bytes())
    assert read_mo(stream)["Sea"].string == "Море"


# ------------------------------------------------------------ the words themselves


def kept():
    """Every translation that is kept: language, message, its forms."""
    for name in words.DJANGO_NAMES.values():
        file = words.FOLDER / name / "LC_MESSAGES" / "django.po"
        with file.open("rb") as stream:
            for message in read_po(stream, locale=name):
                if message.id:
                    yield name, message


def forms(text):
    return (text,) if isinstance(text, str) else tuple(text)


def test_translations_have_the_placeholders_and_the_markup_of_their_messages():
    for language, message in kept():
        source = "".join(forms(message.id))
        for form in filter(None, forms(message.string)):
            where = f"{language}: {form}"
            assert set(PLACEHOLDER.findall(form)) == set(PLACEHOLDER.findall(source)), (
                where
            )
            if isinstance(message.id, str):
                # Each as often as in the message, wherever it stands.
                for pattern in (PLACEHOLDER, MARKUP):
                    assert sorted(pattern.findall(form)) == sorted(
                        pattern.findall(source)
                    ), where


def test_nothing_is_left_in_latin_letters_but_names_and_codes():
    left = [
        f"{language}: {form}"
        for language, message in kept()
        if not (message.context or "").startswith(FORMS)
        for form in forms(message.string)
        for word in LATIN.findall(MARKUP.sub("", PLACEHOLDER.sub("", form)))
        if word not in IN_LATIN
    ]
    assert left == []


def test_no_template_writes_a_date_in_the_form_of_one_language():
    wrong = [
        file.name
        for file in (settings.BASE_DIR / "templates").rglob("*.html")
        if "admin" not in file.parts
        and re.search(r'\|date:"[^"]*[FMNEb]', file.read_text("utf-8"))
    ]
    assert wrong == []


def test_the_catalogues_have_every_word_that_the_pages_say():
    call_command("words", check=True, stdout=StringIO())
