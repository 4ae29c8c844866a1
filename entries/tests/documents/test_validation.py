"""What is a valid document, its normal form, and how faults are named."""

import json

import pytest
from hypothesis import given

from entries.documents.canonical import canonical, digest
from entries.documents.kinds import KINDS, PLURALS, blank
from entries.documents.kinds.base import COMMON_FIELDS
from entries.documents.validation import InvalidDocumentError, validate
from entries.tests.documents.strategies import QUICKLY, documents
from entries.tests.factories import CHOICES, citation, make_document, participant

KEYS = {kind: "CHN" if kind == "state" else f"a-{kind}" for kind in KINDS}
kinds = pytest.mark.parametrize("kind", list(KINDS))


def faults(**fields):
    kind = fields.pop("kind", "exercise")
    given = {**blank(kind, KEYS[kind]), "title": "T", **CHOICES[kind], **fields}
    with pytest.raises(InvalidDocumentError) as caught:
        validate(given)
    return dict(caught.value.faults)


@kinds
def test_a_blank_document_lacks_only_what_is_required(kind):
    with pytest.raises(InvalidDocumentError) as caught:
        validate(blank(kind, KEYS[kind]))
    assert {path for path, _ in caught.value.faults} == {"title", *CHOICES[kind]}
    filled = {**blank(kind, KEYS[kind]), "title": "T", **CHOICES[kind]}
    assert validate(filled) == filled


@kinds
def test_what_is_left_out_gets_its_default(kind):
    short = {"kind": kind, "key": KEYS[kind], "title": "T", **CHOICES[kind]}
    full = {**blank(kind, KEYS[kind]), "title": "T", **CHOICES[kind]}
    assert validate(short) == full


@kinds
def test_two_blank_documents_share_no_list(kind):
    one, other = blank(kind, KEYS[kind]), blank(kind, KEYS[kind])
    one["citations"].append("x")
    assert other["citations"] == []


@QUICKLY
@given(documents())
def test_the_normal_form_is_its_own_normal_form(document):
    again = validate(document)
    assert again == document
    assert canonical(again) == canonical(document)
    assert validate(json.loads(canonical(document))) == document


@QUICKLY
@given(documents())
def test_the_canonical_text_does_not_depend_on_the_order_of_names(document):
    turned = dict(reversed(list(document.items())))
    assert canonical(turned) == canonical(document)
    assert json.loads(canonical(document)) == document
    assert len(digest(canonical(document))) == 64


def test_the_canonical_text_is_utf8_as_it_is_without_spaces():
    text = canonical({"b": "中", "a": [1, 1.5, None, True], "c": {"z": "é\n"}})
    assert text == '{"a":[1,1.5,null,true],"b":"中","c":{"z":"é\\n"}}'
    assert digest("").startswith("e3b0c44298fc1c14")


def test_canonical_json_holds_no_number_that_json_does_not_have():
    with pytest.raises(ValueError, match="JSON"):
        canonical({"a": float("nan")})


@pytest.mark.parametrize("given", [None, [], "", 1, "{}", True])
def test_only_an_object_is_a_document(given):
    with pytest.raises(InvalidDocumentError, match="JSON object"):
        validate(given)


@pytest.mark.parametrize("kind", ["", "entry", None, ["state"], "State", 1])
def test_an_unknown_kind_is_refused(kind):
    with pytest.raises(InvalidDocumentError) as caught:
        validate({"kind": kind, "key": "x", "title": "T"})
    assert [path for path, _ in caught.value.faults] == ["kind"]


@pytest.mark.parametrize("schema", [0, 3, -1, "1", None, [], 1.5, True])
def test_a_schema_number_that_never_was_is_refused(schema):
    assert set(faults(schema=schema)) == {"schema"}


