"""The documents beside the code name every command, setting and address."""

import re
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.urls import URLPattern, get_resolver

from entries.api.fields import leaves, tree
from entries.api.shapes import ITEMS
from entries.documents.kinds import KINDS as KINDS_BY_NAME
from entries.record.asking.declared import BESIDE, declared
from entries.record.asking.questions import parameters

DOCS = settings.BASE_DIR / "docs"
COMMANDS = settings.BASE_DIR / "entries" / "management" / "commands"
KINDS = r"(states|series|exercises|frameworks|topics|sources|<plural:plural>)"


def text(*names):
    return "\n".join((DOCS / name).read_text("utf-8") for name in names)


def routes(patterns, before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern.url_patterns, route)


def documented(route):
    """A route as the table of addresses writes it."""
    route = route.replace("<language:language>", "en")
    route = re.sub(rf"(?<=/){KINDS}(?=/)", "{kind}", route)
    route = re.sub(r"<entry_key:key>", "{key}", route)
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)


def test_every_command_is_described():
    described = text("running.md")
    for file in COMMANDS.glob("[a-z]*.py"):
        assert f"`{file.stem}" in described, file.stem


def test_every_task_of_the_guide_is_done_in_a_browser():
    told = re.findall(r"^### (\d+)\. ", text("editors.md"), re.MULTILINE)
    tests = settings.BASE_DIR / "entries" / "tests" / "browser" / "test_tasks.py"
    done = re.findall(r"^def test_(\d+)_", tests.read_text("utf-8"), re.MULTILINE)
    assert told == done == [str(number) for number in range(1, 11)]


def test_every_setting_is_described():
    code = (settings.BASE_DIR / "scoportal" / "settings.py").read_text("utf-8")
    asked = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", code))
    assert "SECRET_KEY" in asked
    described = text("running.md")
    assert {name for name in asked if f"`{name}`" not in described} == set()


def test_every_address_is_described():
    described = text("addresses.md")
    known = [
        route
        for route in routes(get_resolver().url_patterns)
        if not route.startswith(("admin/", "__")) and "rest>" not in route
    ]
    lacking = {
        documented(route)
        for route in known
        if route and not route.startswith("api/^") and route not in {"api/"}
    }
    # What only one kind has is described by that kind's own address.
    told = re.sub(rf"(?<=/){KINDS}(?=/)", "{kind}", described)
    assert {one for one in lacking if f"`{one}" not in told} == set()


def test_the_walk_of_a_fact_names_what_there_is():
    """A module and what it holds, as in `exchange.importing.write`."""
    named = re.findall(r"`((?:[a-z_]+\.){2,}\w+)`", text("architecture.md"))
    assert len(named) > 10
    for name in named:
        module, _, what = name.rpartition(".")
        assert hasattr(import_module(f"entries.{module}"), what), name


def test_links_between_documents_lead_somewhere():
    files = [settings.BASE_DIR / "README.md", *DOCS.rglob("*.md")]
    for file in files:
        for link in re.findall(r"\]\(([^)#:]+)\)", file.read_text("utf-8")):
            assert (file.parent / Path(link)).exists(), (file.name, link)


def test_the_contents_of_the_api_are_its_headings():
    told = text("api.md")
    contents = told.partition("Contents: ")[2].partition("\n\n")[0]
    links = re.findall(r"\[([^\]]+)\]\(#([a-z0-9-]+)\)", contents)
    headings = re.findall(r"^## (.+)$", told, re.MULTILINE)
    assert [name for name, _ in links] == headings
    for name, place in links:
        assert place == re.sub(r"[^a-z0-9 -]", "", name.lower()).replace(" ", "-")


def test_every_decision_is_listed():
    listed = (DOCS / "decisions" / "README.md").read_text("utf-8")
    for file in (DOCS / "decisions").glob("0*.md"):
        assert f"({file.name})" in listed


def test_what_lists_cannot_be_asked_is_said_with_its_reason():
    whole = text("api.md").partition("### What cannot be filtered by")[2]
    table = whole.partition("\n## ")[0]
    told = {}
    for row in re.findall(r"^\| (`.+) \| [^|]+ \| ([^|]+) \|$", table, re.MULTILINE):
        told |= dict.fromkeys(re.findall(r"`([a-z_.]+)`", row[0]), row[1])
    every = [one for kind in KINDS_BY_NAME for one in declared(kind).values()]
    assert told == BESIDE | {one.name: one.why_not for one in every if one.why_not}
    for kind, shape in ITEMS.items():
        answered = {".".join(path) for path in leaves(tree(shape))}
        shown = {name for name in answered if not name.startswith("expanded.")}
        assert len(shown) > len(BESIDE)
        asked = parameters(kind).keys() - {"edition"}
        assert shown - asked == shown & told.keys(), kind
