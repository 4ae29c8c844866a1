"""A page is made of a document and names alone: no database is asked."""

from dataclasses import replace

from entries.documents.text import render
from entries.pages.entry import entry_page
from entries.pages.links import Links
from entries.pages.live.answers import Answers
from entries.pages.naming import needed
from entries.record.neighbours import Neighbour
from entries.tests.factories import citation, make_document, participant


def named(kind: str, key: str, title: str = "", **more) -> Neighbour:
    return Neighbour(
        key,
        kind,
        key.lower(),
        title or key,
        "",
        "",
        more.pop("withdrawn", False),
        **more,
    )


SOURCES = {
    key: named(
        "source",
        key,
        key.title(),
        document=make_document(
            "source", key, publisher="Xinhua", url="https://example.org/", language="zh"
        ),
    )
    for key in ("first", "second", "third")
}
NAMES = {**SOURCES, "CHN": named("state", "CHN", "China")}


LINKS = Links("en")


def page(document, names=NAMES, links=LINKS):
    html = {
        name: render(document[name]) for name in ("summary", "text") if document[name]
    }
    return entry_page(document, names, html, links, Answers())


def exercise(**fields):
    return make_document("exercise", "drill-2007", **fields)


def fact(shown, name):
    return next(one for one in shown.facts if one.name == name)


def numbers(marks):
    return [mark.number for mark in marks]


def test_sources_are_numbered_in_the_order_of_the_page():
    shown = page(
        exercise(
            start="2007",
            personnel=10,
            citations=[
                citation("personnel", "first"),
                citation("start", "second"),
                citation("title", "third"),
            ],
        )
    )
    assert numbers(shown.title.marks) == [1]
    assert numbers(fact(shown, "start").marks) == [2]
    assert numbers(fact(shown, "personnel").marks) == [3]
    assert [card.link.text for card in shown.cards] == ["Third", "Second", "First"]


def test_a_card_says_what_is_taken_from_the_source():
    shown = page(
        exercise(
            start="2007",
            citations=[
                citation("start", "first", locator="p. 3", quote="in 2007"),
                citation("start", "first", "first-2", value="2008"),
            ],
        )
    )
    (card,) = shown.cards
    assert (card.publisher, card.language, card.source_type) == (
        "Xinhua",
        "zh",
        "Press",
    )
    support, against = card.uses
    assert (support.locator, support.quote) == ("p. 3", "in 2007")
    assert support.anchor == "start"
    assert against.contradicts
    assert against.value.raw == "2008"


def test_where_sources_disagree_every_value_has_its_sources():
    shown = page(
        exercise(
            personnel=4000,
            citations=[
                citation("personnel", "first"),
                citation("personnel", "second", value=6500),
                citation("personnel", "third", value=6500),
            ],
        )
    )
    personnel = fact(shown, "personnel")
    assert personnel.verification == "disputed"
    (other,) = personnel.others
    assert other.value.raw == 6500
    assert numbers(other.marks) == [2, 3]


def test_a_word_on_a_dispute_stands_at_its_fact():
    remark = {
        "key": "disputed-personnel",
        "about": "personnel",
        "note": "Counted twice",
    }
    shown = page(exercise(personnel=4000, remarks=[remark]))
    assert fact(shown, "personnel").notes == ("Counted twice",)
    assert shown.remarks == ()


def test_accounts_that_differ_have_sources_of_their_own():
    accounts = [{"key": "1", "says": "In spring"}, {"key": "2", "says": "In autumn"}]
    remark = {"key": "season", "about": "start", "accounts": accounts}
    shown = page(
        exercise(
            start="2007",
            remarks=[remark],
            citations=[citation("remarks.season.1", "first")],
        )
    )
    assert fact(shown, "start").remarks == ("season",)
    assert fact(shown, "start").verification == "disputed"
    first, second = shown.remarks[0].accounts
    assert numbers(first.marks) == [1]
    assert second.verification == "unsourced"


def test_what_needs_no_source_has_no_verification():
    shown = page(exercise(start="2007"))
    assert fact(shown, "outcome").verification == ""
    assert fact(shown, "start").verification == "unsourced"


def test_a_verified_fact_says_so():
    verified = {"verified_by": "reviewer", "verified_on": "2026-01-02"}
    shown = page(
        exercise(start="2007", citations=[citation("start", "first", **verified)])
    )
    assert fact(shown, "start").verification == "verified"
    assert shown.cards[0].uses[0].verified_by == "reviewer"


def test_what_was_looked_for_in_vain_is_shown_without_a_value():
    shown = page(exercise(no_source=["hosts"]))
    assert not fact(shown, "hosts").value
    assert fact(shown, "hosts").verification == "unsourced"


