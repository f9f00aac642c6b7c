"""The life of minutes on the command line: what waits, what it says, and what becomes of it."""

from pathlib import Path
from typing import Annotated, Any, get_args

import orjson
import typer

from events.minutes import commands as ask
from events.minutes.planning import drafting
from events.minutes.terms import Audience, Naming
from events.plans import Planner, only
from projections import minutes as queries
from service.book import DEFAULT
from service.cli.minutes_asked import (
    Meeting,
    OfNumber,
    OfPart,
    Seen,
    act,
    following,
    one_of,
    passage,
)
from service.cli.minutes_decided import amend, approve, correct
from service.cli.minutes_redacted import lift, redact
from service.cli.minutes_shown import show_minutes, show_rendition
from service.cli.terminal import (
    AsJson,
    InSecretariat,
    KnownAt,
    Stop,
    as_json,
    as_table,
    reading,
    the_settings,
)
from service.cli.things import the_body
from service.door.identity import LOCAL
from service.publish.proven import proven
from service.publish.renditions import rendition_of
from service.routes.minutes_views import State, minutes_line, minutes_view
from service.routes.rendition_views import rendition_view
from service.signing.folders import folder_of

minutes = typer.Typer(help="Draft, clear, correct and approve minutes.", no_args_is_help=True)

_EVERYTHING = 1_000_000


@minutes.command("list")
def list_minutes(
    state: Annotated[
        str | None, typer.Option("--state", metavar="STATE", help="Only those in this state.")
    ] = None,
    body: Annotated[
        str | None, typer.Option("--body", metavar="NAME", help="Of this body: name or identity.")
    ] = None,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List the minutes there are, such as what waits for clearance (--state draft)."""
    if state is not None:
        one_of(state, State, "--state")
    with reading(secretariat, known_at) as record:
        wanted = queries.Wanted(state, the_body(record, body) if body else None)
        query = queries.minutes(secretariat, wanted, record.known_at, None, _EVERYTHING)
        found = [minutes_line(row) for row in record.all(query)]
    if json:
        items = [each.model_dump(exclude_none=True) for each in found]
        as_json({"items": items, "known_at": record.position})
        return
    as_table(
        ("meeting", "date", "of", "state", "version", "drafted by"),
        [
            (each.meeting, each.date, each.body_name, each.state, each.version, each.drafted_by)
            for each in found
        ],
        "no minutes",
    )


@minutes.command()
def show(
    meeting: Meeting,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Show how far the minutes of a meeting have come, and what stands beside them."""
    with reading(secretariat, known_at) as record:
        view = minutes_view(record, meeting)
    if json:
        as_json(view)
    else:
        show_minutes(view)


@minutes.command()
def draft(meeting: Meeting, secretariat: InSecretariat = DEFAULT) -> None:
    """Draft the next version: what the record says of the meeting now."""
    act(secretariat, meeting, lambda seen: drafting(seen.meeting, LOCAL, seen.on))


@minutes.command()
def clear(
    meeting: Meeting,
    submit: Annotated[
        bool, typer.Option("--submit", help="Send the newest version to whoever clears it.")
    ] = False,
    refuse: Annotated[
        str | None, typer.Option("--refuse", metavar="REASON", help="Send it back, and say why.")
    ] = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Clear the version that was submitted; or submit it, or send it back."""
    if submit and refuse is not None:
        raise Stop("--submit and --refuse are two things; give one of them", 2)

    def plan(seen: Seen) -> Planner:
        if submit:
            return only(ask.SubmitForClearance(occurred_on=seen.on, meeting=seen.meeting, by=LOCAL))
        content = seen.drafted.content
        if refuse is not None:
            return only(
                ask.RefuseClearance(
                    occurred_on=seen.on,
                    meeting=seen.meeting,
                    by=LOCAL,
                    content=content,
                    reason=refuse,
                )
            )
        return only(
            ask.ClearMinutes(occurred_on=seen.on, meeting=seen.meeting, by=LOCAL, content=content)
        )

    act(secretariat, meeting, plan)


@minutes.command()
def circulate(meeting: Meeting, secretariat: InSecretariat = DEFAULT) -> None:
    """Record that the newest version went to those who were there."""
    act(
        secretariat,
        meeting,
        lambda seen: only(
            ask.CirculateMinutes(occurred_on=seen.on, meeting=seen.meeting, by=LOCAL)
        ),
    )


@minutes.command()
def publish(
    meeting: Meeting,
    audience: Annotated[
        str, typer.Argument(metavar="AUDIENCE", help=", ".join(get_args(Audience)))
    ],
    naming: Annotated[
        str, typer.Option("--names", metavar="WHOSE", help=", ".join(get_args(Naming)))
    ] = "everyone",
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Record that the newest version went out to an audience."""
    to: Any = one_of(audience, Audience, "AUDIENCE")
    whose: Any = one_of(naming, Naming, "--names")
    act(
        secretariat,
        meeting,
        lambda seen: only(
            ask.PublishMinutes(
                occurred_on=seen.on, meeting=seen.meeting, by=LOCAL, audience=to, naming=whose
            )
        ),
    )


@minutes.command()
def rendition(
    meeting: Meeting,
    audience: Annotated[
        str, typer.Argument(metavar="AUDIENCE", help=", ".join(get_args(Audience)))
    ] = "public",
    proof: Annotated[
        Path | None,
        typer.Option("--proof", metavar="FILE", help="Write it there, so that it can be verified."),
    ] = None,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Show what went out to an audience, with what is withheld marked in the text."""
    to: Any = one_of(audience, Audience, "AUDIENCE")
    with reading(secretariat, known_at) as record:
        drawn = rendition_of(record, meeting, to, cleared=True)
        view = rendition_view(drawn, record.position)
        if proof is not None:
            log = folder_of(the_settings(), secretariat)
            proof.write_bytes(orjson.dumps(proven(record, drawn, log)))
    as_json(view) if json else show_rendition(view)


@minutes.command()
def annotate(
    meeting: Meeting,
    text: Annotated[str, typer.Argument(metavar="WORDS", help="The note.")],
    part: OfPart = None,
    number: OfNumber = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Put a note beside the minutes, which is no part of the record."""

    def plan(seen: Seen) -> Planner:
        whole = part is None and number is None
        kind, which = (None, None) if whole else passage(part, number)
        note = following(each.annotation for each in seen.drafted.annotations)
        return only(
            ask.AnnotateMinutes(
                occurred_on=seen.on,
                meeting=seen.meeting,
                by=LOCAL,
                annotation=note,
                part=kind,
                number=which,
                text=text,
            )
        )

    act(secretariat, meeting, plan)


for command in (correct, approve, amend, redact, lift):
    minutes.command()(command)
