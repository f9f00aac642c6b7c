"""What was handed in and what became of it, at any position."""

from events.document.events import (
    DocumentAccepted,
    DocumentRead,
    DocumentReceived,
    DocumentRejected,
    DraftRevised,
)
from events.document.terms import Change, Read
from projections import documents
from projections.documents import DocumentRow
from tests.projections.test_book import DAY, OFFICE, fold, person

CHANGE = Change("remove", "/meetings/0")


def received(document="paper", name="march.txt", sha256="abc"):
    return DocumentReceived(
        occurred_on=DAY,
        document=document,
        name=name,
        media_type="text/plain",
        size=9,
        sha256=sha256,
    )


def read(number=1, document="paper"):
    told = Read("minutebook", number, text="t", draft="d", meetings=2, findings=0)
    return DocumentRead(occurred_on=DAY, document=document, reading=number, read=told)


def revised(base=1):
    return DraftRevised(
        occurred_on=DAY, document="paper", reading=base, anew=base > 1, changes=(CHANGE,)
    )


ACCEPTED = DocumentAccepted(
    occurred_on=DAY, document="paper", reading=1, draft="d", meetings=("m1",)
)
REJECTED = DocumentRejected(occurred_on=DAY, document="paper", reason="no")


def folded(*events):
    (row,) = fold(documents.PROJECTION, *events)
    return row.state, row.readings, row.base, row.meetings


def test_a_document_is_received_read_revised_and_accepted():
    assert fold(documents.PROJECTION, received()) == [
        DocumentRow("paper", 1024, "text/plain", 9, 1025, DAY)
    ]
    assert folded(received(), read()) == ("draft", 1, 1, 2)
    assert folded(received(), read(), read(2)) == ("draft", 2, 1, 2)
    assert folded(received(), read(), read(2), revised(2)) == ("draft", 2, 2, 2)
    assert folded(received(), read(), ACCEPTED) == ("accepted", 1, 1, 1)
    assert folded(received(), read(), ACCEPTED, read(2)) == ("accepted", 2, 1, 1)


def test_what_was_rejected_may_be_taken_up_again():
    assert folded(received(), read(), REJECTED) == ("rejected", 1, 1, 2)
    assert folded(received(), read(), REJECTED, revised()) == ("draft", 1, 1, 2)


def test_facts_of_what_was_not_received_make_no_row():
    assert fold(documents.PROJECTION, read(), revised(), ACCEPTED, REJECTED) == []


def found(book, query):
    return [row["document"] for row in book.ask(query)]


def test_documents_are_listed_by_their_state_as_known_then(book):
    then = book.note(received("a"), read(1, "a"), received("b", "april.txt", "def"))
    book.note(DocumentRejected(occurred_on=DAY, document="a", reason="no"))

    def listed(state, known_at, after, limit):
        wanted = documents.Wanted(state=state)
        return documents.documents(OFFICE, wanted, known_at, after, limit)

    assert found(book, listed(None, None, None, 9)) == ["a", "b"]
    assert found(book, listed(None, None, "a", 9)) == ["b"]
    assert found(book, listed(None, None, None, 1)) == ["a"]
    assert found(book, listed("rejected", None, None, 9)) == ["a"]
    assert found(book, listed("draft", None, None, 9)) == []
    assert found(book, listed("draft", then, None, 9)) == ["a"]


def test_a_document_is_shown_with_its_name_and_found_by_its_bytes(book):
    book.note(person("abc", "abc"), received())
    (row,) = book.ask(documents.document(OFFICE, "paper", None))
    assert (row["name"], row["sha256"], row["state"]) == ("march.txt", "abc", "received")
    assert found(book, documents.with_bytes(OFFICE, "abc", None)) == ["paper"]
    assert found(book, documents.with_bytes(OFFICE, "march.txt", None)) == []
