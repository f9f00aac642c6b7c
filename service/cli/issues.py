"""What people ask of issues logs: which issues are open, by theme, and all about one."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from projections import issues as issue_queries
from service.book import DEFAULT
from service.cli.ask import plain
from service.cli.terminal import (
    AsJson,
    InSecretariat,
    KnownAt,
    Stop,
    as_json,
    as_table,
    reading,
)
from service.cli.things import the_body
from service.record import Record
from service.routes.issue_views import IssueLinkView, IssueView, ThemeView, themes_of, views

_EVERYTHING = 1_000_000


class _State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


def issues(
    body: Annotated[
        str | None,
        typer.Option("--body", metavar="NAME", help="In the log of this body: name or identity."),
    ] = None,
    theme: Annotated[
        str | None, typer.Option("--theme", metavar="THEME", help="Of exactly this theme.")
    ] = None,
    state: Annotated[
        _State | None, typer.Option("--state", help="Only open ones, or only closed ones.")
    ] = None,
    themes: Annotated[
        bool, typer.Option("--themes", help="Count the issues of a --body by theme instead.")
    ] = False,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List the issues that are kept in mind, and what each is linked to."""
    if themes and (body is None or theme or state):
        raise Stop("name a --body, and nothing else, to count its issues by theme", 2)
    with reading(secretariat, known_at) as record:
        of = the_body(record, body) if body else None
        counted = themes_of(record, of) if of and themes else []
        found = [] if themes else _found(record, of, theme, state)
    if json:
        as_json({"items": plain(counted or found), "known_at": record.position})
    elif themes:
        _theme_table(counted)
    else:
        _issue_table(found)


def _found(
    record: Record, body: str | None, theme: str | None, state: _State | None
) -> list[IssueView]:
    wanted = issue_queries.Wanted(body, theme, state.value if state else None)
    query = issue_queries.issues(record.secretariat, wanted, record.known_at, None, _EVERYTHING)
    return views(record, record.all(query))


def _issue_table(found: Sequence[IssueView]) -> None:
    as_table(
        ("number", "theme", "raised", "state", "text", "proposed", "linked to", "issue"),
        [
            (
                _number(each),
                each.theme,
                each.raised_on,
                each.state,
                each.text or "(illegible)",
                each.proposed_action,
                "; ".join(map(_link, each.links)),
                each.id,
            )
            for each in found
        ],
        "no issues",
    )


def _number(issue: IssueView) -> str:
    """Return the number; in brackets what is printed where we infer it."""
    if issue.number is None:
        return f"({issue.printed or 'none'})"
    return issue.number if issue.basis == "printed" else f"{issue.number} ({issue.printed or ''})"


def _link(link: IssueLinkView) -> str:
    to = link.action or link.issue or f"paragraph {link.paragraph} of {link.meeting}"
    how = link.relation.replace("_", " ")
    return f"{to} {how} this" if link.linked_from else f"{how} {to}"


def _theme_table(found: Sequence[ThemeView]) -> None:
    as_table(
        ("theme", "open", "closed"),
        [(each.theme or "(none)", each.open, each.closed) for each in found],
        "no issues",
    )
