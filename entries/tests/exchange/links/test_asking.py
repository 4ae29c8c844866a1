"""What hosts answer, at whatever length and pace, and what it is taken to mean."""

import itertools
import socket
import ssl
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from entries.desk.linkcheck import Outcome
from entries.exchange.links.asking import A_DAY, LONGEST_WAIT, Manners
from entries.tests.exchange.links.servers import (
    HOST_PEM,
    NEWS,
    OTHER,
    Town,
    asker,
    head,
    host,
    led,
    town,
)

URL = "http://news.example/a"


def ask(answers, url=URL, **more):
    """What a host with these answers is found to say, and what it was asked."""
    with host(answers) as news:
        answer = asker(town(news), **more).ask(url)
    return answer, news.asked


def forever(*parts):
    """Send the first part, then the second again and again, until nobody listens."""
    first, again, pause = parts

    def send(line: socket.socket) -> None:
        line.sendall(first)
        while True:
            line.sendall(again)
            time.sleep(pause)

    return send


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.OK),
        (204, Outcome.OK),
        (401, Outcome.CLOSED),
        (403, Outcome.CLOSED),
        (451, Outcome.CLOSED),
        (404, Outcome.MISSING),
        (410, Outcome.MISSING),
        (400, Outcome.FAILED),
        (500, Outcome.FAILED),
        (503, Outcome.FAILED),
        (302, Outcome.FAILED),
    ],
)
def test_what_an_answer_means(status, outcome):
    answer, _ = ask({"/a": head(status)})
    assert (answer.outcome, answer.status, answer.led_to) == (outcome, status, "")


@pytest.mark.parametrize("status", [403, 404, 405, 500, 501])
def test_where_head_fails_get_is_asked(status):
    answer, asked = ask({"HEAD /a": head(status), "GET /a": head(200)})
    assert answer.outcome == Outcome.OK
    assert asked == ["HEAD /a", "GET /a"]


def test_where_head_ends_the_connection_get_is_asked():
    answer, asked = ask({"HEAD /a": b"", "GET /a": head(200)})
    assert answer.outcome == Outcome.OK
    assert asked == ["HEAD /a", "GET /a"]


def test_a_request_says_whose_it_is_and_which_host_it_wants():
    with host({"/a?b=%D0%BC": head(200)}) as news:
        asker(town(news)).ask("http://NEWS.example./a?b=м")
    (request,) = news.requests
    lines = request.strip().split("\r\n")
    assert lines[0] == "HEAD /a?b=%D0%BC HTTP/1.1"
    assert "Host: news.example" in lines
    assert "User-Agent: Test-link-check/1" in lines


def test_the_steps_of_a_walk():
    """Where it is led for a time it still lives; where for good, it has moved."""
    answers = {
        "/a": led(302, "/b"),
        "/b": led(301, "/c"),
        "/c": head(200),
        "/d": led(301, "/e"),
        "/e": led(308, "/a"),
        "/f": led(301, "/gone"),
    }
    known = []
    with host(answers) as news:
        one = asker(town(news))
        for path in "adf":
            answer = one.ask(f"http://news.example/{path}")
            known.append((answer.outcome, answer.led_to.removeprefix(URL[:-2])))
    assert known == [
        (Outcome.OK, "/c"),
        (Outcome.MOVED, "/a"),
        (Outcome.MISSING, "/gone"),
    ]


def test_it_follows_to_another_host_and_judges_that_too():
    with (
        host({"/a": led(301, "http://other.example/b")}) as news,
        host({"/b": head(200)}) as other,
    ):
        network = town(news, other)
        answer = asker(network).ask(URL)
    assert (answer.outcome, answer.led_to) == (
        Outcome.MOVED,
        "http://other.example/b",
    )
    assert network.connected == [(NEWS, 80), (OTHER, 80)]
    assert other.asked == ["HEAD /b"]


def test_it_follows_no_circle_for_ever():
    answer, asked = ask({"/a": led(301, "/b"), "/b": led(302, "/a")})
    assert answer.outcome == Outcome.UNREACHABLE
    assert "leads on and on" in answer.said
    assert len(asked) == 6


