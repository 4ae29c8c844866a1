"""Marks in texts: what they name, and what is put in their places."""

import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from entries.documents.text import Marks, fill, marks, render
from entries.tests.documents.test_text import keep_cite


def test_marks_become_places() -> None:
    assert render("Held.[^scio-2018]") == (
        '<p>Held.<sup data-cite="scio-2018"></sup></p>\n'
    )
    assert render("[the *exercise*](entry:peace-mission-2007)") == (
        '<p><a data-entry="peace-mission-2007">the <em>exercise</em></a></p>\n'
    )
    assert render("{{peace-mission-2007:participants.CHN.personnel}}") == (
        '<p><span data-value="peace-mission-2007:participants.CHN.personnel">'
        "</span></p>\n"
    )


def test_marks_stand_anywhere_in_a_text() -> None:
    for around in ["# {}", "- {}", "> {}", "| {} |\n|-|", "**{}**", "a\n{}\nb", "x{}y"]:
        text = around.replace("{}", "[^a-2]{{b:in_force}}[c](entry:CHN){{count d}}")
        assert marks(text) == Marks(("a-2",), ("CHN",), ("b:in_force",), ("d",))


def test_a_count_carries_what_its_list_is_asked() -> None:
    place = "exercises?host=CHN&outcome=held&source=a-2"
    assert marks(f"{{{{count {place}}}}}").counts == (place,)
    assert render("{{count states?region=East+Asia&x=%D0%B0}}") == (
        '<p><span data-count="states?region=East+Asia&amp;x=%D0%B0"></span></p>\n'
    )


def test_a_chart_is_a_paragraph_of_its_own() -> None:
    assert render("{{chart together?state=CHN&state=RUS}}") == (
        '<div data-chart="together?state=CHN&amp;state=RUS"></div>\n'
    )
    text = "# A\n{{chart a}}\n\nWords.\n\n   {{chart b}}  \n\n- c\n\n{{chart d}}"
    assert marks(text).charts == ("a", "b", "d")
    for around in ["x {}", "{} x", "x\n{}", "{}\nx", "- {}", "> {}", "# {}", "    {}"]:
        assert marks(around.replace("{}", "{{chart a}}")) == Marks((), (), ())
        assert "{{chart a}}" in render(around.replace("{}", "{{chart a}}"))


def test_no_count_stands_in_a_link_since_it_leads_somewhere_itself() -> None:
    assert marks("[of {{count states}}](entry:a)") == Marks((), ("a",), ())


def test_counts_and_charts_beyond_their_number_stay_as_typed() -> None:
    counts = render("".join(f"{{{{count a?n={n}}}}} " for n in range(25)))
    assert counts.count("data-count") == 20
    assert counts.count("{{count a?n=2") == 5
    charts = render("\n\n".join(f"{{{{chart a?n={n}}}}}" for n in range(5)))
    assert charts.count("data-chart") == 3
    assert "<p>{{chart a?n=3}}</p>" in charts


def test_a_figure_may_stand_in_a_link_and_a_citation_may_not() -> None:
    text = "[of {{a:personnel}} men[^b]](entry:a)"
    assert marks(text) == Marks((), ("a",), ("a:personnel",))
    assert "men[^b]</a>" in render(text)


def test_a_citation_before_a_colon_or_bracket_is_no_reference() -> None:
    assert marks("[^a]: 7000\n\n[^b](x)").citations == ("a", "b")
    assert ": 7000" in render("[^a]: 7000")


@pytest.mark.parametrize(
    "literal",
    [
        "`[^a] [b](entry:b) {{c:d}} {{count e}}`",
        "```\n[^a] [b](entry:b) {{c:d}} {{count e}}\n\n{{chart f}}\n```",
        "    [^a] [b](entry:b) {{c:d}} {{count e}}",
        "\\[^a] \\[b](entry:b) \\{{c:d}} \\{{count e}}\n\n\\{{chart f}}",
        "{{count}} {{count }} {{count  e}} {{count E}} {{count e?f g}} {{ count e}}",
        "{{chart}}\n\n{{chart }}\n\n{{chart é}}\n\n{{chart a?b c}}",
        "[^] [^a b] [^a",
        "[^ä] [b](entry:) [b](entry:b_c) [b](entry:b/c) <entry:b>",
        "{{c}} {{c:}} {{:d}} {{c:d} {c:d}} {{c: d}}",
        f"[^{'a' * 300}]",
    ],
)
def test_what_is_code_escaped_or_malformed_names_nothing(literal: str) -> None:
    assert marks(literal) == Marks((), (), ())
    html = render(literal)
    assert "data-" not in html
    assert fill(html, cite=refuse, entry=refuse, value=refuse, asked=refuse) == html


def test_places_typed_as_html_stay_words() -> None:
    typed = '<sup data-cite="a"></sup><a data-entry="b">b</a><span data-value="c:d">'
    assert marks(typed) == Marks((), (), ())
    html = render(typed)
    assert html.startswith("<p>&lt;sup ")
    assert fill(html, cite=refuse, entry=refuse, value=refuse, asked=refuse) == html


def refuse(*named: str) -> str:
    raise AssertionError(named)


def test_marks_are_named_in_their_order_and_once() -> None:
    text = (
        "[^b] [^a] [^b]\n\n- [x](entry:y) {{k:f}}\n- [^c] [z](entry:y) {{k:e}} {{k:f}}"
    )
    assert marks(text) == Marks(("b", "a", "c"), ("y",), ("k:f", "k:e"))


def test_filling_puts_in_what_it_is_given() -> None:
    html = render("[of *{{a:n}}*](entry:a), [web](https://e.org).[^b]")
    filled = fill(
        html,
        cite=lambda key: format_html('<sup><a href="#{}">1</a></sup>', key),
        entry=lambda key, words: format_html('<a href="/{}/">{}</a>', key, words),
        value=lambda name: mark_safe(f"<b>{name}</b>"),  # noqa: S308 - a test's own
        asked=refuse,
    )
    assert filled == (
        '<p><a href="/a/">of <em><b>a:n</b></em></a>, '
        '<a href="https://e.org" rel="noopener">web</a>.'
        '<sup><a href="#b">1</a></sup></p>\n'
    )


def test_filling_escapes_what_is_not_marked_as_safe() -> None:
    html = render("[words](entry:a) [^b] {{c:d}} {{count e?f=g&h=i}}")
    filled = fill(
        html,
        cite=lambda key: f"<{key}>",
        entry=lambda key, words: f"<{key}> {words}",
        value=lambda name: f"<{name}>",
        asked=lambda word, place: f"<{word} {place}>",
    )
    assert filled == (
        "<p>&lt;a&gt; words &lt;b&gt; &lt;c:d&gt; &lt;count e?f=g&amp;h=i&gt;</p>\n"
    )
    assert isinstance(filled, SafeString)


def test_what_is_filled_in_is_not_filled_again() -> None:
    filled = fill(
        render("[^a]"), cite=keep_cite, entry=refuse, value=refuse, asked=refuse
    )
    assert filled == '<p><sup data-cite="a"></sup></p>\n'
