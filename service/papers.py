"""What is done with documents where there is no event loop: on the command line, and in the sample.

Each step is durable when it returns, so that whoever was interrupted goes on where they were.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from events.base import Provenance, Source
from events.document.terms import Change
from events.ids import DocumentId
from events.plans import Planner
from events.when import When, on_day
from service.book import Book
from service.documents.deciding import accepting, rejecting, revising
from service.documents.standing import Standing, kept, standing, text_of, the_row, with_bytes
from service.documents.taking import Taken, reading_again, receiving, take
from service.door.identity import LOCAL
from service.intake.readers import Limits
from service.json_patch import change_to
from service.ledger.ask import Ask, Outcome


class Handed(NamedTuple):
    """A document that is in the record; `known` where the same bytes had been handed in before."""

    document: str
    known: bool


class Papers:
    """The documents of one secretariat."""

    def __init__(self, book: Book, secretariat: str, limits: Limits) -> None:
        """Work on the documents of `secretariat` in `book`, read within `limits`."""
        self._book, self._secretariat, self._limits = book, secretariat, limits

    def hand_in(self, data: bytes, name: str) -> Handed:
        """Take a document in and read it; `Unreadable` says why it cannot be."""
        with self._book.record(self._secretariat) as record:
            known = with_bytes(record, data)
        if known is not None:
            return Handed(known, known=True)
        taken = take(data, name, self._limits)
        result = self._do(receiving(taken, self._book.mint, today())).result
        return Handed(result["document"], result["known"])

    def standing(self, document: str) -> Standing:
        """Return a document with its draft as it is now."""
        with self._book.record(self._secretariat) as record:
            return standing(record, document)

    def text_of(self, seen: Standing) -> str:
        """Return the text that the spans of a draft count characters of."""
        with self._book.record(self._secretariat) as record:
            return text_of(record, seen.read)

    def revise(
        self, seen: Standing, changes: Sequence[Change], reading: int | None = None
    ) -> Outcome:
        """Correct a draft, or begin it anew from a reading and then correct it."""
        with self._book.record(self._secretariat) as record:
            plan = revising(record, seen, changes, reading, today())
        return self._do(plan, seen)

    def name_body(self, seen: Standing, name: str) -> Standing:
        """Say of all the parts of a draft whose they are; that body published a report in it."""
        party = {"name": name}
        changes = [
            change_to("add", f"/meetings/{at}/body", party)
            for at, meeting in enumerate(seen.draft.meetings)
            if meeting.body is None or meeting.body.model_dump(exclude_none=True) != party
        ]
        draft = seen.draft
        papers = draft.issues_log or draft.members or draft.sub_groups or draft.reports
        if papers and (not draft.body or draft.body.model_dump(exclude_none=True) != party):
            changes.append(change_to("add", "/body", party))
        if changes:
            self.revise(seen, changes)
        return self.standing(seen.row["document"])

    def accept(self, seen: Standing) -> Outcome:
        """Take a draft into the record, whole or, with a reason, not at all."""
        document = DocumentId(seen.row["document"])
        whole = Source(document, 0, len(self.text_of(seen)))
        return self._do(accepting(seen, self._book.mint, today()), seen, whole)

    def reject(self, seen: Standing, reason: str) -> Outcome:
        """Let nothing of a document enter the record."""
        return self._do(rejecting(seen.row["document"], reason, today()), seen)

    def read_again(self, document: str) -> Outcome:
        """Read a document with the reader of today; its draft stays as it is."""
        with self._book.record(self._secretariat) as record:
            row = the_row(record, document)
            data = kept(record, row["sha256"])
        taken: Taken = take(data, row["name"] or "", self._limits)
        return self._do(reading_again(taken, DocumentId(document), today()))

    def _do(
        self, plan: Planner, seen: Standing | None = None, source: Source | None = None
    ) -> Outcome:
        expected: Mapping[str, int] = (
            {f"document-{seen.row['document']}": seen.revision} if seen else {}
        )
        provenance = Provenance(actor=LOCAL, source=source)
        return self._book.submit_now(Ask(self._secretariat, provenance, plan, expected))


def today() -> When:
    """Return the day on which something is handed in or decided."""
    return on_day(datetime.now(UTC).date())
