"""Texts: what they may show, what they may name, and what they may cost."""

import sys
from html.parser import HTMLParser

import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from entries.documents.text import MAX_LENGTH, fill, marks, plain, render

# Said once more here, so that a change over there does not pass unseen.
ALLOWED = {
    "a": {"href", "rel", "data-entry"},
    "sup": {"data-cite"},
    "span": {"data-value", "data-count"},
    "div": {"data-chart"},
    "ol": {"start"},
}
PLAIN = {
    *("p", "h2", "h3", "h4", "ul", "li", "blockquote", "hr", "br"),
    *("em", "strong", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"),
}


class Harmless(HTMLParser):
    """Reads HTML as a browser does and refuses all but plain text and links."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED or tag in PLAIN, tag
        for name, value in attrs:
            assert name in ALLOWED.get(tag, ()), (tag, name)
            if name == "href":
                assert value is not None
                assert value.lower().startswith(("http://", "https://", "mailto:"))
            elif name != "rel":
                assert value is not None
                assert set(value) <= set(
                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:"
                    "?=&%+,~"
                )

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def assert_harmless(html: str) -> None:
    parser = Harmless()
    parser.feed(html)
    parser.close()


ATTACKS = [
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](  javascript:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](java&#10;script:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](&#x6A&#x61;vascript:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](\\javascript:alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a](\x01javascript:alert(1))",
    "[a](vbscript:msgbox(1))",
    "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[a](data:image/svg+xml,<svg onload=alert(1)>)",
    "[a](file:///etc/passwd)",
    "[a](//evil.example)",
    "[a](blob:https://evil.example/1)",
    "[a](view-source:javascript:alert(1))",
    '[a](https://e.org/"onmouseover="alert(1))',
    "[a](https://e.org/'onmouseover='alert(1))",
    '[a](https://e.org "x\\" onclick=alert(1) y=\\"")',
    '[a](<https://e.org/"><script>alert(1)</script>>)',
    '[a](entry:x"onclick="alert(1))',
    "[a](entry:javascript:alert(1))",
    "[a][r]\n\n[r]: javascript:alert(1)",
    "[r]\n\n[r]: data:text/html,<script>alert(1)</script> 'x\"onclick=alert(1)'",
    "<javascript:alert(1)>",
    "<JAVASCRIPT:alert(1)>",
    "<data:text/html,x>",
    '<x@e.org"onclick=alert(1)>',
    "![a](javascript:alert(1))",
    '!["onerror="alert(1)](https://e.org/x.png)',
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert&#40;1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    "<a href='javascript:alert(1)' data-entry='x'>a</a>",
    "<sup data-cite='\"><script>alert(1)</script>'></sup>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<div>\n<script>alert(1)</script>\n</div>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<?php alert(1) ?>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "`<script>alert(1)</script>`",
    '```html" onclick="alert(1)\n<script>alert(1)</script>\n```',
    "    <script>alert(1)</script>",
    "# <img src=x onerror=alert(1)>",
    "| <img src=x onerror=alert(1)> |\n| --- |\n| <svg onload=alert(1)> |",
    "> <script>\n> alert(1)\n> </script>",
    "*<b onmouseover=alert(1)>*",
    "[<img src=x onerror=alert(1)>](https://e.org)",
    "[[a](javascript:alert(1))](https://e.org)",
    '[^x"onclick="alert(1)]',
    '{{x:y"onclick="alert(1)}}',
    "{{<script>:alert(1)}}",
    '{{count a?b="onclick="alert(1)}}',
    "{{chart a?<script>alert(1)</script>}}",
    "{{chart a?b=&quot;><script>alert(1)</script>}}",
    "\0<script>alert(1)</script>",
    "<\u0000script>alert(1)</script>",
    "\ud800<script>alert(1)</script>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_come_out_harmless(attack: str) -> None:
    assert_harmless(render(attack))
    assert_harmless(render(f"- > **{attack}** and [words](https://e.org)"))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*ATTACKS, "\n", "\n\n", "*", "`", "[", "](", ")", "<"]))
)
def test_attacks_put_together_come_out_harmless(parts: list[str]) -> None:
    assert_harmless(render("".join(parts)))


@settings(max_examples=500, deadline=None)
@given(st.text(st.one_of(st.characters(), st.sampled_from("[]()*_`|<>{}:^-#\n\\& "))))
def test_any_text_is_rendered_and_filled_harmlessly(text: str) -> None:
    html = render(text)
    assert_harmless(html)
    assert (
        fill(html, cite=keep_cite, entry=keep_entry, value=keep_value, asked=keep_asked)
        == html
    )


def keep_cite(key: str) -> str:
    return format_html('<sup data-cite="{}"></sup>', key)


def keep_value(key: str) -> str:
    return format_html('<span data-value="{}"></span>', key)


def keep_asked(word: str, place: str) -> str:
    tag = "span" if word == "count" else "div"
    return format_html('<{} data-{}="{}"></{}>', tag, word, place, tag)


def keep_entry(key: str, words: SafeString) -> str:
    return format_html('<a data-entry="{}">{}</a>', key, words)


def test_what_markdown_gives() -> None:
    assert render("Some *words* and **more**.") == (
        "<p>Some <em>words</em> and <strong>more</strong>.</p>\n"
    )
    assert render("# One\n\n## Two\n\n### Three\n\n###### Six") == (
        "<h2>One</h2>\n<h3>Two</h3>\n<h4>Three</h4>\n<h4>Six</h4>\n"
    )
    assert "<th>a</th>" in render("| a |\n| -: |\n| 1 |")
    assert '<ol start="3">' in render("3. c")
    assert render("") == ""


def test_links_lead_to_the_web_and_to_mail_alone() -> None:
    assert render("[a](https://e.org/x?a=1&b=2)") == (
        '<p><a href="https://e.org/x?a=1&amp;b=2" rel="noopener">a</a></p>\n'
    )
    assert 'href="mailto:a@e.org"' in render("[a](mailto:a@e.org)")
    assert 'href="https://e.org"' in render("<https://e.org>")
    for refused in ["/local", "page.html", "#top", "ftp://e.org", "//e.org", ""]:
        assert "<a" not in render(f"[a]({refused})")


@pytest.mark.parametrize(
    ("markdown", "link"),
    [
        ("[a [b] c](https://e.org)", ">a [b] c</a>"),
        ("[a `]` b](https://e.org)", ">a <code>]</code> b</a>"),
        ("[a \\] b](https://e.org)", ">a ] b</a>"),
        ("[*a*](https://e.org/(x))", "/(x)"),
        ("[[a](https://e.org)", ">a</a>"),
        ("[a](https://e.org) [b](https://e.org)", ">b</a>"),
        ("[和平使命](https://e.org)", ">和平使命</a>"),
    ],
)
def test_the_words_of_a_link_may_hold_brackets_and_code(
    markdown: str, link: str
) -> None:
    assert link in render(markdown)


def test_of_links_within_each_other_the_outer_counts() -> None:
    html = render("[a [b](https://b.org) <https://c.org>](https://a.org)")
    assert html.count("<a ") == 1
    assert 'href="https://a.org"' in html


def test_a_text_too_long_is_refused_with_its_length() -> None:
    render("a" * MAX_LENGTH)
    for refusing in (render, marks):
        with pytest.raises(ValueError, match=r"200,001 characters; at most 200,000"):
            refusing("a" * (MAX_LENGTH + 1))


def test_beyond_the_limits_words_stay() -> None:
    quoted = render("> " * 60 + "words")
    assert quoted.count("<blockquote>") == 20
    assert "words" in quoted
    listed = render("- " * 60 + "words")
    assert "words" in listed
    bold = render("**a " * 60 + "words" + " a**" * 60)
    assert bold.count("<strong>") == bold.count("</strong>") == 20
    assert bold.count("a") == 120
    table = render("a|b\n-|-\n" + "one|two\n" * 11_000)
    assert table.count("one") == table.count("two") == 11_000
    assert table.count("<td>") < 20_001


PATTERNS = [
    *"[](*`|_<>&\\{}!-+#=~\"'.\n\t",
    *("> ", "- ", "1. ", " - a\n", "> a\n", "> - ", "a\n", "# a\n", "a\n=\n"),
    *("[a](", "[a](b", "[](", "[]", "](", "[a](<", "[[a](entry:b)](entry:b)", "[`"),
    *("![", "[^", "[^a", "[^a]", "{{", "{{a:", "{{a:b}}", "[a](entry:", "<a", "<http:"),
    *("{{count ", "{{count a}}", "{{count a?", "{{chart a}}\n\n", "{{chart a?"),
    *("*_", "**_", "*a ", "a**b", "**a ", "*a_ ", "__a ", "***", "`a``b", "&#", "&amp"),
    *("|-", "|\n|-|\n", "a|b\n-|-\n", "<http://a>", "<a@b.", "```\n", "a\\\n"),
]


def work(text: str) -> int:
    """How many calls rendering makes: the same on every machine."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        render(text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("pattern", PATTERNS)
def test_work_grows_no_faster_than_the_text(pattern: str) -> None:
    small, large = ((pattern * size)[:size] for size in (4_000, 8_000))
    needed = work(large)
    assert needed < 2.5 * work(small) + 2_000
    # Markdown-it's own links take over four hundred for each bracket.
    assert needed < 150 * len(large)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("[", "]"), ("[", "](http://a)"), ("*a ", " a*"), ("**a ", " a**"), ("[", "](")],
)
def test_work_grows_no_faster_than_the_nesting(opening: str, closing: str) -> None:
    small, large = (opening * size + "a" + closing * size for size in (700, 1_400))
    assert work(large) < 2.5 * work(small) + 2_000


def test_many_wide_tables_cost_no_more_than_one() -> None:
    table = "|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n" + "|\n" * 100 + "\n"
    assert work(table * 12) < 2.5 * work(table * 6)


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("", ""),
        ("Some *plain* **words**,\non two lines.", "Some plain words, on two lines."),
        (
            "It [began](entry:x)[^source] with {{x:personnel}} men.",
            "It began with … men.",
        ),
        ("# A\n\n- b\n- c\n\n| d | e |\n|---|---|\n| f | g |", "A b c d e f g"),
        ("`code` & <b>\n\n    more", "code & <b> more"),
        ("Of {{count states}}.\n\n{{chart a}}\n\nSo.", "Of …. So."),
    ],
)
def test_the_words_of_a_text_stand_without_its_marks(markdown: str, words: str) -> None:
    assert plain(markdown) == words
