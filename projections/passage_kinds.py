"""The kinds of passages that are searched, and how the rows of each say what it is of.

To add a kind: an entry in `KINDS`, and an index by the place of its texts.
"""

from typing import Final, NamedTuple

from sqlalchemy import Table

from projections import (
    action_progress,
    actions,
    agenda_items,
    commitments,
    decisions,
    issues,
    paragraphs,
    recommendations,
    responses,
)


class Kind(NamedTuple):
    """A kind of passage: the read model that refers to it, and how its rows say what it is of.

    A row of it has a `meeting` or a `body`, or the `action` that has, or the `report`; `words` are
    the columns with the place of a text: each text is a passage. `link` is where the thing is read,
    with columns of what is found in it.
    """

    table: Table
    words: tuple[str, ...]
    link: str
    identity: str | None = None
    """The column with the identity of the thing, where it has one of its own."""
    part: str | None = None
    """The column with its number within the meeting."""
    number: str | None = None
    """The column with the number that is printed."""
    days: tuple[str, ...] = ()
    """The columns with the day of it, the first that is known; else that of meeting or report."""


_AT_MEETING: Final = "/meetings/{meeting}"
_AT_REPORT: Final = "/reports/{report}"

KINDS: Final[dict[str, Kind]] = {
    "agenda_item": Kind(agenda_items.TABLE, ("title",), _AT_MEETING, part="item", number="number"),
    "paragraph": Kind(paragraphs.TABLE, ("text",), _AT_MEETING, part="paragraph", number="number"),
    "decision": Kind(decisions.TABLE, ("text",), _AT_MEETING, part="decision"),
    "action": Kind(
        actions.TABLE,
        ("text",),
        "/actions/{id}",
        identity="action",
        number="reference",
        days=("assigned_on",),
    ),
    "progress": Kind(
        action_progress.TABLE, ("text",), "/actions/{id}", identity="action", days=("said_on",)
    ),
    "issue": Kind(
        issues.TABLE,
        ("text", "proposed_action", "note", "outcome"),
        "/issues/{id}",
        identity="issue",
        number="number",
        days=("raised_on", "logged_on"),
    ),
    "recommendation": Kind(
        recommendations.TABLE,
        ("text",),
        "/recommendations/{id}/chain",
        identity="recommendation",
        number="number",
    ),
    "response": Kind(
        responses.TABLE, ("text",), _AT_REPORT, identity="response", days=("given_on",)
    ),
    "commitment": Kind(
        commitments.TABLE, ("text", "note"), _AT_REPORT, identity="commitment", days=("given_on",)
    ),
}
"""Every kind of passage that is searched."""