WRONG = [
    ("foo", 1, "foo"),
    ("title", None, "title"),
    ("title", "", "title"),
    ("title", 7, "title"),
    ("title", "x" * 301, "title"),
    ("title", "a\x00b", "title"),
    ("title", "half \ud83d", "title"),
    ("summary", None, "summary"),
    ("text", "a\rb", "text"),
    ("key", "Upper", "key"),
    ("key", "two--hyphens", "key"),
    ("key", "CHN", "key"),
    ("key", "x\n", "key"),
    ("key", "x" * 101, "key"),
    ("address", "", "address"),
    ("address", "CHN", "address"),
    ("start", "2007-13", "start"),
    ("start", "", "start"),
    ("start", 2007, "start"),
    ("outcome", "", "outcome"),
    ("outcome", "Held", "outcome"),
    ("outcome", None, "outcome"),
    ("outcome", ["held"], "outcome"),
    ("personnel", 0, "personnel"),
    ("personnel", 2**31, "personnel"),
    ("personnel", 10**400, "personnel"),
    ("personnel", 1.0, "personnel"),
    ("personnel", "3", "personnel"),
    ("personnel", True, "personnel"),
    ("series", "", "series"),
    ("series", 1, "series"),
    ("focus", "air", "focus"),
    ("focus", None, "focus"),
    ("focus", ["air", "tea"], "focus.1"),
    ("focus", ["air", "air"], "focus"),
    ("hosts", ["chn"], "hosts.0"),
    ("hosts", ["CHN", "CHN"], "hosts"),
    ("participants", {}, "participants"),
    ("participants", ["CHN"], "participants.0"),
    ("participants", [participant("CHN"), participant("RUS", "guest")], None),
    ("participants", [participant("CHN"), participant("CHN")], "participants.CHN"),
    ("participants", [participant("CHN", foo=1)], "participants.0.foo"),
    ("participants", [participant("CHN", personnel=-1)], "participants.0.personnel"),
    ("locations", [{"key": "a", "name": "A", "lat": 91, "lon": 0}], "locations.0.lat"),
    ("locations", [{"key": "a", "name": "A", "lat": 9}], "locations.0.lat"),
    (
        "locations",
        [{"key": "a", "name": "A", "lat": 10**400, "lon": 0}],
        "locations.0.lat",
    ),
    (
        "locations",
        [{"key": "a", "name": "A", "lat": float("nan"), "lon": 0}],
        "locations.0.lat",
    ),
    ("locations", [{"key": "a", "name": ""}], "locations.0.name"),
    ("names", [{"key": "a", "language": "fr", "name": "N"}], "names.0.language"),
    (
        "relations",
        [{"key": "a", "relation": "about", "target": "a-exercise"}],
        "relations.a",
    ),
    ("citations", [citation("start", "s", value=10**400)], "citations.0.value"),
    ("citations", [citation("start", "s", value={"a": 1})], "citations.0.value"),
    ("citations", [citation("start", "s", value=[1])], "citations.0.value"),
    ("citations", [citation("start", "s", value="a\x00")], "citations.0.value"),
    ("citations", [citation("start", "s", stance="context")], "citations.0.stance"),
    (
        "citations",
        [citation("start", "s", verified_by="bob")],
        "citations.0.verified_on",
    ),
    (
        "citations",
        [{**citation("start", "s", value=6), "stance": "supports"}],
        "citations.0.value",
    ),
    ("citations", [citation("start", "s")] * 2, "citations.s"),
    ("no_source", [" start"], None),
    ("no_source", [""], "no_source.0"),
    ("no_source", [1], "no_source.0"),
    (
        "remarks",
        [{"key": "r", "accounts": [{"key": "note", "says": "S"}]}],
        "remarks.r.note",
    ),
    (
        "remarks",
        [{"key": "r", "accounts": [{"key": "1", "says": ""}]}],
        "remarks.0.accounts.0.says",
    ),
]


