"""Whatever a title holds, each form of a reference says just that, and stays whole."""

import json
import re
import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from entries.pages.references.bibtex import COMMANDS, MONTHS, bibtex, escaped
from entries.pages.references.csl import csl_json
from entries.pages.references.forms import FORMS
from entries.pages.references.plain import plain
from entries.pages.references.reference import Reference, address, line
from entries.pages.references.ris import ris

DIGEST = "0f" * 32


def made(**given_):
    fields = {
        "name": "peace-mission-2007-edition-57",
        "title": "Peace Mission 2007",
        "language": "en",
        "publisher": "SCO Military Cooperation Portal",
        "edition": 57,
        "published": date(2026, 3, 1),
        "url": "https://portal.example/en/exercises/peace-mission-2007/?edition=57",
        "revision": 3,
        "digest": DIGEST,
    }
    return Reference(**{**fields, **given_})


REFERENCES = st.builds(
    made,
    title=st.text(min_size=1) | st.text('\\{}$&%#_~^<>|"\r\n\u2028 a-', min_size=1),
    publisher=st.text(),
    language=st.sampled_from(["en", "ru", "zh"]),
    published=st.dates(date(1000, 1, 1), date(2999, 12, 31)),
    edition=st.integers(1, 10**9),
    url=st.text().map(lambda text: f"https://portal.example/{text}"),
    revision=st.none() | st.integers(1, 10**9),
)


def unescaped(text):
    """What TeX sets for a text, for the few commands that are written."""
    back = {command: letter for letter, command in COMMANDS.items()}
    parts = sorted(map(re.escape, back), key=len, reverse=True)
    return re.sub("|".join(parts), lambda found: back[found[0]], text)


def bib_fields(text):
    """The fields of one entry, read as BibTeX reads them: by counting braces."""
    head, _, body = text.partition(",\n")
    assert head.startswith("@misc{")
    fields, place = {}, 0
    while found := re.compile(r"  (\w+) = ").match(body, place):
        start = place = found.end()
        depth = 0
        while depth or body[place] != ",":
            depth += {"{": 1, "}": -1}.get(body[place], 0)
            assert depth >= 0
            place += 1
        fields[found[1]] = body[start:place]
        place += 2
    assert body[place:] == "}\n"
    return fields


@given(REFERENCES)
def test_bibtex_sets_what_was_meant(reference):
    fields = bib_fields(bibtex(reference))
    assert unescaped(fields["title"][2:-2]) == line(reference.title)
    assert unescaped(fields["publisher"][1:-1]) == line(reference.publisher)
    assert fields["month"] == MONTHS[reference.published.month - 1]
    assert fields["year"] == f"{{{reference.published.year}}}"
    assert fields["url"] == f"{{{address(reference.url)}}}"
    assert ("note" in fields) == (reference.revision is not None)


@given(st.text())
def test_no_letter_that_tex_reads_as_more_is_left_bare(text):
    bare = re.sub(r'\\(text[a-z]+\{\}|[$&%#_])|\{"\}', "", escaped(text))
    assert not set(bare) & set('\\{}$&%#_~^<>|"\n\r')


@given(REFERENCES)
def test_ris_has_one_value_a_line(reference):
    lines = ris(reference).split("\r\n")
    assert lines[0] == "TY  - ELEC"
    assert lines[-2:] == ["ER  - ", ""]
    found = {}
    for one in lines[:-1]:
        assert re.match(r"[A-Z][A-Z0-9]  - ", one), one
        assert len(one.splitlines()) == 1
        found[one[:2]] = one[6:]
    assert len(found) == len(lines) - 1
    assert found.get("TI", "") == line(reference.title)
    assert found["DA"].count("/") == 2
    assert found.get("N1", "") == reference.note


@given(REFERENCES)
def test_csl_json_is_a_list_of_one_item(reference):
    (item,) = json.loads(csl_json(reference))
    assert item["title"] == line(reference.title)
    assert date(*item["issued"]["date-parts"][0]) == reference.published
    assert item["publisher"] == line(reference.publisher)
    csl_json(reference).encode()


@given(REFERENCES)
def test_in_words_it_is_one_line_with_edition_and_address(reference):
    text = plain(reference)
    assert len(text.splitlines()) == 1
    assert line(reference.title) in text
    assert f"edition {reference.edition} of " in text
    assert address(reference.url) in text


@given(st.text())
def test_a_line_is_one_line_that_any_file_can_hold(text):
    shown = line(text)
    assert len(shown.splitlines()) <= 1
    assert shown == shown.strip() == line(shown)
    assert not any(unicodedata.category(one) in ("Cc", "Cs") for one in shown)
    shown.encode()


@given(st.text())
def test_an_address_is_ascii_and_closes_no_brace(text):
    shown = address(text)
    assert shown.isascii()
    assert not set(shown) & set('{}\\" <>^`|')


def test_what_each_form_says():
    assert plain(made()) == (
        "“Peace Mission 2007”. SCO Military Cooperation Portal, edition 57 of "
        f"1 March 2026. Revision 3, SHA-256 {DIGEST}. "
        "https://portal.example/en/exercises/peace-mission-2007/?edition=57 "
        "(accessed: …)\n"
    )
    assert "  title = {{上海合作组织 \\& 50\\%}},\n" in bibtex(
        made(title="上海合作组织 & 50%")
    )
    assert "N1" not in ris(made(revision=None))
    assert json.loads(csl_json(made()))[0]["type"] == "webpage"
    assert FORMS["bibtex"].filename(made()) == "peace-mission-2007-edition-57.bib"
