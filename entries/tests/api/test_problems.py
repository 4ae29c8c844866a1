"""Whatever goes wrong below /api/ is told in one shape."""

from unittest import mock

from django.test import Client, TestCase

from entries.api import answers
from entries.publishing.withdrawing import redact
from entries.record.edition import Revision
from entries.tests.api.world import MEDIA, ask, make_world
from entries.tests.factories import editor, make_state, make_topic, publish, withdraw

NOWHERE = [
    "/api/",
    "/api/v2/",
    "/api/v1/nowhere/",
    "/api/v1/nowhere",
    "/api/v1/states/ZZZ/",
    "/api/v1/states/zzz/",
    "/api/v1/states/peace-mission-2007/",
    "/api/v1/states/CHN/revisions/2/",
    "/api/v1/states/CHN/revisions/0/",
    "/api/v1/states/CHN/revisions/99999999999999999999/",
    "/api/v1/states/ZZZ/revisions/",
    "/api/v1/states/%00/",
    "/api/v1/states/a%0Ab/",
    f"/api/v1/states/{'x' * 101}/",
    "/api/v1/editions/2/",
    "/api/v1/editions/x/",
    "/api/v1/states/?edition=2",
    "/api/v1/states/?cursor=mine",
]


def check(response, status):
    said = response.json()

    assert response.status_code == status
    assert response["Content-Type"] == MEDIA
    assert response["Cache-Control"] == "no-store"
    assert {"type", "title", "status", "detail", "instance"} <= set(said)
    assert said["status"] == status
    return said


class ProblemTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()

    def test_nothing_there(self):
        for path in NOWHERE:
            with self.subTest(path):
                assert check(Client().get(path), 404)["title"] == "Not Found"

    def test_a_forgotten_slash_is_added(self):
        response = Client().get("/api/v1/states?role=member")

        assert response.status_code == 301
        assert response["Location"] == "/api/v1/states/?role=member"

    def test_nothing_is_led_on_but_reading(self):
        check(Client().post("/api/v1/states"), 404)

    def test_the_record_is_only_read(self):
        for path in ("", "states/", "states/CHN/", "editions/1/", "schema/", "docs/"):
            for method in ("post", "put", "patch", "delete", "trace"):
                with self.subTest(path, method=method):
                    response = getattr(Client(), method)(f"/api/v1/{path}")

                    check(response, 405)
                    assert response["Allow"] == "GET, HEAD, OPTIONS"

    def test_head_answers_as_get_without_a_body(self):
        response = Client().head("/api/v1/states/")

        assert response.status_code == 200
        assert response.content == b""

    def test_what_may_be_done_is_told(self):
        for path in ("", "states/", "states/CHN/", "schema/", "docs/"):
            response = Client().options(f"/api/v1/{path}")

            assert (response.status_code, response.content) == (204, b"")
            assert response["Allow"] == "GET, HEAD, OPTIONS"

    def test_a_read_takes_no_body(self):
        response = Client().generic("GET", "/api/v1/states/", "{}", "application/json")

        assert "application/json" in check(response, 415)["detail"]

    def test_a_body_in_chunks_is_refused_too(self):
        response = Client().get("/api/v1/states/", HTTP_TRANSFER_ENCODING="chunked")

        check(response, 415)

    def test_what_is_accepted_is_read_as_it_is_meant(self):
        for accept, answered in (
            ("", "application/json"),
            ("text/csv; charset=utf-8", "text/csv"),
            ("application/json; charset=utf-8", "application/json"),
            ("application/json;q=0, */*", "text/csv"),
            ("text/*", "text/csv"),
            ("text/csv, application/json", "text/csv"),
            ("application/json;q=0.5, text/csv;q=0.9", "text/csv"),
            ("*/*;q=0.1, application/json", "application/json"),
            ("TEXT/CSV", "text/csv"),
            ("application/json;q=x, text/csv;q=0.1", "text/csv"),
        ):
            response = Client().get("/api/v1/states/", headers={"accept": accept})

            assert response.status_code == 200, accept
            assert response["Content-Type"].partition(";")[0] == answered, accept
        for accept in ("application/json;q=0", "text/plain", "*/*;q=0", ","):
            response = Client().get("/api/v1/states/", headers={"accept": accept})
            check(response, 406)

    def test_another_format_is_not_acceptable(self):
        for path, media in (
            ("states/", "image/png"),
            ("topics/", "application/geo+json"),
            ("states/CHN/", "text/csv"),
            ("states/ZZZ/", "text/csv"),
            ("schema/", "text/csv"),
        ):
            response = Client().get(f"/api/v1/{path}", headers={"accept": media})

            check(response, 406)

    def test_a_browser_is_answered_in_json(self):
        accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        response = Client().get("/api/v1/states/", headers={"accept": accept})

        assert response["Content-Type"] == "application/json"

    def test_a_failure_says_nothing_of_its_cause(self):
        client = Client(raise_request_exception=False)
        secret = RuntimeError("a secret of the house")
        with (
            mock.patch.object(answers, "item", side_effect=secret),
            self.assertLogs("entries.api.problems", "ERROR") as logs,
            self.assertLogs("django.request", "ERROR"),
        ):
            response = client.get("/api/v1/states/")

        check(response, 500)
        assert b"secret" not in response.content
        assert "a secret of the house" in logs.output[0]

    def test_a_withdrawn_entry_leaves_a_tombstone(self):
        withdraw(make_topic("founding"), "It was a mistake", "joint-exercises")

        said = check(ask("topics/founding/"), 410)

        assert said["title"] == "Withdrawn"
        assert said["detail"] == "Founding was withdrawn in edition 2."
        grave = said["entry"]
        assert (grave["title"], grave["edition"]) == ("Founding", 2)
        assert grave["reason"] == "It was a mistake"
        assert grave["successor"] == {
            "key": "joint-exercises",
            "kind": "topic",
            "title": "Joint exercises",
            "url": "http://testserver/api/v1/topics/joint-exercises/",
        }
        assert ask("topics/founding/", edition=1).status_code == 200
        assert ask("topics/").json()["count"] == 1
        assert ask("topics/", edition=1).json()["count"] == 2

    def test_a_redacted_revision_is_gone_and_its_place_stays(self):
        publish(make_state("IRN", title="Iran anew"))
        redact(Revision.objects.get(key="IRN", number=1), editor(), "By law")

        assert check(ask("states/IRN/", edition=1), 410)["title"] == "Redacted"
        assert ask("states/", edition=1).json()["count"] == 1
        said = ask("states/IRN/revisions/1/").json()
        assert (said["redacted"], said["document"]) == (True, None)
        assert len(said["digest"]) == 64
