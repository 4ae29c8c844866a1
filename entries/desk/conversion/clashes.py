"""What documents would take from others on the desk: keys, addresses, codes."""

from collections.abc import Iterator, Mapping
from typing import Any

from entries.desk.entry import Entry
from entries.desk.state import State

Documents = Mapping[str, dict[str, Any]]


def clashes(documents: Documents) -> Iterator[str]:
    """Why documents, by key, cannot stand beside what is there, in words.

    What another gives up with them is still its own: entries are written one by one.
    """
    present = Entry.objects.filter(key__in=list(documents))
    for key, kind in present.values_list("key", "kind"):
        if kind != documents[key]["kind"]:
            yield f"{key} is a {kind} on the desk, no {documents[key]['kind']}"
    yield from _addresses(documents)
    yield from _codes(documents)


def _addresses(documents: Documents) -> Iterator[str]:
    places = [((d["kind"], d["address"]), key) for key, d in documents.items()]
    others = Entry.objects.filter(address__in=[place[1] for place, _ in places])
    taken = {
        (kind, address): key
        for kind, address, key in others.values_list("kind", "address", "key")
    }
    for place, key in places:
        if (owner := taken.setdefault(place, key)) != key:
            yield f"{key}: the address {place[1]} is that of {owner}"


def _codes(documents: Documents) -> Iterator[str]:
    codes = [(d["iso2"], key) for key, d in documents.items() if d["kind"] == "state"]
    others = State.objects.filter(iso2__in=[code for code, _ in codes])
    taken = dict(others.values_list("iso2", "key"))
    for code, key in codes:
        if (owner := taken.setdefault(code, key)) != key:
            yield f"{key}: the code {code} is that of {owner}"
