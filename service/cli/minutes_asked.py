"""How the minutes of a meeting are acted on from the command line: read, decided on, recorded."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated, Any, NamedTuple, cast, get_args

import typer

from events.base import Authority, Provenance
from events.errors import NotFound
from events.ids import MeetingId
from events.meeting.handling import Part
from events.plans import Planner
from events.when import When, on_day
from service.cli.terminal import TALK, Stop, opened
from service.door.identity import LOCAL
from service.ledger.ask import Ask
from service.record import Record
from service.routes.minutes_views import MinutesView, minutes_view

Meeting = Annotated[str, typer.Argument(metavar="MEETING", help="The identity of the meeting.")]
OfPart = Annotated[
    str | None, typer.Option("--part", metavar="KIND", help="item, paragraph or decision.")
]
OfNumber = Annotated[
    int | None, typer.Option("--number", metavar="N", min=1, help="Its number in the record.")
]
Words = Annotated[str | None, typer.Option("--text", metavar="WORDS", help="What it should read.")]
Why = Annotated[str | None, typer.Option("--reason", metavar="WORDS", help="Why; it is kept.")]


class Seen(NamedTuple):
    """The minutes of a meeting as they were read, and when that was."""

    meeting: MeetingId
    on: When
    view: MinutesView | None

    @property
    def drafted(self) -> MinutesView:
        """The minutes, which must have been drafted."""
        if self.view is None:
            raise Stop("there are no minutes of this meeting yet; draft them first")
        return self.view


def act(
    secretariat: str,
    meeting: str,
    plan: Callable[[Seen], Planner],
    authority: Authority | None = None,
) -> None:
    """Carry out what `plan` makes of the minutes as they are, and tell how they are then."""
    today = on_day(datetime.now().astimezone().date())
    with opened() as book:
        with book.record(secretariat) as record:
            seen = Seen(MeetingId(meeting), today, _seen(record, meeting))
        provenance = Provenance(actor=LOCAL, authority=authority)
        outcome = book.submit_now(Ask(secretariat, provenance, plan(seen)))
        with book.record(secretariat) as record:
            now = minutes_view(record, meeting)
    if outcome.first is None:
        TALK.print("nothing new: it stood in the record already")
    TALK.print(f"version {now.version} of the minutes: {now.state.replace('_', ' ')}")


def _seen(record: Record, meeting: str) -> MinutesView | None:
    try:
        return minutes_view(record, meeting)
    except NotFound:
        return None


def given(text: str | None, option: str) -> str:
    """Return what an option says; without it the command ends."""
    if text is None:
        raise Stop(f"{option} is missing", 2)
    return text


def passage(part: str | None, number: int | None) -> tuple[Part, int]:
    """Return the part that is named by its kind and its number."""
    if part is None or number is None:
        raise Stop("name the part: --part item, paragraph or decision, and its --number", 2)
    return cast("Part", one_of(part, Part, "--part")), number


def one_of(said: str, words: Any, option: str) -> str:  # noqa: ANN401  a literal type
    """Return one of the words of a literal type; another one ends the command."""
    known = get_args(words)
    if said not in known:
        raise Stop(f"{option} {said}: write one of {', '.join(known)}", 2)
    return said


def following(used: Iterable[int]) -> int:
    """Return the number after the last one."""
    return max(used, default=0) + 1
