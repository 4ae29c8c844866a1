"""Under which terms anybody may use what the portal publishes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """A licence by its names, for people and for programs, and where it is read."""

    name: str
    full_name: str
    spdx: str
    url: str


LICENCE = Licence(
    name="CC BY 4.0",
    full_name="Creative Commons Attribution 4.0 International",
    spdx="CC-BY-4.0",
    url="https://creativecommons.org/licenses/by/4.0/",
)
