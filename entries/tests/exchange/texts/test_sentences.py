"""Sentences: where they end, and what each of them cites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entries.exchange.texts.sentences import ANY, sentences, split


def words(markdown):
    return [one.words for one in sentences(markdown)]


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("One came. Two left.", ["One came.", "Two left."]),
        ("Who came? All! Then it ended …", ["Who came?", "All!", "Then it ended …"]),
        ("It cost 2.5 million in v. 3.1 terms.", 1),
        ("Gen. A. B. Smith met Lt. Col. Ivanov.", 1),
        ("Resolution No. 1373 and Art. 5 bind it.", 1),
        ("The answer was no. Russia left.", 2),
        ("It began on 5 Aug. 2007 in the U.S. Army's base.", 1),
        ("It moved to the U.S. The army followed.", 2),
        ("Firms such as Arms Co. took part, e.g. Missiles Ltd. of Omsk.", 1),
        ("He called it “a step.” Others did not.", 2),
        ("(So the charter says.) It binds.", 2),
        ("The SCO (founded 2001) grew. 4 states joined.", 2),
        ("A drill … of few words.", 1),
        ("Учения прошли в г. Челябинске. Их провела Россия.", 2),
        ("演习在俄罗斯举行。中国参加了演习！", 2),
        ("[Peace Mission 2007](entry:x). {{x:personnel}} men came.", 2),
        ("No stop at the end", 1),
        ("", 0),
    ],
)
def test_a_sentence_ends_where_a_reader_sees_it_end(markdown, found):
    got = words(markdown)
    assert got == found if isinstance(found, list) else len(got) == found


def cited(markdown):
    return [one.citations for one in sentences(markdown)]


def test_a_mark_belongs_to_the_sentence_that_it_stands_behind():
    assert cited("One.[^a][^b] Two[^c]. Three. [^d] Four.") == [
        ("a", "b"),
        ("c",),
        ("d",),
        (),
    ]
    assert cited("He said “no.”[^a] It ended in the U.S.[^b] Then no more.") == [
        ("a",),
        ("b",),
        (),
    ]


def test_each_item_and_each_row_is_read_by_itself():
    found = sentences(
        "# Head\n\nThey are:\n\n- one[^a]\n- two\n\n"
        "| a | b |\n|---|---|\n| c. d.[^b] | [e](entry:e) |\n\n```\nCode. More.\n```"
    )
    assert [one.words for one in found] == ["They are:", "one", "two", "c. d. | e"]
    assert [one.number for one in found] == [1, 2, 3, 4]
    assert [one.leads_in for one in found] == [True, False, False, False]
    assert found[3].is_row
    assert found[3].citations == ("b",)
    assert found[3].entries == ("e",)


def test_a_sentence_knows_what_it_names_and_what_is_typed_in_it():
    (one,) = sentences(
        "[Vostok 2018](entry:vostok-2018) had {{vostok-2018:personnel}} men, "
        "{{count exercises?host=RUS}} more and [a page](https://e.org/2).[^a]"
    )
    assert one.entries == ("vostok-2018",)
    assert one.values == ("vostok-2018:personnel",)
    assert one.counts == ("exercises?host=RUS",)
    assert one.words == "Vostok 2018 had … men, … more and a page."
    assert not any(letter.isdecimal() for letter in one.typed)


def test_a_colon_leads_in_only_where_a_list_follows():
    found = sentences("They say: so.\n\nIt is this:\n\nAnother paragraph.")
    assert [one.leads_in for one in found] == [False, False, False]


MARKDOWN = st.text(
    alphabet=st.sampled_from("aB. !?…[^]()c1\n-|*“”\ue000{}:"), max_size=120
)


@given(MARKDOWN)
def test_nothing_that_is_written_is_lost(markdown):
    for one in sentences(markdown):
        assert len(one.names) == sum(letter in ANY for letter in one.raw)
    text = "".join(letter for letter in markdown if letter not in ANY)
    assert "".join("".join(split(text)).split()) == "".join(text.split())
