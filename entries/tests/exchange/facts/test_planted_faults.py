"""A folder with ten planted faults, of which none may hide another."""

from entries.exchange.facts.checking import check
from entries.exchange.facts.reading import read_folder
from entries.tests.exchange.facts.records import (
    make_exercise,
    make_framework,
    make_records,
    write_folder,
)

PLANTED = {
    "bad date": "exercises.json · a · start: '2007-13' is no date",
    "unknown state": "exercises.json · b · participants.XXX.state: 'XXX' is no state",
    "duplicate key": "exercises.json · c · id: 'c' stands twice",
    "missing source": "exercises.json · d · citations.start: 'gone-2007' is no source",
    "wrong type": "exercises.json · e · personnel: 'many' is no number",
    "end before start": "exercises.json · f · end: '2006' is before start",
    "unknown field": "frameworks.json · g · colour: is no field of frameworks.json",
    "broken JSON": "sources.json: broken JSON at line ",
    "wrong encoding": "states.json: is not UTF-8: byte ",
    "empty file": "series.json: is empty",
}


def plain(key, **fields):
    bare = {"series": None, "disputed": [], "remarks": [], "citations": {}}
    return make_exercise(key, **bare | fields)


def plant(path):
    exercises = [
        plain("a", start="2007-13"),
        plain("b", participants=[{"state": "XXX", "role": "host"}]),
        plain("c"),
        plain("c"),
        plain("d", citations={"start": ["gone-2007", "scio-2018"]}),
        plain("e", personnel="many"),
        plain("f", end="2006"),
    ]
    frameworks = [make_framework("g", colour=1)]
    write_folder(path, make_records(exercises=exercises, frameworks=frameworks))
    sources = (path / "sources.json").read_text(encoding="utf-8")
    (path / "sources.json").write_text(sources.rstrip("]\n") + ",]", encoding="utf-8")
    states = (path / "states.json").read_text(encoding="utf-8")
    states = states.replace("Republic", "République")
    (path / "states.json").write_bytes(states.encode("latin-1"))
    (path / "series.json").write_text("")
    return path


def test_all_ten_are_named_with_file_record_and_field(tmp_path):
    folder = read_folder(plant(tmp_path))
    lines = [str(fault) for fault in [*folder.faults, *check(folder, {})]]
    for name, beginning in PLANTED.items():
        assert any(line.startswith(beginning) for line in lines), (name, lines)
    assert len(lines) == len(PLANTED), lines
