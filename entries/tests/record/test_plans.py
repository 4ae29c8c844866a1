"""The plans of the readers' queries: what is asked of one entry reads few rows."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from entries.documents.canonical import canonical, digest
from entries.publishing import indexing
from entries.record.edition import OPEN, Change, Edition, Revision
from entries.record.listing import Address
from entries.record.search import engine
from entries.tests.factories import citation, make_document, participant
from entries.tests.guards import unguarded

STATES = [f"{a}{b}X" for a in "ABCDE" for b in "ABCDEFGH"]
SOURCES, EXERCISES, FRAMEWORKS = 1_500, 3_000, 460
HANGING = ("facet", "factindex", "mention", "renderedtext", "address", "publicimage")
KEPT = ("listing", "revision", "change", *HANGING)
WHOLE = {
    # A table or an index that is read from one end to the other.
    "sqlite": re.compile(r"SCAN (\w+)"),
    "postgresql": re.compile(r"Seq Scan on (\w+)"),
}


def written():
    for n, key in enumerate(STATES):
        yield make_document("state", key, title=f"State {n}", region=f"Region {n % 5}")
    for n in range(SOURCES):
        yield make_document("source", f"source-{n}", title=f"Source {n}")
    yield make_document("series", "a-series", title="A series")
    for n in range(EXERCISES):
        yield make_document(
            "exercise",
            f"exercise-{n}",
            title=f"Exercise {n}",
            start=str(1990 + n % 35),
            text=f"What is said of number {n}.",
            series="a-series" if n % 200 == 0 else None,
            focus=["maritime" if n % 50 == 0 else "air"],
            participants=[
                participant(STATES[n % 40]),
                participant(STATES[(n + 7) % 40]),
            ],
            citations=[
                citation("start", f"source-{n % SOURCES}"),
                citation("participants", f"source-{(n + 1) % SOURCES}"),
            ],
            no_source=[],
        )
    for n in range(FRAMEWORKS):
        yield make_document(
            "framework",
            f"framework-{n}",
            title=f"Framework {n}",
            signed="2001",
            parties=[{"state": STATES[n % 40], "signed": "2001"}],
            relations=[{"key": "k", "relation": "replaces", "target": "framework-0"}]
            if n == 1
            else [],
        )


@pytest.fixture(scope="module")
def many(django_db_setup, django_db_blocker):
    """Some five thousand entries in one edition, taken away at the end."""
    with django_db_blocker.unblock():
        engine.clear()
        edition = Edition.objects.create(
            number=1, published=timezone.now(), reason="Many", editor="e", approver="a"
        )
        revisions = [revision(edition, document) for document in written()]
        Revision.objects.bulk_create(revisions, batch_size=500)
        for start in range(0, len(revisions), 500):
            part = revisions[start : start + 500]
            indexing.write(indexing.index(one, OPEN) for one in part)
        Address.objects.bulk_create(
            Address(kind=r.kind, address=r.address, key=r.key, since=1)
            for r in revisions
        )
        Change.objects.bulk_create(
            Change(edition=edition, kind=r.kind, key=r.key, revision=1, word="added")
            for r in revisions
        )
        told()
        yield
        with unguarded(), connection.cursor() as cursor:
            for name in (
                "searchindex",
                "wordpart",
                "word",
                *HANGING,
                "listing",
                "change",
                "revision",
                "edition",
            ):
                cursor.execute(f"DELETE FROM entries_{name}")  # noqa: S608  of constants
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_stat1")


def told():
    """Tell the database what its tables hold.

    PostgreSQL counts the pages that earlier tests left half empty, and trusts an index
    alone only where it has swept: plans would hang on what ran before.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            tables = ", ".join(f"entries_{name}" for name in KEPT)
            cursor.execute(f"VACUUM (FULL, ANALYZE) {tables}")
            cursor.execute(f"VACUUM {tables}")
        else:
            cursor.execute("ANALYZE")


def revision(edition, document):
    text = canonical(document)
    return Revision(
        kind=document["kind"],
        key=document["key"],
        number=1,
        edition=edition,
        address=document["address"],
        schema=1,
        canonical=text,
        digest=digest(text),
    )


