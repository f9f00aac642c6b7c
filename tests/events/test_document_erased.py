"""A document in which erased words stand is removed, or kept for a reason."""

import pytest

from events.document import DECIDER
from events.document.commands import (
    ReceiveDocument,
    RecordReading,
    RemoveDocument,
    RetainDocument,
    ReviseDraft,
)
from events.document.events import DocumentReceived, DocumentRemoved, DocumentRetained
from events.document.terms import Read
from events.errors import NotFound, Refused
from events.ids import DocumentId, ErasureId
from events.when import When

DAY, PAPER = When("2024-05-01"), DocumentId("paper")
OF = {"occurred_on": DAY, "document": PAPER}
FILE = {"name": "march.txt", "media_type": "text/plain", "size": 9, "sha256": "0" * 64}
RECEIVED = DocumentReceived(**OF, **FILE)
BY = {"erasure": ErasureId("one"), "by": "ben"}
REMOVED = DocumentRemoved(**OF, **BY)
READ = Read(reader="r", version=1, text="t", draft="d", meetings=1, findings=0)


def test_a_document_is_removed_once_and_nothing_is_read_in_it_any_more(spec):
    remove = RemoveDocument(**OF, **BY)
    assert spec(DECIDER).given(RECEIVED).when(remove) == [REMOVED]
    assert spec(DECIDER).given(RECEIVED, REMOVED).when(remove) == []
    with pytest.raises(NotFound):
        spec(DECIDER).when(remove)
    for ask in (RecordReading(**OF, read=READ), ReviseDraft(**OF, changes=())):
        with pytest.raises(Refused, match="erased"):
            spec(DECIDER).given(RECEIVED, REMOVED).when(ask)


def test_a_document_is_kept_for_a_reason_and_read_as_before(spec):
    kept = DocumentRetained(**OF, **BY, reason="a court holds it")
    retain = RetainDocument(**OF, **BY, reason="a court holds it")
    assert spec(DECIDER).given(RECEIVED).when(retain) == [kept]
    assert len(spec(DECIDER).given(RECEIVED, kept).when(RecordReading(**OF, read=READ))) == 1
    with pytest.raises(Refused, match="reason"):
        spec(DECIDER).given(RECEIVED).when(RetainDocument(**OF, **BY, reason=" "))
    with pytest.raises(Refused, match="already"):
        spec(DECIDER).given(RECEIVED, kept).when(ReceiveDocument(**OF, **FILE))
