"""What to chase: what minutes pass over, matters arising, and letters to owners."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from events.action.commands import RecordReminder
from events.base import Provenance
from events.ids import ActionId
from events.reminding import remind
from events.when import on_day
from service.book import DEFAULT
from service.chasing.calendars import calendar
from service.cli.ask import OfBody, OfOwner, plain
from service.cli.shown import deadline, owners
from service.cli.terminal import (
    TALK,
    AsJson,
    InSecretariat,
    KnownAt,
    Stop,
    as_json,
    as_table,
    opened,
    reading,
)
from service.cli.things import party, the_body
from service.door.identity import LOCAL
from service.ledger.ask import Ask
from service.routes.matters import matters_arising
from service.routes.reminder_views import LetterView, letters, tasks
from service.routes.reminders import USUAL_DAYS
from service.routes.silence import actions_reported, not_reported

_EVERYTHING = 1_000_000

OnDay = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="On this day; today if left out."
    ),
]


def unreported(
    on: OnDay = None,
    body: OfBody = None,
    owner: OfOwner = None,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List actions that were before a meeting whose minutes do not mention them.

    What a passage of the minutes looks like is left out until a person has judged it: see
    `minutebook reported`.
    """
    day = _day(on)
    with reading(secretariat, known_at) as record:
        whose = party(record, owner) if owner else None
        within = the_body(record, body) if body else None
        found = not_reported(record, day, within, whose, None, _EVERYTHING)
    if json:
        as_json({"on": day.isoformat(), "items": plain(found), "known_at": record.position})
        return
    as_table(
        ("silent since", "meetings", "owners", "due", "text", "action"),
        [
            (
                each.since_on,
                len(each.meetings),
                owners(each.action.owners),
                deadline(each.action.due),
                each.action.text,
                each.action.id,
            )
            for each in found
        ],
        "nothing is known to be passed over",
    )


def reported(
    meeting: Annotated[str, typer.Argument(metavar="MEETING", help="Its identity.")],
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Show what the minutes of a meeting say of each action that was before it."""
    with reading(secretariat, known_at) as record:
        found = actions_reported(record, meeting, None, _EVERYTHING)
    if json:
        as_json({"items": plain(found), "known_at": record.position})
        return
    as_table(
        ("standing", "by", "looks like it", "text", "action"),
        [
            (
                each.standing.replace("_", " ") + (f" ({each.why})" if each.why else ""),
                ", ".join((said.what or "").replace("_", " ") for said in each.reported_by),
                "; ".join(
                    f"{like.part} {like.number}: {', '.join(like.words)}"
                    for like in each.looks_like_it
                ),
                each.action.text,
                each.action.id,
            )
            for each in found
        ],
        "no action was before that meeting",
    )


def matters(
    body: Annotated[str, typer.Argument(metavar="BODY", help="Its name or identity.")],
    on: OnDay = None,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List what a body is to deal with at its next meeting, and why."""
    with reading(secretariat, known_at) as record:
        page = matters_arising(record, _day(on), the_body(record, body), None, _EVERYTHING)
    if json:
        as_json(page)
        return
    TALK.print(f"next meeting: {page.next_meeting_on or 'not known'}")
    as_table(
        ("why", "owners", "raised at", "text", "action"),
        [
            (
                ", ".join(each.reasons).replace("_", " "),
                owners(each.action.owners),
                f"{each.raised_at.date or ''} {each.raised_at.item or ''}".strip()
                if each.raised_at
                else "",
                each.action.text,
                each.action.id,
            )
            for each in page.items
        ],
        "nothing is open",
    )


def remind_owners(
    on: OnDay = None,
    within_days: Annotated[
        int, typer.Option("--within-days", min=0, max=366, help="Tell what falls due by then.")
    ] = USUAL_DAYS,
    body: OfBody = None,
    owner: OfOwner = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="PATH", help="Write to-dos to this file too.")
    ] = None,
    record_sent: Annotated[
        bool, typer.Option("--record", help="Record that these letters were sent.")
    ] = False,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Write letters to owners: what is overdue, due soon, due at the next meeting, not reported."""
    if record_sent and known_at:
        raise Stop("what was known earlier is not sent now; leave out --record or --known-at", 2)
    day = _day(on)
    with reading(secretariat, known_at) as record:
        within = the_body(record, body) if body else None
        whose = party(record, owner) if owner else None
        found = letters(record, day, within_days, within, whose)
        position = record.position
    if ics is not None:
        ics.write_bytes(calendar(tasks(secretariat, found), datetime.now(UTC)))
    if json:
        as_json({"on": day.isoformat(), "items": plain(found), "known_at": position})
    elif found:
        sys.stdout.write("\n".join(each.text for each in found))
    else:
        TALK.print("nobody is to be reminded of anything")
    if record_sent:
        _record(found, day, secretariat)


def _record(found: list[LetterView], day: date, secretariat: str) -> None:
    commands = [
        RecordReminder(
            occurred_on=on_day(day),
            action=ActionId(line.action.id),
            owner=line.owner,
            channel="letter",
        )
        for each in found
        for line in each.actions
        if line.owner is not None
    ]
    if not commands:
        TALK.print("no owner is written to; nothing is recorded")
        return
    with opened() as book:
        book.submit_now(Ask(secretariat, Provenance(actor=LOCAL), remind(commands)))
    TALK.print(f"recorded: owners were reminded, {len(set(commands))} times in all")


def _day(on: datetime | None) -> date:
    return on.date() if on else datetime.now(UTC).date()