def test_a_column_that_was_looked_for_in_vain_shows_no_source_of_its_row():
    document = make_document(
        "framework",
        "charter",
        parties=[{"state": "CHN", "signed": "2001"}],
        citations=[citation("parties.CHN", "first")],
        no_source=["parties.CHN.ratified"],
    )
    (row,) = page(document).tables[0].rows
    ratified = next(one for one in row.cells if one.name.endswith("ratified"))
    assert (ratified.verification, ratified.marks) == ("unsourced", ())
    assert numbers(row.fact.marks) == [1]


def test_a_row_covers_its_columns_unless_they_have_their_own():
    shown = page(
        exercise(
            participants=[participant("CHN", personnel=1600)],
            citations=[
                citation("participants.CHN", "first"),
                citation("participants.CHN.personnel", "second", value=1700),
            ],
        )
    )
    (table,) = shown.tables
    (row,) = table.rows
    assert row.head.links[0].text == "China"
    role, personnel = row.cells
    assert not role.is_own
    assert personnel.is_own
    assert personnel.verification == "disputed"
    assert numbers(row.fact.marks) == [1]
    labels = {use.label for card in shown.cards for use in card.uses}
    assert "Participants, China: Personnel" in labels


def test_a_column_that_says_nothing_is_left_out():
    shown = page(exercise(participants=[participant("CHN")]))
    assert shown.tables[0].columns == ("Role",)


def test_the_places_of_a_text_are_filled():
    names = {
        **NAMES,
        "old-1": named("exercise", "old-1", "Old", withdrawn=True),
        "drill-2009": named(
            "exercise",
            "drill-2009",
            facts={
                "personnel": {"text": "4000", "number": 4000.0, "earliest": None},
                "participants.CHN": {"text": "host", "number": None, "earliest": None},
            },
        ),
    }
    text = (
        "Held[^first] with [China](entry:CHN), [old](entry:old-1), [no](entry:none-1), "
        "{{drill-2009:personnel}}, {{drill-2009:participants.CHN}}, "
        "{{drill-2007:start}}, {{none-1:start}}[^unknown]."
    )
    document = exercise(
        start="2007-08", text=text, citations=[citation("start", "first")]
    )
    html = page(document, names).text.html
    assert 'href="#source-1"' in html
    assert '<a href="/en/states/chn/">China</a>' in html
    assert 'old <span class="gone">(withdrawn)</span>' in html
    assert 'no <span class="gone">(not in this edition)</span>' in html
    assert "4,000, Host, <time" in html
    assert "August 2007</time>, (no figure)." in html


def test_a_page_knows_which_names_it_needs():
    document = exercise(
        hosts=["CHN"],
        text="[x](entry:topic-1) {{drill-2009:personnel}}",
        citations=[
            citation("hosts", "first"),
            citation("hosts", "second", value=["RUS"]),
        ],
    )
    found = needed(document, {"text": render(document["text"])})
    assert found.keys == {"CHN", "RUS", "first", "second", "topic-1", "drill-2009"}
    assert found.all_facts == {"personnel"}


def test_a_missing_text_falls_back_to_another_language():
    document = {**make_document("topic", "one"), "title": "", "title_ru": "Тема"}
    shown = entry_page(
        document, {}, {"text_ru": "<p>Текст</p>"}, Links("en"), Answers()
    )
    assert (shown.title.text, shown.title.lang) == ("Тема", "ru")
    assert shown.text.lang == "ru"


def test_links_of_an_old_edition_keep_to_it():
    shown = page(exercise(hosts=["CHN"]), links=Links("en", 3))
    assert fact(shown, "hosts").value.links[0].url == "/en/states/chn/?edition=3"


def test_what_the_edition_does_not_know_is_named_by_its_key():
    shown = page(exercise(hosts=["CHN"]), names={})
    assert fact(shown, "hosts").value.links[0].gone == "unknown"


def test_a_source_whose_document_is_gone_keeps_its_place():
    bare = replace(SOURCES["first"], document=None, title="")
    shown = page(
        exercise(start="2007", citations=[citation("start", "first")]),
        {"first": bare},
    )
    assert shown.cards[0].link.text == "first"
    assert shown.cards[0].link.gone == "redacted"


def test_a_source_leads_to_the_text_that_cites_it():
    cited = citation("summary", "first", "s")
    shown = page(exercise(summary="Held.[^s]", citations=[cited]))
    ((use,),) = [card.uses for card in shown.cards]
    assert use.anchor == shown.summary.fact == "summary"
    # In another language another text is shown: there is nothing to lead to.
    other = page(exercise(citations=[citation("text_ru", "first")], text_ru="Да."))
    assert other.text is None and [u.anchor for c in other.cards for u in c.uses] == [
        ""
    ]
