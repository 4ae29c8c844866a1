"""The recipes of docs/api.md do what they say, as they stand there."""

import re
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from entries.record.edition import Revision
from entries.tests.api.world import make_world
from entries.tests.factories import (
    make_exercise,
    make_source,
    make_state,
    participant,
    publish,
)

SITE = "https://portal.example"
RECIPES = (
    (settings.BASE_DIR / "docs" / "api.md")
    .read_text("utf-8")
    .partition("\n## Recipes\n")[2]
    .partition("\n## ")[0]
)


def blocks(heading, language):
    """The recipes of one language below a heading."""
    below = RECIPES.partition(f"\n### {heading}\n")[2].partition("\n### ")[0]
    found = re.findall(rf"^```{language}\n(.*?)^```$", below, re.DOTALL | re.MULTILINE)
    assert found, f"there is no recipe in {language} below {heading}"
    return found


@pytest.fixture
def site(transactional_db, live_server, tmp_path, monkeypatch):
    """A site with a second edition, and a folder to work in."""
    make_world()
    both = [participant("CHN", "host"), participant("RUS")]
    publish(
        make_state("RUS", title="Russia"),
        make_source("tass-2018", title='He said "=1+1"\nand | left', language="ru"),
        make_exercise(
            "peace-mission-2018",
            title="Peace Mission 2018",
            start="2018-08-22",
            hosts=["CHN", "RUS"],
            personnel=3000,
            participants=both,
        ),
        make_exercise(
            "peace-mission-2005", start="2005", participants=both, title="2005"
        ),
        make_exercise(
            "peace-mission-2007",
            title="Peace Mission 2007",
            start="2007-08-09",
            personnel=7000,
            participants=[participant("CHN", "host")],
        ),
    )
    monkeypatch.chdir(tmp_path)
    return live_server.url


def run(site, heading, number=0):
    """What the recipe in Python defines."""
    names = {"__name__": "recipe"}
    text = blocks(heading, "python")[number].replace(SITE, site)
    exec(compile(text, "docs/api.md", "exec"), names)  # noqa: S102  our own
    return SimpleNamespace(**names)


def sh(site, heading, number=0):
    """What the recipe for a shell says."""
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    text = blocks(heading, "sh")[number].replace(SITE, site)
    done = subprocess.run(
        ["sh", "-eu", "-c", text], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_list_is_filtered(site, capsys):
    heading = "List and filter"
    page = run(site, heading).page

    assert [one["key"] for one in page["results"]] == [
        "peace-mission-2018",
        "peace-mission-2005",
    ]
    said = capsys.readouterr().out
    assert said == "2018-08-22 Peace Mission 2018 3000\n2005 2005 unknown\n"
    assert '"start":"2018-08-22","personnel":3000' in sh(site, heading)


def test_a_misspelt_filter_is_explained(site, capsys):
    problem = run(site, "List and filter", 1).problem

    assert problem["status"] == 400
    assert capsys.readouterr().out.endswith("Perhaps state?\n")


def test_a_list_is_a_data_frame(site):
    pytest.importorskip("pandas")
    together = run(site, "List and filter", 2).together

    assert together["title"].to_list() == ["Peace Mission 2018", "2005"]
    assert together["hosts"].to_list()[0] == ["CHN", "RUS"]
    assert together["personnel"].sum() == 3000


def test_a_list_is_walked_page_by_page(site):
    found = run(site, "Page by page")

    assert [one["key"] for one in found.states] == ["CHN", "IRN", "RUS"]
    assert sh(site, "Page by page").count('"results":[{') == 3


def test_a_file_is_known_to_be_whole(site):
    heading = "All rows in one file, and whether they are all there"
    found = run(site, heading)

    assert len(found.exercises) == 4
    assert {one["key"] for one in found.sources} == {
        "tass-2012",
        "tass-2018",
        "xinhua-2007",
    }
    assert "=1+1" in {one["key"]: one["title"] for one in found.sources}["tass-2018"]
    assert sh(site, heading) == "all of 3\n"


def test_a_broken_file_is_noticed(site):
    heading = "All rows in one file, and whether they are all there"
    text = blocks(heading, "python")[0].replace(SITE, site)
    for broken in ("answer.read()[:-9]", "answer.read()[:40]"):
        with pytest.raises(EOFError):
            exec(text.replace("answer.read()", broken), {})  # noqa: S102  our own


def test_facts_are_a_data_frame(site):
    pytest.importorskip("pandas")
    found = run(site, "Facts as a data frame")

    assert found.largest["title"].to_list() == [
        "Peace Mission 2007",
        "Peace Mission 2018",
    ]
    assert found.largest["value"].to_list() == [7000, 3000]
    assert len(found.doubtful) == 2


def test_an_older_edition_is_compared_and_a_day_is_asked_for(site):
    found = run(site, "As it was")

    assert (found.first["personnel"], found.newest["personnel"]) == (4000, 7000)
    assert {"personnel", "series", "citations"} <= found.changed
    assert "start" not in found.changed
    assert found.roles == ["observer"]
    said = sh(site, "As it was")
    assert '"personnel":4000' in said
    assert '"role":"observer"' in said


def test_what_was_cited_is_checked(site):
    heading = "Cite, and check what was cited"
    found = run(site, heading)

    assert found.is_genuine
    first = Revision.objects.get(key="peace-mission-2007", number=1)
    assert found.revision["digest"] == first.digest
    assert "@" in sh(site, heading)
    assert "edition=1" in sh(site, heading)


def test_every_recipe_is_run():
    """But for those that have tests of their own."""
    elsewhere = {"A copy that stays up to date", "With a generated client"}
    text = Path(__file__).read_text("utf-8")
    for heading in re.findall(r"^### (.+)$", RECIPES, re.MULTILINE):
        assert (
            f'run(site, "{heading}"' in text
            or f'heading = "{heading}"' in text
            or (heading in elsewhere)
        )
