"""The check of texts: each fault is found, and what is right is left alone."""

import pytest

from entries.exchange.texts.checking import check
from entries.tests.factories import citation, make_document

EXERCISE = make_document(
    "exercise",
    "peace-mission-2007",
    title="Peace Mission 2007",
    start="2007-08-09",
    end="2007-08-17",
    personnel=4000,
    personnel_note="Among them 1,600 Chinese and 80 aircraft.",
    participants=[{"state": "CHN", "role": "participant", "personnel": 1700}],
    citations=[
        citation("personnel", "paper"),
        citation("personnel", "paper", "paper-2", value=6500),
        citation("start", "paper", "paper-3", quote="It was, one two three four five."),
    ],
)
WORLD = {
    "peace-mission-2007": EXERCISE,
    "drill": make_document("exercise", "drill", title="A drill"),
    "CHN": make_document(
        "state",
        "CHN",
        region="East Asia",
        standing=[{"key": "founder-2001", "role": "founder", "from": "2001-06-15"}],
    ),
    "charter": make_document(
        "framework", "charter", title="Charter", signed="2002-06-07", in_force="2003-09"
    ),
    "paper": make_document("source", "paper"),
}


def faults(text, kind="topic", field="summary", **fields):
    """What is wrong with a text of an entry, in the folder of these documents."""
    rows = [*fields.pop("citations", []), citation(field, "paper", "a")]
    own = make_document(kind, "own", **{field: text}, citations=rows, **fields)
    found = check(WORLD | {"own": own}, f"{kind}s/own").faults
    named = [f"{one.number} {one.what}" for one in found]
    return [
        one for one in named if "does not mark it" not in one and " words, " not in one
    ]


def test_a_sentence_without_a_mark_is_named():
    assert faults("It was so.[^a] It was not. They say “yes.”[^a]") == [
        "2 has no citation"
    ]
    assert faults("They are:\n\n- one[^a]\n- two") == ["3 has no citation"]
    assert faults("a|b\n-|-\nc|d[^a]\ne|f") == ["2 has no citation"]


@pytest.mark.parametrize(
    "sentence",
    [
        "{{peace-mission-2007:personnel}} men took part.",
        "[The drill](entry:drill) began on {{peace-mission-2007:start}}.",
        "Peace Mission 2007 began on {{peace-mission-2007:start}}.",
        "China hosted {{count exercises?host=CHN}} exercises.",
        "No source says who paid.",
        "This record names no reserve.",
        "On this point the sources disagree.",
        "The sources at hand do not tell.",
        "The only source at hand is a list.",
    ],
)
def test_a_sentence_of_live_figures_or_of_the_record_needs_no_mark(sentence):
    assert faults(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "{{peace-mission-2007:personnel}} men came in 2007.",
        "{{peace-mission-2007:personnel}} men came with 80 tanks.",
        "{{peace-mission-2007:personnel}} " + "men came and went again " * 6 + ".",
        "They hold {{peace-mission-2007:nothing}} in it.",
    ],
)
def test_a_live_figure_carries_neither_typed_numbers_nor_a_long_sentence(sentence):
    assert faults(sentence)


def test_dead_references_are_named():
    assert faults("[x](entry:nobody) {{nobody:start}} {{drill:start}}.[^a]") == [
        "1 links to nobody, and there is no such entry",
        "1 {{nobody:start}}: there is no entry nobody",
        "1 {{drill:start}}: start of drill has no value",
    ]
    assert faults("{{drill:sart}} {{CHN:region}} {{peace-mission-2007:end}}.[^a]") == [
        "1 {{drill:sart}}: drill has no fact sart",
        "1 {{CHN:region}}: region of another entry is not shown: it is no fact",
    ]


def test_a_figure_of_the_own_entry_may_be_anything_that_it_says():
    own = {"kind": "framework", "place": "Astana", "citations": []}
    assert faults("It is of {{own:place}} and {{own:status}}.[^a]", **own) == []
    assert faults("It is of {{own:signed}}.[^a]", **own) == [
        "1 {{own:signed}}: signed of own has no value"
    ]


def test_unknown_marks_are_named_in_every_language():
    assert faults("Так.[^b]", field="summary_ru") == [
        "1 [^b] names no citation of this entry"
    ]


