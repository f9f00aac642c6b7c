"""What minutes say and do not say of the actions that were before a meeting, as it is shown."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from events.action.terms import NarrationPart
from projections.silence import UNRESOLVED, Standing, Why
from service.chasing.following import Followed, Following
from service.http.fields import Id, IfAny, Output
from service.http.paging import Page
from service.likeness.narration import Likeness
from service.routes.action_views import ActionView, by_identity

Score = Annotated[float, Field(ge=0, le=1)]


class SilentItem(Output):
    """An action that minutes pass over, though it was before the meeting."""

    since: Id = Field(description="The first meeting that was silent since it was last spoken of.")
    since_on: str = Field(description="The day of that meeting.")
    meetings: list[Id] = Field(description="Every meeting that was silent since, by day.")
    action: ActionView


class SilentPage(Page[SilentItem]):
    """A page of actions not reported, the oldest first."""

    on: date


class ProposalView(Output):
    """A passage whose words are like an action; a person says whether it speaks of it."""

    part: NarrationPart
    number: int
    score: Score = Field(description="How much of the action's words it has, by weight.")
    words: list[str] = Field(description="The words that both have, as they stand in the passage.")


class MentionView(Output):
    """What says that the action was spoken of at the meeting."""

    what: IfAny[str] = Field(
        default=None,
        description="An event of the action, or `paragraph` or `decision` for a passage that was "
        "confirmed to speak of it; left out where that is confidential.",
    )
    number: IfAny[int] = Field(default=None, description="The number of the passage.")
    position: IfAny[int] = Field(default=None, description="Where the log has it.")
    occurred_on: str


class ReportedAction(Output):
    """How an action stands at a meeting that it was before."""

    standing: Literal["reported", "awaiting_confirmation", "not_reported", "unresolved"]
    why: IfAny[Why] = Field(
        default=None,
        description="Of what is unresolved: `series`, nobody asserted that the meetings recorded "
        "since it was last spoken of are all there were; `minutes`, the meeting has none; "
        "`deadline`, it does not say at which meeting; `setting`, it is due at the next meeting "
        "after one that was not recorded.",
    )
    reported_by: list[MentionView] = Field(description="Of what is reported.")
    looks_like_it: list[ProposalView] = Field(description="Of what awaits confirmation.")
    action: ActionView


class ReportedPage(Page[ReportedAction]):
    """A page of the actions that were before a meeting, the oldest first."""


def silent_items(
    following: Following, found: Iterable[tuple[Followed, list[str]]]
) -> list[SilentItem]:
    """Return actions not reported, each with the meetings that were silent."""
    rows = list(found)
    views = by_identity(following.record, [each.item.action for each, _ in rows])
    return [_silent(following, each, silent, views[each.item.action]) for each, silent in rows]


def _silent(
    following: Following, each: Followed, silent: list[str], view: ActionView
) -> SilentItem:
    days = {met.meeting: met.day for met in following.held(each.item.body)}
    return SilentItem(since=silent[0], since_on=days[silent[0]], meetings=silent, action=view)


def reported(
    following: Following, each: Followed, standing: Standing, view: ActionView
) -> ReportedAction:
    """Return how an action stands at a meeting, with what looks like it where nothing is said."""
    looks = [] if standing.state == "reported" else _looks(following, each, standing)
    resolved = None if looks else standing.why
    return ReportedAction(
        standing="awaiting_confirmation" if looks else standing.state,
        why=resolved if standing.state == UNRESOLVED else None,
        reported_by=_mentions(each, standing.meeting),
        looks_like_it=[_proposal(like) for like in looks],
        action=view,
    )


def _looks(following: Following, each: Followed, standing: Standing) -> list[Likeness]:
    return following.awaiting(each, standing.meeting)


def _proposal(like: Likeness) -> ProposalView:
    return ProposalView(
        part="paragraph" if like.part == "paragraph" else "decision",
        number=like.number,
        score=like.score,
        words=list(like.words),
    )


def _mentions(each: Followed, meeting: str) -> list[MentionView]:
    return [
        MentionView(
            what=row["part"],
            number=row["number"] if row["part"] in ("paragraph", "decision") else None,
            position=row["position"],
            occurred_on=row["said_on"],
        )
        for row in each.mentions
        if row["meeting"] == meeting and row["counts"]
    ]
