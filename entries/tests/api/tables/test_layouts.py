"""The data behind the matrix, the map and the quality: the numbers of the site."""

from unittest.mock import patch

from django.test import Client, TestCase

from entries.tests.api.tables.reading import file, json_of, rows, text
from entries.tests.api.world import ask
from entries.tests.factories import make_framework, publish
from entries.tests.site import test_matrix, test_places, test_quality


class MatrixTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        test_matrix.MatrixTests.setUpTestData.__func__(cls)

    def compare(self, **query):
        asked = {"all": "on"} | query if query.get("all") else query
        _head, found = file("/en/frameworks/matrix.csv", **asked)
        sorts = Client().get("/en/frameworks/matrix/").context["sorts"]
        said = rows("matrix", **query)
        binding = {True: "binding", False: "not binding", None: ""}
        assert found == [
            [
                row["framework"]["title"],
                row["framework"]["framework_type"].capitalize(),
                binding[row["framework"]["binding"]],
                text(row["framework"]["in_force"]),
                row["state"]["key"],
                row["state"]["title"],
                *(text(row[step]) for step in ("signed", "ratified", "acceded")),
                sorts[row["known"]],
                "yes" if row["bound"] else "",
            ]
            for row in said
        ]
        return said

    def test_it_is_that_of_the_file_however_it_is_filtered(self):
        whole = self.compare()
        assert len(whole) == 6
        assert len(self.compare(all="true")) > 6
        assert len(self.compare(binding="true")) == 3
        assert len(self.compare(theme="narcotics")) < 6
        assert len(self.compare(on="2003-06-01")) == 2
        assert len(self.compare(on="2010-06-01")) == 6
        members = self.compare(standing="members")
        assert {row["state"]["key"] for row in members} == {"AAA", "BBB"}

    def test_a_cell_tells_no_source_and_dispute_apart(self):
        cells = {
            (row["framework"]["key"], row["state"]["key"]): row
            for row in rows("matrix")
        }
        assert cells["charter", "AAA"]["unsourced"] == ["acceded"]
        assert cells["charter", "AAA"]["bound"]
        assert cells["charter", "CCC"]["disputed"] == ["acceded"]
        assert cells["charter", "BBB"]["known"] == "undated"
        assert not cells["pact", "AAA"]["bound"]
        assert cells["pact", "BBB"]["known"] == "unnamed"

    def test_a_day_leaves_out_what_was_done_later(self):
        early, other = rows("matrix", on="2003-06-01")
        assert (early["state"]["key"], other["state"]["key"]) == ("AAA", "BBB")
        assert (early["signed"], early["ratified"]) == ("2002-06-07", "2003")
        assert early["uncertain"] == ["ratified"]
        assert not early["bound"]
        assert not early["may_be_bound"]
        [bound] = [row for row in rows("matrix", on="2003-12-31") if row["bound"]]
        assert bound["state"]["key"] == "AAA"

    def test_what_nobody_can_date_is_told_as_uncertain_and_not_as_no(self):
        publish(
            make_framework(
                "undated",
                signed="2004",
                themes=["exercises"],
                parties=[{"state": "AAA", "signed": "2004", "ratified": "2005"}],
            )
        )
        for query, bound in (
            ({}, (True, False)),
            ({"on": "2006-01-01"}, (False, True)),
            ({"on": "2004-12-31"}, (False, False)),
        ):
            (row,) = rows("matrix", theme="exercises", **query)
            assert (row["bound"], row["may_be_bound"]) == bound, query

    def test_more_instruments_than_can_be_laid_out_are_refused(self):
        with patch("entries.record.insights.MOST", 1):
            answer = ask("insights/matrix/")
            narrower = ask("insights/matrix/", theme="narcotics")

        assert answer.status_code == 400
        assert answer.json()["errors"][0]["parameter"] == "theme"
        assert narrower.status_code == 200

    def test_the_page_leads_to_the_same_choice(self):
        page = Client().get("/en/frameworks/matrix/?binding=true&theme=&all=on").text

        path = "/api/v1/insights/matrix/?binding=true&amp;all=true"
        assert f'href="{path}"' in page
        assert Client().get(path.replace("&amp;", "&")).status_code == 200


class PlacesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        test_places.PlacesTests.setUpTestData.__func__(cls)

    def test_they_are_those_of_the_file(self):
        for query in ({}, {"series": "alpha"}, {"decade": "2010"}):
            _head, found = file("/en/insights/map.csv", **query)
            said = [
                [
                    " / ".join(row["names"]).replace("=Cmd", "'=Cmd"),
                    " ".join(row["states"]),
                    str(row["lat"]),
                    str(row["lon"]),
                    str(row["held"]),
                    " ".join(one["key"] for one in row["exercises"]),
                ]
                for row in rows("places", **query)
            ]
            assert said == found
            assert said

    def test_places_of_several_series(self):
        of_one = rows("places", series="alpha")
        assert len(of_one) == 1
        assert rows("places", series="alpha,beta") == of_one

    def test_as_features_they_stand_at_their_points(self):
        said = ask("insights/places/", format="geojson")
        collection = json_of(said)

        assert said["Content-Type"] == "application/geo+json"
        assert [one["geometry"]["coordinates"] for one in collection["features"]] == [
            [row["lon"], row["lat"]] for row in rows("places")
        ]
        first = collection["features"][0]["properties"]
        assert (first["number"], first["held"]) == (1, 2)


class QualityTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        test_quality.QualityTests.setUpTestData.__func__(cls)

    def test_it_is_that_of_the_file(self):
        for query in ({}, {"edition": "1"}):
            _head, found = file("/en/quality/data.csv", **query)
            said = [
                [
                    row["kind"],
                    text(row["year"]),
                    *(
                        str(row[name])
                        for name in (
                            "facts",
                            "verified",
                            "unverified",
                            "disputed",
                            "unsourced",
                            "single",
                            "overdue",
                        )
                    ),
                ]
                for row in rows("quality", **query)
            ]
            assert said == found
            assert said

    def test_it_agrees_with_the_table_of_facts(self):
        for row in rows("quality"):
            for word in ("verified", "unverified", "disputed", "unsourced"):
                found = ask("facts/", kind=row["kind"], verification=word).json()
                assert found["count"] == row[word]
