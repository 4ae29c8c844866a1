"""A record with all that can happen to one, its archive, and a database emptied."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db.models import QuerySet

from entries.desk.conversion import restore
from entries.documents.canonical import canonical, digest
from entries.exchange.dump.files import MANIFEST
from entries.exchange.dump.writing import write
from entries.publishing import audit
from entries.publishing.rebuilding import rebuild
from entries.publishing.withdrawing import redact
from entries.record.archives import Archive
from entries.record.edition import Edition, Revision
from entries.record.search import engine
from entries.tests.desk.images.pictures import kept, picture
from entries.tests.factories import (
    citation,
    editor,
    make,
    make_document,
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
from entries.tests.guards import unguarded
from entries.vocabulary import ChangeWord

DRAFT = "zzdraftzz"
SECRET = "zzsecretzz"
OLD_IMAGE = "figures/old.png"
"""An image of before images had digests in their names."""


def make_world() -> Edition:
    """Publish, correct, move, withdraw and redact; the last edition."""
    default_storage.save(OLD_IMAGE, ContentFile(b"\x89PNG"))
    publish(*first_entries(), reason="The first facts")
    as_of_old("joint-exercises")
    corrected = exercise(
        personnel=4000,
        address="peace-mission-07",
        start="2007-08-09",
        locations=[{"key": "urumqi", "name": "Ürümqi", "state": "CHN"}],
    )
    publish(
        make("exercise", "peace-mission-2007", **corrected),
        reason="Начало уточнено; 更正",
        word=ChangeWord.CORRECTED,
    )
    withdraw(make_topic("founding", title="Founding"), successor="joint-exercises")
    publish(make_topic("noted", title=SECRET, text=f"Of {SECRET}."))
    publish(make_topic("noted", title="Noted", text="Of nothing."))
    redact(Revision.objects.get(key="noted", number=1), editor(), "The law asks for it")
    # Withdrawn and taken out, and still cited by what is live.
    withdraw(make_source("tass-2012", title="TASS", source_type="official"))
    make_source("tass-2012", title="Nothing of it")
    redact(Revision.objects.get(key="tass-2012", number=2), editor(), "The law again")
    withdraw(make_state("XKX", title="Kay", iso2="XK"), successor="CHN")
    # The code of a state that was withdrawn is another's by now.
    make_state("XKX", title="Kay", iso2="ZZ")
    last = publish(make_state("KOS", title="Other Kay", iso2="XK"))
    drafts()
    return last


def as_of_old(key: str) -> None:
    """Let a revision be one of the first format: such are kept as they were."""
    revision = Revision.objects.get(key=key)
    content = {**json.loads(revision.canonical), "schema": 1}
    for row in content["citations"]:
        del row["review_by"]
    text = canonical(content)
    with unguarded():
        rows: QuerySet[Revision] = QuerySet(Revision).filter(pk=revision.pk)
        rows.update(schema=1, canonical=text, digest=digest(text))


def first_entries() -> Iterator[Any]:
    yield make_source("xinhua-2007", title="Xinhua on 2007", published="2007-08-10")
    yield make_source("tass-2012", title="TASS", source_type="official", language="ru")
    yield make_state(
        "CHN",
        iso2="CN",
        title="China",
        title_ru="Китай",
        title_zh="中国",
        capital="Beijing",
        capital_lat=39.9,
        capital_lon=116.4,
        standing=[
            {"key": "founder-2001", "role": "founder", "from": "2001-06-15"},
            {"key": "member", "role": "member", "from": "2001-06-15", "to": "2002?"},
        ],
        names=[{"key": "prc", "language": "en", "name": "PRC"}],
        remarks=[
            {
                "key": "name",
                "subject": "The name",
                "accounts": [{"key": "a", "says": "One"}, {"key": "b", "says": "Two"}],
            }
        ],
    )
    yield make_state("XKX", title="Kay", iso2="XK")
    yield make_series("peace-mission", title="Peace Mission")
    yield make_framework(
        title="SCO Charter",
        signed="2002-06-07",
        themes=["institutional"],
        parties=[
            {"state": "CHN", "signed": "2002-06-07", "ratified": "2003"},
            {"state": "XKX"},
        ],
    )
    yield make("exercise", "peace-mission-2007", **exercise())
    yield make_topic("joint-exercises", title="Joint exercises", **topic())
    yield make_topic("founding", title="Founding")


def exercise(**fields: Any) -> dict[str, Any]:
    return {
        "title": "Peace Mission 2007",
        "series": "peace-mission",
        "start": "2007-08",
        "end": "2007-08-17",
        "personnel": 6000,
        "hosts": ["CHN"],
        "focus": ["counter-terrorism"],
        "domains": ["land", "air"],
        "locations": [
            {"key": "chelyabinsk", "name": "Chelyabinsk", "lat": 55.0, "lon": 61.5}
        ],
        "participants": [participant("CHN", personnel=1600), participant("XKX")],
        "relations": [
            {"key": "basis", "relation": "legal-basis", "target": "sco-charter"}
        ],
        "citations": [
            citation("start", "xinhua-2007", quote="“=1+1”, they said"),
            citation("personnel", "xinhua-2007", "xinhua-2007-2"),
            citation("personnel", "tass-2012", value=6500),
        ],
        "figures": [
            {
                "key": key,
                "image": image,
                "alt": "A map",
                "credit": "The desk",
                "licence": "CC BY 4.0",
            }
            for key, image in (("map", kept(picture())), ("old", OLD_IMAGE))
        ],
        **fields,
    }


def topic() -> dict[str, Any]:
    return {
        "summary": "On {{peace-mission-2007:personnel}} who took part.",
        "text": "Of [it](entry:peace-mission-2007)[^xinhua-2007],\nand “=1”.",
        "text_ru": "Об [учении](entry:peace-mission-2007).",
        "claims": [{"key": "alliance", "claim": "It is a bloc", "verdict": "partly"}],
        "citations": [citation("text", "xinhua-2007")],
    }


def drafts() -> None:
    """What stands on the desk alone, and in no archive."""
    make_exercise("drafted", title=DRAFT)
    entry = make_state("CHN", iso2="CN", title="China")
    audit.edited(entry, editor(), entry.version, DRAFT)
    restore(make_document("state", "CHN", title=DRAFT, iso2="CN"), entry)


def quiet(_: str) -> None:
    """Nobody watches."""


def dumped(folder: Path, number: int = 0) -> Path:
    """The archive of an edition, of the newest if none is named."""
    written(folder, number)
    return next(iter(folder.glob("*.zip")))


def written(folder: Path, number: int = 0) -> Archive:
    edition = Edition.objects.get(number=number) if number else Edition.objects.first()
    name = f"sco-portal-edition-{edition.number}.zip"
    return write(folder / name, edition, quiet)


def emptied() -> None:
    """A database as migrations leave it; numbers of rows go on where they were."""
    with unguarded():
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False)
    engine.clear()


def rebuilt(archive: Any) -> int:
    return rebuild(archive, editor("rebuilder"), quiet)


def lines(archive: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a part of the record in an archive."""
    with ZipFile(archive) as file:
        return list(map(json.loads, file.read(f"record/{name}.jsonl").splitlines()))


def altered(
    archive: Path, target: Path, name: str, change: Callable[[bytes], bytes], **how: Any
) -> Path:
    """A copy with one file changed; `signed` as if it had always been so."""
    with ZipFile(archive) as file:
        contents = {one: file.read(one) for one in file.namelist()}
    contents[name] = change(contents[name])
    if how.get("signed"):
        sums = (
            f"{hashlib.sha256(content).hexdigest()}  {one}\n"
            for one, content in sorted(contents.items())
            if one != MANIFEST
        )
        contents[MANIFEST] = "".join(sums).encode()
    with ZipFile(target, "w") as file:
        for one, content in contents.items():
            file.writestr(one, content)
    return target
