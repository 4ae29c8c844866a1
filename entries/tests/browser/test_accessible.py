"""The pages that editors look at all day: nothing that anybody would stumble over."""

import pytest

from entries.desk.source import Source
from entries.tests.browser.test_tasks import exercise, form
from entries.tests.factories import make_exercise, make_topic, submit

__all__ = ["exercise"]

pytestmark = pytest.mark.browser

LOOKS = [(1280, "light"), (1280, "dark"), (768, "light"), (768, "dark")]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_pages_of_the_desk(desk, exercise, width, scheme):
    made = submit(make_topic(text="New words"))
    anna = desk("anna", width, scheme)
    pages = [
        "/admin/",
        "/admin/quality/unverified/",
        "/admin/entries/exercise/",
        form(exercise),
        form(exercise).replace("/change/", "/citations/"),
        form(exercise).replace("/change/", "/submit/"),
        form(exercise).replace("/change/", "/history/"),
        form(exercise).replace("/change/", "/preview/"),
        "/admin/entries/exercise/import/",
        "/admin/entries/exercise/export/",
        "/admin/entries/source/",
        form(Source.objects.get()).replace("/change/", "/uses/"),
        f"/admin/entries/submission/{made.pk}/change/",
    ]
    found = {}
    for page in pages:
        anna.open(page)
        if findings := anna.findings():
            found[page] = findings
    assert found == {}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_review_and_the_conflict(desk, exercise, width, scheme):
    anna, boris = desk("anna", width, scheme), desk("boris")
    for person in (anna, boris):
        person.open(form(exercise))
    boris.fill(personnel="5000", note="Held near Chebarkul, in the Urals, in August.")
    boris.press("Save and continue editing")
    anna.fill(personnel="6000", note="Nobody knows where it was held.")
    anna.press("Save and continue editing")
    assert anna.reads("somebody else saved it")
    assert anna.findings() == []
    made = submit(make_exercise(personnel=5000, note="Held near Chebarkul in August."))
    rita = desk("rita", width, scheme)
    rita.open(f"/admin/entries/submission/{made.pk}/change/")
    assert rita.reads("What it changes")
    assert rita.findings() == []