def read_whole(path, tables):
    """The queries of an address that read one of the tables whole, and how."""
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get(path)
    assert answer.status_code == 200, path
    found = {}
    for query in queries:
        if query["sql"].startswith("SELECT"):
            names = {f"entries_{name}" for name in tables}
            aliases = re.findall(r'"(entries_\w+)" (\w+)', query["sql"])
            names |= {alias for table, alias in aliases if table in names}
            lines = [line for line in plan(query["sql"]) if scanned(line) in names]
            found |= {query["sql"]: lines} if lines else {}
    return found


def plan(statement):
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {statement}")
        return [str(row[-1]) for row in cursor.fetchall()]


def scanned(line):
    found = WHOLE[connection.vendor].search(line)
    # Editions are read from the end of their index, under an alias that others share.
    return found[1] if found and "autoindex_entries_edition" not in line else ""


ONE = [
    "/en/exercises/exercise-1234/",
    "/en/exercises/exercise-1234/?edition=1",
    "/en/exercises/exercise-1234/revisions/",
    "/en/exercises/exercise-1234/revisions/1/",
    "/en/frameworks/framework-0/",
    "/en/sources/source-77/",
    "/en/series/a-series/",
    "/api/v1/exercises/exercise-1234/",
    "/api/v1/exercises/exercise-1234/revisions/",
    "/api/v1/exercises/exercise-1234/revisions/1/",
    "/api/v1/states/ABX/",
    "/api/v1/sources/source-77/",
    "/en/exercises/?series=a-series",
    "/en/exercises/?source=source-77",
    "/api/v1/exercises/?source=source-77",
    "/en/search/?q=framework+77",
    "/en/search/suggest/?q=framework+77",
]
"""What concerns one entry, or the few that one names."""

MANY = [
    "/en/",
    "/en/states/",
    "/en/states/abx/",
    "/en/frameworks/matrix/",
    "/en/insights/",
    "/en/insights/participation/",
    "/en/insights/scale/",
    "/en/exercises/",
    "/en/exercises/?page=40",
    "/en/exercises/?state=ABX",
    "/en/exercises/?state=ABX&role=participant",
    "/en/exercises/?focus=maritime",
    "/en/exercises/?year=2007",
    "/en/exercises/?q=exercise",
    "/en/exercises/?order=title",
    "/en/frameworks/?state=ABX&on=2007-01-01",
    "/en/sources/?edition=1",
    "/en/search/?q=exercise",
    "/en/search/?q=exercise&kind=exercise&decade=2000",
    "/en/search/?q=exrcise",
    "/en/search/?q=framewrok+77",
    "/en/editions/1/",
    "/api/v1/exercises/?page_size=200&order=-size",
    "/api/v1/exercises/?state=ABX",
    "/api/v1/exercises/?format=csv",
    "/api/v1/exercises/?start_from=2007-08&start_before=2008",
    "/api/v1/exercises/?personnel_min=100&order=-personnel,start",
    "/api/v1/exercises/?participants.state=ABX&participants.role=participant",
    "/api/v1/exercises/?participants.ABX.role=participant",
    "/api/v1/exercises/?state_all=ABX,ACX",
    "/api/v1/exercises/?has=start&lacks=end,personnel",
    "/api/v1/exercises/?start_verification=unverified",
    "/api/v1/exercises/?verification=disputed",
    "/api/v1/states/?region=Region 1,Region 2&order=region",
    "/api/v1/frameworks/?relations.target=framework-0",
    "/api/v1/frameworks/?relations.relation=replaces",
]
"""What counts, orders or shows a large part of a kind."""


@pytest.mark.django_db
@pytest.mark.parametrize("path", ONE)
def test_what_concerns_one_entry_reads_no_table_whole(many, path):
    assert read_whole(path, KEPT) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("path", MANY)
def test_no_list_goes_through_all_that_hangs_on_entries(many, path):
    """A list may read the listings; never all facets, facts, names and texts."""
    assert read_whole(path, HANGING) == {}


@pytest.mark.django_db
def test_a_query_without_index_is_found_out(many):
    statement = "SELECT * FROM entries_mention WHERE fact = 'start'"
    assert "entries_mention" in [scanned(line) for line in plan(statement)]
