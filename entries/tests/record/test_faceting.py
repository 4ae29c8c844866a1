"""A number beside a choice is what the list finds when it is chosen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entries.record.faceting import FACETED, Faceting
from entries.record.filters import FILTERS
from entries.record.listing import Listing
from entries.tests.factories import (
    make_exercise,
    make_framework,
    make_series,
    make_source,
    make_state,
    participant,
    publish,
)

pytestmark = pytest.mark.django_db

MEMBER = {"key": "m", "role": "member", "from": "2017-06-09"}
OBSERVER = {"key": "o", "role": "observer", "from": "2005", "to": "2017-06-09"}
AGAIN = {"key": "a", "role": "observer", "from": "2020"}


STATES = {
    "CHN": {"title": "China", "region": "East Asia"},
    "IND": {"title": "India", "region": "South Asia", "standing": [OBSERVER, MEMBER]},
    "AFG": {"title": "Afghanistan", "standing": [OBSERVER, AGAIN]},
}
FRAMEWORKS = {
    "charter": {
        "signed": "2002-06-07",
        "binding": True,
        "themes": ["institutional", "exercises"],
        "parties": [{"state": "CHN", "signed": "2002-06-07"}],
    },
    "protocol": {
        "framework_type": "protocol",
        "status": "expired",
        "signed": "1999",
        "expires": "2005",
        "binding": False,
        "themes": ["exercises"],
        "parties": [
            {"state": "CHN", "signed": "1999"},
            {"state": "IND", "acceded": "2004"},
        ],
    },
}
EXERCISES = {
    "first": {
        "start": "2007-08-09",
        "personnel": 400,
        "series": "sea",
        "focus": ["maritime", "air"],
        "domains": ["sea"],
        "hosts": ["CHN"],
        "participants": [participant("CHN"), participant("IND", "observer")],
    },
    "second": {
        "start": "2009",
        "personnel": 12_000,
        "focus": ["maritime"],
        "hosts": ["IND"],
        "participants": [participant("IND"), participant("CHN")],
    },
    "third": {"start": "2019-12-31", "outcome": "cancelled"},
    "fourth": {},
}


@pytest.fixture
def edition():
    """A record known to the letter. Its edition's number."""
    return publish(
        *(make_state(key, **fields) for key, fields in STATES.items()),
        make_series("sea", title="Sea"),
        make_source("a", publisher="Xinhua", language="zh", published="2007-08"),
        make_source("b", publisher="Xinhua", language="en", source_type="official"),
        make_source("c", publisher="TASS", language="ru", published="2019"),
        *(make_framework(key, **fields) for key, fields in FRAMEWORKS.items()),
        *(make_exercise(key, **fields) for key, fields in EXERCISES.items()),
    ).number


ASKED = [
    ("exercise", {}),
    ("exercise", {"state": "CHN"}),
    ("exercise", {"role": "host"}),
    ("exercise", {"state": "IND", "role": "observer"}),
    ("exercise", {"focus": "maritime", "decade": "2000"}),
    ("exercise", {"size": "under-500", "host": "CHN", "q": "first"}),
    ("exercise", {"outcome": "cancelled", "focus": "maritime"}),
    ("exercise", {"series": "nowhere"}),
    ("framework", {}),
    ("framework", {"state": "CHN", "theme": "exercises"}),
    ("framework", {"on": "2004-06-01", "state": "IND"}),
    ("framework", {"binding": "true", "year_to": "2001"}),
    ("framework", {"decade": "1990", "type": "charter"}),
    ("state", {}),
    ("state", {"role": "observer"}),
    ("state", {"role": "member", "on": "2010-01-01"}),
    ("state", {"region": "South Asia", "on": "2018-01-01"}),
    ("series", {"auspices": "sco-defence"}),
    ("source", {}),
    ("source", {"publisher": "Xinhua", "type": "press"}),
    ("topic", {}),
]


@pytest.mark.parametrize("found", [None, 3, 100_000])
@pytest.mark.parametrize(("kind", "asked"), ASKED)
def test_every_number_is_that_of_the_list_with_this_choice(edition, kind, asked, found):
    faceting = Faceting(kind, asked, edition, found)
    with CaptureQueriesContext(connection) as queries:
        counted = faceting.counted()
    assert len(queries) == (0 if kind == "topic" else 1)
    every = Faceting(kind, {}, edition).counted()
    for name in FACETED[kind]:
        values = every.get(name, {}).keys() | counted.get(name, {}).keys()
        numbers = {value: number(kind, edition, asked, name, value) for value in values}
        assert counted.get(name, {}) == {v: n for v, n in numbers.items() if n}, name


def number(kind, edition, asked, name, value):
    listed = Listing.objects.shown(edition).of(kind)
    return FILTERS[kind]({**asked, name: value}, queryset=listed).qs.count()


def test_numbers_of_a_record_known_to_the_letter(edition):
    counted = Faceting("exercise", {}, edition).counted()
    assert counted["state"] == {"CHN": 2, "IND": 2}
    assert counted["role"] == {"host": 2, "participant": 2, "observer": 1}
    assert counted["focus"] == {"maritime": 2, "air": 1}
    assert counted["decade"] == {"2000": 2, "2010": 1}
    assert counted["size"] == {"under-500": 1, "10000-up": 1}
    assert counted["outcome"] == {"held": 3, "cancelled": 1}
    india = Faceting("exercise", {"state": "IND"}, edition).counted()
    assert india["role"] == {"host": 1, "participant": 1, "observer": 1}
    roles = Faceting("state", {}, edition).counted()["role"]
    assert roles == {"observer": 2, "member": 1}


def test_an_old_edition_counts_what_it_held(edition):
    publish(make_exercise("fifth", outcome="announced"))
    assert "announced" not in Faceting("exercise", {}, edition).counted()["outcome"]
    new = Faceting("exercise", {}, edition + 1).counted()
    assert new["outcome"] == {"held": 3, "cancelled": 1, "announced": 1}


def test_what_to_loosen_has_the_number_without_each_filter(edition):
    asked = {"focus": "maritime", "outcome": "cancelled", "order": "title"}
    faceting = Faceting("exercise", asked, edition)
    assert sorted(faceting.chosen) == ["focus", "outcome"]
    assert sorted(faceting.loosened()) == [("focus", 1), ("outcome", 2)]
    assert Faceting("exercise", {}, edition).loosened() == []
