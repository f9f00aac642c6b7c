"""Every cause has a status, by itself or by a class above it."""

import pytest

from events.errors import Declined, NotFound, Stale
from service.errors import Busy, KeyInFlight, StorageFull, Unserved
from service.ledger.leaf import TooLarge
from service.problems import STATUS, declined, slug


def below(kind):
    return {kind}.union(*(below(one) for one in kind.__subclasses__()))


@pytest.mark.parametrize(
    "cause", sorted(below(Declined) | below(Unserved), key=lambda one: one.__name__)
)
def test_the_table_covers_the_tree(cause):
    assert any(kind in STATUS for kind in cause.__mro__)
    assert cause.__doc__


@pytest.mark.parametrize(
    ("cause", "status"),
    [
        (NotFound(), 404),
        (Stale("action-1", 1, 2), 412),
        (TooLarge("x"), 422),
        (KeyInFlight(), 409),
        (Busy(), 503),
        (StorageFull(), 507),
    ],
)
def test_a_cause_is_told_with_its_status_and_what_to_do(cause, status):
    answer = declined(cause)
    assert answer.status_code == status
    assert b'"detail": "' in answer.body
    assert ("retry-after" in answer.headers) == (status == 503)


def test_the_kind_is_the_name_of_the_cause():
    assert slug("AlreadyThere") == "already-there"
