"""Every declared field can be asked for, and each answer is what the documents say."""

import re
from collections.abc import Iterator

from django.test import TestCase

from entries.documents.facts import Evidence, facts
from entries.documents.kinds import KINDS
from entries.record.asking.declared import Sort, declared
from entries.record.asking.names import sortable, there
from entries.record.asking.questions import parameters
from entries.tests.api.asked import Oracle, bounds, is_meant, make_more, words
from entries.tests.api.world import keys, make_world

PERIODS = ["2007", "2007-08", "2007-08-09", "2019", "2002-06-07", "2004", "1999-12-31"]
OF_NUMBERS, OF_DATES = ("_min", "_max"), ("_from", "_to", "_before", "_after")
ENDS = (*OF_NUMBERS, *OF_DATES, "_all", "_verification")


def escaped(text):
    return text.replace(",", "\\,")


class EveryFieldTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()
        make_more()

    def answered(self, kind, **query):
        return sorted(keys(f"{KINDS[kind].plural}/", page_size=200, **query))

    def fields(self) -> Iterator[tuple[str, Oracle, object]]:
        for kind in KINDS:
            oracle = Oracle(kind)
            for one in declared(kind).values():
                yield kind, oracle, one

    def test_every_value_of_every_field_finds_its_entries(self):
        tried = 0
        for kind, oracle, one in self.fields():
            if one.why_not or one.sort in (Sort.DATE,):
                continue
            every = {
                words(value)
                for document in oracle.documents.values()
                for value in oracle.values(document, one.name)
            }
            for value in every:
                wanted = oracle.found(
                    lambda d, o=oracle, n=one.name, v=value: (
                        v in map(words, o.values(d, n))
                    )
                )
                with self.subTest(kind, **{one.name: value}):
                    assert self.answered(kind, **{one.name: escaped(value)}) == wanted
                tried += 1
            if len(every) > 1:
                both = ",".join(escaped(value) for value in sorted(every))
                wanted = oracle.found(
                    lambda d, o=oracle, n=one.name: bool(o.values(d, n))
                )
                assert self.answered(kind, **{one.name: both}) == wanted, one.name
        assert tried > 90

    def test_every_field_has_a_value_somewhere(self):
        """So that none is left untried."""
        for kind, oracle, one in self.fields():
            if not one.why_not:
                values = [oracle.values(d, one.name) for d in oracle.documents.values()]
                has_value = any(values)
                is_elsewhere = one.rows in ("relations", "claims")
                assert has_value or is_elsewhere, (kind, one.name)

    def test_numbers_and_dates_within_bounds(self):
        tried = 0
        for kind, oracle, one in self.fields():
            if one.why_not or one.sort not in (Sort.NUMBER, Sort.DATE):
                continue
            every = {
                value
                for document in oracle.documents.values()
                for value in oracle.values(document, one.name)
            }
            is_date = one.sort == Sort.DATE
            asked = PERIODS if is_date else [words(value) for value in every]
            ends = (
                ("_from", "_to", "_before", "_after") if is_date else ("_min", "_max")
            )
            for end in ends:
                for text in asked:
                    wanted = oracle.found(
                        lambda d, o=oracle, n=one.name, e=end, t=text: any(
                            is_meant(value, e, t) for value in o.values(d, n)
                        )
                    )
                    with self.subTest(kind, **{f"{one.name}{end}": text}):
                        assert (
                            self.answered(kind, **{f"{one.name}{end}": text}) == wanted
                        )
                    tried += 1
        assert tried > 300

    def test_a_date_lies_within_a_period_or_may(self):
        for kind, oracle, one in self.fields():
            if one.sort == Sort.DATE and not one.why_not:
                for text in PERIODS:
                    wanted = oracle.found(
                        lambda d, o=oracle, n=one.name, t=text: any(
                            is_meant(v, "_from", t) and is_meant(v, "_to", t)
                            for v in o.values(d, n)
                        )
                    )
                    with self.subTest(kind, **{one.name: text}):
                        assert self.answered(kind, **{one.name: text}) == wanted

    def test_all_of_several_values(self):
        for kind, oracle, one in self.fields():
            if not one.is_many:
                continue
            for document in oracle.documents.values():
                values = oracle.values(document, one.name)[:2]
                if values:
                    asked = ",".join(values)
                    wanted = oracle.found(
                        lambda d, o=oracle, n=one.name, v=values: (
                            set(v) <= set(o.values(d, n))
                        )
                    )
                    assert self.answered(kind, **{f"{one.name}_all": asked}) == wanted

    def test_how_well_every_fact_stands(self):
        tried = 0
        for kind, oracle, one in self.fields():
            if not one.column:
                continue
            name = one.rows if one.is_key else one.name
            for word in ("unsourced", "unverified", "verified", "disputed"):
                wanted = oracle.found(
                    lambda d, n=name, w=word, o=one: any(
                        Evidence(d).verification(fact.name) == w
                        for fact in facts(d)
                        if re.sub(r"^([a-z]+)\.[^.]+", r"\1", fact.name) == n
                        or (not o.rows and fact.name == n)
                    )
                )
                with self.subTest(kind, **{name: word}):
                    found = self.answered(kind, **{f"{name}_verification": word})
                    assert found == wanted
                tried += bool(wanted)
        assert tried > 40

    def test_what_is_there_and_what_is_not(self):
        for kind in KINDS:
            oracle = Oracle(kind)
            for name in there(kind):
                wanted = oracle.found(lambda d, o=oracle, n=name: bool(o.values(d, n)))
                with self.subTest(kind, has=name):
                    others = sorted(set(oracle.documents) - set(wanted))
                    assert self.answered(kind, has=name) == wanted
                    assert self.answered(kind, lacks=name) == others

    def test_every_order_is_that_of_the_values(self):
        for kind in KINDS:
            oracle = Oracle(kind)
            for name in sortable(kind):
                one = declared(kind).get(name)
                if one is None:
                    continue
                sort_of = {Sort.DATE: lambda v: bounds(v)[0]}.get(one.sort, words)
                sort_of = float if one.sort == Sort.NUMBER else sort_of
                for sign in ("", "-"):
                    found = keys(f"{KINDS[kind].plural}/", order=f"{sign}{name}")
                    told = [oracle.values(oracle.documents[key], name) for key in found]
                    values = [sort_of(value[0]) for value in told if value]
                    with self.subTest(kind, order=f"{sign}{name}"):
                        assert values == sorted(values, reverse=bool(sign))
                        assert all(told[: len(values)])


def test_no_two_parameters_share_a_name():
    for kind in KINDS:
        names = {one.name for one in declared(kind).values()}
        for name in names:
            for end in ENDS:
                assert f"{name}{end}" not in names
        assert {
            "edition",
            "known_on",
            "format",
            "fields",
            "cursor",
            "order",
        }.isdisjoint(parameters(kind))


def test_every_fact_that_is_declared_can_be_asked_for_or_it_is_said_why_not():
    for kind, of in KINDS.items():
        asked = parameters(kind)
        names = [*of.fields, *(f"{r.name}.{c}" for r in of.all_rows for c in r.columns)]
        told = {one.place: one for one in declared(kind).values()}
        assert set(told) == set(names)
        for one in told.values():
            assert bool(one.why_not) != (one.name in asked), (kind, one.name)
        for name in (*of.facts, *(r.name for r in of.all_rows if r.is_fact)):
            shown = next((o.name for o in told.values() if o.place == name), name)
            assert f"{shown}_verification" in asked
            assert shown in there(kind)
