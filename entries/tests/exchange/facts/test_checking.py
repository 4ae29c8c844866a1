"""Checking the records of a folder."""

import pytest

from entries.exchange.facts.checking import check
from entries.exchange.facts.reading import Folder, read_folder
from entries.tests.exchange.facts.records import (
    make_exercise,
    make_folder,
    make_framework,
    make_records,
    make_series,
    make_source,
    make_state,
    write_folder,
)

MAKERS = {
    "sources": make_source,
    "states": make_state,
    "series": make_series,
    "exercises": make_exercise,
    "frameworks": make_framework,
}


def lines(folder, known=None):
    return [str(fault) for fault in check(folder, known or {})]


def wrong(stem, **fields):
    """What is said of one record, without its file and name."""
    records = make_records()
    record = records[stem][0]
    record.update(fields)
    place = f"{stem}.json · {record['id']} · "
    return [line.removeprefix(place) for line in lines(Folder(records, []))]


def wrong_row(stem, rows, **columns):
    records = make_records()
    [row, *_] = records[stem][0][rows]
    return wrong(stem, **{rows: [row | columns]}, citations={}, disputed=[])


def test_whole_records_have_no_fault():
    assert lines(make_folder()) == []


def test_a_fault_names_file_record_field_and_what_to_write():
    [line] = lines(make_folder(exercises=[make_exercise(end="2007-13")]))
    assert line.startswith(
        "exercises.json · peace-mission-2007 · end: '2007-13' is no date"
    )


@pytest.mark.parametrize(
    ("stem", "field", "value", "said"),
    [
        ("sources", "title", "", "is empty, and must not be"),
        ("sources", "title", None, "is null, and must not be"),
        ("sources", "title", "x" * 301, "has 301 characters, 300 are allowed"),
        ("sources", "title", 7, "7 is no text"),
        ("sources", "publisher", "x" * 201, "has 201 characters, 200 are allowed"),
        ("sources", "publisher", "a\x07", "control character U+0007 at character 2"),
        ("sources", "publisher", "\ud800", "control character U+D800"),
        ("sources", "url", "ftp://example.org", "is no http or https address"),
        ("sources", "url", "https://", "is no http or https address"),
        ("sources", "url", "http://[1", "is no http or https address"),
        ("sources", "url", "", "is empty"),
        ("sources", "url", "https://example.org/" + "x" * 500, "500 are allowed"),
        ("sources", "language", "eng", "is not a language"),
        ("sources", "source_type", "pres", "no choice (nearest: 'press')"),
        ("sources", "source_type", None, "is null"),
        ("sources", "accessed", 2026, "2026 is no date"),
        ("sources", "accessed", "", "'' is no date"),
        ("states", "iso2", "cn", "is not an alpha-2 code"),
        ("states", "capital_lat", 90.5, "90.5 is out of range (-90 to 90)"),
        ("states", "capital_lon", True, "true is no number"),
        ("states", "capital_lat", None, "is not given, but capital_lon is"),
        ("states", "shanghai_five", "yes", "'yes' is neither true nor false"),
        ("states", "defence_ministry_url", "mod.gov.cn", "is no http or https"),
        ("series", "first_year", 2005.5, "2005.5 is no whole number"),
        ("series", "first_year", float("nan"), "is no number that can be kept"),
        ("exercises", "personnel", 0, "0 is out of range (1 to"),
        ("exercises", "personnel", -5, "-5 is out of range (1 to"),
        ("exercises", "start", "2007-02-30", "'2007-02-30' is no date"),
        ("exercises", "end", "2007-07", "'2007-07' is before start, '2007-08-09'"),
        ("exercises", "series", "peace-misson", "nearest: 'peace-mission'"),
        ("exercises", "hosts", ["KAZ"], "'KAZ' is no state of the files or the desk"),
        ("exercises", "hosts", ["RUS", "RUS"], "'RUS' stands twice"),
        ("exercises", "hosts", ["RUS", None], "null stands in the list"),
        ("exercises", "hosts", "RUS", "'RUS' is no list"),
        ("exercises", "focus", ["ciber"], "is no choice (nearest: 'cyber')"),
        ("exercises", "outcome", "?", "(one of held, announced, cancelled)"),
        ("exercises", "note", "x" * 10_001, "10000 are allowed"),
        ("frameworks", "expires", "2001", "'2001' is before signed"),
        ("frameworks", "supersedes", ["none"], "'none' is no framework"),
        ("frameworks", "binding", 1, "1 is neither true nor false"),
        ("frameworks", "text_url", "javascript:alert(1)", "is no http or https"),
    ],
)
def test_a_wrong_value_is_named(stem, field, value, said):
    found = wrong(stem, **{field: value})
    assert any(line.startswith(f"{field}: ") and said in line for line in found), found


