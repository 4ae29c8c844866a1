"""The outlines that maps are drawn from: one small file, read once.

A line is a list of whole numbers, hundredths of a degree: its first point, then the
step to each next one, longitude before latitude.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from entries.pages.maps.geometry import Line

FILE = settings.BASE_DIR / "fixtures" / "outlines.json"
UNITS = 100
"""Steps to a degree."""


@dataclass(frozen=True)
class Outlines:
    """What is drawn beneath places, in degrees."""

    land: tuple[Line, ...]
    lakes: tuple[Line, ...]
    settled: tuple[Line, ...]
    """Boundaries that the source calls international, away from disputed areas."""
    unsettled: tuple[Line, ...]
    """Those in dispute, lines of control, and all along disputed areas."""
    disputed: tuple[Line, ...]
    """The disputed areas, which are coloured for no state."""
    states: Mapping[str, tuple[Line, ...]]
    """The outline of each state by its code."""
    source: Mapping[str, Any]


def packed(line: Sequence[tuple[float, float]]) -> list[int]:
    """A line as the file keeps it."""
    found: list[int] = []
    at = (0, 0)
    for x, y in line:
        to = (round(x * UNITS), round(y * UNITS))
        if found and to == at:
            continue
        found += [to[0] - at[0], to[1] - at[1]]
        at = to
    return found


def unpacked(steps: Sequence[int]) -> Line:
    """A line of the file, in degrees."""
    line: Line = []
    x = y = 0
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        line.append((x / UNITS, y / UNITS))
    return line


def read(file: Path) -> Outlines:
    """The outlines of a file."""
    found = json.loads(file.read_text("utf-8"))
    lines = {
        name: tuple(map(unpacked, found[name]))
        for name in ("land", "lakes", "settled", "unsettled", "disputed")
    }
    states = {key: tuple(map(unpacked, one)) for key, one in found["states"].items()}
    return Outlines(**lines, states=states, source=found["source"])


@cache
def outlines() -> Outlines:
    """The portal's own."""
    return read(FILE)
