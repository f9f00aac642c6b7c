"""What a person decides about minutes: corrections, approval, and amendments after it."""

from typing import Annotated, Any, get_args

import typer

from events.base import Authority
from events.ids import MeetingId
from events.minutes import commands as ask
from events.minutes.planning import accepting, approving
from events.minutes.terms import Basis
from events.plans import Planner, only
from service.book import DEFAULT
from service.cli.minutes_asked import (
    Meeting,
    OfNumber,
    OfPart,
    Seen,
    Why,
    Words,
    act,
    following,
    given,
    one_of,
    passage,
)
from service.cli.terminal import InSecretariat, Stop
from service.door.identity import LOCAL


def correct(
    meeting: Meeting,
    part: OfPart = None,
    number: OfNumber = None,
    text: Words = None,
    reason: Why = None,
    accept: Annotated[
        int | None, typer.Option("--accept", metavar="N", help="Take correction N into the text.")
    ] = None,
    decline: Annotated[
        int | None, typer.Option("--decline", metavar="N", help="Leave the text as it is.")
    ] = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Propose a correction; or accept one, which drafts a new version, or decline it."""

    def plan(seen: Seen) -> Planner:
        if accept is not None:
            return accepting(
                ask.AcceptCorrection(
                    occurred_on=seen.on, meeting=seen.meeting, by=LOCAL, correction=accept
                )
            )
        if decline is not None:
            why = given(reason, "--reason")
            return only(
                ask.DeclineCorrection(
                    occurred_on=seen.on,
                    meeting=seen.meeting,
                    by=LOCAL,
                    correction=decline,
                    reason=why,
                )
            )
        kind, which = passage(part, number)
        return only(
            ask.ProposeCorrection(
                occurred_on=seen.on,
                meeting=seen.meeting,
                by=LOCAL,
                correction=following(each.correction for each in seen.drafted.corrections),
                part=kind,
                number=which,
                text=given(text, "--text"),
                reason=given(reason, "--reason"),
            )
        )

    if accept is not None and decline is not None:
        raise Stop("--accept and --decline are two things; give one of them", 2)
    act(secretariat, meeting, plan)


def approve(
    meeting: Meeting,
    at: Annotated[
        str, typer.Option("--at", metavar="MEETING", help="The later meeting that approved them.")
    ],
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Record that a later meeting approved the newest version; who drafted it cannot."""
    act(
        secretariat,
        meeting,
        lambda seen: approving(
            ask.ApproveMinutes(
                occurred_on=seen.on,
                meeting=seen.meeting,
                by=LOCAL,
                content=seen.drafted.content,
                at=MeetingId(at),
            )
        ),
    )


def amend(
    meeting: Meeting,
    part: OfPart = None,
    number: OfNumber = None,
    text: Words = None,
    authority: Annotated[
        str, typer.Option("--authority", metavar="KIND", help=", ".join(get_args(Basis)))
    ] = "meeting",
    reference: Annotated[
        str | None, typer.Option("--reference", metavar="ID", help="What it rests on.")
    ] = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Amend approved minutes: beside their text, on an authority of its own."""
    basis: Any = one_of(authority, Basis, "--authority")
    rests_on = given(reference, "--reference")

    def plan(seen: Seen) -> Planner:
        kind, which = passage(part, number)
        return only(
            ask.AmendMinutes(
                occurred_on=seen.on,
                meeting=seen.meeting,
                by=LOCAL,
                amendment=following(each.amendment for each in seen.drafted.amendments),
                part=kind,
                number=which,
                text=given(text, "--text"),
                authority=basis,
                reference=rests_on,
            )
        )

    act(secretariat, meeting, plan, Authority(basis, rests_on))
