"""The answers to all that the texts of a page ask, each in its HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Answers:
    """What stands in the places of counts and charts, by what was asked."""

    counts: Mapping[str, SafeString] = field(default_factory=dict)
    charts: Mapping[str, SafeString] = field(default_factory=dict)
    has_maps: bool = False