@pytest.mark.parametrize(
    ("stem", "rows", "columns", "said"),
    [
        ("exercises", "locations", {"lat": 91}, "locations.chebarkul.lat: 91 is out"),
        ("exercises", "locations", {"lon": None}, "chebarkul.lon: is not given, but"),
        ("exercises", "locations", {"name": ""}, "chebarkul.name: is empty"),
        ("exercises", "locations", {"state": "XXX"}, "chebarkul.state: 'XXX' is no"),
        ("exercises", "locations", {"key": "A b"}, "'A b' is not a slug"),
        ("exercises", "locations", {"key": None}, "locations.RUS.key: is null"),
        ("exercises", "locations", {"hight": 1}, "chebarkul.hight: is no field here"),
        ("exercises", "participants", {"role": "hots"}, "(nearest: 'host')"),
        ("exercises", "participants", {"personnel": "9"}, "'9' is no number"),
        ("exercises", "participants", {"state": "ZZZ"}, "ZZZ.state: 'ZZZ' is no state"),
        ("frameworks", "parties", {"ratified": "x"}, "parties.CHN.ratified: 'x' is no"),
        ("states", "standing", {"to": "2004"}, "to: '2004' is before from, '2005'"),
    ],
)
def test_a_wrong_column_is_named_with_its_row(stem, rows, columns, said):
    found = wrong_row(stem, rows, **columns)
    assert any(said in line for line in found), found


def test_precision_decides_whether_an_end_is_before_its_start():
    assert wrong("exercises", start="2007-08-09", end="2007-08") == []
    assert wrong("exercises", start="2007-08-09", end="2007") == []
    assert wrong("exercises", start="2007-08-09", end="2007-08-08") != []


def test_one_participation_per_state():
    row = {"state": "CHN", "role": "participant"}
    found = wrong("exercises", participants=[row, row], citations={})
    assert found == ["participants.CHN: 'CHN' stands twice"]


def test_an_unknown_field_names_the_nearest():
    assert wrong("exercises", personel=1) == [
        "personel: is no field of exercises.json (nearest: 'personnel')"
    ]
    assert wrong("sources", citations={})[0].startswith("citations: is no field")


@pytest.mark.parametrize("stem", MAKERS)
def test_a_new_entry_needs_what_identifies_it(stem):
    record = {"id": MAKERS[stem]()["id"]}
    needed = {
        "sources": ["title", "source_type", "url", "language"],
        "states": ["name", "iso2"],
        "series": ["name", "auspices"],
        "exercises": ["name", "outcome", "auspices"],
        "frameworks": ["name", "framework_type", "status"],
    }[stem]
    faults = check(Folder({stem: [record]}, []), {})
    assert sorted((f.field, f.what) for f in faults) == sorted(
        (name, "is missing") for name in needed
    )


@pytest.mark.parametrize("stem", MAKERS)
def test_an_entry_that_the_desk_has_may_leave_out_all_but_its_id(stem):
    key = MAKERS[stem]()["id"]
    kind = {"series": "series"}.get(stem, stem.removesuffix("s"))
    assert check(Folder({stem: [{"id": key}]}, []), {kind: {key}}) == []


def test_what_the_desk_has_may_be_named():
    known = {"state": {"CHN", "RUS"}, "series": {"peace-mission"}}
    known["source"] = {"scio-2018", "rian-2007"}
    folder = Folder({"exercises": [make_exercise()]}, [])
    assert check(folder, known) == []
    assert len(check(folder, {})) > len(known)


@pytest.mark.parametrize(
    ("stem", "key"),
    [("states", "china"), ("sources", "A"), ("series", "a--b"), ("series", "a" * 101)],
)
def test_the_form_of_an_id_is_checked(stem, key):
    [line] = lines(Folder(make_records() | {stem: [MAKERS[stem](key)]}, []))[:1]
    assert f"{stem}.json · " in line
    assert " · id: " in line


def test_a_key_of_another_kind_on_the_desk_is_taken():
    known = {"topic": {"peace-mission"}}
    [line] = lines(make_folder(), known)
    assert line.startswith("series.json · peace-mission · id: ")
    assert line.endswith("'peace-mission' is the key of a topic on the desk")


def test_ids_of_broken_files_may_be_named(tmp_path):
    write_folder(tmp_path, make_records())
    broken = (tmp_path / "sources.json").read_text().rstrip("]\n")
    (tmp_path / "sources.json").write_text(broken)
    folder = read_folder(tmp_path)
    assert len(folder.faults) == 1
    assert check(folder, {}) == []


def test_what_reading_has_said_is_not_said_again(tmp_path):
    write_folder(tmp_path, make_records(series=[make_series(first_year=2**60)]))
    folder = read_folder(tmp_path)
    assert [fault.field for fault in folder.faults] == ["first_year"]
    assert check(folder, {}) == []


def test_a_framework_cannot_supersede_itself():
    assert wrong("frameworks", supersedes=["sco-charter-2002"]) == [
        "supersedes: a framework cannot supersede itself"
    ]


def test_every_fault_is_named_at_once():
    found = wrong("exercises", start="x", personnel=0, outcome="?", colour="red")
    assert {line.partition(":")[0] for line in found} == {
        "start",
        "personnel",
        "outcome",
        "colour",
        "disputed.personnel.values",
    }
