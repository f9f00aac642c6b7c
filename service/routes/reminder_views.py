"""Reminders as they are shown: a letter for each owner, of what they are to be chased for."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, Literal

from pydantic import Field

from events.action.terms import PostRole
from projections import bodies
from service.chasing.addressees import NOBODY, Addressee, Addressees, Owned
from service.chasing.calendars import Task
from service.chasing.following import asked_on
from service.chasing.letters import Line, letter
from service.chasing.matters import Matter, Matters, Reason
from service.http.fields import Id, IfAny, Output
from service.http.paging import NumberedPage
from service.record import Record
from service.routes.action_views import ActionView, OwnerView, by_identity

CHASED: Final = frozenset(
    {
        "overdue",
        "due",
        "due_at_next_meeting",
        "carried_forward",
        "unresolved_deadline",
        "not_reported",
    }
)
"""The reasons for which an owner is reminded."""


class AddresseeView(Output):
    """Who is written to; a post is whoever holds it on the day, and stays one where nobody does."""

    kind: Literal["person", "organisation", "post", "class", "unclear", "nobody"]
    id: IfAny[Id] = Field(default=None, description="The person, organisation or body.")
    name: IfAny[str] = Field(default=None, description="The name, or the words of the minutes.")
    role: IfAny[PostRole] = None


class ReminderLine(Output):
    """An action of a letter, and under which number whoever is written to owns it."""

    owner: IfAny[int] = Field(
        default=None, description="The number of the owner; left out where nobody owns it."
    )
    reasons: list[Reason] = Field(min_length=1)
    silent: list[Id] = Field(description="The meetings that passed over it, by day.")
    due: IfAny[date] = None
    reminded: int = Field(ge=0, description="How often this owner was reminded of it.")
    reminded_on: IfAny[str] = Field(default=None, description="When last.")
    action: ActionView


class LetterView(Output):
    """What one owner is to be reminded of."""

    to: AddresseeView
    actions: list[ReminderLine] = Field(min_length=1)
    text: str = Field(description="The letter, as plain text.")


class LetterPage(NumberedPage[LetterView]):
    """A page of letters."""

    on: date
    within_days: int


def letters(
    book: Record, day: date, within_days: int, body: str | None, owner: str | None
) -> list[LetterView]:
    """Return the letters of a day, people first, in an order that stays the same."""
    matters = Matters(book, day)
    until = (day + timedelta(days=within_days)).isoformat()
    chased = [
        each
        for each in matters.open(asked_on(book, day, body), until)
        if CHASED.intersection(each.reasons)
    ]
    gathered = _by_addressee(book, day, chased)
    names = {each: _body_name(book, each) for each in {one.followed.item.body for one in chased}}
    return [
        _letter(to, gathered[to], day, names)
        for to in sorted(gathered, key=_order)
        if owner is None or to.id == owner
    ]


def _by_addressee(
    book: Record, day: date, chased: list[Matter]
) -> dict[Addressee, list[ReminderLine]]:
    views = by_identity(book, [each.action for each in chased])
    addressees = Addressees(book, day.isoformat())
    found: dict[Addressee, list[ReminderLine]] = {}
    for each in chased:
        for to, owner in _owners(addressees, views[each.action]):
            lines = found.setdefault(to, [])
            if all(line.action.id != each.action for line in lines):
                lines.append(_line(each, owner, views[each.action]))
    return found


def _owners(
    addressees: Addressees, view: ActionView
) -> Iterator[tuple[Addressee, OwnerView | None]]:
    """Yield who is to be reminded of an action: whoever has not done their part yet."""
    for owner in view.owners:
        if owner.done_on is None:
            owned = Owned(owner.kind, owner.id, owner.name, owner.role, owner.words)
            for to in addressees.of(owned):
                yield to, owner
    if not view.owners:
        yield NOBODY, None


def _line(each: Matter, owner: OwnerView | None, view: ActionView) -> ReminderLine:
    return ReminderLine(
        owner=owner and owner.number,
        reasons=[reason for reason in each.reasons if reason in CHASED],
        silent=list(each.silent),
        due=date.fromisoformat(each.due) if each.due else None,
        reminded=(owner and owner.reminded) or 0,
        reminded_on=owner and owner.reminded_on,
        action=view,
    )


def _order(to: Addressee) -> tuple[int, str, str]:
    kinds = ("person", "organisation", "post", "class", "unclear", "nobody")
    return kinds.index(to.kind), to.name or "", to.id or ""


def _letter(
    to: Addressee, lines: list[ReminderLine], day: date, names: dict[str, str]
) -> LetterView:
    text = letter(_called(to), day.isoformat(), [_in_words(line, names) for line in lines])
    shown = AddresseeView.model_validate(
        {"kind": to.kind, "id": to.id, "name": to.name, "role": to.role}
    )
    return LetterView(to=shown, actions=lines, text=text)


def _called(to: Addressee) -> str:
    if to.kind == "nobody":
        return "whoever looks after actions that nobody owns"
    name = to.name or to.id or ""
    return f"the {(to.role or '').replace('_', ' ')} of {name}" if to.kind == "post" else name


def _in_words(line: ReminderLine, names: dict[str, str]) -> Line:
    times = "once" if line.reminded == 1 else f"{line.reminded} times"
    return Line(
        text=line.action.text or "",
        reference=line.action.reference,
        body=names[line.action.body],
        due=str(line.due) if line.due else line.action.due.words,
        reasons=line.reasons,
        reminded=f"reminded {times}, last on {line.reminded_on}" if line.reminded else None,
    )


def _body_name(book: Record, body: str) -> str:
    rows = book.all(bodies.body(book.secretariat, body, book.known_at))
    return str(rows[0]["name"] or body) if rows else body


def tasks(secretariat: str, found: list[LetterView]) -> Iterator[Task]:
    """Yield the to-dos of letters, each owner's of an action once."""
    told: set[tuple[str, int]] = set()
    for each in found:
        for line in each.actions:
            key = (line.action.id, line.owner or 0)
            if key not in told:
                told.add(key)
                yield _task(secretariat, each.to, line)


def _task(secretariat: str, to: AddresseeView, line: ReminderLine) -> Task:
    parts = [owner for owner in line.action.owners if owner.part != "support"]
    return Task(
        action=line.action.id,
        owner=line.owner or 0,
        secretariat=secretariat,
        summary=line.action.text or line.action.reference or "",
        description=f"{to.name or to.kind}: {', '.join(line.reasons).replace('_', ' ')}",
        due=line.due,
        begun=line.action.state == "in_progress",
        parts=max(1, len(parts)),
        done=sum(owner.done_on is not None for owner in parts),
    )
