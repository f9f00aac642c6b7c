"""What callers say of issues, and how it becomes terms of the rules."""

from typing import Annotated, Literal

from fastapi import Path
from pydantic import Field

from events.ids import IssueId, MeetingId
from events.issue.terms import Basis, Relation, Target, ToIssue, ToParagraph
from service.execute import Fact
from service.http.fields import WHOLE, Code, Id, Input, LongText, Maybe, Moment, ShortText
from service.routes.handling_forms import HandledFact

MOST_PARAGRAPHS = 1_000_000

OneIssue = Annotated[Id, Path(alias="issue", description="The identity of the issue.")]
_Paragraph = Annotated[int, Field(strict=True, ge=1, le=MOST_PARAGRAPHS), WHOLE]


class IssueInput(HandledFact):
    """An issue to be logged: by what is printed of it, its text left out where it is illegible."""

    body: Id
    number: Maybe[Code] = Field(
        default=None, description="Its number in the log; left out where it cannot be read."
    )
    printed: Maybe[Code] = Field(
        default=None, description="What is printed for a number that cannot be read, if anything."
    )
    theme: Maybe[ShortText] = None
    raised_on: Maybe[Moment] = Field(
        default=None, description="When it was raised, as exactly as is known."
    )
    text: Maybe[LongText] = None
    proposed_action: Maybe[LongText] = None


class NumberInput(Fact):
    """The number that we take an issue to have."""

    number: Code
    basis: Basis = Field(
        default="stated",
        description="`sequence`: its neighbours leave it that number. `cross_reference`: other "
        "papers call it so. `stated`: somebody says so.",
    )


class UpdateInput(Fact):
    """What is new of an issue; what is left out stays as it was."""

    theme: Maybe[ShortText] = None
    raised_on: Maybe[Moment] = None
    text: Maybe[LongText] = None
    proposed_action: Maybe[LongText] = None
    note: Maybe[LongText] = None


class ParagraphTarget(Input):
    """A paragraph of the minutes of a meeting."""

    kind: Literal["paragraph"]
    meeting: Id
    paragraph: _Paragraph


class IssueTarget(Input):
    """Another issue."""

    kind: Literal["issue"]
    issue: Id


class ActionTarget(Input):
    """An action that was given out about the issue."""

    kind: Literal["action"]
    action: Id


class IssueLinkInput(Fact):
    """What the issue belongs with; `relation` says how, but of an action there is one way only."""

    to: Annotated[ParagraphTarget | IssueTarget | ActionTarget, Field(discriminator="kind")]
    relation: Relation = "relates_to"
    note: Maybe[LongText] = Field(default=None, description="Why it is taken to.")


class ClosingInput(Fact):
    """That it was dealt with."""

    meeting: Maybe[Id] = Field(default=None, description="The meeting that dealt with it.")
    outcome: Maybe[LongText] = None


class IssueReopeningInput(Fact):
    """Why it is opened again."""

    reason: LongText


def target(to: ParagraphTarget | IssueTarget) -> Target:
    """Return what is linked to as the commands take it."""
    match to:
        case ParagraphTarget(meeting=meeting, paragraph=paragraph):
            return ToParagraph(MeetingId(meeting), paragraph)
        case IssueTarget(issue=issue):
            return ToIssue(IssueId(issue))
