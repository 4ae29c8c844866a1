"""Lists as files: all that matches, whole or known to be broken, and no formula."""

import csv
import io
import json
from unittest import mock

import pytest
from django.test import Client, TestCase
from openpyxl import load_workbook

from entries.api import lists
from entries.tests.api.world import ask, make_world
from entries.tests.factories import (
    make_exercise,
    make_source,
    make_topic,
    participant,
    publish,
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "xlsx": XLSX,
}
EVIL = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1+1",
    '=HYPERLINK("http://evil.example","x")',
    "＝1+1",
]


def table(response):
    """The rows of a CSV, each by the names of its columns."""
    text = response.getvalue().decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def lines(response):
    return [json.loads(line) for line in response.getvalue().splitlines()]


def sheet(response):
    book = load_workbook(io.BytesIO(response.getvalue()))
    names, *rows = book.active.iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


class FileTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()

    def test_a_list_comes_in_every_form_by_name_and_by_what_is_accepted(self):
        for name, media in MEDIA.items():
            for address in ("exercises/", "editions/", "states/CHN/revisions/"):
                with self.subTest(address, form=name):
                    by_name = ask(address, format=name)
                    accept = {"accept": media.partition(";")[0]}
                    accepted = Client().get(f"/api/v1/{address}", headers=accept)

                    assert by_name["Content-Type"] == media
                    assert accepted["Content-Type"] == media
                    assert "Accept" in by_name["Vary"]
                    assert "Accept" in accepted["Vary"]

    def test_the_better_accepted_form_is_chosen(self):
        for accept, media in (
            ("text/csv;q=0.5, application/json;q=0.9", MEDIA["json"]),
            ("text/csv, application/json;q=0.9", MEDIA["csv"]),
            ("application/jsonl", MEDIA["jsonl"]),
            ("text/*", MEDIA["csv"]),
            ("image/png, */*;q=0.1", MEDIA["json"]),
        ):
            response = Client().get("/api/v1/states/", headers={"accept": accept})
            assert response["Content-Type"] == media

    def test_a_name_is_stronger_than_what_is_accepted(self):
        headers = {"accept": "application/json"}
        response = Client().get("/api/v1/states/?format=csv", headers=headers)

        assert response["Content-Type"] == MEDIA["csv"]

    def test_all_forms_say_the_same(self):
        rows = ask("exercises/", order="key").json()["results"]
        [first, second] = table(ask("exercises/", order="key", format="csv"))

        assert lines(ask("exercises/", order="key", format="jsonl")) == rows
        assert (first["key"], first["personnel"]) == ("peace-mission-2007", "4000")
        assert (second["start"], second["personnel"]) == ("2019?", "")
        assert first["focus"] == "counter-terrorism|combined-arms"
        assert first["participants.state"] == "CHN|IRN"
        assert first["participants.personnel"] == "1600|"
        [own, _] = sheet(ask("exercises/", order="key", format="xlsx"))
        assert own["personnel"] == 4000
        assert own["participants.role"] == "host|participant"
        assert {n for n, v in own.items() if v is not None} == {
            name for name, value in first.items() if value
        }

    def test_filters_hold_for_files(self):
        assert len(lines(ask("exercises/", host="CHN", format="jsonl"))) == 1
        assert table(ask("exercises/", host="IRN", format="csv")) == []
        assert sheet(ask("exercises/", host="IRN", format="xlsx")) == []

    def test_a_file_is_of_one_edition(self):
        publish(make_topic("founding", title="Renamed"))

        old = ask("topics/", format="csv", edition=1)
        assert {row["title"] for row in table(old)} == {"Founding", "Joint exercises"}
        assert old["Content-Disposition"] == (
            'attachment; filename="topics-edition-1.csv"'
        )

    def test_head_says_what_get_would(self):
        for name in MEDIA:
            got, headed = (
                ask("states/", format=name),
                Client().head(f"/api/v1/states/?format={name}"),
            )
            assert headed.getvalue() == b""
            assert headed.get("Content-Length") == got.get("Content-Length")
            for header in ("Content-Type", "X-Total-Count"):
                assert headed[header] == got[header]

    def test_a_file_may_come_in_parts(self):
        first = ask("topics/", format="jsonl", page_size=1)
        [next_page] = [
            link.split(">")[0].strip("<")
            for link in first["Link"].split(", ")
            if link.endswith('rel="next"')
        ]
        second = Client().get(next_page)

        assert (first["X-Row-Count"], first["X-Total-Count"]) == ("1", "2")
        assert [row["key"] for row in lines(first) + lines(second)] == [
            "founding",
            "joint-exercises",
        ]

    def test_chosen_fields_are_all_there_is(self):
        asked = {"fields": "participants.state,title", "order": "key"}
        [row, _] = ask("exercises/", **asked).json()["results"]

        assert row == {
            "title": "Peace Mission 2007",
            "participants": [{"state": "CHN"}, {"state": "IRN"}],
        }
        assert lines(ask("exercises/", format="jsonl", **asked))[0] == row
        assert table(ask("exercises/", format="csv", **asked))[0] == {
            "title": "Peace Mission 2007",
            "participants.state": "CHN|IRN",
        }

    def test_what_holds_the_marks_between_values_is_told_apart(self):
        rows = [
            participant("CHN", note="one|two"),
            participant("IRN", note="back\\slash"),
        ]
        publish(make_exercise("marked", title="Marked", participants=rows))

        [row] = table(ask("exercises/", q="marked", format="csv"))
        assert row["participants.note"] == "one\\|two|back\\\\slash"