def test_a_citation_of_a_text_that_the_text_does_not_mark_is_named():
    rows = [citation("text", "paper"), citation("summary", "paper", "paper-2")]
    own = make_document("series", "own", text="So.[^paper]", citations=rows)
    found = check(WORLD | {"own": own}, "series/own").faults
    what = "the citation paper-2 is of this text, which does not mark it"
    assert [str(one) for one in found] == [f"series/own.json:summary: {what}"]


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        ("{{count exercises?hosts=CHN}}", "hosts is no filter here"),
        ("{{count exercises?q=drill}}", "q is no filter here"),
        ("{{count exercises?outcome=helt}}", "outcome=helt: Select a valid choice"),
        ("{{count exercises?host=chn}}", "host=chn: This must be three capital"),
        ("{{count exercises?host=CHN&host=RUS}}", "host stands 2 times"),
        ("{{count exercises?host=}}", "host has no value"),
        ("{{count exercises?host=RUS}}", "there is no entry RUS"),
        ("{{count states?region=Asia}}", "no entry has the region Asia"),
        ("{{count drills}}", "there is no list drills"),
        ("{{count Exercises}}", "is no mark where it stands"),
    ],
)
def test_a_count_that_cannot_be_counted_is_named(mark, why):
    assert any(why in one for one in faults(f"There are {mark}.[^a]"))


