"""How a page is written anew: links, forms, names, the policy in its head."""

import re
from datetime import UTC, date, datetime

import pytest

from entries.exchange.mirror.data import Links
from entries.exchange.mirror.hypertext import Copy, Copying, by_meta
from entries.exchange.mirror.places import place
from entries.exchange.mirror.ways import Ways
from entries.record.edition import Edition

SITE = "https://portal.example"
EDITION = Edition(number=7, published=datetime(2026, 11, 26, tzinfo=UTC))
PAGE = """<!DOCTYPE html>
<html><head>
<meta charset="utf-8">
<link rel="search" type="x" href="/en/opensearch.xml">
{head}</head>
<body data-x="y"><a class="skip" href="#content">Skip</a>
<header><a href="/en/?edition=7">Home</a></header>
<main id="content">{main}</main>
<footer>{foot}</footer></body></html>"""


def copied(main="", head="", foot="", path="/en/states/"):
    ways = Ways(SITE, 7)
    copying = Copying(place(path, {}), ways, Copy(SITE, EDITION, date(2026, 11, 26)))
    html = copying.page(
        PAGE.format(main=main, head=head, foot=foot), "default-src 'self'"
    )
    return html, set(copying.found)


def inside(html):
    return re.search('<main id="content">(.*)</main>', html, re.DOTALL)[1]


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ('<a href="/en/topics/">x</a>', '<a href="../topics/">x</a>'),
        ("<a href='/en/topics/#a'>x</a>", '<a href="../topics/#a">x</a>'),
        (
            '<a href="?page=2" rel="next">x</a>',
            '<a href="page-2.html" rel="next">x</a>',
        ),
        ('<a href="#here">x</a>', '<a href="#here">x</a>'),
        ('<a href="/en/states/?edition=7">x</a>', '<a href="./">x</a>'),
        (f'<a href="{SITE}/en/topics/">x</a>', '<a href="../topics/">x</a>'),
        (
            '<a href="https://other.example/">x</a>',
            '<a href="https://other.example/">x</a>',
        ),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        (
            '<a href="/en/states/?x=1&amp;y=2">x</a>',
            f'<a data-live href="{SITE}/en/states/?x=1&amp;y=2">x</a>',
        ),
        (
            '<a class="report" href="/en/report/?entry=CHN">x</a>',
            f'<a data-live class="report" href="{SITE}/en/report/?entry=CHN">x</a>',
        ),
        (
            '<img src="/media/a.png" srcset="/media/b.webp 320w, /media/c.webp 640w">',
            (
                '<img src="../../media/a.png" '
                'srcset="../../media/b.webp 320w, ../../media/c.webp 640w">'
            ),
        ),
        (
            '<svg><a href="/en/topics/">x</a></svg>',
            '<svg><a href="../topics/">x</a></svg>',
        ),
        (
            '<a title="a > b" href="/en/topics/">x</a>',
            '<a title="a > b" href="../topics/">x</a>',
        ),
        ('<!-- <a href="/en/topics/"> -->', '<!-- <a href="/en/topics/"> -->'),
        ('<pre>&lt;a href="/en/"&gt;</pre>', '<pre>&lt;a href="/en/"&gt;</pre>'),
    ],
)
def test_a_link_leads_through_the_copy_or_to_the_living_site(given, written):
    assert inside(copied(given)[0]) == written


def test_what_a_page_needs_is_found():
    _html, found = copied(
        '<a href="/en/topics/">x</a><a href="/en/search/">y</a>',
        f'<meta property="og:image" content="{SITE}/og/7.png">'
        '<link rel="stylesheet" href="/static/css/base.css">',
    )
    assert found == {
        *("en/topics/index.html", "og/7.png", "static/css/base.css"),
        *("static/css/copy.css", "en/index.html"),
    }


def test_names_in_the_head_stay_and_ways_are_written_anew():
    names = (
        f'<link rel="canonical" href="{SITE}/en/states/">'
        f'<link rel="alternate" hreflang="ru" href="{SITE}/ru/states/">'
        f'<meta property="og:url" content="{SITE}/en/states/">'
        f'<script type="application/ld+json">{{"url":"{SITE}/en/"}}</script>'
        "<script>const a = \"<a href='/en/'>\";</script>"
    )
    feed = (
        '<link rel="alternate" type="application/atom+xml" href="/en/states/feed.atom">'
    )
    html, _ = copied(head=names + feed)
    assert names in html
    assert 'href="feed.atom"' in html
    assert "opensearch" not in html


def test_a_form_gives_way_to_a_link_to_it():
    form = (
        '<form class="x" method="get" aria-label="Filter this list">'
        '<input type="hidden" name="edition" value="3"><select name="state"></select>'
        "<button>Filter</button></form>"
    )
    html = inside(copied(form)[0])
    assert "<input" not in html
    assert "<select" not in html
    assert f'<a data-live href="{SITE}/en/states/?edition=3">Filter this list: ' in html


def test_a_form_without_a_name_is_called_by_its_label():
    form = (
        '<form action="/en/search/"><label for="q">Search</label><input id="q"></form>'
    )
    html = inside(copied(form)[0])
    assert f'href="{SITE}/en/search/">Search: portal.example</a>' in html


def test_the_banner_stands_behind_the_way_to_the_content():
    html, _ = copied()
    assert "This is a static copy of edition 7, made on 26 November 2026." in html
    skip, banner, header = (html.index(t) for t in ("skip", "banner", "<header>"))
    assert skip < banner < header
    assert html.index("Content-Security-Policy") < html.index("<link")


def test_a_policy_within_a_page_says_what_it_can():
    policy = "form-action 'self'; default-src 'self'; frame-ancestors 'none'; "
    assert by_meta(policy) == "default-src 'self'; form-action 'none'"


def test_an_answer_of_the_api_leads_through_the_copy_but_for_its_document():
    links = Links(place("/api/v1/states/CHN/", {}), Ways(SITE, 7))
    text = (
        f'{{"url": "{SITE}/api/v1/states/CHN/", "page": "{SITE}/en/states/chn/",'
        f' "docs": "{SITE}/api/v1/docs/", "text": "/en/",'
        f' "document": {{"url": "{SITE}/en/"}}}}'
    )
    written = links.api(text)
    assert '"url": "CHN.json"' in written
    assert '"page": "../../../en/states/chn/"' in written
    assert f'"docs": "{SITE}/api/v1/docs/"' in written
    assert '"text": "/en/"' in written
    assert f'"url": "{SITE}/en/"' in written
    assert set(links.found) == {"api/v1/states/CHN.json", "en/states/chn/index.html"}


def test_a_style_sheet_leads_to_its_own():
    links = Links(place("/static/css/base.css", {}), Ways(SITE, 7))
    text = 'a { x: url("/static/a.svg") } b { x: url(../b.woff2) } c { x: url(data:,) }'
    written = 'a { x: url("../a.svg") } b { x: url("../b.woff2") } c { x: url(data:,) }'
    assert links.style(text) == written
    assert set(links.found) == {"static/a.svg", "static/b.woff2"}


def test_a_sitemap_in_parts_names_the_parts_as_they_are_kept():
    links = Links(place("/sitemap.xml", {}), Ways(SITE, 7))
    part = "<loc>https://portal.example/sitemap-en-states{}</loc>"
    written = links.sitemap(part.format(".xml") + part.format(".xml?p=2"))
    assert written == part.format(".xml") + part.format("-2.xml")
    found = links.found["sitemap-en-states-2.xml"]
    assert found.address == "/sitemap-en-states.xml?p=2"
