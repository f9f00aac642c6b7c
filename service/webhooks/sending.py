"""One request to a receiver: where it goes, how long it may take, and what came of it in words.

Redirects are not followed and proxies of the environment are not used: both would go where nobody
looked. Every delivery has a connection of its own: one that is kept would be found again by its
address alone, and serve another host. Of the answer only its status counts; a little of its body is
read and dropped. What is told of a failure names no address and quotes no answer.
"""

import asyncio
import ssl
from collections.abc import Mapping
from contextlib import aclosing, suppress
from typing import Final, NamedTuple

import httpx2

from events.errors import Refused
from service.settings import Settings
from service.webhooks.addresses import NOWHERE, NoAddress, Resolve, addresses, check

_DROPPED: Final = 16_384
_DROP_SECONDS: Final = 1.0
_DELIVERED: Final = range(200, 300)
_GONE: Final = 410
_SAYS_WHEN: Final = (429, 503)


class Answer(NamedTuple):
    """What came of one try: a status or none, in words, and when to come back if that was said."""

    status: int | None
    words: str
    retry_after: str | None = None

    @property
    def delivered(self) -> bool:
        """Whether the receiver took it."""
        return self.status in _DELIVERED

    @property
    def gone(self) -> bool:
        """Whether the receiver wants nothing any more."""
        return self.status == _GONE


class Sender:
    """Sends to receivers."""

    def __init__(
        self, settings: Settings, resolve: Resolve, trusted: ssl.SSLContext | None = None
    ) -> None:
        """Look hosts up by `resolve`; trust the authorities of this machine unless told whom."""
        self._private = settings.webhook_private_addresses
        self._seconds = settings.webhook_seconds
        self._resolve = resolve
        self._timeout = httpx2.Timeout(self._seconds, connect=settings.webhook_connect_seconds)
        self._trusted = trusted or httpx2.create_ssl_context(trust_env=False)

    async def send(self, text: str, headers: Mapping[str, str], body: str) -> Answer:
        """Try once to deliver a body to a URL."""
        try:
            async with asyncio.timeout(self._seconds):
                url = check(text, private=self._private)
                found = await addresses(url, self._resolve, private=self._private)
                return await self._first(url, found, headers, body.encode())
        except NoAddress:
            return Answer(None, NOWHERE)
        except Refused as why:
            return Answer(None, f"its URL is not taken any more: {why}")
        except (TimeoutError, httpx2.TimeoutException):
            return Answer(None, f"it did not answer within {self._seconds:g} seconds")
        except httpx2.HTTPError as error:
            return Answer(None, _cause(error))

    async def _first(
        self, url: httpx2.URL, found: list[str], headers: Mapping[str, str], body: bytes
    ) -> Answer:
        """Send to the first of the addresses that takes a connection."""
        *others, last = found
        for address in others:
            with suppress(httpx2.ConnectError, httpx2.ConnectTimeout):
                return await self._to(address, url, headers, body)
        return await self._to(last, url, headers, body)

    async def _to(
        self, address: str, url: httpx2.URL, headers: Mapping[str, str], body: bytes
    ) -> Answer:
        """Send to an address what is meant for the host of the URL, which TLS and HTTP name."""
        named = {"Host": url.netloc.decode("ascii"), **headers}
        request = httpx2.Request(
            "POST",
            url.copy_with(host=address),
            headers=named,
            content=body,
            extensions={
                "timeout": self._timeout.as_dict(),
                "sni_hostname": url.raw_host.decode("ascii"),
            },
        )
        async with httpx2.AsyncHTTPTransport(verify=self._trusted, trust_env=False) as transport:
            response = await transport.handle_async_request(request)
            try:
                await _drop(response)
            finally:
                await response.aclose()
        when = response.headers.get("retry-after")
        return Answer(
            response.status_code,
            f"it answered {response.status_code}",
            when if response.status_code in _SAYS_WHEN else None,
        )


async def _drop(response: httpx2.Response) -> None:
    """Read a little of the body, for the sake of receivers that mind being hung up on."""
    taken = 0
    with suppress(httpx2.HTTPError, TimeoutError):  # the status was there, and that is what counts
        async with asyncio.timeout(_DROP_SECONDS), aclosing(response.aiter_raw(4_096)) as parts:
            async for part in parts:
                taken += len(part)
                if taken > _DROPPED:
                    return


def _cause(error: BaseException) -> str:
    """Return what went wrong, as far as it is no secret of anybody's."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return "its certificate is not trusted, or is not of its host"
        if isinstance(seen, ssl.SSLError):
            return "it could not be spoken to over TLS"
        seen = seen.__cause__ or seen.__context__
    if isinstance(error, httpx2.ConnectError):
        return "it took no connection"
    return "the connection to it broke before it answered"