class CompletenessTests(TestCase):
    """A file that broke off is known by its end."""

    NUMBER = 23

    @classmethod
    def setUpTestData(cls):
        publish(
            *(
                make_exercise(f"drill-{n:02}", note=f"One line,\nand more of {n}\n")
                for n in range(cls.NUMBER)
            )
        )

    def setUp(self):
        chunk = mock.patch.object(lists, "CHUNK", 5)
        chunk.start()
        self.addCleanup(chunk.stop)

    def broken(self, form):
        """What arrives where the third query fails."""
        real, calls = lists.Order.part, []

        def part(*args, **kwargs):
            calls.append(1)
            if len(calls) == 3:
                raise OSError
            return real(*args, **kwargs)

        arrived = []
        with (
            mock.patch.object(lists.Order, "part", part),
            self.assertLogs("entries.api.lists", "ERROR"),
            pytest.raises(OSError),
        ):
            for some in ask("exercises/", format=form).streaming_content:
                arrived.append(some)  # noqa: PERF402  what came before it broke
        return b"".join(arrived)

    def test_it_has_as_many_rows_as_were_declared(self):
        for form, end in (("csv", b"\r\n"), ("jsonl", b"\n")):
            response = ask("exercises/", format=form)
            declared = int(response["X-Row-Count"]) + (form == "csv")

            assert response["X-Row-Count"] == str(self.NUMBER)
            assert response.getvalue().count(end) == declared
            assert self.broken(form).count(end) < declared

    def test_wherever_a_csv_ends_early_a_row_is_missing(self):
        whole = ask("exercises/", format="csv").getvalue()

        for length in range(len(whole)):
            assert whole[:length].count(b"\r\n") < self.NUMBER + 1

    def test_a_workbook_arrives_whole_or_not_at_all(self):
        assert len(sheet(ask("exercises/", format="xlsx"))) == self.NUMBER
        assert self.broken("xlsx") == b""

    def test_a_file_takes_two_queries_for_each_chunk(self):
        with self.assertNumQueries(2 + 5 * 2):
            ask("exercises/", format="csv").getvalue()


class FormulaTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(
            *(
                make_source(f"source-{n}", title=text, publisher=text)
                for n, text in enumerate(EVIL)
                if "\t" not in text
            ),
            make_exercise("drill", title="Drill", note=EVIL[4]),
        )

    def test_json_has_them_as_they_are(self):
        rows = lines(ask("sources/", order="key", format="jsonl"))

        assert [row["title"] for row in rows] == [e for e in EVIL if "\t" not in e]

    def test_in_csv_they_are_texts(self):
        rows = table(ask("sources/", format="csv"))
        [drill] = table(ask("exercises/", format="csv"))

        for cell in [cell for row in [*rows, drill] for cell in row.values()]:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
        assert "'=1+1" in {row["publisher"] for row in rows}

    def test_in_a_workbook_they_are_texts_to_the_letter(self):
        data = ask("sources/", order="key", format="xlsx").getvalue()
        page = load_workbook(io.BytesIO(data)).active

        assert {cell.data_type for row in page for cell in row} <= {
            "s",
            "inlineStr",
            "n",
        }
        titles = [row[4].value for row in page.iter_rows(min_row=2)]
        assert titles == [e for e in EVIL if "\t" not in e]
