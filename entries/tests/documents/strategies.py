"""Generated documents: valid ones of every kind, with rows, citations and odd texts."""

from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from entries import vocabulary as v
from entries.dates import ends_before_start
from entries.documents.kinds import KINDS, blank
from entries.documents.validation import validate

QUICKLY = settings(
    max_examples=30,
    deadline=None,
    # To make a failing document small takes minutes; its difference says enough.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""How documents are tried, each of which takes a while to make."""

STATES = ("CHN", "RUS", "KAZ")
SERIES = ("peace-mission",)
SOURCES = ("scio-2018", "xinhua-2007")
TOPICS = ("joint-exercises",)
NAMED = (*STATES, *SERIES, *SOURCES, *TOPICS)
"""What generated documents name: `world` makes it."""

ODD_TEXTS = (
    "上海合作组织",
    "Мирная миссия — «2007»",
    "🛡️👩🏽‍✈️🇨🇳",
    "e\u0301 o\u0308\u0323 и\u0306",
    "\"quoted\", 'single', ‘curly’, back\\slash, %s {0} $1",
    "two\nlines\tand a tab\n",
    " spaces around \u00a0\u3000",
    "<b>&amp;</b><script>alert(1)</script>",
    "\u202eright to left\u202c\u200b",
    "[^scio-2018] and [a link](entry:CHN), {{peace-mission:first_year}}",
    "\u0085\u2028\ufeff\uffff\U0010ffff",
    "0",
    "null",
)

_letters = st.characters(
    exclude_categories=["Cs"],
    exclude_characters="".join(map(chr, {*range(32), 127} - {9, 10})),
)


def texts(longest: int = 40, shortest: int = 0) -> st.SearchStrategy[str]:
    odd = [text for text in ODD_TEXTS if shortest <= len(text) <= longest]
    free = st.text(_letters, min_size=shortest, max_size=min(longest, 40))
    return free | st.sampled_from(odd) if odd else free


def keys() -> st.SearchStrategy[str]:
    return st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True).filter(
        str.isascii
    )


@st.composite
def dates(draw: st.DrawFn) -> str | None:
    day = draw(st.none() | st.dates())
    if day is None or not 1000 <= day.year <= 2999:
        return None
    text = day.isoformat()[: draw(st.sampled_from([4, 7, 10]))]
    return text + draw(st.sampled_from(["", "", "?"]))


@st.composite
def spans(draw: st.DrawFn) -> tuple[str | None, str | None]:
    start, end = draw(dates()), draw(dates())
    return (end, start) if ends_before_start(start, end) else (start, end)


def one_of(words: Any) -> st.SearchStrategy[str]:
    return st.sampled_from(list(words.values))


