"""A small record with a past.

Five editions, an entry that moved, one that was withdrawn, one of which the law took a
revision, an image, lists in several parts.
"""

from io import StringIO
from pathlib import Path
from unittest.mock import patch

from django.core.management import call_command
from django.test import override_settings

from entries.exchange.mirror.checking import Checked, check
from entries.publishing.withdrawing import redact
from entries.record.edition import Revision
from entries.tests.desk.images.pictures import kept, picture
from entries.tests.factories import (
    citation,
    editor,
    make_exercise,
    make_framework,
    make_series,
    make_source,
    make_state,
    make_topic,
    participant,
    publish,
    withdraw,
)

SITE = "https://portal.example"
LANGUAGES = ("en", "ru", "zh")
DRILL = "en/exercises/peace-mission-2007"
SIZE = 2
"""Of a part of a list: so that a small record has long lists."""


def drill(**fields):
    own = {
        "series": "peace-mission",
        "start": "2007-08-09",
        "personnel": 4000,
        "locations": [{"key": "urumqi", "name": "Urumqi", "lat": 43.8, "lon": 87.6}],
        "participants": [participant("CHN", "host", personnel=1600)],
        "citations": [
            citation("personnel", "xinhua-2007", quote="4,000 servicemen"),
            citation("participants.CHN", "xinhua-2007", "xinhua-2007-2"),
        ],
    }
    return make_exercise("peace-mission-2007", **own | fields)


def populate():
    """Publish five editions. MEDIA_ROOT must be a folder of the test's own."""
    image = kept(picture(400, 300), "drill.png")
    figure = {"key": "map", "image": image, "alt": "Map", "credit": "X", "licence": "Y"}
    parties = [{"state": "CHN", "signed": "2007-06-27", "ratified": "2008"}]
    standing = [{"key": "founder-2001", "role": "founder", "from": "2001-06-15"}]
    publish(
        make_state("CHN", title="China", title_ru="Китай", standing=standing),
        make_series("peace-mission", title="Peace Mission"),
        make_source("xinhua-2007", title="Drill begins", url="https://example.org/x"),
        make_source("rian-2007"),
        make_source("lost-2007", title="Lost source"),
        make_framework("agreement-2007", title="Agreement", parties=parties),
        drill(figures=[figure]),
        make_topic("drills", text="On [the drill](entry:peace-mission-2007)."),
        reason="First edition",
    )
    publish(
        drill(personnel=6000, figures=[figure], address="peace-mission"),
        make_state("CHN", title="People's Republic of China", standing=standing),
        reason="More took part",
    )
    withdraw(make_source("lost-2007", title="Lost source"), successor="rian-2007")
    publish(drill(personnel=6500, address="peace-mission"), reason="More again")
    redact(Revision.objects.get(key="CHN", number=1), editor("reviewer"), "The law")


def populate_briefly():
    """Publish one edition of three entries, for tests that need many runs."""
    publish(
        make_source("xinhua-2007", title="Drill begins"),
        make_topic("drills", text="On exercises."),
        make_state("CHN", title="China"),
        reason="First edition",
    )


def settings(media):
    return override_settings(
        SITE_URL=SITE,
        ALLOWED_HOSTS=["portal.example"],
        MEDIA_ROOT=media,
        DUMPS_ROOT=media.parent / "dumps",
    )


def run(folder, *options):
    """The command, with lists in short parts; what it said."""
    out = StringIO()
    with (
        patch("entries.site.views.lists.SIZE", SIZE),
        patch("entries.api.lists.PAGE_SIZE", SIZE),
    ):
        call_command("mirror", str(folder), *options, stdout=out, stderr=out)
    return out.getvalue()


def run_briefly(folder):
    """The command without the citations of pages about the whole: most of its time."""
    with patch("entries.exchange.mirror.places._citation", return_value=None):
        return run(folder)


def checked(folder) -> Checked:
    return check(Path(folder), lambda _: None)


def files(folder):
    """Every file of a folder by name, with its content and its time."""
    return {
        str(file.relative_to(folder)): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in sorted(Path(folder).rglob("*"))
        if file.is_file()
    }
