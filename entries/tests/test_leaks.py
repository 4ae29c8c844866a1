"""Nothing unpublished shows anywhere, whatever is asked."""

import re

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from entries.desk.conversion import restore, restore_all
from entries.desk.entry import Entry
from entries.documents.kinds import KINDS, PLURALS
from entries.exchange.mirror.folder import SUMS
from entries.inbox.report import Place, Report, receive
from entries.publishing import audit
from entries.publishing.approving import approve
from entries.publishing.submission import Proposal, Submission
from entries.publishing.submitting import return_, submit, take_back
from entries.tests import factories
from entries.tests.crawler import Crawler, asked, body, paths
from entries.tests.exchange.mirror.world import run_briefly
from entries.tests.factories import citation, editor, participant
from entries.tests.sentinels import MARKS, NUMBER, STATE, WORD, YEAR, sentinel_document

CLEAN = {
    "state": ("CHN", {"title": "China", "capital": "Beijing"}),
    "series": ("a-series", {"title": "A series"}),
    "source": ("a-source", {"title": "A source", "publisher": "Publisher"}),
    "framework": ("a-framework", {"title": "A framework"}),
    "topic": ("a-topic", {"title": "A topic", "text": "On [it](entry:an-exercise)."}),
    "exercise": (
        "an-exercise",
        {
            "title": "An exercise",
            "start": "2007-08-09",
            "series": "a-series",
            "participants": [participant("CHN", personnel=1600)],
            "citations": [citation("start", "a-source")],
            "figures": [
                {
                    "key": "map",
                    "image": "figures/clean.png",
                    "alt": "A map",
                    "credit": "The desk",
                    "licence": "CC BY 4.0",
                }
            ],
        },
    ),
}
TOKEN = re.compile('name="token" value="[^"]+"')
OTHER = "yyquietyy"
"""Asked for in place of the sentinel: nobody wrote it anywhere."""


@pytest.fixture
def world(db, settings, tmp_path):
    """Published entries of every kind, and the sentinel in all that is not public."""
    settings.MEDIA_ROOT = tmp_path
    for name in ("clean", WORD):
        default_storage.save(f"figures/{name}.png", ContentFile(b"\x89PNG"))
    order = ("state", "series", "source", "framework", "exercise", "topic")
    made = [factories.make(kind, CLEAN[kind][0], **CLEAN[kind][1]) for kind in order]
    factories.publish(*made)
    _drafts()
    _edits()
    _submissions()
    _reports()
    return settings


def _drafts():
    """Entries that were never published, one of each kind, naming what was."""
    restore_all([sentinel_document(kind) for kind in KINDS])


def _edits():
    """What was published is edited: the sentinel stands in every field of its draft."""
    for kind, (key, _) in CLEAN.items():
        entry = Entry.objects.get(key=key)
        audit.edited(entry, editor(), entry.version, f"{WORD} {NUMBER}")
        address = f"{WORD}-address-{kind}"
        restore(sentinel_document(kind, key, address=address, **_code(kind)), entry)


def _code(kind):
    return {"iso2": "QZ"} if kind == "state" else {}


def _submissions():
    """One of each sort on the way: open, approved, returned and taken back."""
    writer = editor()
    writer.email, writer.first_name = f"{WORD}@example.org", WORD
    writer.save()
    entries = {entry.key: entry for entry in Entry.objects.all()}
    approved = [entries["an-exercise"], entries["a-framework"], entries[STATE]]
    approve(submit(approved, writer, WORD), writer, f"{WORD} {YEAR}")
    returned = submit([entries[f"{WORD}-exercise"]], writer, WORD)
    return_(returned, editor("reviewer"), f"{WORD}: shorter")
    take_back(submit([entries["CHN"]], writer, WORD), writer)
    names = ("source", "series", "framework", "topic")
    new = [entries[f"{WORD}-{name}"] for name in names]
    submit([*new, entries["a-source"], entries["a-topic"]], writer, WORD)
    unpublished = Proposal.objects.filter(submission__edition=None)
    assert set(unpublished.values_list("entry__kind", flat=True)) == set(KINDS)


