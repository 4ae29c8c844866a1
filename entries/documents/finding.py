"""What a look at a document finds: one thing, at one path."""

from dataclasses import dataclass

from entries.vocabulary import FindingCode


@dataclass(frozen=True)
class Finding:
    """One thing that is missing or could be better."""

    code: FindingCode
    path: str
    what: str
    due: str = ""
    """The last day for a check that falls due, ISO 8601."""

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"
