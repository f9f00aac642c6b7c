"""Puts together the work list of a meeting: what does not fit, in words, and what was said of it.

Nothing here is stored and nothing is added to the record; an entry goes away when a fact makes it
go, or stays as settled by what somebody said.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy.engine import RowMapping

from events.meeting.findings import FindingKind
from projections import (
    actions,
    agenda_items,
    attendance,
    paragraphs,
    quorum,
    reconciliation,
    settlements,
)
from projections.attendance import APOLOGIES, PRESENT
from projections.reconciliation import Numbered, misnumbered
from service.likeness.folding import fold
from service.record import Record

_ALL = 1_000_000
_TOOK_PART = {
    "spoke": "spoke",
    "owns_action": "owns an action",
    "presented": "presented",
    "mentioned": "is mentioned",
}


class Entry(NamedTuple):
    """Something that does not fit; `settlement` is what somebody said of it, if anybody did.

    `also` are further subjects of the same, such as other paragraphs of a speaker; what is said of
    one of them is said of all.
    """

    kind: FindingKind
    subject: str
    explanation: str
    also: tuple[str, ...] = ()
    settlement: RowMapping | None = None


class Line(NamedTuple):
    """A row of the attendance that counts, by who everybody finally is."""

    row: int
    name: str
    person: str | None
    substitute_for: str | None
    status: str
    unlisted: str | None


def entries(record: Record, meeting: str, *, cleared: bool) -> list[Entry]:
    """Return the entries of a meeting, of which `NotFound` is no matter here.

    What is withheld would look like a gap in the numbers, so gaps are told to who is `cleared`.
    """
    of = (record.secretariat, meeting, record.known_at)
    said = {
        (row["kind"], row["subject"]): row for row in record.all(settlements.settlements_of(*of))
    }
    lines = _lines(record, of)
    names = _listed_names(record, of, lines)
    found = [
        *_unlisted(lines, names),
        *_speakers(record, of, names | {fold(line.name) for line in lines}),
        *_owners(record, of, lines, names),
        *_twice(lines),
        *_represented(lines),
        *_unnamed(lines),
        *_numbers(record, of, cleared=cleared),
    ]
    return [_with_what_was_said(each, said) for each in found]


def _with_what_was_said(entry: Entry, said: Mapping[tuple[str, str], RowMapping]) -> Entry:
    for subject in (entry.subject, *entry.also):
        settlement = said.get((entry.kind, subject))
        if settlement is not None:
            return entry._replace(subject=subject, settlement=settlement)
    return entry


_Of = tuple[str, str, int | None]


def _lines(record: Record, of: _Of) -> list[Line]:
    printed = {row["row"]: row for row in record.all(attendance.rows_of(*of))}
    return [
        Line(
            row=row["row"],
            name=printed[row["row"]]["listed_as"] or "(erased)",
            person=row["person"],
            substitute_for=row["substitute_for"],
            status=row["status"],
            unlisted=printed[row["row"]]["unlisted"],
        )
        for row in record.all(quorum.rows_that_count(*of))
        if row["duplicate_of"] is None
    ]


def _listed_names(record: Record, of: _Of, lines: Iterable[Line]) -> set[str]:
    """Return the names, folded, that mean somebody on the list in the papers of this meeting."""
    printed = {line.name for line in lines if line.unlisted is None}
    known = {row["name"] for row in record.all(reconciliation.names_listed(*of)) if row["name"]}
    return {fold(name) for name in printed | known}


def _unlisted(lines: Sequence[Line], names: set[str]) -> Iterator[Entry]:
    listed = {line.person for line in lines if line.unlisted is None}
    for line in lines:
        if line.unlisted is None or line.person in listed - {None} or fold(line.name) in names:
            continue
        took = _TOOK_PART[line.unlisted]
        kind: FindingKind = (
            "unlisted_owner" if line.unlisted == "owns_action" else "unlisted_participant"
        )
        yield Entry(kind, f"row-{line.row}", f"{line.name} {took} but is not listed")


def _speakers(record: Record, of: _Of, names: set[str]) -> Iterator[Entry]:
    """Yield speakers who stand in no row at all, once each, under the name as printed."""
    spoken: dict[str, list[RowMapping]] = {}
    for row in record.all(paragraphs.paragraphs_of(*of, None, _ALL)):
        name = row["speaker_name"]
        if row["speaker_kind"] == "name" and name is not None and fold(name) not in names:
            spoken.setdefault(fold(name), []).append(row)
    for rows in spoken.values():
        first, *others = rows
        where = f"paragraph {first['number'] or first['paragraph']}"
        where += f" and {len(others)} more" if others else ""
        yield Entry(
            "unlisted_speaker",
            f"paragraph-{first['paragraph']}",
            f"{first['speaker_name']} speaks in {where} but is not listed",
            tuple(f"paragraph-{each['paragraph']}" for each in others),
        )


def _owners(record: Record, of: _Of, lines: Sequence[Line], names: set[str]) -> Iterator[Entry]:
    """Yield owners who were not there; one whose row says that they own an action is told once."""
    present = [line for line in lines if line.status == PRESENT]
    told = {line.person for line in present} | {line.substitute_for for line in present}
    told |= {line.person for line in lines if line.unlisted == "owns_action"}
    listed = {line.person for line in lines if line.unlisted is None}
    for row in record.all(reconciliation.owners_of(*of)):
        name = row["person_name"] or row["words"] or "(erased)"
        subject = f"action-{row['action']}-owner-{row['owner']}"
        if row["kind"] == "person" and row["person"] not in told:
            how = "is not listed as attending" if row["person"] in listed else "is not listed"
            yield Entry(
                "unlisted_owner", subject, f"{name} owns an action given out here but {how}"
            )
        elif row["kind"] == "unclear" and fold(name) not in names:
            words = f"{name} owns an action given out here, but nobody listed is called that"
            yield Entry("unlisted_owner", subject, words)


def _twice(lines: Sequence[Line]) -> Iterator[Entry]:
    first: dict[str, Line] = {}
    for line in lines:
        if line.person is None or line.unlisted is not None:
            continue
        kept = first.setdefault(line.person, line)
        if kept is not line:
            words = f"{line.name} in row {line.row} is listed in row {kept.row} already"
            words += "" if kept.name == line.name else f", as {kept.name}"
            yield Entry("unresolved_duplicate", f"row-{line.row}", words)


def _represented(lines: Sequence[Line]) -> Iterator[Entry]:
    sitting = {line.substitute_for: line for line in lines if line.status == PRESENT}
    for line in lines:
        substitute = sitting.get(line.person) if line.person else None
        if line.status == APOLOGIES and substitute is not None:
            words = (
                f"{line.name} sent apologies and was represented by {substitute.name}, "
                "as is usual where somebody sends a substitute"
            )
            yield Entry("represented_with_apologies", f"row-{line.row}", words)


def _unnamed(lines: Sequence[Line]) -> Iterator[Entry]:
    for line in lines:
        if line.person is None and line.unlisted is None:
            words = f"{line.name} in row {line.row} names nobody on record; say who it was if known"
            yield Entry("unnamed_attendee", f"row-{line.row}", words)


def _numbers(record: Record, of: _Of, *, cleared: bool) -> Iterator[Entry]:
    secretariat, meeting, known_at = of
    given = actions.actions(secretariat, actions.Wanted(meeting=meeting), known_at, None, _ALL)
    series = (
        (
            "item",
            [(each["item"], each["number"]) for each in record.all(agenda_items.items_of(*of))],
        ),
        (
            "paragraph",
            [
                (each["paragraph"], each["number"])
                for each in record.all(paragraphs.paragraphs_of(*of, None, _ALL))
            ],
        ),
        ("action", [(each["action"], each["reference"]) for each in record.all(given)]),
    )
    for part, things in series:
        numbered = [Numbered(f"{part}-{which}", number) for which, number in things if number]
        for found in misnumbered(numbered):
            if found.kind == "numbering_duplicate":
                words = f"the number {found.number} of this {part} is printed before already"
            elif cleared:
                words = f"the number {found.number} of this {part} does not follow {found.before}"
            else:
                continue
            yield Entry(found.kind, found.subject, words)