def _reports():
    """What readers wrote to the editors, of an entry that everybody sees."""
    place = Place("exercise", "an-exercise", "start", 1, "en")
    said = {"text": WORD, "source": f"https://{WORD}.example/"}
    receive(WORD, place, **said, email=f"{WORD}@example.org")


def everything():
    """Where a reader may begin: all that resolves, and all that can be asked."""
    addresses = [key.lower() for key, _ in CLEAN.values()] + ["no-such-entry"]
    samples = {
        "language": ["en"],
        "plural": list(PLURALS),
        "address": addresses,
        "key": [key for key, _ in CLEAN.values()] + addresses,
        "number": [1, 2, 9],
        "section": ["en-pages", "en-editions", *(f"en-{plural}" for plural in PLURALS)],
        "name": ["figures/clean.png", "figures/none.png"],
        "form": ["text", "csl-json"],
        "insight": ["participation", "timeline", "membership", "scale"],
        "reference": [Report.objects.get().reference],
    }
    yield from paths(samples)
    yield from asked(["CHN", "a-source", "exercise", "no"])
    for address in ("/en/", "/en/search/", "/api/v1/exercises/", "/nowhere/"):
        for query in ("q=an", "q=%00", "edition=1", "edition=9", "page=2", "x=1"):
            yield f"{address}?{query}"


def hunted(word):
    """The addresses that ask for one word, wherever one can be asked for."""
    for plural, kind in PLURALS.items():
        for key in (word, f"{word}-{kind.name}", f"{word}-address-{kind.name}"):
            for start in ("/en", "/api/v1"):
                for end in ("", "revisions/", "revisions/1/"):
                    yield f"{start}/{plural}/{key}/{end}"
    for query in (word, f"{word[:-1]}", f"{word} title", f"{word} an"):
        yield f"/en/search/?q={query}"
        yield f"/en/search/?q={query}&edition=1"
    yield from (path for path in asked([word]) if word in path)
    yield f"/media/figures/{word}.png"
    yield f"/{word}/"


def marks_in(answer):
    """The sentinels in an answer and in its headers."""
    # A page may be as long as the sentinel's year.
    headers = {k: v for k, v in answer.headers.items() if k != "Content-Length"}
    # A form's token is letters by chance, those of the sentinel among them.
    said = TOKEN.sub("", body(answer))
    text = (said + str(headers)).lower()
    return [mark for mark in MARKS if stands_in(mark, text)]


def stands_in(mark, text):
    """Whether a text has a sentinel: of a number, as a number, not within a digest."""
    if not mark.isdecimal():
        return mark in text
    return bool(re.search(rf"(?<![0-9a-z]){mark}(?![0-9a-z])", text))


def test_the_sentinel_fills_every_field_that_a_document_has():
    for kind in KINDS:
        document = sentinel_document(kind)
        empty = [name for name, value in document.items() if value in ("", None, [])]
        assert set(empty) <= {"no_source"}
        for row in (
            r for rows in document.values() if isinstance(rows, list) for r in rows
        ):
            if isinstance(row, dict):
                assert [n for n, v in row.items() if v in ("", None, [])] == []


def test_nothing_unpublished_shows_whatever_a_reader_opens(world):
    answers = Crawler().crawl(everything())
    assert {
        path: answer.status_code
        for path, answer in answers.items()
        if answer.status_code >= 500
    } == {}
    statuses = {answer.status_code for answer in answers.values()}
    assert statuses >= {200, 400, 404}
    assert len([a for a in answers.values() if a.status_code == 200]) > 200
    leaks = {path: found for path, a in answers.items() if (found := marks_in(a))}
    assert leaks == {}
    for path in ("/en/exercises/an-exercise/", "/api/v1/exercises/an-exercise/"):
        assert "1600" in body(answers[path]).replace(",", "")
    assert answers["/media/figures/clean.png"].status_code == 200


def test_nothing_unpublished_is_in_a_static_copy(world, settings, tmp_path):
    settings.SITE_URL = "https://portal.example"
    settings.ALLOWED_HOSTS = ["portal.example"]
    run_briefly(tmp_path / "copy")
    kept = [file for file in (tmp_path / "copy").rglob("*") if file.is_file()]
    assert len(kept) > 300
    leaks = {}
    for file in kept:
        text = f"{file} {file.read_bytes().decode(errors='replace')}".lower()
        # The list of all files is digests, the sentinel among their letters by chance.
        found = [mark for mark in MARKS if mark in text and file.name != SUMS]
        leaks |= {file: found} if found else {}
    assert leaks == {}


