"""What could be better in a document, each told once and where it is mended."""

from entries.documents.missing import missing
from entries.documents.quality import quality
from entries.tests.factories import citation, make_document, participant
from entries.vocabulary import FindingCode

VERIFIED = {"verified_by": "bob", "verified_on": "2026-11-22"}


def found(kind="exercise", code=None, **fields):
    document = make_document(kind, "XXA" if kind == "state" else "key", **fields)
    return [
        (one.code, one.path) for one in quality(document) if code in (None, one.code)
    ]


def test_a_fact_without_source_is_told_marked_or_not():
    facts = {"start": "2007", "no_source": ["start"]}
    assert found(code=FindingCode.UNSOURCED, **facts) == [("unsourced", "start")]


def test_a_row_stands_for_its_columns():
    rows = [participant("CHN", personnel=1600, note="Guards")]
    cited = [citation("participants.CHN", "a")]
    told = found(participants=rows, citations=cited)
    assert ("unverified", "participants.CHN") in told
    assert [path for code, path in told if code == "unverified"] == ["participants.CHN"]


def test_one_source_given_twice_is_a_single_one():
    twice = [citation("start", "a"), citation("start", "a", "a-2")]
    other = [citation("start", "a"), citation("start", "b")]
    code = FindingCode.SINGLE
    assert found(code=code, start="2007", citations=twice) == [(code, "start")]
    assert found(code=code, start="2007", citations=other) == []


def test_a_verified_fact_is_not_told():
    cited = [citation("start", "a", **VERIFIED)]
    assert found(code=FindingCode.UNVERIFIED, start="2007", citations=cited) == []


def test_a_fact_that_sources_contradict_is_disputed():
    cited = [citation("personnel", "a"), citation("personnel", "b", value=5000)]
    told = found(code=FindingCode.DISPUTED, personnel=4000, citations=cited)
    assert told == [("disputed", "personnel")]


def test_a_check_is_due_on_the_last_day_that_its_date_covers():
    for text, day in (("2027", "2027-12-31"), ("2027-02", "2027-02-28")):
        cited = [citation("start", "a", review_by=text)]
        content = make_document("exercise", "key", start="2007", citations=cited)
        (one,) = [one for one in quality(content) if one.code == FindingCode.DUE]
        assert (one.path, one.due) == ("start", day)


def test_summaries_are_missed_in_both_languages_but_not_of_sources():
    codes = [code for code, _ in found("topic")]
    assert codes == ["no-summary-ru", "no-summary-zh"]
    assert found("topic", summary_ru="Да", summary_zh="是") == []
    assert found("source") == []


def test_places_without_coordinates_are_told():
    code = FindingCode.NO_PLACE
    place = {"key": "urumqi", "name": "Urumqi"}
    assert found(code=code) == [(code, "locations")]
    assert found(code=code, outcome="announced") == []
    told = [(code, "locations.urumqi.lat")]
    assert found(code=code, locations=[place]) == told
    known = {**place, "lat": 43.8, "lon": 87.6}
    assert found(code=code, locations=[known]) == []
    assert found("state", code, capital="Urumqi") == [(code, "capital_lat")]
    assert found("state", code) == []


def test_what_readers_could_not_open_is_missing():
    content = make_document(
        "topic", "key", text="[It](entry:draft)", citations=[citation("title", "a")]
    )
    told = [(one.code, one.path) for one in missing(content, {"draft", "a"})]
    assert told == [("unpublished", "title"), ("unpublished", "text")]
    assert missing(content) == []
