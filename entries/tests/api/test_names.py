"""Names of fields, columns and rows: understood, or refused with the nearest."""

from django.test import TestCase

from entries.documents.facts import covers
from entries.documents.kinds import KINDS
from entries.record.asking import paths as known
from entries.record.asking.declared import declared
from entries.record.asking.names import there
from entries.record.listing import FactIndex
from entries.tests.api.asked import PEACE, SARY, SEA, make_more
from entries.tests.api.world import ask, keys, make_world
from entries.tests.factories import make_exercise, make_series, publish

REFUSED = (
    ("exercises/?has=participants.personell", "participants.personnel"),
    ("exercises/?lacks=participants.personell", "participants.personnel"),
    ("exercises/?has=participants.chn", "participants.CHN"),
    ("exercises/?has=participants.CHN.personel", "participants.CHN.personnel"),
    ("exercises/?has=particpants.CHN.role", "participants.CHN.role"),
    ("exercises/?has=locations.nam", "locations.name"),
    ("exercises/?has=locations.Bay", "locations.bay"),
    ("frameworks/?lacks=parties.ratifed", "parties.ratified"),
    ("states/?has=standing.rol", "standing.role"),
    ("topics/?has=claims.reasoning", None),
    ("topics/?has=claims.verdit", "claims.verdict"),
    ("exercises/?order=-participants.chn.personnel", "-participants.CHN.personnel"),
    ("exercises/?order=participants.CHN.personel", "participants.CHN.personnel"),
    ("exercises/?order=locations.nam.lat", None),
    ("exercises/?participants.chn.personnel_min=9", "participants.CHN.personnel_min"),
    ("exercises/?participants.CHN.personel_min=9", "participants.CHN.personnel_min"),
    ("states/?standing.rol.from=2001", None),
    ("facts/?column=participants.personel", "participants.personnel"),
    ("facts/?column=participants.state", "participants"),
    ("facts/?column=claims.verdict", "claims"),
    ("facts/?column=personel", "personnel"),
    ("facts/?fact=participants.chn.personnel", "participants.CHN.personnel"),
    ("facts/?fact=participants.CHN.personel", "participants.CHN.personnel"),
    ("facts/?fact=participants.CHN.state", "participants.CHN"),
    ("facts/?fact=personel", "personnel"),
    ("facts/?fact=participants", None),
    ("facts/?under=participants.chn", "participants.CHN"),
    ("facts/?under=particpants", "participants"),
    ("facts/?under=locations.nam", "locations"),
    ("changes/?under=particpants", "participants"),
    ("changes/?under=participants.chn", "participants.CHN"),
    ("changes/?under=titel_ru", "title_ru"),
    ("states/?standing.member-2001.form=2001", "standing.member-2001.from"),
)


class NameTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()
        make_more()

    def test_every_column_is_asked_for_or_refused(self):
        """None is taken for the key of a row that is not there."""
        tried = 0
        for kind, of in KINDS.items():
            for name in declared(kind):
                if name not in there(kind):
                    with self.subTest(kind, has=name):
                        assert ask(f"{of.plural}/", has=name).status_code == 400
                    tried += 1
        assert tried > 20

    def test_columns_that_no_fact_keeps_are_there_where_a_row_is(self):
        for address, name, wanted in (
            ("topics/", "claims.verdict", ["joint-exercises"]),
            ("topics/", "claims.claim", ["joint-exercises"]),
            ("exercises/", "participants.state", [PEACE, SARY, SEA]),
            ("exercises/", "relations.target", [SEA]),
            ("exercises/", "relations.relation", [SEA]),
            ("exercises/", "locations.key", [SEA]),
        ):
            with self.subTest(name):
                every = keys(address)
                assert sorted(keys(address, has=name)) == wanted
                others = sorted(set(every) - set(wanted))
                assert sorted(keys(address, lacks=name)) == others

    def test_a_mistyped_name_is_refused_with_the_nearest(self):
        for address, nearest in REFUSED:
            with self.subTest(address):
                answer = ask(address)
                assert answer.status_code == 400
                [fault] = answer.json()["errors"]
                if nearest:
                    assert fault["nearest"] == nearest

    def test_what_no_database_can_be_asked_for_is_refused(self):
        for address in (
            "exercises/?has=locations.%00",
            "exercises/?order=locations.b%00y.lat",
            "exercises/?participants.%00.role=host",
            "facts/?under=remarks.%00",
        ):
            with self.subTest(address):
                assert ask(address).status_code == 400

    def test_what_is_no_fact_is_told_so(self):
        for name, value, word in (
            ("column", "participants.state", "the row is"),
            ("column", "outcome", "lists of the kinds"),
            ("fact", "title", "lists of the kinds"),
            ("fact", "participants", "`under`"),
            ("fact", "participants.personnel", "`column`"),
        ):
            with self.subTest(value):
                [fault] = ask("facts/", **{name: value}).json()["errors"]
                assert word in fault["message"]
                assert ("nearest" in fault) == (value == "participants.state")

    def test_every_fact_and_every_change_is_found_by_its_name(self):
        facts = FactIndex.objects.values_list("fact", "column")
        assert len(facts) > 60
        for fact, column in facts:
            assert (known.facts().knows(fact), known.columns().knows(column)) == (
                True,
                True,
            )
            for path in (fact, *covers(fact)):
                assert known.under_facts().knows(path), path
        for kind in KINDS.values():
            for name in (*kind.format().fields, *(r.name for r in kind.all_rows)):
                told = name not in ("schema", "kind", "key")
                assert known.under_changes().knows(name) == told, name
        for path in ("citations.tass-2012", "remarks.r.a", "names.en.name", "address"):
            assert known.under_changes().knows(path), path

    def test_a_row_that_may_be_there_is_asked_for(self):
        for name, wanted in (
            ("participants.KAZ", []),
            ("participants.KAZ.personnel", []),
            ("locations.bay", [SEA]),
            ("locations.bay.lat", [SEA]),
            ("locations.elsewhere", []),
        ):
            with self.subTest(name):
                assert keys("exercises/", has=name) == wanted

    def test_a_row_may_be_called_nearly_as_a_column_is(self):
        place = {"key": "names", "name": "Of names", "state": "CHN"}
        publish(make_exercise("named", title="Named", locations=[place]))

        assert keys("exercises/", has="locations.names") == ["named"]
        assert keys("exercises/", **{"locations.names.state": "CHN"}) == ["named"]
        assert ask("exercises/", has="locations.state-").status_code == 400

    def test_a_row_that_is_no_fact_may_be_called_so_too(self):
        for path in ("remarks.note", "remarks.note.subject", "names.languages"):
            assert ask("changes/", under=path).status_code == 400
        note = {"key": "note", "about": "start", "note": "A word on it."}
        name = {"key": "languages", "language": "ru", "name": "Имя"}
        publish(make_exercise("named", title="Named", start="2007"))
        publish(
            make_exercise(
                "named", title="Named", start="2007", remarks=[note], names=[name]
            )
        )
        for path in ("remarks.note", "names.languages"):
            assert ask("changes/", under=path).json()["count"] == 1

    def test_what_has_no_title_in_a_language_stands_last_either_way(self):
        publish(
            make_series("a", title="A", title_ru="Б", title_zh="北"),
            make_series("z", title="Z", title_ru="А", title_zh="安"),
        )
        for name in ("title_ru", "title_zh"):
            for order, wanted in ((name, ["z", "a"]), (f"-{name}", ["a", "z"])):
                with self.subTest(order):
                    found = keys("series/", order=order)
                    assert found[:2] == wanted
                    assert found[2:] == sorted(found[2:])
                    walked = keys("series/", order=order, page_size=1)
                    answer = ask("series/", order=order, page_size=1).json()
                    while answer["next"]:
                        answer = self.client.get(answer["next"]).json()
                        walked += [row["key"] for row in answer["results"]]
                    assert walked == found
