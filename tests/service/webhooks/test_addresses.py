"""A webhook leads to the internet and nowhere else, however the way there is written."""

import asyncio

import pytest

from events.errors import Refused
from service.webhooks.addresses import NoAddress, addresses, admit, check, is_public, look_up

PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "100.63.255.255",
    "172.15.0.1",
    "172.32.0.1",
    "2606:4700:4700::1111",
    "2a00:1450:4001:800::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "2002:808:808::1",
]
NOT_PUBLIC = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.1",
    "224.0.0.1",
    "224.0.1.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "2001::1",
    "2001:2::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2002:a9fe:a9fe::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]
LOOPBACK = ["127.0.0.1", "127.1", "2130706433", "017700000001", "0x7f.1", "0x7f000001"]


def answering(*found):
    asked = []

    async def resolve(host, port):
        asked.append((host, port))
        if not found:
            raise OSError("no such host as db.internal")
        return list(found)

    resolve.asked = asked
    return resolve


def led(text, resolve, *, private=False):
    return asyncio.run(addresses(check(text, private=private), resolve, private=private))


@pytest.mark.parametrize("address", PUBLIC)
def test_what_the_internet_reaches_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_is_inside_or_nowhere_is_not(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://receiver.example/", "over TLS alone"),
        ("ftp://receiver.example/", "over TLS alone"),
        ("receiver.example", "over TLS alone"),
        ("https://", "names no host"),
        ("https:///hook", "names no host"),
        ("https://clerk:secret@receiver.example/", "leave them out"),
        ("https://@receiver.example/", "leave them out"),
        ("https://receiver.example/#part", "leave #"),
        ("https://receiver.example/#", "leave #"),
        ("https://receiver.example\\@10.0.0.1/", "leave them out"),
        ("https://receiver.example:0/", "no such port"),
        ("https://receiver.example:65536/", "no such port"),
        ("https://receiver.example:port/", "no URL"),
        ("https://receiver.example./", "dot at the end"),
        ("https://localhost./", "dot at the end"),
        ("https://2130706433/", "four decimal numbers"),
        ("https://017700000001/", "four decimal numbers"),
        ("https://0x7f.1/", "four decimal numbers"),
        ("https://0x7f000001/", "four decimal numbers"),
        ("https://127.1/", "four decimal numbers"),
        ("https://0177.0.0.1/", "no URL"),
        ("https://1.2.3.4.5/", "four decimal numbers"),
        ("https://[::1/", "no URL"),
    ],
)
def test_a_url_that_is_not_taken_is_told_why(url, said):
    with pytest.raises(Refused, match=said):
        check(url, private=False)


@pytest.mark.parametrize(
    "url",
    [
        "https://receiver.example",
        "https://receiver.example:8443/minutes?office=2",
        "https://8.8.8.8/",
        "https://[2606:4700:4700::1111]:443/",
        "https://b\u00fccher.example/",
    ],
)
def test_a_url_that_leads_out_is_taken(url):
    assert led(url, answering("8.8.8.8"))


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://[::ffff:10.0.0.1]/",
        "https://[::]/",
        "https://127\u30020\u30020\u30021/",
    ],
)
def test_an_address_inside_is_not_led_to(url):
    with pytest.raises(NoAddress):
        led(url, answering())


def test_every_address_of_a_name_must_be_public():
    assert led("https://a.example/", answering("8.8.8.8", "1.1.1.1")) == ["8.8.8.8", "1.1.1.1"]
    for found in (("8.8.8.8", "10.0.0.1"), ("10.0.0.1",), ("8.8.8.8", "::1"), ()):
        with pytest.raises(NoAddress):
            led("https://a.example/", answering(*found))


def test_within_a_network_that_is_allowed_anything_is():
    assert led("http://127.0.0.1/", answering(), private=True) == ["127.0.0.1"]
    assert led("http://db.internal:8080/", answering("10.0.0.1"), private=True) == ["10.0.0.1"]


def test_the_port_is_asked_for_with_the_name():
    resolve = answering("8.8.8.8")
    led("https://a.example:8443/", resolve)
    led("https://a.example/", resolve)
    led("http://a.example/", resolve, private=True)
    assert resolve.asked == [("a.example", 8443), ("a.example", 443), ("a.example", 80)]


@pytest.mark.parametrize("name", LOOPBACK)
def test_what_this_machine_takes_for_an_address_is_looked_at_as_one(name):
    """Were such a spelling let through, the look-up would still show where it leads."""
    try:
        found = asyncio.run(look_up(name, 443))
    except OSError:
        return
    assert not any(map(is_public, found))


@pytest.mark.parametrize("found", [(), ("10.1.2.3",)])
def test_a_subscription_is_not_told_what_a_name_means_inside(found):
    with pytest.raises(Refused) as told:
        asyncio.run(admit("https://db.internal/", answering(*found), private=False))
    assert str(told.value) == (
        "no public address was found for its host; see to the spelling, or name one that the "
        "internet knows"
    )


def test_inside_a_network_nothing_is_looked_up_for_a_subscription():
    resolve = answering()
    asyncio.run(admit("http://db.internal/", resolve, private=True))
    assert resolve.asked == []