def test_a_slow_drip_of_a_header_is_cut_off():
    drip = forever(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a", 0.02)
    answer, _ = ask({"/a": drip}, seconds=0.5)
    assert answer.outcome == Outcome.UNREACHABLE
    assert answer.said == "No answer came in time."


def test_a_slow_drip_of_headers_and_of_interim_answers_is_cut_off():
    for first, again in (
        (b"HTTP/1.1 200 OK\r\n", b"A: b\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ):
        answer, _ = ask({"/a": forever(first, again, 0.02)}, seconds=0.5)
        assert answer.outcome == Outcome.UNREACHABLE


def test_a_host_that_says_nothing_is_cut_off():
    answer, asked = ask({"/a": lambda line: line.recv(1)}, seconds=0.3)
    assert answer.outcome == Outcome.UNREACHABLE
    assert asked == ["HEAD /a"]


def test_the_time_is_for_the_whole_walk():
    """Each step is quick enough, all of them are not."""

    def slow(where):
        def send(line):
            time.sleep(0.2)
            line.sendall(led(302, where))

        return send

    steps = {f"/{n}": slow(f"/{n + 1}") for n in range(5)} | {"/5": head(200)}
    answer, asked = ask(steps, "http://news.example/0", seconds=0.5)
    assert answer.outcome == Outcome.UNREACHABLE
    assert "HEAD /5" not in asked


def test_a_body_is_not_read():
    sent = itertools.count()

    def flood(line):
        line.sendall(head(200, "Transfer-Encoding: chunked"))
        while True:
            line.sendall(b"1000\r\n" + b"a" * 4096 + b"\r\n")
            next(sent)

    answer, _ = ask({"HEAD /a": head(405), "GET /a": flood})
    assert answer.outcome == Outcome.OK
    assert next(sent) < 10_000


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"a" * 4096),
        (b"HTTP/1.1 200 OK\r\n", b"X-Long: " + b"a" * 4096 + b"\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
        (b"", b"a" * 4096),
    ],
)
def test_an_answer_without_end_is_cut_off(first, again):
    answer, _ = ask({"/a": forever(first, again, 0)})
    assert answer.outcome == Outcome.FAILED
    assert answer.said in ("The answer is far too long.", "The answer is no HTTP.")


def test_what_is_no_http_has_failed():
    answer, _ = ask({"/a": b"SSH-2.0-OpenSSH_9.2\r\n"})
    assert (answer.outcome, answer.status) == (Outcome.FAILED, None)


def test_hosts_that_are_not_there():
    network = Town(names={"news.example": [NEWS]})
    assert asker(network).ask(URL).outcome == Outcome.FAILED
    assert asker(network).ask(URL).said == "Connection refused"
    unknown = asker(network).ask("http://nowhere.example/")
    assert unknown.said == "There is no host of this name."


def test_a_name_that_cannot_be_looked_up_now_proves_nothing():
    network = Town()

    def resolve(*_):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure")

    network.resolve = resolve
    assert asker(network).ask(URL).outcome == Outcome.UNREACHABLE


def test_a_name_server_that_says_nothing_is_not_waited_for():
    network = Town()
    network.resolve = lambda *_: time.sleep(5) or [NEWS]
    assert asker(network, seconds=0.1).ask(URL).outcome == Outcome.UNREACHABLE
    assert network.connected == []


def test_the_next_address_of_a_host_is_tried():
    with host({"/a": head(200)}) as news:
        network = town(news)
        network.names["news.example"] = ["2606:4700::1", NEWS]
        assert asker(network).ask(URL).outcome == Outcome.OK
    assert network.connected == [("2606:4700::1", 80), (NEWS, 80)]


@pytest.mark.parametrize(
    ("status", "lines", "wait"),
    [
        (429, ["Retry-After: 120"], 120),
        (503, ["Retry-After: 120"], 120),
        (429, [], A_DAY),
        (429, ["Retry-After: soon"], A_DAY),
        (429, ["Retry-After: 0"], 1),
        (503, ["Retry-After: 99999999999999999999"], LONGEST_WAIT),
    ],
)
def test_a_busy_host_says_how_long_to_wait(status, lines, wait):
    answer, asked = ask({"/a": head(status, *lines)})
    assert answer.wait == wait
    assert asked == ["HEAD /a"]


def test_a_busy_host_may_name_a_day():
    then = datetime.now(UTC) + timedelta(hours=2)
    answer, _ = ask({"/a": head(429, f"Retry-After: {format_datetime(then)}")})
    assert 7000 < answer.wait <= 7200


def secure(**more):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(HOST_PEM)
    with host({"/a": head(200)}, context) as news:
        network = town(news, news, 443)
        yield network, news, asker(network, **more)


def test_a_certificate_that_nobody_vouches_for_is_told_and_nothing_is_asked():
    for _, news, one in secure():
        answer = one.ask("https://news.example/a")
        assert answer.outcome == Outcome.CERTIFICATE
        assert answer.said == "self-signed certificate"
        assert news.asked == []


def test_a_certificate_is_held_against_the_name_that_was_asked_for():
    trusting = ssl.create_default_context(cafile=HOST_PEM)
    for network, news, one in secure(tls=trusting):
        assert one.ask("https://news.example/a").outcome == Outcome.OK
        assert news.requests[0].split("\r\n")[1] == "Host: news.example"
        other = one.ask("https://other.example/a")
        assert other.outcome == Outcome.CERTIFICATE
        assert "other.example" in other.said
        assert network.connected == [(NEWS, 443), (OTHER, 443)]


def test_a_host_that_speaks_no_tls_is_told():
    with host({}) as news:
        news.answer = lambda line: line.sendall(head(400))
        answer = asker(town(news, port=443)).ask("https://news.example/a")
    assert (answer.outcome, answer.status) == (Outcome.CERTIFICATE, None)


def test_a_host_is_left_alone_after_each_request(monkeypatch):
    """One request at a time, a pause after it, whoever asks next."""
    slept = []
    now = itertools.count(100, 0.25)
    monkeypatch.setattr("entries.exchange.links.asking.time.sleep", slept.append)
    monkeypatch.setattr("entries.exchange.links.asking.time.monotonic", now.__next__)
    manners = Manners(pause=1)
    for name in ("a", "b", "a"):
        with manners.turn(name):
            pass
    assert slept == [0.5]