@pytest.mark.parametrize(("name", "value", "path"), WRONG)
def test_a_fault_is_named_with_its_path(name, value, path):
    if name == "no_source" and path is None:
        # Kept to the letter; that no such fact exists is for `missing` to say.
        assert make_document("exercise", "x", no_source=value)["no_source"] == value
        return
    found = faults(**{name: value})
    assert set(found) == {path or "participants.1.role"}
    assert all(found.values())


def test_all_faults_are_named_at_once():
    found = faults(
        title="",
        start="yesterday",
        foo=1,
        participants=[participant("chn"), participant("RUS", personnel="many")],
        citations=[{"key": "x"}],
    )
    assert set(found) == {
        "title",
        "start",
        "foo",
        "participants.0.state",
        "participants.1.personnel",
        "citations.0.fact",
        "citations.0.source",
    }


@pytest.mark.parametrize(
    ("kind", "fields", "path"),
    [
        ("exercise", {"start": "2007-08-09", "end": "2007-08-08"}, "end"),
        ("exercise", {"start": "2008", "end": "2007-12"}, "end"),
        ("framework", {"signed": "2008", "expires": "2007"}, "expires"),
        ("framework", {"in_force": "2008", "expires": "2007"}, "expires"),
        ("state", {"capital_lat": 40}, "capital_lat"),
        ("state", {"capital_lat": 90.1}, "capital_lat"),
        ("state", {"capital_lon": -180.1}, "capital_lon"),
        ("state", {"iso2": "chn"}, "iso2"),
        ("state", {"iso2": "CN "}, "iso2"),
        ("state", {"iso2": 12}, "iso2"),
        ("state", {"key": "chn"}, "key"),
        ("state", {"shanghai_five": "yes"}, "shanghai_five"),
        ("state", {"shanghai_five": 1}, "shanghai_five"),
        ("state", {"defence_ministry_url": "javascript:1"}, "defence_ministry_url"),
        (
            "state",
            {"standing": [{"key": "a", "role": "member", "from": "2", "to": None}]},
            "standing.0.from",
        ),
        (
            "state",
            {"standing": [{"key": "a", "role": "member", "from": "9999"[:3]}]},
            "standing.0.from",
        ),
        (
            "state",
            {
                "standing": [
                    {"key": "a", "role": "member", "from": "2007", "to": "2006"}
                ]
            },
            "standing.0.to",
        ),
        ("series", {"first_year": 1899}, "first_year"),
        ("topic", {"subject": 0}, "subject"),
        ("source", {"url": "ftp://example.org/"}, "url"),
        ("source", {"published": "2007-02-29"}, "published"),
    ],
)
def test_each_kind_refuses_what_cannot_be(kind, fields, path):
    assert set(faults(kind=kind, **fields)) == {path}


def test_a_shorter_end_within_the_start_is_fine():
    document = make_document("exercise", "x", start="2007-08-09", end="2007")
    assert document["end"] == "2007"


def test_one_zero_and_one_number_for_whole_degrees():
    place = {"key": "a", "name": "A", "lat": -0.0, "lon": 61}
    document = make_document("exercise", "x", locations=[place])
    assert '"lat":0.0,"lon":61.0' in canonical(document)


def test_lists_whose_order_says_nothing_are_sorted():
    rows = [participant("RUS", "host"), participant("CHN")]
    document = make_document(
        "exercise",
        "x",
        participants=rows,
        citations=[
            citation("start", "b"),
            citation("end", "z"),
            citation("start", "a"),
        ],
        no_source=["start", "end", "start"],
    )
    assert [row["state"] for row in document["participants"]] == ["CHN", "RUS"]
    assert [row["key"] for row in document["citations"]] == ["z", "a", "b"]
    assert document["no_source"] == ["end", "start"]


@kinds
def test_a_kind_declares_each_of_its_fields_once(kind):
    declared = KINDS[kind]
    names = [*declared.fields, *(row.name for row in declared.all_rows)]
    assert len(names) == len(set(names))
    assert PLURALS[declared.plural] is declared
    assert set(COMMON_FIELDS) & set(names) == set()
