"""Lists, entries, revisions and editions say what the record says, at any edition."""

import json

from django.test import Client, TestCase, override_settings

from entries.documents.canonical import canonical, digest
from entries.documents.kinds import KINDS, SCHEMA
from entries.documents.kinds.base import PROSE
from entries.record.edition import Revision
from entries.tests.api.world import KEYS, PEACE_MISSION_2007, ask, keys, make_world
from entries.tests.factories import make_exercise, make_state, publish, withdraw

PEACE = "exercises/peace-mission-2007/"


class EntryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()

    def test_the_document_is_the_published_one_and_has_the_digest_told(self):
        for plural, key in KEYS.items():
            with self.subTest(key):
                said = ask(f"{plural}/{key}/").json()
                again = ask(f"{plural}/{key}/revisions/1/").json()
                kept = Revision.objects.get(key=key)

                assert digest(canonical(said["document"])) == said["revision"]["digest"]
                assert canonical(said["document"]) == kept.canonical
                assert again["document"] == said["document"]
                assert again["digest"] == said["revision"]["digest"] == kept.digest
                assert again["schema"] == said["revision"]["schema"] == SCHEMA

    def test_an_entry_says_where_it_is_and_which_revision_it_was(self):
        said = ask(PEACE).json()

        assert (said["key"], said["kind"]) == ("peace-mission-2007", "exercise")
        assert said["url"] == f"http://testserver/api/v1/{PEACE}"
        assert said["page"] == f"http://testserver/en/{PEACE}"
        assert said["revision"]["number"] == said["revision"]["edition"] == 1
        assert (
            said["revision"]["url"] == f"http://testserver/api/v1/{PEACE}revisions/1/"
        )

    def test_every_fact_says_how_well_it_stands(self):
        facts = {fact["fact"]: fact for fact in ask(PEACE).json()["facts"]}

        assert facts["start"] == {
            "fact": "start",
            "verification": "unverified",
            "sources": 1,
            "earliest": "2007-08-09",
            "latest": "2007-08-09",
        }
        assert facts["personnel"]["verification"] == "disputed"
        assert facts["personnel"]["earliest"] is None
        assert facts["participants.CHN"]["verification"] == "unsourced"
        assert facts["participants.CHN"]["sources"] == 0

    def test_an_entry_says_what_could_be_better(self):
        found = {(one["code"], one["path"]) for one in ask(PEACE).json()["findings"]}

        assert ("disputed", "personnel") in found
        assert ("unsourced", "participants.CHN") in found
        assert ("no-summary-ru", "summary_ru") in found
        assert ("unsourced", "start") not in found

    def test_a_row_of_a_list_has_the_kinds_own_fields_and_rows(self):
        [row] = ask("exercises/", host="CHN").json()["results"]

        assert row["title"] == "Peace Mission 2007"
        assert row["edition"] == row["revision"] == 1
        assert row["digest"] == Revision.objects.get(key=row["key"]).digest
        assert row["personnel"] == 4000
        assert row["participants"][0]["personnel"] == 1600
        assert not {"citations", "no_source", *PROSE} & set(row)
        for plural in KEYS:
            kind = next(k for k in KINDS.values() if k.plural == plural)
            row = ask(f"{plural}/").json()["results"][0]
            assert set(kind.fields) | {r.name for r in kind.rows} <= set(row)

    def test_every_row_leads_to_its_entry_whatever_fields_its_kind_has(self):
        for plural in KEYS:
            for row in ask(f"{plural}/").json()["results"]:
                address = f"http://testserver/api/v1/{plural}/{row['key']}/"
                assert row["url"] == address
        [row] = ask("sources/", q="xinhua-2007").json()["results"]
        own = ask("sources/xinhua-2007/").json()["document"]["url"]
        assert row["source_url"] == own

    def test_of_an_entry_only_what_is_wanted_is_told(self):
        wanted = "revision.number,document.title,document.participants.state"

        assert ask(PEACE, fields=wanted).json() == {
            "revision": {"number": 1},
            "document": {
                "title": "Peace Mission 2007",
                "participants": [{"state": "CHN"}, {"state": "IRN"}],
            },
        }
        assert ask(f"{PEACE}revisions/1/", fields="digest").json().keys() == {"digest"}
        assert ask("editions/1/", fields="counts.states").json() == {
            "counts": {"states": 2}
        }

    def test_a_state_on_a_day(self):
        said = ask("states/IRN/", on="2010-01-01").json()["on"]
        unsure = ask("states/IRN/", on="2005-03-01").json()["on"]

        assert said["day"] == "2010-01-01"
        assert [(r["key"], r["answer"]) for r in said["standing"]] == [
            ("observer-2005", "yes")
        ]
        assert unsure["standing"][0]["answer"] == "uncertain"
        assert ask("states/IRN/").json()["on"] is None

    def test_a_framework_on_a_day(self):
        said = ask("frameworks/sco-charter/", on="2003-05-01").json()["on"]

        assert [row["state"] for row in said["parties"]] == ["CHN"]
        assert said["parties"][0]["steps"] == [
            {"step": "signed", "answer": "yes"},
            {"step": "ratified", "answer": "uncertain"},
        ]

    def test_small_letters_lead_to_the_key(self):
        for address in ("states/chn/", "states/chn/revisions/", "states/Chn/"):
            response = ask(address, edition=1)

            assert response.status_code == 301
            target = address.replace("chn", "CHN").replace("Chn", "CHN")
            assert response["Location"] == f"/api/v1/{target}?edition=1"
            assert Client().get(response["Location"]).status_code == 200

    def test_a_former_address_leads_to_the_key(self):
        content = {**PEACE_MISSION_2007, "address": "peace-2007"}
        publish(make_exercise("peace-mission-2007", **content))

        assert ask("exercises/peace-2007/").status_code == 301
        assert ask(PEACE).json()["page"].endswith("/en/exercises/peace-2007/")
        assert ask("exercises/peace-2007/", edition=1).status_code == 404

    def test_old_editions_read_as_they_did(self):
        before = {
            address: ask(address, edition=1).json()
            for plural, key in KEYS.items()
            for address in (f"{plural}/", f"{plural}/{key}/")
        }
        publish(make_state("CHN", title="Renamed", standing=[]))
        publish(make_exercise("peace-mission-2007", title="Renamed", hosts=["IRN"]))
        withdraw(make_exercise("sary-arka-2019"))

        for address, said in before.items():
            assert ask(address, edition=1).json() == said
        assert keys("exercises/") == ["peace-mission-2007"]
        assert ask(PEACE).json()["document"]["title"] == "Renamed"
        assert ask("states/CHN/").json()["revision"]["number"] == 2
        assert keys("exercises/", host="CHN") == []

    def test_addresses_name_the_entry_whatever_edition_is_read(self):
        assert ask("states/", edition=1).json() == ask("states/").json()
        assert ask(PEACE, edition=1).json() == ask(PEACE).json()

    def test_revisions_are_listed_newest_first_up_to_the_edition(self):
        publish(make_state("CHN", title="Renamed"))
        withdraw(make_state("CHN"), successor="IRN")

        rows = ask("states/CHN/revisions/").json()["results"]

        assert [row["number"] for row in rows] == [3, 2, 1]
        assert [row["withdrawn"] for row in rows] == [True, False, False]
        assert rows[0]["successor"] == "IRN"
        assert ask("states/CHN/revisions/", edition=1).json()["count"] == 1
        assert ask("states/CHN/revisions/2/", edition=1).status_code == 404
        assert ask("states/CHN/revisions/2/").json()["document"]["title"] == "Renamed"

    def test_editions_say_who_why_and_how_much(self):
        publish(make_state("CHN", title="Renamed"), reason="A new name")

        newest, first = ask("editions/").json()["results"]
        whole = ask("editions/1/").json()

        assert (newest["number"], newest["reason"]) == (2, "A new name")
        assert newest["counts"]["states"] == 1
        assert newest["counts"]["exercises"] == 0
        assert (first["editor"], first["approver"]) == ("editor", "reviewer")
        assert first["self_approval"] == ""
        assert {**first, "entries": whole["entries"]} == whole
        assert set(whole["entries"].values()) == {2}

    def test_the_index_says_what_there_is(self):
        said = ask("").json()

        assert said["edition"]["number"] == 1
        for row in said["entries"]:
            assert row["count"] == 2
            assert Client().get(row["url"]).status_code == 200
        tables = ("editions", "changes", "facts", "insights")
        for name in (*tables, "schema", "documentation"):
            assert Client().get(said[name]).status_code == 200

    def test_live_answers_are_kept_shortly_and_old_ones_longer(self):
        assert ask("states/")["Cache-Control"] == "public, max-age=60"
        assert ask(PEACE, edition=1)["Cache-Control"] == "public, max-age=86400"

    def test_nobody_is_asked_who_they_are(self):
        response = ask("states/")

        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")

    @override_settings(SITE_URL="https://portal.example")
    def test_the_settings_may_name_the_host(self):
        said = json.dumps(ask("states/", page_size=1).json())

        assert "testserver" not in said
        assert "https://portal.example/api/v1/states/?" in said
