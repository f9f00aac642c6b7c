"""Documents: what is handed in is read, corrected, and accepted once or turned away."""

import pytest

from events.document import DECIDER
from events.document.commands import (
    AcceptDocument,
    ReceiveDocument,
    RecordReading,
    RejectDocument,
    ReviseDraft,
)
from events.document.events import (
    DocumentAccepted,
    DocumentRead,
    DocumentReceived,
    DocumentRejected,
    DraftRevised,
)
from events.document.state import Unknown
from events.document.terms import Change, Read
from events.errors import AlreadyThere, NotFound, Refused
from events.ids import DocumentId, MeetingId
from events.when import When

TODAY, PAPER, MARCH = When("2013-03-12"), DocumentId("paper"), MeetingId("march")
CHANGE = Change("replace", "/meetings/0/place", '"Town Hall"')

RECEIVED = DocumentReceived(
    occurred_on=TODAY, document=PAPER, name="march.txt", media_type="text/plain", size=9, sha256="a"
)
ACCEPTED = DocumentAccepted(
    occurred_on=TODAY, document=PAPER, reading=1, draft="d", meetings=(MARCH,)
)
REJECTED = DocumentRejected(occurred_on=TODAY, document=PAPER, reason="not ours")


def reading(version=1, reader="text"):
    return Read(reader, version, text="t", draft="d", meetings=1, findings=2)


def read(number=1, version=1):
    return DocumentRead(occurred_on=TODAY, document=PAPER, reading=number, read=reading(version))


def revised(*changes, base=1, anew=False):
    return DraftRevised(occurred_on=TODAY, document=PAPER, reading=base, anew=anew, changes=changes)


def receive(name="march.txt"):
    return ReceiveDocument(
        occurred_on=TODAY, document=PAPER, name=name, media_type="text/plain", size=9, sha256="a"
    )


def note(version=1, reader="text"):
    return RecordReading(occurred_on=TODAY, document=PAPER, read=reading(version, reader))


def revise(*changes, base=None):
    return ReviseDraft(occurred_on=TODAY, document=PAPER, changes=changes, reading=base)


def accept():
    return AcceptDocument(occurred_on=TODAY, document=PAPER, draft="d", meetings=(MARCH,))


def reject(reason="not ours"):
    return RejectDocument(occurred_on=TODAY, document=PAPER, reason=reason)


DRAFTED = (RECEIVED, read())


@pytest.fixture
def papers(spec):
    return spec(DECIDER)


def test_a_document_is_taken_in_once(papers):
    assert papers.when(receive()) == [RECEIVED]
    with pytest.raises(AlreadyThere, match="received already"):
        papers.given(RECEIVED).when(receive())


def test_a_document_has_a_name(papers):
    with pytest.raises(Refused, match="the name of the document is empty"):
        papers.when(receive(" "))


@pytest.mark.parametrize("ask", [note(), revise(CHANGE), accept(), reject()])
def test_of_what_was_not_handed_in_nothing_can_be_asked(papers, ask):
    with pytest.raises(NotFound, match="no such document"):
        papers.when(ask)


def test_readings_are_counted(papers):
    assert papers.given(RECEIVED).when(note()) == [read()]
    assert papers.given(*DRAFTED).when(note(2)) == [read(2, version=2)]


def test_the_same_version_of_a_reader_reads_it_once(papers):
    assert papers.given(*DRAFTED).when(note()) == []


@pytest.mark.parametrize("end", [ACCEPTED, REJECTED])
def test_a_newer_reading_changes_nothing_of_what_became_of_it(papers, end):
    told = papers.given(*DRAFTED, end)
    assert told.when(note(2)) == [read(2, version=2)]
    with pytest.raises(Refused):
        told.given(read(2, version=2)).when(accept())


def test_a_draft_is_corrected_field_by_field(papers):
    assert papers.given(*DRAFTED).when(revise(CHANGE)) == [revised(CHANGE)]
    assert papers.given(*DRAFTED, revised(CHANGE)).when(revise(CHANGE)) == [revised(CHANGE)]


def test_no_change_is_no_revision(papers):
    assert papers.given(*DRAFTED).when(revise()) == []


def test_a_newer_reading_is_taken_up_only_where_somebody_says_so(papers):
    twice = papers.given(*DRAFTED, revised(CHANGE), read(2, version=2))
    assert twice.when(revise(CHANGE)) == [revised(CHANGE, base=1)]
    assert twice.when(revise(base=2)) == [revised(base=2, anew=True)]
    assert twice.given(revised(base=2, anew=True)).when(revise(CHANGE)) == [revised(CHANGE, base=2)]


@pytest.mark.parametrize("number", [0, 2])
def test_a_draft_begins_with_a_reading_there_is(papers, number):
    with pytest.raises(NotFound, match=f"no reading {number}; it has 1"):
        papers.given(*DRAFTED).when(revise(base=number))


def test_there_is_no_draft_of_what_was_not_read(papers):
    for ask in (revise(CHANGE), accept()):
        with pytest.raises(Refused, match="not read yet"):
            papers.given(RECEIVED).when(ask)


def test_what_was_read_can_be_turned_away_unread(papers):
    assert papers.given(RECEIVED).when(reject()) == [REJECTED]


def test_a_draft_is_accepted_once(papers):
    assert papers.given(*DRAFTED).when(accept()) == [ACCEPTED]
    with pytest.raises(AlreadyThere, match="accepted already"):
        papers.given(*DRAFTED, ACCEPTED).when(accept())


def test_the_acceptance_names_the_reading_the_draft_began_with(papers):
    again = papers.given(*DRAFTED, read(2, version=2), revised(base=2, anew=True))
    assert [each.reading for each in again.when(accept())] == [2]


def test_what_is_in_the_record_is_not_changed_by_a_draft(papers):
    for ask, words in ((revise(CHANGE), "correct that"), (reject(), "corrected there")):
        with pytest.raises(Refused, match=words):
            papers.given(*DRAFTED, ACCEPTED).when(ask)


def test_a_document_is_turned_away_with_a_reason(papers):
    assert papers.given(*DRAFTED).when(reject()) == [REJECTED]
    assert papers.given(*DRAFTED, REJECTED).when(reject("again")) == []
    with pytest.raises(Refused, match="the reason is empty"):
        papers.given(*DRAFTED).when(reject(" "))


def test_what_was_turned_away_is_taken_up_again_from_a_reading(papers):
    rejected = papers.given(*DRAFTED, REJECTED)
    with pytest.raises(Refused, match="rejected; take its draft up again"):
        rejected.when(accept())
    with pytest.raises(Refused, match="say from which reading"):
        rejected.when(revise(CHANGE))
    assert rejected.when(revise(base=1)) == [revised(base=1, anew=True)]
    assert rejected.given(revised(base=1, anew=True)).when(accept()) == [ACCEPTED]


@pytest.mark.parametrize("fact", [read(), revised(CHANGE), ACCEPTED, REJECTED])
def test_facts_of_an_unknown_document_change_nothing(fact):
    assert DECIDER.evolve(Unknown(), fact) == Unknown()
