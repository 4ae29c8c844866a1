"""Texts on a page: whole blocks, and the sources that each cites beside it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from entries.documents.text import render
from entries.pages.prose import blocks

MARKDOWN = st.text(alphabet=st.sampled_from("ab #*-_>`[]()|\n1.<\"'&"), max_size=200)


@given(MARKDOWN)
def test_the_blocks_of_a_text_are_the_text(markdown):
    html = render(markdown)
    assert "".join(blocks(html)) == html


@given(MARKDOWN)
def test_no_block_is_cut_through_a_tag(markdown):
    for block in blocks(render(markdown)):
        opened = re.findall(r"<([a-z][a-z0-9]*)(?: [^>]*)?>", block)
        closed = re.findall(r"</([a-z][a-z0-9]*)>", block)
        assert sorted(set(opened) - {"br", "hr"} - set(closed)) == []


def test_paragraphs_stand_alone_and_a_heading_with_what_follows():
    found = list(blocks(render("One.\n\n# Two\n\nThree.\n\n- a\n- b\n\n> c")))
    starts = [block.strip()[:4] for block in found if block.strip()]
    assert starts == ["<p>O", "<h2>", "<ul>", "<blo"]
