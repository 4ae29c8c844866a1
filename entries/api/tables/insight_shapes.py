"""The shapes of what the charts of the site are drawn from."""

from typing import Any

from rest_framework import serializers

from entries.api.shapes import Shape
from entries.documents.fields import Date
from entries.documents.rows import Standing
from entries.vocabulary import (
    Answer,
    EntryKind,
    FrameworkStatus,
    FrameworkType,
    Outcome,
    PartyKnown,
    PartyStep,
)


class EntryName(Shape):
    """An entry that a row is about."""

    key = serializers.CharField()
    title = serializers.CharField(help_text="Empty where the entry is gone.")
    title_ru = serializers.CharField(help_text="Empty where there is none.")
    title_zh = serializers.CharField(help_text="Empty where there is none.")
    url = serializers.URLField(help_text="The entry in this API.")


class ParticipationRow(Shape):
    """In how many exercises held a state took part in a year."""

    state = EntryName()
    year = serializers.IntegerField()
    exercises = serializers.IntegerField(
        help_text="As host, participant or observer; one that lasted into another "
        "year counts in both."
    )
    hosted = serializers.IntegerField(help_text="Of how many of them it was a host.")
    of_all_years = serializers.IntegerField(
        help_text="In how many exercises it took part in all, each counted once."
    )


class TogetherRow(Shape):
    """In how many exercises held two states both took part; each two once."""

    state = EntryName()
    other = EntryName()
    exercises = serializers.IntegerField()
    of_state = serializers.IntegerField(help_text="In how many the first took part.")
    of_other = serializers.IntegerField(help_text="In how many the other took part.")


class ExerciseInTime(Shape):
    """One exercise with its dates."""

    exercise = EntryName()
    series = EntryName(allow_null=True)
    start = Date()
    end = Date()


class TimelineRow(ExerciseInTime):
    """One exercise on the line of time."""

    earliest = serializers.DateField(
        allow_null=True, help_text="The first day on which it may have been going on."
    )
    latest = serializers.DateField(allow_null=True, help_text="The last such day.")
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    personnel = serializers.IntegerField(
        allow_null=True, help_text="How many took part, in persons."
    )


class YearsRow(Shape):
    """How many exercises began in a year, by what became of them."""

    year = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    exercises = serializers.IntegerField()


class ScaleRow(ExerciseInTime):
    """How many took part in an exercise, and what other sources give."""

    personnel = serializers.IntegerField(help_text="The record's figure, in persons.")
    others = serializers.ListField(
        child=serializers.FloatField(),
        help_text="The other values that sources give, the least first.",
    )
    least = serializers.FloatField()
    greatest = serializers.FloatField()


class MembershipRow(Standing):
    """A span in which a state stood in one way to the organization."""

    def get_fields(self) -> dict[str, Any]:
        answer = serializers.ChoiceField(
            choices=Answer.choices,
            allow_null=True,
            help_text="Whether it held on the day asked for: what did not is left "
            "out. Null where none was asked for.",
        )
        return {"state": EntryName(), **super().get_fields(), "answer": answer}


class FrameworkName(EntryName):
    """An instrument."""

    framework_type = serializers.ChoiceField(choices=FrameworkType.choices)
    binding = serializers.BooleanField(
        allow_null=True, help_text="Whether it binds in law; null where nobody knows."
    )
    status = serializers.ChoiceField(choices=FrameworkStatus.choices)
    signed = Date()
    in_force = Date()


class MatrixRow(Shape):
    """What one state did with one instrument."""

    framework = FrameworkName()
    state = EntryName()
    signed = Date()
    ratified = Date()
    acceded = Date()
    known = serializers.ChoiceField(
        choices=PartyKnown.choices, help_text="What is known of the two."
    )
    bound = serializers.BooleanField(
        help_text="Whether the instrument is in force, and the state ratified or "
        "acceded: on the day asked for, if that is sure."
    )
    may_be_bound = serializers.BooleanField(
        help_text="Whether the record does not know if it was so on the day asked for."
    )
    uncertain = serializers.ListField(
        child=serializers.ChoiceField(choices=PartyStep.choices),
        help_text="The steps of which the record does not know whether they were taken "
        "by the day asked for.",
    )
    unsourced = serializers.ListField(
        child=serializers.ChoiceField(choices=PartyStep.choices),
        help_text="The steps of which no source was found.",
    )
    disputed = serializers.ListField(
        child=serializers.ChoiceField(choices=PartyStep.choices),
        help_text="The steps on which sources disagree.",
    )


class PlacesRow(Shape):
    """A point of the globe with all exercises held there."""

    number = serializers.IntegerField(
        help_text="Counted from 1: where most was held, first."
    )
    names = serializers.ListField(
        child=serializers.CharField(),
        help_text="What the exercises call it, the most frequent first.",
    )
    states = serializers.ListField(
        child=serializers.CharField(), help_text="In which states they place it."
    )
    lat = serializers.FloatField(help_text="In degrees (WGS 84).")
    lon = serializers.FloatField(help_text="In degrees (WGS 84).")
    held = serializers.IntegerField(help_text="How many exercises were held there.")
    exercises = EntryName(many=True)


class QualityRow(Shape):
    """How the facts of one kind of entry, and of one year, stand."""

    kind = serializers.ChoiceField(choices=EntryKind.choices)
    year = serializers.IntegerField(
        allow_null=True,
        help_text="In which an exercise began or a framework was signed; null where "
        "an entry has no date.",
    )
    facts = serializers.IntegerField()
    verified = serializers.IntegerField()
    unverified = serializers.IntegerField()
    disputed = serializers.IntegerField()
    unsourced = serializers.IntegerField(
        help_text="With the three before, these make up all facts."
    )
    single = serializers.IntegerField(help_text="Those that rest on one source.")
    overdue = serializers.IntegerField(
        help_text="Those with a day for another check that is over."
    )
    day = serializers.DateField(
        help_text="The day on which it was over: today, or that of an old edition."
    )


class Insight(Shape):
    """Where the data of one chart are."""

    insight = serializers.CharField()
    title = serializers.CharField()
    url = serializers.URLField(help_text="The data in this API.")
    page = serializers.URLField(help_text="The chart on the site.")


class Insights(Shape):
    """Where the data of the charts are."""

    edition = serializers.IntegerField(
        allow_null=True, help_text="The edition that answers."
    )
    insights = Insight(many=True)


def whole(of: type[Shape]) -> type[Shape]:
    """The shape of all rows of one table, in one answer."""
    return type(
        f"{of.__name__.removesuffix('Row')}Table",
        (Shape,),
        {
            "__doc__": "All rows of a table.",
            "count": serializers.IntegerField(help_text="How many rows there are."),
            "edition": serializers.IntegerField(
                allow_null=True, help_text="The edition that the rows were read at."
            ),
            "results": of(many=True),
        },
    )
