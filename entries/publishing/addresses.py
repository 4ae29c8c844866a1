"""Addresses: what is or was one entry's is never another's."""

from collections.abc import Iterator, Mapping

from entries.publishing.parts import parts
from entries.record.reading import owners


def taken(wanted: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, str]]:
    """Entries that cannot have an address, and why; `wanted` names the entry of each.

    An address is one of a kind: it leads for ever to the entry that had it first.
    """
    for part in parts(sorted(wanted)):
        found = owners(address for _, address in part)
        for place in part:
            key, owner = wanted[place], found.get(place)
            if owner and owner != key:
                yield key, f"{place[1]} is or was that of {owner}"
