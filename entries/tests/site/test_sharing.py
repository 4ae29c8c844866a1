"""The picture of a page for those who share it: drawn from what the edition holds."""

from io import BytesIO

from django.test import TestCase, override_settings
from PIL import Image

from entries.pages import drawing, sharing
from entries.publishing.withdrawing import redact
from entries.record.edition import Edition, Revision
from entries.record.years import exercises_held
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

DRILL = "/og/1/exercises/peace-mission-2007.png"


class SharingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        china = make_state("CHN", title="China", capital="Beijing")
        cls.part = [participant("CHN", personnel=1600)]
        cls.drill = make_exercise(
            title="Peace Mission 2007",
            start="2007-08",
            personnel=4000,
            participants=cls.part,
        )
        publish(
            china,
            make_series(title="Peace Mission", first_year=2005),
            make_framework(signed="2002", parties=[{"state": "CHN", "signed": "2002"}]),
            make_topic(),
            make_source(title="和平使命", published="2007"),
            cls.drill,
            make_exercise("drill-2008", start="2008?", participants=cls.part),
            make_exercise("off-2008", start="2008", outcome="cancelled"),
        )

    def share(self, key, edition=1):
        revision = Revision.objects.get(key=key, edition=edition)
        return sharing.of_entry(revision.document, Edition.objects.get(number=edition))

    def test_each_kind_and_the_whole_have_a_picture_of_the_size_that_is_told(self):
        for path in (
            "/og/1.png",
            DRILL,
            "/og/1/states/chn.png",
            "/og/1/series/peace-mission.png",
            "/og/1/frameworks/sco-charter.png",
            "/og/1/topics/joint-exercises.png",
            "/og/1/sources/xinhua-2007.png",
        ):
            answer = self.client.get(path)
            image = Image.open(BytesIO(answer.content))
            self.assertEqual((image.format, image.size), ("PNG", (1200, 630)), path)
            self.assertLess(len(answer.content), 60_000)
            self.assertIn("max-age=86400", answer["Cache-Control"])

    @override_settings(SITE_URL="https://portal.example")
    def test_a_page_names_its_picture_at_its_edition(self):
        self.assertContains(
            self.client.get("/en/exercises/peace-mission-2007/"),
            f'property="og:image" content="https://portal.example{DRILL}"',
        )
        self.assertContains(
            self.client.get("/ru/editions/"), "https://portal.example/og/1.png"
        )

    def test_it_shows_the_numbers_of_the_record(self):
        drill = self.share("peace-mission-2007")
        self.assertIn(("August 2007", "when"), drill.numbers)
        self.assertIn(("4,000", "personnel"), drill.numbers)
        self.assertEqual(drill.bars, (("China", 1600),))
        state = self.share("CHN")
        self.assertEqual(state.columns, ((2007, 1), (2008, 1)))
        self.assertEqual(exercises_held(1), ((2007, 1), (2008, 1)))
        self.assertEqual(self.share("sco-charter").columns, ((2002, 1),))

    def test_a_disputed_number_is_not_told_as_if_all_agreed(self):
        against = citation("personnel", "xinhua-2007", "other", value=6500)
        support = citation("personnel", "xinhua-2007")
        publish(
            make_exercise(personnel=4000, start="2007", citations=[support, against])
        )
        numbers = self.share("peace-mission-2007", 2).numbers
        self.assertIn(("4,000", "personnel (sources disagree)"), numbers)

    def test_what_the_font_cannot_write_is_left_out(self):
        self.assertEqual(self.share("xinhua-2007").title, "")
        self.assertEqual(sharing.written("Café – “x”"), "Cafe - “x”")
        self.assertEqual(sharing.written("Мирная миссия"), "")

    def test_each_letter_that_may_be_written_is_in_the_font(self):
        font = drawing._font(40)
        missing = bytes(font.getmask("中"))
        without = {
            one for one in sharing.WRITTEN if bytes(font.getmask(one)) == missing
        }
        self.assertEqual(without, set())

    def test_of_what_is_gone_there_is_none(self):
        self.assertEqual(self.client.get("/og/9.png").status_code, 404)
        nobody = self.client.get("/og/1/exercises/nobody.png")
        self.assertEqual(nobody.status_code, 404)
        publish(make_exercise(start="2009", participants=self.part))
        redact(
            Revision.objects.get(key="peace-mission-2007", number=1), editor(), "Law"
        )
        self.assertEqual(self.client.get(DRILL).status_code, 404)
        withdraw(make_topic())
        gone = self.client.get("/og/4/topics/joint-exercises.png")
        self.assertEqual(gone.status_code, 404)
        then = self.client.get("/og/3/topics/joint-exercises.png")
        self.assertEqual(then.status_code, 200)
