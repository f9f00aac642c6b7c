"""The tables that people read."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import orjson

from projections.attendance_rate import Over
from service.cli.terminal import TALK, as_table
from service.routes.action_views import ActionView, DeadlineView, OwnerView
from service.routes.attendance_changes import AttendanceChanges, SideView
from service.routes.attendance_rates import RateView
from service.routes.attendance_views import AttendanceLineView
from service.routes.candidate_views import OrganisationCandidates, PersonCandidates
from service.routes.event_views import EventView, SourceView
from service.routes.overdue import OverdueItem
from service.routes.quorum import QuorumCountView, QuorumView
from service.routes.reconciliation_views import ReconciliationView
from service.routes.spelling_views import PairView, SpellingView


def action_table(found: Sequence[ActionView]) -> None:
    """Show actions."""
    as_table(
        ("action", "assigned", "item", "owners", "due", "state", "text"),
        [
            (
                each.id,
                each.assigned_on,
                each.item,
                owners(each.owners),
                deadline(each.due),
                each.state.replace("_", " "),
                each.text,
            )
            for each in found
        ],
        "no actions",
    )


def overdue_table(found: Sequence[OverdueItem], day: date) -> None:
    """Show what was overdue on a day."""
    as_table(
        ("days late", "due", "owners", "text", "action"),
        [
            (each.days_late, each.due, owners(each.action.owners), each.action.text, each.action.id)
            for each in found
        ],
        f"nothing was overdue on {day}",
    )


def unresolved_table(found: Sequence[ActionView]) -> None:
    """Show deadlines that hang on a meeting nobody has said is the next."""
    if not found:
        return
    TALK.print("\nunresolved: due at a next meeting that is not known to be the next")
    as_table(
        ("due", "owners", "text", "action"),
        [(deadline(each.due), owners(each.owners), each.text, each.id) for each in found],
        "",
    )


def attendance_table(found: Sequence[AttendanceLineView]) -> None:
    """Show attendance, one line a meeting and row."""
    as_table(
        ("day", "name", "organisation", "status", "capacity", "represented by", "meeting"),
        [
            (
                each.day,
                each.listed_as or each.person,
                each.organisation_name or each.organisation_stated,
                f"{each.status.replace('_', ' ')}{' (chair)' if each.chaired else ''}",
                (each.capacity or "").replace("_", " ").replace("not stated", ""),
                each.represented_by_name or each.represented_by,
                each.meeting,
            )
            for each in found
        ],
        "no attendance is recorded",
    )


def rates_table(found: Sequence[RateView]) -> None:
    """Show how often somebody came, each figure with what it is counted over and how."""
    if not found:
        return
    sys.stdout.write("\n")
    as_table(
        ("came to", "of", "counted over", "no record", "excused", "at", "how it is counted"),
        [
            (
                each.present,
                each.denominator,
                _OVER[each.over],
                each.not_recorded,
                each.excused,
                each.body_name or each.body,
                "; ".join(each.policy),
            )
            for each in found
        ],
        "",
    )


_OVER: Final[Mapping[Over, str]] = {
    "held_during_membership": "meetings held during the membership",
    "listed": "meetings whose list names them",
}


def candidate_table(found: PersonCandidates | OrganisationCandidates) -> None:
    """Show whom a name may mean, and who is ruled out."""
    as_table(
        ("verdict", "score", "called", "identity", "why"),
        [
            (
                each.verdict,
                f"{each.score:.2f}",
                each.called or each.name,
                each.id,
                "; ".join(each.reasons),
            )
            for each in found.items
        ],
        "nobody in the record has a name like it",
    )
    for out in found.excluded if isinstance(found, PersonCandidates) else ():
        TALK.print(f"ruled out: {out.name} ({out.id}) {out.reason}", markup=False, soft_wrap=True)


def pair_table(found: Sequence[PairView]) -> None:
    """Show people who may be one."""
    as_table(
        ("verdict", "score", "who", "identity", "may be", "other identity", "why"),
        [
            (
                each.verdict,
                f"{each.score:.2f}",
                _spelled(each.person),
                each.person.id,
                _spelled(each.into),
                each.into.id,
                "; ".join(each.reasons),
            )
            for each in found
        ],
        "no two people of this body have names that are alike",
    )


def _spelled(each: SpellingView) -> str:
    return f"{each.called or ' / '.join(each.names)} ({each.meetings})"


def history_table(found: Sequence[EventView]) -> None:
    """Show the events of a thing."""
    as_table(
        ("position", "recorded", "true on", "by", "what", "data", "from"),
        [
            (
                each.position,
                each.recorded_at[:19].replace("T", " "),
                each.occurred_on,
                each.actor,
                each.type,
                orjson.dumps(each.data).decode(),
                source_words(each.source),
            )
            for each in found
        ],
        "nothing is recorded",
    )


def source_words(source: SourceView | None) -> str:
    """Return where the words stand, and how they begin."""
    if source is None:
        return ""
    if source.line is None:
        return f"characters {source.start} to {source.end} of {source.document}"
    page = f"page {source.page}, " if source.page else ""
    return f"{page}line {source.line}: {' '.join((source.words or '').split())[:80]}"


def owners(found: Sequence[OwnerView]) -> str:
    """Return owners in one line, who leads and who has done their part."""
    return "; ".join(_owner(each) for each in found) or "(unowned)"


def deadline(due: DeadlineView) -> str:
    """Return a deadline in words: the day where it is known, else what was said."""
    if due.kind == "none":
        return ""
    words = due.words or due.kind.replace("_", " ")
    if due.day is None:
        return words if due.kind != "next_meeting" else f"{words} (unresolved)"
    return str(due.day) if due.kind == "date" else f"{due.day} ({words})"


def _owner(owner: OwnerView) -> str:
    words = owner.words or owner.name or owner.kind
    marks = [
        mark
        for mark, shown in (
            ("lead", owner.part == "lead"),
            ("support", owner.part == "support"),
            ("done", owner.done_on is not None),
        )
        if shown
    ]
    return f"{words} ({', '.join(marks)})" if marks else words


def quorum_table(found: QuorumView) -> None:
    """Show the quorum of a meeting, stretch by stretch and item by item."""
    for each in found.reasons:
        TALK.print(f"not known: {each.words}", markup=False)
    rows = [
        (f"{one.begins or 'beginning'} to {one.ends or 'end'}", *_counted(one))
        for one in found.segments
    ]
    rows += [(f"item {one.number or one.item}", *_counted(one)) for one in found.items]
    as_table(("when", "present", "needed", "quorate", "why not known"), rows, "nothing to count")


def _counted(one: QuorumCountView) -> tuple[str, str, str, str]:
    present, most = one.present, one.needed_at_most
    return (
        str(present) if present == one.possible else f"{present} to {one.possible}",
        str(one.needed) if most is None else f"{one.needed} to {most}",
        one.quorate,
        "; ".join(each.words for each in one.reasons),
    )


def finding_table(found: ReconciliationView) -> None:
    """Show what does not fit in a meeting, and what was said of it."""
    as_table(
        ("kind", "subject", "what", "settled"),
        [
            (
                each.kind,
                each.subject,
                each.explanation,
                each.settlement and (each.settlement.words or "as printed"),
            )
            for each in found.items
        ],
        "everything fits",
    )


def change_table(found: AttendanceChanges) -> None:
    """Show what reads differently, what made it so, and the rates before and after."""
    as_table(
        ("day", "before", "after", "made by", "meeting"),
        [
            (
                each.day,
                _side(each.before),
                _side(each.after),
                "; ".join(
                    f"{cause.type} at {cause.position}"
                    + (f" ({cause.reason})" if cause.reason else "")
                    for cause in each.causes
                ),
                each.meeting,
            )
            for each in found.changes
        ],
        "nothing reads differently",
    )
    for when, rates in (("before", found.rates_before), ("after", found.rates_after)):
        TALK.print(f"\n{when}")
        rates_table(rates)


def _side(side: SideView) -> str:
    said = ", ".join(each.status.replace("_", " ") for each in side.lines) or "not named"
    return said if side.counted else f"{said} (not counted over)"
