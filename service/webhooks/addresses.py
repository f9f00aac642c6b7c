"""Where a webhook may lead: to public addresses, and not into the network the service stands in.

A name can be made to mean another address from one moment to the next, so it is looked up for every
delivery, every address it has must be public, and the connection goes to one of those very
addresses. What an internal name means is told to nobody.
"""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from httpx2 import URL, InvalidURL

from events.errors import Refused

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""Answers the addresses of a host; OSError where it has none."""

NOWHERE: Final = "no public address was found for its host"

_NUMBER: Final = re.compile("0[xX][0-9a-fA-F]*|[0-9]+")
_LOOK_UP_SECONDS: Final = 5.0
_PORTS: Final = range(1, 65_536)
_UNICAST: Final = ip_network("2000::/3")
_NAT64: Final = IPv6Network("64:ff9b::/96")
_NOT_PUBLIC: Final = tuple(
    map(
        ip_network,
        (
            "192.0.0.0/24",  # protocol assignments
            "192.88.99.0/24",  # relays of 6to4
            "2001::/23",  # the same, Teredo among them
            "3fff::/20",  # documentation
        ),
    )
)
"""What the standard library takes for public, or did in versions that we run on."""


class NoAddress(Exception):
    """The host has no address that may be connected to."""


def check(text: str, *, private: bool) -> URL:
    """Return the URL of a webhook, or say what is wrong with it."""
    try:
        url = URL(text)
    except InvalidURL as error:
        raise Refused("this is no URL; write it as https://host/path") from error
    if url.scheme != "https" and not (private and url.scheme == "http"):
        raise Refused("deliveries are sent over TLS alone; write a URL that begins with https://")
    if url.userinfo or "@" in text.partition("//")[2].partition("/")[0]:
        raise Refused("a URL with a name or a password in it is not taken; leave them out")
    if "#" in text or "\\" in text:
        raise Refused("leave # and \\ out of the URL; the receiver would not see them")
    if url.port is not None and url.port not in _PORTS:
        raise Refused("there is no such port; write one from 1 to 65535, or leave it out")
    _check_host(url.raw_host.decode("ascii"))
    return url


def _check_host(host: str) -> None:
    if not host:
        raise Refused("the URL names no host; write it as https://host/path")
    if host.endswith("."):
        raise Refused("leave out the dot at the end of the host")
    if _NUMBER.fullmatch(host.rpartition(".")[2]) and not _is_address(host):
        raise Refused("write an IPv4 address as four decimal numbers, such as 198.51.100.7")


def is_public(text: str) -> bool:
    """Tell whether an address is reached over the internet, whatever form it hides in."""
    if "%" in text:  # a zone: only link-local addresses have one
        return False
    address = ip_address(text)
    if isinstance(address, IPv6Address):
        inner = _within(address)
        if inner is not None:
            return is_public(str(inner))
        if address not in _UNICAST:
            return False
    if any(address in network for network in _NOT_PUBLIC if network.version == address.version):
        return False
    return address.is_global and not address.is_multicast


def _within(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address leads to, if it is of that kind."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


async def addresses(url: URL, resolve: Resolve, *, private: bool) -> list[str]:
    """Return the addresses of a URL's host; `NoAddress` without one, or where one is not public."""
    host = url.raw_host.decode("ascii")
    if _is_address(host):
        found = [host]
    else:
        try:
            found = await resolve(host, url.port or _USUAL[url.scheme])
        except (OSError, UnicodeError) as error:
            raise NoAddress from error
    if not found or not (private or all(map(is_public, found))):
        raise NoAddress
    return found


async def admit(text: str, resolve: Resolve, *, private: bool) -> None:
    """Take a URL for a webhook, or say (`Refused`) why not; in this network any name will do."""
    url = check(text, private=private)
    if private:
        return
    try:
        async with asyncio.timeout(_LOOK_UP_SECONDS):
            await addresses(url, resolve, private=False)
    except (NoAddress, TimeoutError) as error:
        raise Refused(f"{NOWHERE}; see to the spelling, or name one that the internet knows") from (
            error
        )


_USUAL: Final = {"http": 80, "https": 443}


async def look_up(host: str, port: int) -> list[str]:
    """Return the addresses that this machine knows of a host, each once, in its order."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
