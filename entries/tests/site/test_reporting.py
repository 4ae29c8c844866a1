"""A reader reports an error: nothing is lost, nothing is public, robots stay out."""

import re
from html import unescape
from unittest import mock

from django.contrib.auth.models import Permission, User
from django.core import mail
from django.test import Client, TestCase, override_settings

from entries.inbox.knock import MOST_AN_HOUR
from entries.inbox.report import Report
from entries.inbox.telling import MOST_AN_HOUR as MOST_LETTERS
from entries.site import formtoken
from entries.tests.factories import (
    citation,
    make_exercise,
    make_source,
    make_state,
    participant,
    publish,
    withdraw,
)

URL = "/en/report/?entry=drill-2007&fact=personnel&edition=1"


def later(seconds):
    """The clock of the forms, so many seconds on."""
    at = formtoken.time.time() + seconds
    return mock.patch("time.time", return_value=at)


class ReportingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(
            make_state("CHN", title="China"),
            make_source("paper"),
            make_exercise(
                "drill-2007",
                title="Drill 2007",
                start="2007",
                personnel=4000,
                participants=[participant("CHN", personnel=1600)],
                citations=[citation("participants.CHN", "paper")],
            ),
        )

    def setUp(self):
        # Forged requests are looked for, as in a browser.
        self.client = Client(enforce_csrf_checks=True)

    def token(self, url=URL):
        text = self.client.get(url).text
        return unescape(re.search(r'name="token" value="([^"]+)"', text)[1])

    def send(self, url=URL, after=10, **fields):
        said = {"text": "It was 5,000.", "token": self.token(url), **fields}
        with later(after):
            return self.client.post(url, said)

    def test_beside_each_fact_stands_a_link_that_says_what_it_is(self):
        text = self.client.get("/en/exercises/drill-2007/").text
        for fact, label in {
            "personnel": "Personnel",
            "start": "Start",
            "participants.CHN": "China",
        }.items():
            url = f"/en/report/?entry=drill-2007&amp;fact={fact}&amp;edition=1"
            words = f"Report an error in {label}"
            self.assertInHTML(
                f'<a class="report" rel="nofollow" href="{url}" title="{words}">'
                f'<span class="hidden">{words}</span></a>',
                text,
            )

    def test_every_such_link_leads_to_a_form(self):
        text = self.client.get("/en/exercises/drill-2007/").text
        links = re.findall(r'class="report" rel="nofollow" href="([^"]+)"', text)
        self.assertGreater(len(links), 4)
        for link in links:
            answer = self.client.get(unescape(link))
            self.assertContains(answer, "What is wrong?")

    def test_the_form_names_the_fact_and_what_is_said_of_it(self):
        answer = self.client.get(URL)
        for words in ("Drill 2007", "Personnel", "4,000", "Report an error"):
            self.assertContains(answer, words)
        row = URL.replace("personnel", "participants.CHN.personnel")
        self.assertContains(self.client.get(row), "Participants, China: Personnel")

    def test_a_report_arrives_and_its_reader_gets_a_number(self):
        answer = self.send(source="example.org/page", email="reader@example.org")
        report = Report.objects.get()
        self.assertRedirects(answer, f"/en/report/{report.reference}/")
        self.assertEqual(report.key, "drill-2007")
        self.assertEqual(report.fact, "personnel")
        self.assertEqual((report.edition, report.language), (1, "en"))
        self.assertEqual(report.text, "It was 5,000.")
        self.assertEqual(report.source, "https://example.org/page")
        self.assertEqual(report.email, "reader@example.org")
        thanks = self.client.get(answer["Location"])
        self.assertContains(thanks, report.reference)
        for words in ("5,000", "reader@example.org", "drill"):
            self.assertNotContains(thanks, words)

    def test_no_cookie_is_set_from_the_first_page_to_the_last(self):
        for answer in (self.client.get(URL), self.send(), self.send(text="")):
            self.assertFalse(answer.cookies)

    def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(self):
        answer = self.send(text="", source="no address", email="nobody")
        self.assertEqual(answer.status_code, 400)
        for words in (
            "Say what is wrong",
            "https://example.org/page",
            "name@example.org",
            'value="no address"',
            'value="nobody"',
            'aria-describedby="id_source_error"',
            'id="id_source_error"',
        ):
            self.assertContains(answer, words, status_code=400)
        self.assertFalse(Report.objects.exists())

    def test_whatever_is_sent_is_answered(self):
        for fields in (
            {"text": "a\0b"},
            {"text": "x" * 5_000},
            {"source": "javascript:alert(1)"},
            {"source": "https://" + "x" * 600},
            {"email": "a@b@c"},
            {"token": "\0"},
            {"token": "x" * 9_000},
            {"token": ""},
            {"homepage": "\0"},
        ):
            self.assertEqual(self.send(**fields).status_code, 400, fields)
        self.assertFalse(Report.objects.exists())

    def test_who_is_too_quick_sends_it_again_and_loses_nothing(self):
        answer = self.send(after=1, text="Too fast?")
        self.assertContains(answer, "That was quick", status_code=400)
        self.assertContains(answer, "Too fast?", status_code=400)

    def test_who_took_too_long_sends_it_again_with_a_new_token(self):
        old = self.token()
        with later(formtoken.LATEST + 60):
            answer = self.client.post(URL, {"text": "Slow.", "token": old})
            self.assertContains(answer, "open for too long", status_code=400)
            self.assertContains(answer, "Slow.", status_code=400)
        new = unescape(re.search(r'name="token" value="([^"]+)"', answer.text)[1])
        self.assertNotEqual(new, old)
        with later(formtoken.LATEST + 70):
            self.assertEqual(
                self.client.post(URL, {"text": "Slow.", "token": new}).status_code, 302
            )

    def test_a_token_is_of_one_place(self):
        other = self.token(URL.replace("personnel", "start"))
        self.assertEqual(self.send(token=other).status_code, 400)
        forged = self.token()[:-1] + "x"
        self.assertEqual(self.send(token=forged).status_code, 400)

    def test_a_robot_that_fills_every_field_is_told_so(self):
        answer = self.send(homepage="https://spam.example/")
        self.assertContains(answer, "This field must stay empty", status_code=400)
        self.assertFalse(Report.objects.exists())

    def test_a_form_sent_twice_is_one_report_with_one_number(self):
        token = self.token()
        first, again = (self.send(token=token)["Location"] for _ in range(2))
        self.assertEqual(first, again)
        self.assertEqual(Report.objects.count(), 1)
        # Who goes back and writes something else says something else.
        self.send(token=token, text="And the month is wrong.")
        self.assertEqual(Report.objects.count(), 2)

    def test_nothing_on_the_way_keeps_a_form(self):
        self.assertIn("no-store", self.client.get(URL).headers["Cache-Control"])

    def test_too_many_from_one_address_are_refused_and_nothing_is_lost(self):
        for _ in range(MOST_AN_HOUR):
            self.assertEqual(self.send().status_code, 302)
        answer = self.send(text="One more")
        self.assertContains(answer, "One more", status_code=429)
        self.assertContains(answer, "come back later", status_code=429)
        self.assertEqual(Report.objects.count(), MOST_AN_HOUR)
        # What a client writes of himself makes him nobody else.
        forged = self.client.post(URL, {}, headers={"X-Forwarded-For": "192.0.2.7"})
        self.assertEqual(forged.status_code, 400)
        self.client = Client(headers={"X-Forwarded-For": "192.0.2.7"})
        self.assertEqual(self.send().status_code, 429)
        with override_settings(TRUSTED_PROXIES=1):
            self.assertEqual(self.send().status_code, 302)

    def test_what_is_not_there_cannot_be_reported(self):
        for query, status in {
            "": 400,
            "entry=": 400,
            "entry=%00": 400,
            "entry=none": 404,
            "entry=drill-2007&fact=nothing": 404,
            "entry=drill-2007&fact=participants.RUS": 404,
            "entry=drill-2007&fact=%00": 404,
            "entry=drill-2007&fact=a.b.c.d": 404,
            "entry=drill-2007&fact=participants": 200,
            "entry=drill-2007": 200,
            "entry=drill-2007&edition=9": 404,
        }.items():
            answer = self.client.get(f"/en/report/?{query}")
            self.assertEqual(answer.status_code, status, query)
        self.assertEqual(self.client.get("/en/report/ABCD-2345/").status_code, 404)
        self.assertEqual(self.client.put(URL).status_code, 405)

    def test_an_old_page_is_reported_as_it_was(self):
        publish(make_exercise("drill-2007", start="2007", personnel=5000))
        text = self.client.get("/en/exercises/drill-2007/?edition=1").text
        self.assertIn("fact=personnel&amp;edition=1", text)
        self.assertContains(self.client.get(URL), "4,000")
        withdraw(make_exercise("drill-2007"))
        self.assertContains(self.client.get(URL), "4,000")
        now = URL.replace("edition=1", "edition=3")
        self.assertEqual(self.client.get(now).status_code, 404)


class LettersTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(make_state("CHN", title="China", capital="Peking"))
        may = Permission.objects.get(codename="change_report")
        for name in ("one", "two"):
            user = User.objects.create_user(name, f"{name}@example.org")
            user.user_permissions.add(may)
        User.objects.create_user("other", "other@example.org")

    def send(self, text="Secret words"):
        url = "/en/report/?entry=CHN&fact=capital&edition=1"
        page = self.client.get(url).text
        token = unescape(re.search(r'name="token" value="([^"]+)"', page)[1])
        said = {"text": text, "email": "reader@example.org", "token": token}
        with later(10), self.captureOnCommitCallbacks(execute=True):
            return self.client.post(url, said)

    @override_settings(SITE_URL="https://portal.example")
    def test_those_who_answer_are_written_to_without_what_the_reader_wrote(self):
        self.send()
        to = [letter.to for letter in mail.outbox]
        self.assertEqual(to, [["one@example.org"], ["two@example.org"]])
        text = mail.outbox[0].subject + mail.outbox[0].body
        report = Report.objects.get()
        for words in (
            report.reference,
            "CHN: capital",
            "https://portal.example/admin/",
        ):
            self.assertIn(words, text)
        for words in ("Secret", "reader@example.org"):
            self.assertNotIn(words, text)

    def test_a_server_of_letters_that_fails_is_in_nobodys_way(self):
        with (
            mock.patch("entries.inbox.telling.get_connection", side_effect=OSError),
            self.assertLogs("entries.inbox.telling"),
        ):
            self.assertEqual(self.send().status_code, 302)

    @mock.patch("entries.inbox.knock.MOST_AN_HOUR", 100)
    def test_a_flood_of_reports_makes_no_flood_of_letters(self):
        for _ in range(MOST_LETTERS + 3):
            self.send()
        self.assertEqual(Report.objects.count(), MOST_LETTERS + 3)
        self.assertEqual(len(mail.outbox), 2 * MOST_LETTERS)