def several(words: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(words, max_size=3, unique=True)


def wholes(high: int = 2**31 - 1, low: int = 1) -> st.SearchStrategy[int | None]:
    return st.none() | st.sampled_from([low, high]) | st.integers(low, high)


def degrees(most: int) -> st.SearchStrategy[float]:
    edges = [-most, most, -0.0, 5e-324, 0.1 + 0.2]
    return st.sampled_from(edges) | st.floats(-most, most)


def rows(key: str = "key", **columns: Any) -> st.SearchStrategy[list[dict[str, Any]]]:
    names = {key: keys(), **columns}
    row = st.fixed_dictionaries(names)
    return st.lists(row, max_size=3, unique_by=lambda one: one[key])


def states() -> st.SearchStrategy[str]:
    return st.sampled_from(STATES)


URLS = st.sampled_from(["", "https://example.org/a?b=c#d", "http://мир.рф/中"])

VALUES = (
    st.none()
    | texts()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.floats(-1e14, 1e14)
    | st.lists(texts(), max_size=2)
)


@st.composite
def citations(draw: st.DrawFn, facts: tuple[str, ...]) -> list[dict[str, Any]]:
    found = []
    for key in draw(st.lists(keys(), max_size=4, unique=True)):
        value = draw(VALUES)
        verified = draw(st.booleans())
        found.append(
            {
                "key": key,
                "fact": draw(st.sampled_from(facts)),
                "source": draw(st.sampled_from(SOURCES)),
                "locator": draw(texts()),
                "quote": draw(texts()),
                "stance": "supports" if value is None else "contradicts",
                "value": value,
                "verified_by": "bé" if verified else "",
                "verified_on": "2026-11-22" if verified else None,
                "review_by": draw(dates()),
            }
        )
    return found


@st.composite
def remarks(draw: st.DrawFn) -> list[dict[str, Any]]:
    columns = {"about": texts(), "subject": texts(), "note": texts()}
    found = draw(rows(**columns))
    taken = {"key", "about", "subject", "note", "accounts"}
    for row in found:
        accounts = draw(rows(says=texts(shortest=1)))
        row["accounts"] = [one for one in accounts if one["key"] not in taken]
    return found


@st.composite
def relations(draw: st.DrawFn, key: str) -> list[dict[str, Any]]:
    others = [name for name in NAMED if name != key]
    found = draw(
        rows(
            relation=one_of(v.RelationType),
            target=st.sampled_from(others),
            note=texts(),
        )
    )
    return list({(row["relation"], row["target"]): row for row in found}.values())


@st.composite
def located(draw: st.DrawFn) -> list[dict[str, Any]]:
    found = draw(rows(name=texts(shortest=1), state=st.none() | states()))
    return [{**row, **draw(placed("lat", "lon"))} for row in found]


@st.composite
def placed(draw: st.DrawFn, lat: str, lon: str) -> dict[str, Any]:
    """Coordinates stand together or not at all."""
    known = draw(st.booleans())
    return {
        lat: draw(degrees(90)) if known else None,
        lon: draw(degrees(180)) if known else None,
    }


@st.composite
def stood(draw: st.DrawFn) -> list[dict[str, Any]]:
    found = draw(rows(role=one_of(v.StandingRole), note=texts()))
    for row in found:
        row["from"], row["to"] = draw(spans())
    return found


@st.composite
def held(draw: st.DrawFn) -> dict[str, Any]:
    start, end = draw(spans())
    return {"start": start, "end": end}


@st.composite
def in_force(draw: st.DrawFn) -> dict[str, Any]:
    signed, expires = draw(spans())
    begins = draw(dates())
    if ends_before_start(begins, expires):
        begins = None
    return {"signed": signed, "in_force": begins, "expires": expires}


OWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "state": {
        "iso2": st.sampled_from(["QM", "QN"]),
        "official_name": texts(),
        "capital": texts(),
        "region": texts(),
        "shanghai_five": st.none() | st.booleans(),
        "defence_ministry": texts(),
        "defence_ministry_url": URLS,
        "standing": stood(),
    },
    "series": {
        "auspices": one_of(v.Auspices),
        "first_year": wholes(2999, 1900),
        "note": texts(),
    },
    "exercise": {
        "series": st.none() | st.sampled_from(SERIES),
        "outcome": one_of(v.Outcome),
        "auspices": one_of(v.Auspices),
        "focus": several(one_of(v.Focus)),
        "domains": several(one_of(v.Domain)),
        "hosts": several(states()),
        "personnel": wholes(),
        "personnel_note": texts(),
        "equipment_note": texts(),
        "note": texts(),
        "locations": located(),
        "participants": rows(
            "state",
            state=states(),
            role=one_of(v.ParticipantRole),
            personnel=wholes(),
            note=texts(),
        ),
    },
    "framework": {
        "short_name": texts(),
        "framework_type": one_of(v.FrameworkType),
        "place": texts(),
        "binding": st.none() | st.booleans(),
        "status": one_of(v.FrameworkStatus),
        "depositary": texts(),
        "text_url": URLS,
        "registration": texts(),
        "themes": several(one_of(v.Theme)),
        "note": texts(),
        "parties": rows(
            "state",
            state=states(),
            signed=dates(),
            ratified=dates(),
            acceded=dates(),
            note=texts(),
        ),
    },
    "topic": {"subject": wholes(999)},
    "source": {
        "publisher": texts(),
        "url": URLS,
        "published": dates(),
        "language": st.sampled_from(["", "en", "zh"]),
        "accessed": dates(),
        "archive_url": URLS,
        "source_type": one_of(v.SourceType),
    },
}
TOGETHER = {
    "state": placed("capital_lat", "capital_lon"),
    "exercise": held(),
    "framework": in_force(),
}
"""Fields that bind each other."""

KEYS = {kind: "QMX" if kind == "state" else f"generated-{kind}" for kind in KINDS}


@st.composite
def documents(draw: st.DrawFn, kind: str = "", key: str = "") -> dict[str, Any]:
    """A valid document in its normal form, of any kind unless one is asked for."""
    kind = kind or draw(st.sampled_from(list(KINDS)))
    key = key or KEYS[kind]
    declared = KINDS[kind]
    prose = {
        name: draw(texts(60))
        for name in ("title_ru", "title_zh", "summary", "summary_zh", "text", "text_ru")
    }
    facts = (*declared.fields, *(row.name for row in declared.all_rows), "text")
    content = {
        **blank(kind, key),
        "address": draw(st.sampled_from([key.lower(), f"{key.lower()}-moved"])),
        "title": draw(texts(shortest=1)),
        **prose,
        "names": draw(
            rows(language=st.sampled_from(["en", "ru", "zh"]), name=texts(40, 1))
        ),
        "relations": draw(relations(key)),
        "remarks": draw(remarks()),
        "claims": draw(
            rows(
                claim=texts(shortest=1),
                made_in=texts(),
                verdict=one_of(v.Verdict),
                reasoning=texts(),
            )
        ),
        "figures": draw(
            rows(
                image=st.sampled_from(["figures/2026/a.png", "figures/图.jpg"]),
                width=wholes(),
                height=wholes(),
                alt=texts(),
                caption=texts(),
                credit=texts(),
            )
        ),
        "citations": draw(citations(facts)),
        "no_source": draw(st.lists(st.sampled_from(facts), max_size=3)),
        **{name: draw(strategy) for name, strategy in OWN[kind].items()},
        **draw(TOGETHER.get(kind, st.just({}))),
    }
    return validate(content)
