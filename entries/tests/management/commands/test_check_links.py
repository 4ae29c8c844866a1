"""The command that asks the addresses of sources."""

from datetime import timedelta
from io import StringIO
from unittest import mock

import pytest
from django.core.management import call_command
from django.utils import timezone

from entries.desk.linkcheck import LinkCheck, Outcome
from entries.exchange.links.asking import Answer, Asker
from entries.exchange.links.telling import agent
from entries.publishing.audit import AuditLine
from entries.tests.factories import citation, make_source, make_topic

pytestmark = pytest.mark.django_db

ANSWERS = {
    "https://a.example/": Answer(Outcome.MISSING, 404),
    "https://b.example/": Answer(Outcome.MOVED, 200, "https://new.example/"),
    "https://c.example/": Answer(Outcome.OK, 200),
    "https://copy.example/": Answer(Outcome.FAILED, 500),
}


def checked(*arguments):
    out = StringIO()
    asked = []

    def ask(_, url):
        asked.append(url)
        return ANSWERS[url]

    with mock.patch.object(Asker, "ask", ask):
        call_command("check_links", *arguments, stdout=out)
    return out.getvalue().splitlines(), asked


@pytest.fixture(autouse=True)
def entries():
    make_source("a", url="https://a.example/")
    make_source("b", url="https://b.example/")
    make_source("c", url="https://c.example/", archive_url="https://copy.example/")
    make_topic("one", text="So[^a].", citations=[citation("text", "a")])
    make_topic(
        "two", citations=[citation("title", "a"), citation("summary", "a", "a-2")]
    )


def test_it_names_the_dead_links_with_who_cites_them_and_those_that_moved():
    first, _ = checked()
    assert first == [
        "asked now: 1 OK, 1 Moved for good, 1 Not found, 1 Failed",
        "moved for good: 1",
        "  b: https://b.example/ is now https://new.example/",
        "dead links: 0",
    ]
    then = timezone.now() - timedelta(days=2)
    LinkCheck.objects.update(at=then)
    LinkCheck.objects.filter(failures=1).update(failing_since=then)
    lines, asked = checked()
    assert sorted(asked) == ["https://a.example/", "https://copy.example/"]
    dead = lines[lines.index("dead links: 2") :]
    assert dead[1].startswith("  a: Dead link since ")
    assert "(answer 404, 2 times in a row)" in dead[1]
    assert dead[1].endswith(": https://a.example/")
    assert dead[2:4] == ["    it has no archived copy", "    cited by one, two"]
    assert dead[4].endswith(": https://copy.example/")
    assert dead[5:] == ["    cited by no entry"]


def test_it_asks_again_only_what_is_due_or_all():
    checked()
    assert checked()[1] == []
    assert sorted(checked("--all")[1]) == sorted(ANSWERS)


def test_the_audit_log_says_so():
    checked()
    line = AuditLine.objects.get(action="checked links")
    assert (line.key, line.detail) == ("", "4 addresses")


def test_it_says_whose_program_it_is(settings):
    assert agent() == "SCO-Portal-link-check/1"
    settings.SITE_URL = "https://portal.example"
    assert agent() == "SCO-Portal-link-check/1 (+https://portal.example)"


def test_what_was_not_asked_is_said():
    later = {url: Answer(Outcome.FAILED, 429, wait=60) for url in ANSWERS}
    LinkCheck.objects.create(
        url="https://a.example/", host="a.example", claimed=timezone.now()
    )
    with mock.patch.dict(ANSWERS, later):
        lines, _ = checked()
    assert "asked now: none" in lines
    assert "3 not asked: their hosts want to be asked later" in lines
    assert "1 not asked: another run is at their hosts" in lines