def test_who_asks_for_it_learns_no_more_than_who_asks_for_nothing(world):
    client = Client(raise_request_exception=False)
    for wanted, other in zip(hunted(WORD), hunted(OTHER), strict=True):
        one, two = client.get(wanted), client.get(other)
        assert one.status_code == two.status_code, wanted
        assert one.status_code in (200, 400, 404), wanted
        said = body(one).replace(WORD, "").replace(WORD[:-1], "")
        assert said == body(two).replace(OTHER, "").replace(OTHER[:-1], ""), wanted
        assert "figures" not in wanted or one.status_code == 404


def test_who_asks_for_an_unpublished_state_learns_nothing(world):
    client = Client(raise_request_exception=False)
    for path in (
        "/en/states/{}/",
        "/api/v1/states/{}/",
        "/en/exercises/?state={}",
        "/en/exercises/?state={}&role=host",
        "/en/frameworks/?state={}",
        "/api/v1/exercises/?state={}",
        "/api/v1/exercises/?host={}",
        "/en/search/?q={}",
    ):
        for case in (str.upper, str.lower):
            one, two = (client.get(path.format(case(key))) for key in (STATE, "QQQ"))
            assert one.status_code == two.status_code
            hidden = [
                body(a).upper().replace(k, "") for a, k in ((one, STATE), (two, "QQQ"))
            ]
            assert hidden[0] == hidden[1], path


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "head"])
def test_no_other_method_tells_more(world, method):
    client = Client(raise_request_exception=False)
    for path in (
        "/en/",
        "/en/exercises/an-exercise/",
        f"/en/exercises/{WORD}-exercise/",
        "/api/v1/exercises/",
        "/api/v1/exercises/an-exercise/",
        "/sitemap.xml",
        "/media/figures/clean.png",
    ):
        answer = getattr(client, method)(path)
        assert answer.status_code < 500
        assert [mark for mark in marks_in(answer) if WORD not in path] == []


def test_the_desk_tells_strangers_nothing(world):
    client = Client(raise_request_exception=False)
    samples = {"object_id": [entry.pk for entry in Entry.objects.all()[:3]]}
    for path in paths(samples):
        if path.startswith("/admin/"):
            answer = client.get(path)
            assert answer.status_code in (200, 301, 302, 403, 404, 405), path
            assert marks_in(answer) == [], path


def test_what_is_published_is_found_by_the_same_search(world):
    """The net has no holes: the same crawl finds what is there to be found."""
    for submission in Submission.objects.filter(state__in=("submitted", "approved")):
        return_(submission, editor("reviewer"), "All at once")
    factories.publish(*Entry.objects.all())
    answers = Crawler().crawl(
        ["/en/", "/api/v1/", "/sitemap.xml", f"/en/search/?q={WORD}"]
    )
    leaky = {path for path, answer in answers.items() if marks_in(answer)}
    for start in ("/en/exercises/", "/api/v1/exercises/", "/sitemap-", "/en/search/"):
        assert any(path.startswith(start) for path in leaky), start
    found = {mark for path in leaky for mark in marks_in(answers[path])}
    assert found == set(MARKS)
    assert "PNG" in body(Client().get(f"/media/figures/{WORD}.png"))


RECORD = "entries.record."


def test_no_model_of_the_record_has_a_relation_out_of_it():
    record = [
        model for model in apps.get_models() if model.__module__.startswith(RECORD)
    ]
    assert len(record) == 12
    for model in record:
        for field in model._meta.get_fields():
            if field.is_relation:
                assert field.related_model in record, f"{model.__name__}.{field.name}"


def test_nothing_outside_the_record_can_be_reached_from_it_by_name():
    """Hidden relations lead to the record, and none of them has a name back."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith(RECORD):
            continue
        for field in model._meta.get_fields(include_hidden=True):
            target = getattr(field, "related_model", None)
            is_own = field.is_relation and field.concrete
            if is_own and target and target.__module__.startswith(RECORD):
                assert field.remote_field.hidden, f"{model.__name__}.{field.name}"
