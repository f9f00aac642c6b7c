"""What is left out of published minutes from the command line: redactions, and lifting them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import typer

from events.meeting.handling import Part
from events.minutes import commands as ask
from events.minutes.planning import redacting
from events.plans import Planner, only
from service.book import DEFAULT
from service.cli.minutes_asked import (
    Meeting,
    OfNumber,
    OfPart,
    Seen,
    Why,
    act,
    following,
    given,
    passage,
)
from service.cli.terminal import InSecretariat, Stop
from service.door.identity import LOCAL
from service.routes.meeting_views import ItemView, MeetingView


def redact(
    meeting: Meeting,
    part: OfPart = None,
    number: OfNumber = None,
    words: Annotated[
        str | None,
        typer.Option("--words", metavar="WORDS", help="These words; all of it if left out."),
    ] = None,
    start: Annotated[
        int | None,
        typer.Option("--start", metavar="N", min=0, help="Or from this character on, from 0."),
    ] = None,
    length: Annotated[
        int | None, typer.Option("--length", metavar="N", min=1, help="As many characters.")
    ] = None,
    exemption: Annotated[
        str | None, typer.Option("--exemption", metavar="CODE", help="The exemption that applies.")
    ] = None,
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", metavar="NAME", help="Who reviewed it.")
    ] = None,
    review_on: Annotated[
        datetime | None,
        typer.Option(
            "--review-on", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="When to look again."
        ),
    ] = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Leave words of a part out of what is published; the record keeps them."""
    kind, which = passage(part, number)
    code, who = given(exemption, "--exemption"), given(reviewer, "--reviewer")
    if words is not None and (start, length) != (None, None):
        raise Stop("name the --words, or their --start and --length", 2)

    def plan(seen: Seen) -> Planner:
        where = (start, length) if words is None else _place(seen.drafted.text, kind, which, words)
        return redacting(
            ask.RedactPassage(
                occurred_on=seen.on,
                meeting=seen.meeting,
                by=LOCAL,
                redaction=following(each.redaction for each in seen.drafted.redactions),
                part=kind,
                number=which,
                start=where[0],
                length=where[1],
                exemption=code,
                reviewer=who,
                review_on=review_on.date() if review_on else None,
            )
        )

    act(secretariat, meeting, plan)


def lift(
    meeting: Meeting,
    redaction: Annotated[
        int, typer.Argument(metavar="N", min=1, help="The redaction, as `show` numbers it.")
    ],
    reason: Why = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Lift a redaction: its words may be published again."""
    why = given(reason, "--reason")
    act(
        secretariat,
        meeting,
        lambda seen: only(
            ask.LiftRedaction(
                occurred_on=seen.on,
                meeting=seen.meeting,
                by=LOCAL,
                redaction=redaction,
                reason=why,
            )
        ),
    )


def _place(text: MeetingView, part: Part, number: int, words: str) -> tuple[int, int]:
    """Return where in a part the words begin and how many characters they are."""
    said = next((said for said in _texts(text, part, number) if said is not None), "")
    if not words or said.count(words) != 1:
        raise Stop(
            f"{part} {number} has these words {said.count(words) if words else 0} times; give such "
            "as stand there once, or their --start and --length",
            2,
        )
    return said.index(words), len(words)


def _texts(text: MeetingView, part: Part, number: int) -> Iterator[str | None]:
    sections: tuple[MeetingView | ItemView, ...] = (text, *text.items)
    match part:
        case "item":
            yield from (each.title for each in text.items if each.item == number)
        case "paragraph":
            said = (each for section in sections for each in section.paragraphs)
            yield from (each.text for each in said if each.paragraph == number)
        case "decision":
            decided = (each for section in sections for each in section.decisions)
            yield from (each.text for each in decided if each.decision == number)
