"""Addresses: under each kind its entries, under each entry its revisions."""

from collections.abc import Iterator

from django.urls import (
    URLPattern,
    URLResolver,
    include,
    path,
    re_path,
    register_converter,
)

from entries.api import views
from entries.api.claims import ClaimList
from entries.api.downloads import DownloadList
from entries.api.places import PLACED, PlacedList
from entries.api.schema import KEY, DocumentationView, SchemaView
from entries.api.tables import insight_views
from entries.api.tables.views import ChangeList, FactList
from entries.documents.kinds import PLURALS

app_name = "api"


class KeyConverter:
    """What a key, or an address in its place, can be made of."""

    regex = KEY

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class NumberConverter:
    """A number from 1 that every database can hold."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(KeyConverter, "entry_key")
register_converter(NumberConverter, "ordinal")


def of_each_kind() -> Iterator[URLPattern]:
    for plural, kind in PLURALS.items():
        for name, route, view in (
            (plural, "", PlacedList if kind.name in PLACED else views.EntryList),
            (f"{plural}-entry", "<entry_key:key>/", views.EntryDetail),
            (f"{plural}-revisions", "<entry_key:key>/revisions/", views.RevisionList),
            (
                f"{plural}-revision",
                "<entry_key:key>/revisions/<ordinal:number>/",
                views.RevisionDetail,
            ),
        ):
            yield path(f"{plural}/{route}", view.as_view(kind=kind), name=name)


v1: list[URLPattern] = [
    path("", views.Index.as_view(), name="index"),
    *of_each_kind(),
    path("editions/", views.EditionList.as_view(), name="editions"),
    path("editions/<ordinal:number>/", views.EditionDetail.as_view(), name="edition"),
    path("changes/", ChangeList.as_view(), name="changes"),
    path("claims/", ClaimList.as_view(), name="claims"),
    path("downloads/", DownloadList.as_view(), name="downloads"),
    path("facts/", FactList.as_view(), name="facts"),
    path("insights/", insight_views.Index.as_view(), name="insights"),
    *(
        path(f"insights/{name}/", view.as_view(), name=f"insights-{name}")
        for name, view in insight_views.TABLES.items()
    ),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocumentationView.as_view(), name="documentation"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include(v1)),
    # Whatever else is asked for below /api/ is answered as the API answers.
    re_path("", views.Nowhere.as_view()),
]
