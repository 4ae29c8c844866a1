"""Forms of the admin, read and filled in as a browser does."""

from typing import Any

from django.contrib.auth.models import User
from django.forms import NullBooleanField
from django.test import Client
from django.urls import reverse

from entries.desk.entry import Entry


def administrator(name: str = "admin") -> User:
    return User.objects.create_superuser(name)


def staff(name: str = "guest") -> User:
    """Somebody who may log in to the admin and do nothing there."""
    return User.objects.create_user(name, is_staff=True)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(entry: Entry, page: str = "change") -> str:
    name = type(entry)._meta.model_name
    return reverse(f"admin:entries_{name}_{page}", args=[entry.pk])


def filled(response: Any) -> dict[str, Any]:
    """What a browser would send back of the form that it was shown."""
    data: dict[str, Any] = _values(response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        data |= _values(formset.management_form)
        for form in formset.forms:
            data |= _values(form)
    return data


def _values(form: Any) -> dict[str, Any]:
    found = {}
    for bound in form:
        value = bound.value()
        if isinstance(bound.field, NullBooleanField):
            value = {True: "true", False: "false", None: "unknown"}[value]
        if not bound.field.disabled and value is not None and value is not False:
            found[bound.html_name] = value
    return found


def add_row(data: dict[str, Any], prefix: str, **columns: Any) -> dict[str, Any]:
    """The form with one more row in a list."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{number}-{name}": value for name, value in columns.items()}
    return {**data, **row, f"{prefix}-TOTAL_FORMS": number + 1}
