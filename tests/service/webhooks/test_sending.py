"""One request goes where the URL says and was looked at, and no answer can hold or mislead it."""

import asyncio
import os
import ssl
from contextlib import suppress
from time import monotonic

import pytest

from service.settings import Settings
from service.webhooks.sending import Sender
from tests.service.webhooks.conftest import CERTIFICATE, receiving

HEADERS = {"webhook-id": "1", "Content-Type": "application/cloudevents+json"}


@pytest.fixture
def secure():
    with receiving(tls=True) as found:
        yield found


def to(*found):
    async def resolve(host, port):
        return list(found)

    return resolve


HERE = to("127.0.0.1")


def sent(url, resolve=HERE, trusted=None, **settings):
    settings = Settings(**{"webhook_private_addresses": True, "webhook_seconds": 2} | settings)
    return asyncio.run(Sender(settings, resolve, trusted).send(url, HEADERS, "{}"))


def trust():
    return ssl.create_default_context(cafile=CERTIFICATE)


def named(receiver, host="receiver.example", scheme="http"):
    return f"{scheme}://{host}:{receiver.port}/hook?office=2"


def test_it_goes_to_the_address_that_was_looked_at_under_the_name_of_the_url(receiver):
    assert sent(named(receiver)).delivered
    (got,) = receiver.got
    assert got.path == "/hook?office=2"
    assert got.headers["host"] == f"receiver.example:{receiver.port}"
    assert got.headers["webhook-id"] == "1"
    assert got.body == b"{}"


def test_over_tls_the_certificate_is_that_of_the_name_and_not_of_the_address(secure):
    assert sent(named(secure, scheme="https"), trusted=trust()).delivered
    other = sent(named(secure, "other.example", "https"), trusted=trust())
    assert other.words == "its certificate is not trusted, or is not of its host"
    assert sent(named(secure, scheme="https")).words == other.words
    assert len(secure.got) == 1


def test_a_name_that_leads_inside_is_not_connected_to_nor_told(receiver, secure):
    for found in (["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:127.0.0.1"], ["0.0.0.0"]):
        url = named(secure, scheme="https")
        answer = sent(url, to(*found), trust(), webhook_private_addresses=False)
        assert answer.words == "no public address was found for its host"
        assert answer.status is None
    assert "over TLS alone" in sent(named(receiver), webhook_private_addresses=False).words
    assert receiver.got == secure.got == []


def test_a_name_is_looked_up_anew_for_every_delivery(secure):
    """It meant a public address when it was subscribed; now it means this machine."""
    url, answers = named(secure, scheme="https"), iter([["127.0.0.1"], ["8.8.8.8"]])

    async def resolve(host, port):
        return next(answers)

    answer = sent(url, resolve, trust(), webhook_private_addresses=False)
    assert answer.words == "no public address was found for its host"
    assert next(answers) == ["8.8.8.8"]  # and it was looked up once: what was seen is what counts
    assert secure.got == []


def test_the_next_address_is_tried_where_one_takes_no_connection(receiver):
    assert sent(named(receiver), to("::1", "127.0.0.1")).delivered
    assert len(receiver.got) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(receiver, status):
    with receiving() as other:
        receiver.status(status, location=other.url)
        answer = sent(named(receiver))
        assert (answer.delivered, answer.words) == (False, f"it answered {status}")
        assert other.got == []


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_whatever_says_well_is_well(receiver, status):
    receiver.answer = lambda _: (status, {}, b"" if status == 204 else b"thank you")
    assert sent(named(receiver)).delivered


@pytest.mark.parametrize("status", [400, 404, 410, 429, 500, 503])
def test_whatever_does_not_is_told_by_its_status_alone(receiver, status):
    receiver.answer = lambda _: (status, {"Retry-After": "7"}, b"the password is hunter2")
    answer = sent(named(receiver))
    assert answer.words == f"it answered {status}"
    assert answer.retry_after == ("7" if status in {429, 503} else None)
    assert answer.gone == (status == 410)


def test_a_body_without_end_is_not_read(receiver):
    receiver.answer = lambda _: (200, {}, b"x" * 50_000_000)
    began = monotonic()
    assert sent(named(receiver)).delivered
    assert monotonic() - began < 1.5


def test_proxies_of_the_environment_are_not_used(receiver, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    assert sent(named(receiver)).delivered


async def drip(reader, writer):
    """Answer, and then never come to an end."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(40):
        writer.write(b"x")
        await asyncio.sleep(0.1)


async def nothing(reader, writer):
    await asyncio.sleep(4)


async def noise(reader, writer):
    await reader.readuntil(b"\r\n\r\n")
    writer.write(os.urandom(2_000))
    await writer.drain()


async def hang_up(reader, writer):
    await reader.readuntil(b"\r\n\r\n")


def against(behaviour):
    async def served(reader, writer):
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await behaviour(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    async def run():
        server = await asyncio.start_server(served, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        settings = Settings(webhook_private_addresses=True, webhook_seconds=2)
        try:
            began = monotonic()
            sender = Sender(settings, to("127.0.0.1"))
            answer = await sender.send(f"http://a.example:{port}/", HEADERS, "{}")
            return answer, monotonic() - began
        finally:
            server.close()

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (nothing, "it did not answer within 2 seconds"),
        (noise, "the connection to it broke before it answered"),
        (hang_up, "the connection to it broke before it answered"),
        (drip, "it answered 200"),
    ],
)
def test_a_receiver_that_behaves_oddly_is_waited_for_so_long_and_no_longer(behaviour, words):
    answer, seconds = against(behaviour)
    assert answer.words == words
    assert answer.delivered == (behaviour is drip)
    assert seconds < 3.5


def test_what_does_not_speak_tls_is_told_so(receiver):
    answer = sent(named(receiver, scheme="https"))
    assert answer.words == "it could not be spoken to over TLS"
