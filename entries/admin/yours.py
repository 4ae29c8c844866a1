"""What a stale form says, as a document: the form laid over what its editor saw."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from entries.admin.rowforms import RowFormSet
from entries.admin.versions import STALE
from entries.documents.kinds import RowFormat, kind_of
from entries.documents.rows import Account
from entries.documents.validation import InvalidDocumentError, validate

Document = dict[str, Any]

HARMLESS = {STALE, "unique", "unique_together"}
"""Faults that come from what others did: the page that follows settles them."""
EMPTY = (None, "")
ACCOUNTS = RowFormat("accounts", Account, facts=("says",))


def of_entry(
    before: Document, form: Any, formsets: Collection[RowFormSet]
) -> Document | None:
    """The document that the form of an entry would have made of the one before.

    None where it has other faults than being late, which its editor mends first.
    """
    if any(_faults(one) for one in _forms(form, formsets)):
        return None
    if "key" in form.changed_data:
        return None  # by its key the entry is told from others: that is asked first
    kind = kind_of(before)
    document = _typed(form, [name for name in before if name in form.fields], before)
    for formset in formsets:
        name = str(formset.prefix)
        row_format = kind.row(name)
        rows = _rows if row_format else _words
        try:
            document[name] = rows(formset, before[name], row_format)
        except ValidationError:
            return None
    return _valid(document)


def of_remark(
    before: Document, form: Any, formsets: Collection[RowFormSet]
) -> Document | None:
    """The same for the form of one remark and its accounts."""
    if any(_faults(one) for one in _forms(form, formsets)):
        return None
    key = form.instance.key
    remarks = []
    for row in before["remarks"]:
        if row["key"] == key:
            row = _typed(form, ("about", "subject", "note"), row)
            for formset in formsets:
                row["accounts"] = _rows(formset, row["accounts"], ACCOUNTS)
        remarks.append(row)
    return _valid({**before, "remarks": remarks})


def _valid(document: Document) -> Document | None:
    try:
        return validate(document)
    except InvalidDocumentError:
        return None


def _forms(form: Any, formsets: Collection[RowFormSet]) -> Iterator[Any]:
    yield form
    for formset in formsets:
        yield from formset.forms


def _faults(form: Any) -> bool:
    """Whether a form has faults of its own making."""
    if getattr(form, "empty_permitted", False) and not form.has_changed():
        return False
    if form.is_bound and _is_deleted(form):
        return False
    for name, errors in form.errors.as_data().items():
        if name == "id" or (name in form.fields and not _is_posted(form, name)):
            # Of a row that is gone no key was sent: it was fixed when it was shown.
            continue
        if any(error.code not in HARMLESS for error in errors):
            return True
    return False


def _is_posted(form: Any, name: str) -> bool:
    prefixed = form.add_prefix(name)
    return prefixed in form.data or prefixed in form.files


def _is_deleted(form: Any) -> bool:
    return bool(getattr(form, "cleaned_data", {}).get("DELETE"))


def _typed(form: Any, names: Collection[str], before: Mapping[str, Any]) -> Document:
    """A row or an entry with what was typed; what is empty gets its default."""
    renamed = getattr(type(form.instance), "COLUMNS", {})
    result = dict(before)
    for name in names:
        column = renamed.get(name, name)
        field = form.fields.get(column)
        if field is None or field.disabled or column not in form.cleaned_data:
            continue
        if not _is_posted(form, column):
            continue
        value = _plain(form.cleaned_data[column])
        if value in EMPTY:
            result.pop(name, None)
        else:
            result[name] = value
    return result


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return getattr(value, "key", value.pk)
    return value


def _kept(formset: RowFormSet) -> list[tuple[int, Any]]:
    """The forms whose rows stay, in the order typed, each with its place before."""
    formset.name_new_rows()
    shown = formset.initial_form_count()
    kept = [
        (place if place < shown else -1, form)
        for place, form in enumerate(formset.forms)
        if not _is_deleted(form) and (place < shown or form.has_changed())
    ]
    last = len(formset.forms)
    return sorted(kept, key=lambda one: _position(one[1], last))


def _position(form: Any, last: int) -> int:
    position = form.cleaned_data.get("position")
    return last if position is None else int(position)


def _rows(
    formset: RowFormSet, before: list[Document], row_format: RowFormat | None
) -> list[Document]:
    names = row_format.columns if row_format else ()
    rows = []
    for place, form in _kept(formset):
        base = before[place] if 0 <= place < len(before) else {}
        row = _typed(form, names, base)
        if row_format and row_format.key not in row:
            row[row_format.key] = form.instance.key
        rows.append(row)
    return rows


def _words(formset: RowFormSet, before: list[Any], _: RowFormat | None) -> list[Any]:
    """A list of words, or of states: its rows have one column."""
    column = next(name for name in ("value", "state") if name in formset.form().fields)
    words = []
    for place, form in _kept(formset):
        word = _typed(form, (column,), {}).get(column)
        if word is None and 0 <= place < len(before):
            word = before[place]
        if word is not None:
            words.append(word)
    return words
