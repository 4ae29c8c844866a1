"""Whatever stands in a file, reading and checking answer with faults."""

import json
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from entries.exchange.facts.checking import check
from entries.exchange.facts.converting import patch
from entries.exchange.facts.merging import merge
from entries.exchange.facts.reading import KINDS, Folder, read_folder
from entries.tests.exchange.facts.records import make_records

ODD = st.sampled_from(
    ["", "a.b", ".", "2007-13", "\ud800", "\x00", "CHN", "personnel", "x" * 20_000]
)
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | ODD
)
FACTS = ["start", "hosts", "supersedes", "participants.CHN", "participants.CHN.role"]
LISTS = ["values", "sources", "citations", "disputed", "remarks"]
NAMES = st.sampled_from(["id", "key", "state", "fact", "value", "about"]) | (
    st.sampled_from(FACTS) | st.sampled_from(LISTS)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(NAMES | ODD | st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value, path=()):
    yield path
    if isinstance(value, dict):
        children = list(value.items())
    else:
        children = list(enumerate(value)) if isinstance(value, list) else []
    for name, child in children:
        yield from places(child, (*path, name))


PLACES = [path for path in places(make_records()) if len(path) > 1]


def put(records, path, value, *, is_removed):
    target = records
    try:
        for step in path[:-1]:
            target = target[step]
        if is_removed:
            del target[path[-1]]
        else:
            target[path[-1]] = value
    except (KeyError, IndexError, TypeError):
        pass  # an earlier mutation took that place away


@st.composite
def mutated(draw):
    records = deepcopy(make_records())
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(PLACES))
        put(records, path, draw(VALUES), is_removed=draw(st.booleans()))
    return records


@settings(deadline=None)
@given(mutated())
def test_a_mutated_folder_gives_faults_or_documents(records):
    with TemporaryDirectory() as name:
        for stem, items in records.items():
            (Path(name) / f"{stem}.json").write_text(json.dumps(items))
        folder = read_folder(Path(name))
    faults = [*folder.faults, *check(folder, {})]
    assert all(str(fault).isprintable() for fault in faults)
    if not faults:
        for stem, items in folder.records.items():
            for record in items:
                merge(None, patch(KINDS[stem], record))


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(list(KINDS)),
        st.lists(st.dictionaries(NAMES | ODD, VALUES, max_size=4), max_size=3),
    )
)
def test_checking_alone_never_fails(records):
    assert isinstance(check(Folder(records, []), {}), list)


@settings(deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_are_read_or_named(data):
    with TemporaryDirectory() as name:
        (Path(name) / "states.json").write_bytes(data)
        folder = read_folder(Path(name))
    assert folder.faults or folder.records == {"states": []}
