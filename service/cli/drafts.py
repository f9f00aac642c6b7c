"""Drafts on the command line: what waits, what it says, correcting it, and what becomes of it."""

import json as _json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from events.base import Erased
from events.document.terms import Change, Op
from projections import documents as document_queries
from service.book import DEFAULT
from service.cli.drafted import show
from service.cli.setting import PLACE, change
from service.cli.submit import accept_draft
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
    the_settings,
)
from service.documents.composing import obstacles
from service.documents.desk import limits_of
from service.documents.standing import draft_of, reading_of, standing, text_of
from service.draft_names import DraftName, names_of
from service.intake.comparison import differences
from service.intake.revision import content_of
from service.likeness.verdicts import EXACTLY
from service.papers import Papers
from service.routes.candidate_views import candidate_view
from service.routes.document_views import document_view

_EVERYTHING = 1_000_000

Document = Annotated[str, typer.Argument(metavar="ID", help="The identity of the document.")]


def drafts(
    everything: Annotated[
        bool, typer.Option("--all", help="Those accepted and rejected, too.")
    ] = False,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List the documents that wait to be accepted."""
    wanted = document_queries.Wanted(None if everything else document_queries.DRAFT)
    with reading(secretariat, known_at) as record:
        query = document_queries.documents(secretariat, wanted, record.known_at, None, _EVERYTHING)
        found = [document_view(row) for row in record.all(query)]
    if json:
        as_json({"items": [each.model_dump(exclude_none=True) for each in found]})
        return
    as_table(
        ("document", "received", "state", "name"),
        [(each.id, each.received_on, each.state, each.name) for each in found],
        "no document waits",
    )


def draft(
    document: Document,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Show a draft, beside each thing the line of the document it was taken from."""
    with reading(secretariat, known_at) as record:
        found = standing(record, document)
        text = text_of(record, found.read)
        names = names_of(record, found.draft)
    if json:
        as_json(
            {
                "document": document,
                "state": found.row["state"],
                "reading": found.base,
                "obstacles": [{"at": at, "why": why} for at, why in obstacles(found.draft).items()],
                "names": [_name(each) for each in names],
                "draft": content_of(found.draft),
            }
        )
        return
    show(found.draft, text)
    _tell_names(names)
    for at, why in obstacles(found.draft).items():
        TALK.print(f"cannot be accepted yet: {why} ({at})", style="red", markup=False)


def _name(found: DraftName) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "name": found.name,
        "at": list(found.at),
        "candidates": [
            candidate_view(each).model_dump(mode="json", exclude_none=True)
            for each in found.candidates
        ],
    }


def _tell_names(names: Sequence[DraftName]) -> None:
    """Tell whom a name may mean that is not exactly theirs, and where to say so."""
    for found in names:
        best = found.candidates[0] if found.candidates else None
        if best is None or best.score >= EXACTLY:
            continue
        TALK.print(
            f"{found.name} may be {best.called or best.name} ({best.verdict}): "
            f"{'; '.join(best.reasons)}. If so: --add {found.at[0]}={best.id}",
            markup=False,
            soft_wrap=True,
        )


def revise(
    document: Document,
    changed: Annotated[
        list[str] | None,
        typer.Option("--set", metavar=PLACE, help="Set a field: JSON, or text as it is."),
    ] = None,
    added: Annotated[
        list[str] | None,
        typer.Option("--add", metavar=PLACE, help="Put in a field, or an entry of a list."),
    ] = None,
    removed: Annotated[
        list[str] | None, typer.Option("--remove", metavar="POINTER", help="Take out.")
    ] = None,
    body: Annotated[
        str | None, typer.Option("--body", metavar="NAME", help="The body that met, of all.")
    ] = None,
    held_on: Annotated[
        datetime | None,
        typer.Option("--held-on", formats=["%Y-%m-%d"], help="The day of the only meeting."),
    ] = None,
    anew: Annotated[
        int | None,
        typer.Option("--reading", metavar="N", help="Begin anew from this reading first."),
    ] = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Correct a draft field by field: all of it, or with a reason nothing.

    Pointers are as `minutebook draft ID --json` shows the draft, such as
    /meetings/0/attendance/3/name. Sets come first, then additions, then removals, in their order.
    """
    changes = [
        *([_change("add", f"/meetings/0/held_on={held_on.date()}")] if held_on else []),
        *(_change("replace", each) for each in changed or ()),
        *(_change("add", each) for each in added or ()),
        *(Change("remove", each) for each in removed or ()),
    ]
    if not changes and body is None and anew is None:
        raise Stop("say what to correct: --set, --add, --remove, --body, --held-on, --reading", 2)
    with opened() as book:
        papers = Papers(book, secretariat, limits_of(the_settings()))
        seen = papers.standing(document)
        if changes or anew is not None:
            papers.revise(seen, changes, anew)
            seen = papers.standing(document)
        if body is not None:
            seen = papers.name_body(seen, body)
    TALK.print(f"the draft is at revision {seen.revision}")


def accept(document: Document, json: AsJson = False, secretariat: InSecretariat = DEFAULT) -> None:
    """Record a draft: all its parts, or with a reason none."""
    with opened() as book:
        papers = Papers(book, secretariat, limits_of(the_settings()))
        accept_draft(papers, papers.standing(document), ask=False, json=json)


def reject(
    document: Document,
    reason: Annotated[str, typer.Argument(metavar="REASON", help="Why.")],
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Let nothing of a document enter the record; it is kept."""
    with opened() as book:
        papers = Papers(book, secretariat, limits_of(the_settings()))
        papers.reject(papers.standing(document), reason)
    TALK.print("rejected; the document is kept, and can be taken up again")


def reread(document: Document, json: AsJson = False, secretariat: InSecretariat = DEFAULT) -> None:
    """Read a document with the reader of today, and compare it with its draft.

    Neither the draft nor the record is changed by that.
    """
    with opened() as book:
        Papers(book, secretariat, limits_of(the_settings())).read_again(document)
        with book.record(secretariat) as record:
            found = standing(record, document)
            other = draft_of(record, reading_of(record, document))
            number = found.row["readings"]
    told = [
        {"op": each.change.op, "path": each.change.at, "value": _value(each.change)}
        | ({} if each.now is None else {"now": each.now})
        for each in differences(found.draft, other)
    ]
    if json:
        as_json({"reading": number, "changes": told})
        return
    as_table(
        ("", "where", "now", "as read"),
        [
            (each["op"], each["path"], _json.dumps(each.get("now")), _json.dumps(each["value"]))
            for each in told
        ],
        f"reading {number} says what the draft says",
    )


def _change(op: Op, given: str) -> Change:
    return change(op, given, "/meetings/0/place=Town Hall")


def _value(change: Change) -> Any:  # noqa: ANN401  any JSON value
    missing = change.value is None or isinstance(change.value, Erased)
    return None if missing else _json.loads(str(change.value))
