"""The words for kinds, fields, columns and relations: the one place that has them."""

from typing import Any

from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from entries.documents.kinds import KINDS
from entries.vocabulary import StandingRole

PORTAL = _("SCO Military Cooperation Portal")
"""The name of the whole, as citations give it."""

PLURALS = {
    "state": _("States"),
    "series": pgettext_lazy("many", "Exercise series"),
    "exercise": _("Exercises"),
    "framework": _("Frameworks"),
    "topic": _("Topics"),
    "source": _("Sources"),
}

LANGUAGES = {"en": _("English"), "ru": _("Russian"), "zh": _("Chinese")}

FIELDS = {
    "accessed": _("Accessed"),
    "archive_url": _("Archived copy"),
    "address": _("Address"),
    "auspices": _("Auspices"),
    "binding": _("Legally binding"),
    "capital": _("Capital"),
    "capital_lat": _("Latitude of the capital"),
    "capital_lon": _("Longitude of the capital"),
    "citations": _("Citations"),
    "claims": _("Claims"),
    "defence_ministry": _("Defence ministry"),
    "defence_ministry_url": _("Site of the defence ministry"),
    "depositary": _("Depositary"),
    "domains": _("Domains"),
    "end": _("End"),
    "equipment_note": _("Equipment"),
    "expires": _("Expires"),
    "figures": _("Images"),
    "first_year": _("First held"),
    "focus": _("Focus"),
    "framework_type": _("Type"),
    "hosts": _("Hosts"),
    "in_force": _("Came into force"),
    "iso2": _("ISO 3166-1 alpha-2"),
    "language": _("Language"),
    "locations": _("Places"),
    "names": _("Other names"),
    "no_source": _("Marked “no source found”"),
    "note": _("Note"),
    "official_name": _("Official name"),
    "outcome": _("Outcome"),
    "participants": _("Participants"),
    "parties": _("Parties"),
    "personnel": _("Personnel"),
    "personnel_note": _("On the number of personnel"),
    "place": _("Place"),
    "published": _("Published"),
    "publisher": _("Publisher"),
    "region": _("Region"),
    "registration": _("Registration"),
    "relations": _("Relations"),
    "remarks": _("Remarks"),
    "series": _("Series"),
    "shanghai_five": _("Of the Shanghai Five"),
    "short_name": _("Short name"),
    "signed": _("Signed or adopted"),
    "source_type": _("Type"),
    "standing": _("Standing in the organization"),
    "start": _("Start"),
    "status": _("Status"),
    "subject": _("Number in the list of subjects"),
    "summary": _("Summary"),
    "summary_ru": _("Summary in Russian"),
    "summary_zh": _("Summary in Chinese"),
    "text": _("Text"),
    "text_ru": _("Text in Russian"),
    "text_url": _("Text of the instrument"),
    "text_zh": _("Text in Chinese"),
    "themes": _("Themes"),
    "title": _("Title"),
    "title_ru": _("Title in Russian"),
    "title_zh": _("Title in Chinese"),
    "url": _("Address"),
}

COLUMNS = {
    "about": _("About"),
    "acceded": _("Acceded"),
    "accounts": _("Accounts"),
    "alt": _("Alternative text"),
    "caption": _("Caption"),
    "claim": _("Claim"),
    "credit": _("Credit"),
    "fact": _("Fact"),
    "from": _("From"),
    "height": _("Height"),
    "image": _("Image"),
    "key": _("Key"),
    "language": _("Language"),
    "lat": _("Latitude"),
    "licence": _("Licence"),
    "locator": _("Place in the source"),
    "lon": _("Longitude"),
    "made_in": _("Made in"),
    "name": _("Name"),
    "note": _("Note"),
    "personnel": _("Personnel"),
    "quote": _("Quote"),
    "ratified": _("Ratified"),
    "reasoning": _("Reasoning"),
    "relation": _("Relation"),
    "role": _("Role"),
    "says": _("Says"),
    "signed": _("Signed"),
    "source": _("Source"),
    "stance": _("Supports or contradicts"),
    "state": _("State"),
    "subject": _("Subject"),
    "target": _("Entry"),
    "to": pgettext_lazy("the end of a span", "To"),
    "value": _("Value"),
    "verdict": _("Verdict"),
    "verified_by": _("Verified by"),
    "verified_on": _("Verified on"),
    "review_by": _("Check again by"),
    "width": _("Width"),
}

STANDING = {
    "unsourced": _("No source found"),
    "unverified": _("not verified"),
    "verified": _("verified"),
    "disputed": _("Sources disagree"),
    "single": _("one source"),
}
"""How well a fact stands, as it is marked on a page; the key explains each."""

FORWARD = {
    "legal-basis": _("Held on the basis of"),
    "replaces": _("Replaces"),
    "amends": _("Amends or supplements"),
    "sets-up": _("Sets up"),
    "about": _("About"),
}
BACKWARD = {
    "legal-basis": _("Exercises held on its basis"),
    "replaces": _("Replaced by"),
    "amends": _("Amended or supplemented by"),
    "sets-up": _("Set up by"),
}
"""What a relation is called at the entry that it leads to; a topic stands apart."""

FOUND_AS = {
    "citation": "",
    "relation": _("named as a related entry"),
    "text": _("named in the text"),
}
"""How a source is named where it is not cited."""


def language(code: str) -> str:
    """The name of a language; one that nobody knows by its code."""
    if code in LANGUAGES:
        return str(LANGUAGES[code])
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def field(name: str) -> Any:
    """The label of a field or a list of rows."""
    return FIELDS.get(name, name)


def fact(name: str, rows: dict[str, str] | None = None) -> str:
    """The label of a fact, a row called by its name: "Participants, China: Personnel".

    `rows` holds the names of rows, by their place: {"participants.CHN": "China"}.
    """
    head, *rest = name.split(".")
    if not rest:
        return str(field(head))
    place = f"{head}.{rest[0]}"
    words = f"{field(head)}, {(rows or {}).get(place) or by_key(head, rest[0])}"
    if len(rest) == 1:
        return words
    return f"{words}: {COLUMNS.get(rest[1], rest[1])}"


def row_names(document: dict[str, Any], titles: dict[str, str]) -> dict[str, str]:
    """What the rows of a document are called: by their state, name or subject."""
    found: dict[str, str] = {}
    for row_format in KINDS[document["kind"]].all_rows:
        for row in document[row_format.name]:
            key = row[row_format.key]
            other = row.get("name") or row.get("subject") or row.get("claim")
            if row_format.name == "relations":
                other = titles.get(row["target"])
            name = titles.get(key) or other or by_key(row_format.name, key)
            found[f"{row_format.name}.{key}"] = name
    return found


def by_key(head: str, key: str) -> str:
    """What a row is called that has but its key: a standing by role and year."""
    role, _dash, year = key.rpartition("-")
    if head == "standing" and role in StandingRole.values and year.isdecimal():
        return f"{StandingRole(role).label} {year}"
    return key