def test_a_count_that_can_be_is_left_alone():
    assert (
        faults("{{count states?region=East+Asia}} and {{count exercises}}.[^a]") == []
    )


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        ("{{chart pie}}", "there is no chart pie"),
        ("{{chart together?year=2007}}", "year is no filter here"),
        ("{{chart together?state=CHN&state=RUS}}", "there is no entry RUS"),
        ("{{chart membership?state=china}}", "state=china: This must be three"),
        ("{{chart scale?outcome=no}}", "outcome=no: Select a valid choice"),
        ("{{chart matrix?theme=no}}", "theme=no: Select a valid choice"),
        ("So.[^a] {{chart scale}}", "is no mark where it stands"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_named(mark, why):
    assert any(why in one for one in faults(mark, field="text"))


def test_a_chart_stands_in_a_text_and_in_no_summary():
    for mark in ("{{chart together?state=CHN}}", "{{chart scale?decade=2000}}"):
        assert faults(mark, field="text") == []
        assert faults(mark) == [f"0 {mark}: a summary has no charts"]


LINKED = "[Peace Mission 2007](entry:peace-mission-2007)"


@pytest.mark.parametrize(
    "sentence",
    [
        f"{LINKED} gathered 4,500 troops.",
        f"{LINKED} gathered 4500 Russian and Chinese soldiers.",
        f"{LINKED} saw 4,500 people take part, and 4,500 people took part.",
        f"{LINKED} was held from 10 to 18 August 2007.",
        f"{LINKED} was held in [China](entry:CHN) in 2008.",
        f"{LINKED} took place in Chelyabinsk in September 2007.",
        f"{LINKED} began on August 10, 2007.",
        "The [charter](entry:charter) was signed on 7 June 2001.",
        "The [charter](entry:charter) entered into force in 2004.",
        "[China](entry:CHN) became a member in 2002.",
    ],
)
def test_what_is_typed_and_differs_from_the_record_is_found(sentence):
    assert any(" where the record of " in one for one in faults(f"{sentence}[^a]"))


@pytest.mark.parametrize(
    "sentence",
    [
        f"{LINKED} gathered 4,000 troops, or 6,500 troops.",
        f"{LINKED} gathered 1,600 Chinese troops, with 80 aircraft and 96 tanks.",
        f"{LINKED} was held from 9 to 17 August 2007, and planned in 2006.",
        f"{LINKED} was held in [China](entry:CHN) in August 2007.",
        f"{LINKED} took place two years after the plan of May 2005.",
        "The drill was held in 1999, before any of them.",
        f"[A drill](entry:drill) gathered 300 troops, and {LINKED} more.",
        "The [charter](entry:charter) was signed in June 2002.",
        "The [charter](entry:charter) entered into force on 19 September 2003.",
        "[China](entry:CHN) became a founding member on 15 June 2001.",
        "Ministers trained 2,000 officers and 700 troops.",
    ],
)
def test_what_the_record_says_or_cannot_tell_is_left_alone(sentence):
    assert faults(f"{sentence}[^a]") == []


def test_the_own_entry_is_held_against_its_record_too():
    own = {"kind": "exercise", "start": "2010", "personnel": 900}
    said = "It was held in 2011.[^a] 800 troops came.[^a] 900 troops came.[^a]"
    assert len(faults(said, **own)) == 2


def test_eight_words_of_a_quote_are_found_and_names_are_none():
    quote = "they pledged to stand together against all three of these evils"
    rows = [citation("title", "paper", "b", quote=f"As he says, {quote}.")]
    text = "So they Pledged to stand — together against all three, ever.[^a]"
    run = "“they pledged to stand together against all three”"
    found = faults(text, citations=rows)
    assert found == [f"0 {run} stands in a quote (own, citation b)"]
    assert (
        faults("They pledged to stand together against two.[^a]", citations=rows) == []
    )
    named = [{"key": "x", "language": "en", "name": quote}]
    assert faults(f"It is {quote}.[^a]", citations=rows, names=named) == []


MEMBER = {"key": "member-2017", "role": "member", "from": "2017-06-09"}


def test_a_text_outside_its_length_is_named():
    def said(kind, field, n):
        text = "word " * n + "{{own:title}}"
        own = make_document(
            kind.removesuffix(" outside"),
            "OWN" if kind.startswith("state") else "own",
            **{field: text},
            **({"standing": [MEMBER]} if kind == "state" else {}),
        )
        found = check({own["key"]: own}).faults
        return [one.what for one in found if " words, " in one.what]

    assert said("exercise", "summary", 38) == ["has 39 words, not 40 to 120"]
    assert said("exercise", "summary", 39) == []
    assert said("exercise", "summary", 120) == ["has 121 words, not 40 to 120"]
    assert said("state", "summary", 70) == ["has 71 words, not 80 to 200"]
    assert said("state outside", "summary", 18) == ["has 19 words, not 20 to 80"]
    assert said("state outside", "summary", 70) == []
    assert said("series", "summary", 151) == ["has 152 words, not 60 to 150"]
    assert said("framework", "summary", 49) == []
    assert said("topic", "text", 398) == ["has 399 words, not 400 to 1000"]
    assert said("topic", "summary", 3) == []


def test_texts_that_are_not_there_are_told_apart():
    found = check(WORLD).missing
    assert set(found) == {
        "exercises/peace-mission-2007.json:summary",
        "exercises/drill.json:summary",
        "states/CHN.json:summary",
        "frameworks/charter.json:summary",
    }
    alone = {"RUS": make_document("state", "RUS"), "t": make_document("topic", "t")}
    assert check(alone).missing == (
        *("states/RUS.json:summary", "topics/t.json:summary", "topics/t.json:text"),
    )


def claim(verdict, *stances, **fields):
    row = {
        "key": "x",
        "claim": "It is so.",
        "made_in": "Papers",
        "reasoning": "One. Two.",
    }
    rows = [
        citation("claims.x", "paper", f"b-{n}", stance=stance)
        for n, stance in enumerate(stances)
    ]
    return faults(
        "So.[^a]", claims=[{**row, "verdict": verdict, **fields}], citations=rows
    )


def test_a_verdict_has_a_source_on_its_side():
    assert claim("supported", "contradicts") == [
        "0 is supported, and no source supports it"
    ]
    assert claim("contradicted", "supports") == [
        "0 is contradicted, and no source contradicts it"
    ]
    assert claim("partly") == ["0 is partly, and no source supports it"]
    assert claim("no-evidence") == []
    assert claim("partly", "supports", "contradicts") == []


def test_a_claim_is_reasoned_in_two_sentences():
    assert claim("no-evidence", reasoning="One. Two. Three.") == [
        "0 is reasoned in 3 sentences, not 2"
    ]
    assert claim("no-evidence", reasoning="", made_in="") == [
        "0 has no made_in",
        "0 has no reasoning",
    ]
