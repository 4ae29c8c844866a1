"""Which addresses are public, by their text and by their numbers."""

import pytest

from entries.exchange.links.addresses import RefusedError, is_public, led_on, target

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254
168.63.129.16 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.0.192 192.0.2.1
192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250
240.0.0.1 255.255.255.255
:: ::1 ::10.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 64:ff9b::10.0.0.1 64:ff9b::a9fe:a9fe
64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:10::1 2001:20::1
2001:db8::1 2002:a00:1::1 2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1
fe80::1%eth0 fec0::1 ff02::1 2606:4700::1%eth0
no-number
"""
PUBLIC = """
1.1.1.1 8.8.8.8 93.184.215.14 100.63.255.255 100.128.0.1 172.32.0.1 192.0.3.1
198.20.0.1 223.255.255.255 2606:4700:4700::1111 2a00:1450:4001::1 2400:3200::1
64:ff9b::808:808
"""


@pytest.mark.parametrize("ip", PRIVATE.split())
def test_an_address_that_is_not_public(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", PUBLIC.split())
def test_a_public_address(ip):
    assert is_public(ip)


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://news.example", "http://news.example/"),
        ("HTTPS://News.Example./a?b=c#d", "https://news.example/a?b=c"),
        ("https://news.example:443/", "https://news.example/"),
        ("https://news.example:80/", "https://news.example:80/"),
        (
            "http://мир.рф/о?о=да",
            "http://xn--h1ahn.xn--p1ai/%D0%BE?%D0%BE=%D0%B4%D0%B0",
        ),
        ("http://news.example/a b%20c", "http://news.example/a%20b%20c"),
        ("http://[2606:4700::1]/", "http://[2606:4700::1]/"),
        ("http://1.1.1.1/", "http://1.1.1.1/"),
    ],
)
def test_an_address_is_asked_in_its_plain_form(url, asked):
    assert target(url).url == asked


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        ("/b", "http://news.example/b"),
        ("b?x=1", "http://news.example/a/b?x=1"),
        ("//other.example/", "http://other.example/"),
        ("https://other.example/x", "https://other.example/x"),
        ("/\u00d0\u00bc", "http://news.example/%D0%BC"),
        ("/a b\x00", "http://news.example/a%20b%00"),
    ],
)
def test_where_an_answer_leads(location, leads_to):
    assert led_on("http://news.example/a/", location) == leads_to


def test_no_address_is_no_place_to_lead_to():
    with pytest.raises(RefusedError):
        led_on("http://news.example/", "http://[::1")
