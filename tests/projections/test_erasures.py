"""What stands about erasures, and which entry says that something is gone."""

from events.privacy.events import (
    ErasureApproved,
    ErasureRefused,
    ErasureRequested,
    ValuesErased,
)
from projections import erased_digests, erasures
from projections.erased_digests import ErasedRow
from projections.erasures import APPROVED, REFUSED, ErasureRow
from tests.projections.test_book import OFFICE, fold

DAY, LATER = "2024-05-01", "2024-05-02"


def requested(which="a", reason=None):
    return ErasureRequested(
        occurred_on=DAY,
        erasure=which,
        person="p",
        values=(),
        spared=(),
        basis="gdpr17",
        reason=reason,
        by="ann",
    )


def approved(which="a"):
    return ErasureApproved(occurred_on=LATER, erasure=which, plan="p", by="ben")


def refused(which="a", reason=None):
    return ErasureRefused(occurred_on=LATER, erasure=which, reason=reason, by="ben")


def gone(*digests, which="a"):
    return ValuesErased(
        occurred_on=LATER,
        erasure=which,
        digests=digests,
        basis="gdpr17",
        requested_by="ann",
        approved_by="ben",
        person="p",
    )


FIRST = ErasureRow("a", "p", "gdpr17", None, "ann", DAY)


def test_an_erasure_stands_as_it_was_asked_for_and_decided():
    assert fold(erasures.PROJECTION, requested()) == [FIRST]
    decided = FIRST._replace(state=APPROVED, plan="p", decided_by="ben", decided_on=LATER)
    assert fold(erasures.PROJECTION, requested(), approved(), gone("d")) == [decided]
    decided = FIRST._replace(state=REFUSED, decided_by="ben", decided_on=LATER)
    assert fold(erasures.PROJECTION, requested(), refused(), approved()) == [decided]
    assert fold(erasures.PROJECTION, requested(), gone("d")) == [FIRST]
    assert fold(erasures.PROJECTION, approved()) == []


def test_every_digest_is_found_at_the_entry_that_names_it():
    assert fold(erased_digests.PROJECTION, requested(), gone("d", "e", "d")) == [
        ErasedRow("a", "d", 2),
        ErasedRow("a", "e", 2),
    ]
    assert erased_digests.evolve(None, recorded(requested()), ("a", "d")) is None


def recorded(event):
    from events.base import NOBODY, Recorded  # noqa: PLC0415

    return Recorded(event, 1, "privacy-a", 1, "e", 0, NOBODY, ())


def test_erasures_are_asked_for_page_by_page(book):
    book.note(requested("a", reason="they asked"), requested("b"), refused("a", reason="no"))
    book.note(gone("d", which="b"))
    book.note(gone("d", which="c"))
    page = book.ask(erasures.erasures(OFFICE, None, None, None, 5))
    assert [(row["erasure"], row["state"], row["reason"], row["refusal"]) for row in page] == [
        ("a", "refused", "they asked", "no"),
        ("b", "requested", None, None),
    ]
    assert [r["erasure"] for r in book.ask(erasures.erasures(OFFICE, None, None, "a", 5))] == ["b"]
    some = book.ask(erasures.erasures(OFFICE, "requested", None, None, 5))
    assert [row["erasure"] for row in some] == ["b"]
    (one,) = book.ask(erasures.erasure(OFFICE, "a", 1))
    assert one["state"] == "requested"
    (told,) = book.ask(erased_digests.naming(OFFICE, ["d", "other"], None))
    assert tuple(told.values()) == ("d", 5)
    assert book.ask(erased_digests.all_of(OFFICE)) == [told]
