"""Identities are UUIDs of version 7, each new and later than the one before it."""

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import RFC_4122, UUID

from service import clock
from service.ids import Mint


def test_an_identity_is_a_uuid_of_version_7_in_its_canonical_text():
    for text in (mint := Mint())(), mint():
        identity = UUID(text)
        assert str(identity) == text
        assert (identity.version, identity.variant) == (7, RFC_4122)


def test_an_identity_begins_with_the_time_it_was_minted_at():
    before = time.time_ns() // 1_000_000
    stamp = UUID(Mint()()).int >> 80

    assert before <= stamp <= time.time_ns() // 1_000_000


def test_identities_come_in_the_order_they_were_minted_in():
    mint = Mint()
    minted = [mint() for _ in range(10_000)]

    assert minted == sorted(set(minted))


def test_identities_stay_in_order_when_the_clock_goes_back(monkeypatch):
    mint = Mint()
    first = mint()
    monkeypatch.setattr(time, "time_ns", lambda: 0)

    minted = [mint() for _ in range(5_000)]

    assert [first, *minted] == sorted({first, *minted})


def test_identities_that_are_minted_at_once_differ():
    mint = Mint()
    with ThreadPoolExecutor(8) as threads:
        minted = list(threads.map(lambda _: mint(), range(5_000)))

    assert len(set(minted)) == 5_000


def test_the_clock_counts_microseconds_since_1970():
    assert abs(clock.now() - time.time() * 1e6) < 1e6
