"""Editors, an import, a restore and a publication in random turns: nothing is lost.

Each writer reads first and writes later, others in between. What a writer adds is a
word of its own. After each write the entry must say all that it said before, less what
that writer had seen and replaced, and the writer's own word; a write that was refused
must have said so and changed nothing.
"""

import random
import re
from unittest.mock import patch

from django.db.models import F
from django.test import TestCase

from entries.desk.conversion import document, with_rows
from entries.desk.entry import Entry, StaleError
from entries.exchange.importing import Desk, EditedError, write
from entries.publishing.audit import EDITS, AuditLine
from entries.publishing.editions import publish as publish_submission
from entries.publishing.restoring import restore
from entries.publishing.submission import Submission
from entries.publishing.transitions import PublishingError
from entries.record.edition import Revision
from entries.tests.admin.forms import (
    add_row,
    address,
    administrator,
    client_of,
    filled,
)
from entries.tests.factories import editor, make_topic, publish

TIMES = 200
WRITES = 2
WORD = re.compile(r"word-\d+")


class World:
    """One topic, two editors, and what each of the writers is about to do."""

    def __init__(self, test, seed):
        self.test, self.random = test, random.Random(seed)  # noqa: S311 - a course of events, no secret
        self.entry = make_topic(f"topic-{seed}")
        publish(self.entry)
        self.waiting = []
        self.counted = 0

    def says(self):
        return document(with_rows("topic").get(pk=self.entry.pk))

    def words(self):
        return set(WORD.findall(str(self.says())))

    def version(self):
        return Entry.objects.get(pk=self.entry.pk).version

    def word(self):
        self.counted += 1
        return f"word-{self.counted}"

    # Each begins by reading, and returns what writes later: its own word, what it
    # had seen and replaces, and whether it was done.

    def text(self, client):
        page = address(self.entry)
        data = filled(client.get(page))
        word = self.word()
        changed = {**data, "text": f"{data['text']} {word}".strip()}
        return lambda: ({word}, set(), self.send(client, page, changed))

    def row(self, client):
        page = address(self.entry)
        data = filled(client.get(page))
        word = self.word()
        changed = add_row(data, "names", language="en", name=word, position="")
        return lambda: ({word}, set(), self.send(client, page, changed))

    def send(self, client, page, data):
        """Post a form; on the page of a conflict keep both, as an editor would."""
        answer = client.post(page, data)
        while answer.status_code == 200:
            self.test.assertTemplateUsed(answer, "admin/entries/entry/conflict.html")
            given = {
                "token": answer.context["token"],
                "started_from": answer.context["started_from"],
            }
            for one in (*answer.context["clashes"], *answer.context["others"]):
                given[f"choice-{one.path}"] = "both" if one.is_clash else one.chosen
                given[f"text-{one.path}"] = one.both or ""
            answer = client.post(address(self.entry, "merge"), given)
        return True

    def imported(self, _):
        entry = Entry.objects.get(pk=self.entry.pk)
        seen = self.says()
        desk = Desk({entry.key: entry}, {entry.key: seen})
        word = self.word()
        wanted = {**seen, "summary": word}
        gone = set(WORD.findall(seen["summary"]))

        def later():
            # As a command that found nothing edited when it began.
            Entry.objects.filter(pk=entry.pk, version=entry.version).update(
                imported_version=entry.version
            )
            entry.imported_version = entry.version
            try:
                write({entry.key: wanted}, desk, editor("import"), lambda _: None)
            except (StaleError, EditedError):
                return {word}, gone, False
            return {word}, gone, True

        return later

    def restored(self, _):
        version, seen = self.version(), self.words()
        revision = Revision.objects.filter(key=self.entry.key).latest("number")

        def later():
            try:
                name = f"revision-{revision.number}"
                restore(self.entry, name, editor("olga"), version)
            except StaleError:
                return set(), seen, False
            return set(), seen - set(WORD.findall(revision.canonical)), True

        return later

    def published(self, client):
        version = self.version()
        data = {
            "post": "yes",
            "reason": "New",
            "word": "updated",
            f"started_from-{self.entry.pk}": version,
        }

        def later():
            before = Submission.objects.count()
            client.post(address(self.entry, "submit"), data)
            if Submission.objects.count() == before:
                return set(), set(), False
            made = Submission.objects.latest("pk")
            self.test.assertEqual(made.proposals.get().version, version)
            made.state, made.approver = "approved", editor("bob")
            made.save()
            try:
                publish_submission(made, editor("bob"))
            except PublishingError:
                return set(), set(), False
            return set(), set(), True

        return later

    def turn(self, clients):
        acts = (self.text, self.row, self.imported, self.restored, self.published)
        if self.waiting and (self.random.random() < 0.5 or len(self.waiting) > 3):
            self.write(self.waiting.pop(self.random.randrange(len(self.waiting))))
        else:
            act = self.random.choice((*acts[:2], *acts))
            self.waiting.append(act(self.random.choice(clients)))

    def write(self, later):
        before, version = self.words(), self.version()
        added, replaced, is_done = later()
        after = self.words()
        if not is_done:
            self.test.assertEqual((after, self.version()), (before, version))
            return
        self.test.assertGreaterEqual(after, (before - replaced) | added)


class InterleavingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.users = [administrator("anna"), administrator("boris")]

    def play(self, seed):
        clients = [client_of(user) for user in self.users]
        world = World(self, seed)
        for _ in range(2 * WRITES):
            world.turn(clients)
        for later in world.waiting:
            world.write(later)
        lines = AuditLine.objects.filter(key=world.entry.key, action__in=EDITS)
        versions = list(lines.values_list("version", flat=True))
        # Each version was written over once, by one who had seen it.
        self.assertEqual(len(versions), len(set(versions)))

    def test_two_hundred_random_interleavings_lose_nothing(self):
        for seed in range(TIMES):
            with self.subTest(seed):
                self.play(seed)

    def test_without_the_check_of_versions_they_would_lose(self):
        def careless(entry, _):
            Entry.objects.filter(pk=entry.pk).update(version=F("version") + 1)

        lost = 0
        with (
            patch("entries.admin.versions.stale", return_value=""),
            patch("entries.publishing.audit.bump", careless),
        ):
            for seed in range(TIMES, TIMES + 20):
                try:
                    self.play(seed)
                except AssertionError:
                    lost += 1
        self.assertGreater(lost, 5)
