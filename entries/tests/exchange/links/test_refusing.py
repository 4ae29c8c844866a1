"""Addresses that must not be asked: no connection is opened for any of them."""

import pytest

from entries.desk.linkcheck import Outcome
from entries.tests.exchange.links.servers import (
    HERE,
    NEWS,
    Recorder,
    asker,
    host,
    led,
    town,
)

NAMES = {
    "private.example": ["10.0.0.5"],
    "loopback.example": ["127.0.0.1"],
    "mixed.example": ["93.184.215.14", "10.0.0.5"],
    "mixed-six.example": ["2606:4700::1", "::1"],
    "metadata.example": ["169.254.169.254"],
    "mapped.example": ["::ffff:10.0.0.1"],
    "nat64.example": ["64:ff9b::a00:1"],
    "six-to-four.example": ["2002:a00:1::1"],
    "teredo.example": ["2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    "ula.example": ["fd00::1"],
    "scoped.example": ["fe80::1%2"],
    "cgnat.example": ["100.64.0.1"],
}
BY_NAME = [f"{scheme}://{name}/" for scheme in ("http", "https") for name in NAMES]
LITERAL = """
http://127.0.0.1/ http://127.0.0.1:80/ https://127.0.0.1/ http://0.0.0.0/ http://[::1]/
http://[::]/ http://169.254.169.254/latest/meta-data/ http://10.0.0.1/
http://172.16.0.1/ http://192.168.0.1/ http://100.64.0.1/ http://192.0.2.1/
http://198.51.100.1/ http://203.0.113.1/ http://224.0.0.1/ http://255.255.255.255/
http://[::ffff:10.0.0.1]/ http://[::ffff:7f00:1]/ http://[::127.0.0.1]/
http://[64:ff9b::10.0.0.1]/ http://[2002:7f00:1::]/ http://[2001:db8::1]/
http://[fe80::1]/ http://[fe80::1%25eth0]/ http://[fc00::1]/ http://[ff02::1]/
"""
BY_TEXT = [
    # One number, octal, hexadecimal, fewer parts than four.
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://0x7f.0.0.1/",
    "http://0x7f000001/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.1/",
    "http://127.0.0.1.0x1/",
    "http://8.8.2056/",
    "http://127.0.0.256/",
    "http://[127.0.0.1]/x",
    # Names that lead home.
    "http://localhost/",
    "http://localhost./",
    "http://LOCALHOST/",
    "http://admin.localhost/",
    "http://printer.local/",
    "http://router.home.arpa/",
    "http://metadata.google.internal/",
    "http://intranet/",
    # The same, written with letters, digits and dots of other scripts.
    "http://ｌｏｃａｌｈｏｓｔ/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://①②⑦.⓪.⓪.①.⓪x1/",
    "http://１２７。１/",
    "http://xn--/",
    # Other schemes and ports, names and passwords.
    "file:///etc/passwd",
    "ftp://news.example/",
    "gopher://news.example:70/_",
    "dict://news.example/",
    "data:text/html,x",
    "javascript:alert(1)",
    "//news.example/",
    "news.example",
    "",
    "http://user@news.example/",
    "http://user:password@news.example/",
    "http://@news.example/",
    "http://news.example\\@127.0.0.1/",
    "http://news.example@127.0.0.1/",
    "http://news.example:22/",
    "http://news.example:6379/",
    "http://news.example:8080/",
    "http://news.example:0/",
    "http://news.example:99999/",
    "http://news.example:http/",
    # No host, or none that there could be.
    "http:///etc/passwd",
    "http://?x",
    "http://[::1/",
    "http://news..example/",
    "http://-news.example/",
    "http://news.example%2f@127.0.0.1/",
    "http://127.0.0.1%00.news.example/",
    "http://news.example\\.other.example/",
    f"http://{'a' * 64}.example/",
    f"http://news.example/{'a' * 2000}",
]


@pytest.mark.parametrize("url", [*BY_NAME, *LITERAL.split()])
def test_what_leads_to_no_public_address_is_not_connected_to(url):
    network = Recorder(NAMES)
    answer = asker(network).ask(url)
    assert answer.outcome == Outcome.REFUSED
    assert "no public address" in answer.said
    assert network.connected == []


@pytest.mark.parametrize("url", BY_TEXT)
def test_what_its_text_refuses_is_not_even_looked_up(url):
    network = Recorder(NAMES | {"news.example": [NEWS]})
    answer = asker(network).ask(url)
    assert answer.outcome == Outcome.REFUSED
    assert network.resolved == []
    assert network.connected == []


def test_full_width_digits_are_judged_as_the_address_that_they_are():
    network = Recorder()
    answer = asker(network).ask("http://１２７。０。０。１/")
    assert answer.outcome == Outcome.REFUSED
    assert "127.0.0.1, which is no public address" in answer.said
    assert network.connected == []


@pytest.mark.parametrize(
    "where",
    [
        f"http://{HERE}/",
        f"https://{HERE}/",
        "http://[::1]/",
        "//localhost/",
        "http://2130706433/",
        "http://private.example/",
        "http://mixed.example/",
        "http://news.example:6379/",
        "http://user@news.example/",
        "file:///etc/passwd",
        "ftp://news.example/",
        "gopher://news.example/",
        "javascript:alert(1)",
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_an_answer_cannot_lead_there_either(where, status):
    with host({"/a": led(status, where)}) as news:
        network = town(news)
        network.names |= NAMES
        answer = asker(network).ask("http://news.example/a")
    assert answer.outcome == Outcome.REFUSED
    assert network.connected == [(NEWS, 80)]
    assert news.asked == ["HEAD /a"]


def test_a_name_is_looked_up_once_and_what_was_judged_is_connected_to():
    """A host that gives another address the second time gains nothing."""
    with host({"/a": b"HTTP/1.1 200 OK\r\n\r\n"}) as news:
        network = town(news)
        answers = iter([[NEWS], ["127.0.0.1"]])
        network.resolve = lambda *_: next(answers)
        answer = asker(network).ask("http://news.example/a")
    assert answer.outcome == Outcome.OK
    assert network.connected == [(NEWS, 80)]


def test_each_request_judges_the_host_anew():
    with host({"/a": led(302, "/b")}) as news:
        network = town(news)
        answers = iter([[NEWS], ["127.0.0.1"]])
        network.resolve = lambda *_: next(answers)
        answer = asker(network).ask("http://news.example/a")
    assert answer.outcome == Outcome.REFUSED
    assert network.connected == [(NEWS, 80)]


def test_what_the_environment_says_of_proxies_is_not_heard(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{HERE}:9/")
    with host({"/a": b"HTTP/1.1 200 OK\r\n\r\n"}) as news:
        network = town(news)
        assert asker(network).ask("http://news.example/a").outcome == Outcome.OK
    assert network.connected == [(NEWS, 80)]
