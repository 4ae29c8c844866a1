"""What must always hold is refused by the database, whoever writes to it."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from entries.desk.citation import Citation, NoSource
from entries.desk.columns import Row
from entries.desk.entry import Entry
from entries.desk.exercise import (
    Exercise,
    ExerciseDomain,
    ExerciseFocus,
    Host,
    Location,
    Participation,
)
from entries.desk.framework import Framework, FrameworkTheme, Party
from entries.desk.rows import Account, Claim, Figure, Name, Relation, Remark
from entries.desk.series import ExerciseSeries
from entries.desk.source import Source
from entries.desk.state import Standing, State
from entries.desk.topic import Topic
from entries.tests.factories import (
    make_exercise,
    make_framework,
    make_series,
    make_source,
    make_state,
    make_topic,
)

pytestmark = pytest.mark.django_db

ENTRIES = {
    State: lambda: make_state("CHN"),
    ExerciseSeries: make_series,
    Exercise: make_exercise,
    Framework: make_framework,
    Topic: make_topic,
    Source: make_source,
}

COLUMNS = [
    ("entry_key_filled", Topic, {"key": ""}),
    ("entry_title_filled", Topic, {"title": ""}),
    ("entry_kind_known", Topic, {"kind": "event"}),
    ("state_lat", State, {"capital_lat": 90.5, "capital_lon": 0}),
    ("state_lat", State, {"capital_lat": -91, "capital_lon": 0}),
    ("state_lon", State, {"capital_lat": 0, "capital_lon": 180.5}),
    ("state_lat_lon", State, {"capital_lat": 40}),
    ("series_first_year", ExerciseSeries, {"first_year": 1899}),
    ("exercise_order", Exercise, {"start": "2007-08-09", "end": "2007-08-08"}),
    ("exercise_order", Exercise, {"start": "2008", "end": "2007-12-31"}),
    ("exercise_order", Exercise, {"start": "2007-12-31", "end": "2006"}),
    ("exercise_order", Exercise, {"start": "2007-09", "end": "2007-08-31"}),
    ("exercise_personnel", Exercise, {"personnel": 0}),
    ("framework_signed_expires", Framework, {"signed": "2008", "expires": "2007"}),
    ("framework_in_force_expires", Framework, {"in_force": "2008", "expires": "2007"}),
    ("topic_subject", Topic, {"subject": 0}),
]

FINE = [
    (Exercise, {"start": "2007-08-09", "end": "2007-08-09"}),
    (Exercise, {"start": "2007-08-09", "end": "2007"}),
    (Exercise, {"start": "2007", "end": "2007-08"}),
    (Exercise, {"start": "2007-12", "end": "2008"}),
    (Exercise, {"start": "2008?", "end": "2007"}),
    (Exercise, {"start": "2008", "end": "2007?"}),
    (Exercise, {"start": "", "end": "2007"}),
    (Exercise, {"personnel": None}),
    (State, {"capital_lat": -90, "capital_lon": 180}),
]


def refused(write, name):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    # SQLite names the columns of a broken unique constraint, not the constraint.
    if connection.vendor == "postgresql" or "UNIQUE" not in str(caught.value):
        assert name in str(caught.value)


def unique(write):
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        write()


@pytest.mark.parametrize(("name", "model", "columns"), COLUMNS)
def test_a_column_that_cannot_be_is_refused(name, model, columns):
    entry = ENTRIES[model]()
    refused(lambda: model.objects.filter(pk=entry.pk).update(**columns), name)


@pytest.mark.parametrize(("model", "columns"), FINE)
def test_what_may_be_is_kept(model, columns):
    entry = ENTRIES[model]()
    model.objects.filter(pk=entry.pk).update(**columns)
    assert model.objects.filter(pk=entry.pk, **columns).exists()


def test_a_key_an_address_and_a_code_belong_to_one_entry():
    one, other = make_state("CHN", iso2="CN"), make_state("RUS", iso2="RU")
    topic, series = make_topic("t"), make_series("s")
    unique(lambda: Entry.objects.filter(pk=topic.pk).update(key="s"))
    unique(lambda: Entry.objects.filter(pk=one.pk).update(address=other.address))
    unique(lambda: State.objects.filter(pk=one.pk).update(iso2="RU"))
    # Each kind has its own addresses.
    Entry.objects.filter(pk=topic.pk).update(address=series.address)


def test_a_key_is_used_once_in_its_entry():
    exercise, topic = make_exercise(), make_topic()
    state, source = make_state("CHN"), make_source()
    remark = Remark.objects.create(entry=topic, key="r")
    rows = [
        (Name, {"entry": topic, "key": "k", "language": "en", "name": "N"}),
        (Relation, {"entry": topic, "key": "k", "relation": "about", "target": state}),
        (Remark, {"entry": topic, "key": "k"}),
        (Account, {"remark": remark, "key": "k", "says": "S"}),
        (Claim, {"entry": topic, "key": "k", "claim": "C", "verdict": "partly"}),
        (Figure, {"entry": topic, "key": "k", "image": "a.png"}),
        (Standing, {"state_id": state.pk, "key": "k", "role": "member"}),
        (Location, {"exercise_id": exercise.pk, "key": "k", "name": "L"}),
        (Citation, {"entry": topic, "key": "k", "fact": "f", "source_id": source.pk}),
        (NoSource, {"entry": topic, "fact": "f"}),
    ]
    for model, columns in rows:
        unique(lambda m=model, c=columns: m.objects.bulk_create([m(**c), m(**c)]))


def test_a_state_or_a_word_stands_once_in_a_list():
    exercise, framework, state = make_exercise(), make_framework(), make_state("CHN")
    of_exercise = {"exercise_id": exercise.pk}
    of_framework = {"framework_id": framework.pk}
    rows = [
        (Participation, {**of_exercise, "state_id": state.pk, "role": "host"}),
        (Host, {**of_exercise, "state_id": state.pk}),
        (ExerciseFocus, {**of_exercise, "value": "air"}),
        (ExerciseDomain, {**of_exercise, "value": "air"}),
        (Party, {**of_framework, "state_id": state.pk}),
        (FrameworkTheme, {**of_framework, "value": "narcotics"}),
    ]
    for model, columns in rows:
        unique(lambda m=model, c=columns: m.objects.bulk_create([m(**c), m(**c)]))


def test_a_row_that_cannot_be_is_refused():
    exercise, state = make_exercise(), make_state("CHN")
    topic, source = make_topic(), make_source()
    place = {"exercise_id": exercise.pk, "key": "k", "name": "L"}
    took_part = {"exercise_id": exercise.pk, "state_id": state.pk, "role": "host"}
    stood = {"state_id": state.pk, "key": "k", "role": "member"}
    cited = {"entry": topic, "key": "k", "fact": "f", "source_id": source.pk}
    related = {"entry": topic, "key": "k", "relation": "about", "target": topic}
    rows = [
        ("location_lat", Location, {**place, "lat": 90.1, "lon": 0}),
        ("location_lon", Location, {**place, "lat": 0, "lon": -180.1}),
        ("location_lat_lon", Location, {**place, "lat": 0}),
        ("participation_personnel", Participation, {**took_part, "personnel": 0}),
        ("standing_order", Standing, {**stood, "start": "2008", "end": "2007"}),
        ("relation_not_itself", Relation, related),
        ("citation_verified", Citation, {**cited, "verified_by": "bob"}),
        ("citation_verified", Citation, {**cited, "verified_on": "2026-11-22"}),
        ("citation_value", Citation, {**cited, "stance": "supports", "value": 6500}),
    ]
    for name, model, columns in rows:
        refused(lambda m=model, c=columns: m.objects.bulk_create([m(**c)]), name)


def test_what_others_name_cannot_be_deleted():
    state, source, series = make_state("CHN"), make_source(), make_series()
    make_exercise(
        hosts=["CHN"],
        series=series.key,
        citations=[{"key": "k", "fact": "start", "source": source.key}],
    )
    for entry in (state, source, series):
        with pytest.raises(models.ProtectedError):
            entry.delete()


def test_every_constraint_of_the_desk_is_tried_here():
    desk = [
        model
        for model in apps.get_app_config("entries").get_models()
        if issubclass(model, Entry | Row | Citation | NoSource)
    ]
    names = {c.name for model in desk for c in model._meta.constraints}
    checks = {
        constraint.name
        for model in desk
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    }
    tried = {name for name, _, _ in COLUMNS} | {
        "location_lat",
        "location_lon",
        "location_lat_lon",
        "participation_personnel",
        "standing_order",
        "relation_not_itself",
        "citation_verified",
        "citation_value",
    }
    assert checks == tried
    assert len(names - checks) == 18
