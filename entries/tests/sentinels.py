"""Entries with a word and numbers in every field that no reader may ever see."""

from typing import Any

from rest_framework import serializers

from entries.documents import fields as f
from entries.documents.facts import unsourced
from entries.documents.kinds import KINDS, SCHEMA
from entries.documents.kinds.base import EntryFormat
from entries.documents.rows import FactKey
from entries.documents.validation import validate

WORD = "zzleakzz"
STATE = "ZQX"
DAY, YEAR = "2987-06-05", "2987"
NUMBER, DEGREES = 98_765_432, 12.3454321
MARKS = (WORD, STATE.lower(), DAY, YEAR, str(NUMBER), str(DEGREES))
"""What stands in no answer, in small letters."""

PUBLISHED = {"state": "CHN", "source": "a-source", "series": "a-series"}
"""The keys of published entries, which the unpublished ones name."""


def sentinel_document(kind: str, key: str = "", **fields: Any) -> dict[str, Any]:
    """A valid document with the sentinel in every field and in a row of every list."""
    own = key or (STATE if kind == "state" else f"{WORD}-{kind}")
    content = _object(KINDS[kind].format())
    content |= {"schema": SCHEMA, "kind": kind, "key": own, "address": own.lower()}
    content |= {"iso2": "ZQ"} if kind == "state" else {}
    for place in KINDS[kind].references:
        _name(content, place)
    for row in content["relations"]:
        row["target"] = "a-source" if own == row["target"] else row["target"]
    for row in content["remarks"]:
        row["about"] = "title"
    for row in content["citations"]:
        row |= {"fact": "title", "stance": "contradicts", "value": WORD}
    content["no_source"] = []
    content = validate({**content, **fields})
    content["no_source"] = sorted(unsourced(content))
    return content


def _name(content: dict[str, Any], place: str) -> None:
    """Let what names another entry name a published one."""
    name, _, column = place.partition(".")
    target = PUBLISHED.get(
        {"source": "source", "series": "series"}.get(column or name, "state"), ""
    )
    if column:
        for row in content[name]:
            row[column] = target
    else:
        content[name] = [target] if isinstance(content[name], list) else target


def _object(serializer: serializers.Serializer[Any]) -> dict[str, Any]:
    return {
        name: _value(name, field)
        for name, field in serializer.fields.items()
        if not isinstance(serializer, EntryFormat) or name not in ("schema", "kind")
    }


def _value(name: str, field: Any) -> Any:
    if isinstance(field, serializers.ListSerializer):
        return [_object(field.child)]
    if isinstance(field, serializers.ListField):
        return [_value(name, field.child)]
    return next(made for sort, made in SORTS if isinstance(field, sort))(name, field)


def _text(name: str, field: Any) -> str:
    if name == "image":
        return f"figures/{WORD}.png"
    if name in ("text", "text_ru", "text_zh"):
        return f"{WORD} on [China](entry:CHN), {{{{CHN:capital}}}}[^{WORD}]."
    return f"{WORD} {name}"[: field.max_length] if field.max_length > 10 else WORD


SORTS: tuple[tuple[Any, Any], ...] = (
    (f.Address, lambda *_: f"https://{WORD}.example/"),
    (f.Key, lambda *_: WORD),
    (f.Text, _text),
    (f.Date, lambda *_: DAY),
    (f.Choice, lambda _, field: list(field.choices)[-1]),
    (
        f.Whole,
        lambda _, field: (
            NUMBER if field.max_value > NUMBER else min(int(YEAR), field.max_value)
        ),
    ),
    (f.Real, lambda *_: DEGREES),
    (f.Flag, lambda *_: True),
    (f.Value, lambda *_: WORD),
    (FactKey, lambda *_: "title"),
    (serializers.RegexField, lambda *_: "ZQ"),
)
