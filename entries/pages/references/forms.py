"""The forms in which a reference is offered: how each is called, sent and saved."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from entries.pages.references.bibtex import bibtex
from entries.pages.references.csl import csl_json
from entries.pages.references.plain import plain
from entries.pages.references.reference import Reference
from entries.pages.references.ris import ris


@dataclass(frozen=True)
class Form:
    """One form of a reference."""

    label: Any
    media_type: str
    ending: str
    """Of the file in which it is saved."""
    write: Callable[[Reference], str]

    def filename(self, reference: Reference) -> str:
        return f"{reference.name}.{self.ending}"


FORMS = {
    "text": Form(_("Plain text"), "text/plain", "txt", plain),
    "bibtex": Form("BibTeX", "application/x-bibtex", "bib", bibtex),
    "ris": Form("RIS", "application/x-research-info-systems", "ris", ris),
    "csl-json": Form(
        "CSL-JSON", "application/vnd.citationstyles.csl+json", "json", csl_json
    ),
}
"""By their names in addresses."""
