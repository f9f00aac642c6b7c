"""What stands beside minutes in a document: an issues log, a list of members, sub-groups.

Identities may be given beside names, as in minutes; a row without one is somebody or something new,
unless a name stands exactly so in the record.
"""

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from events.body.terms import MemberRole
from events.fields import Code, Day, Id, Input, LongText, Maybe, ShortText
from events.submission.form import Handled, Span


class DraftIssue(Input):
    """One row of an issues log."""

    id: Maybe[Id] = Field(
        default=None, description="The issue in the record that this row says anew."
    )
    number: Maybe[Code] = None
    number_printed: Maybe[Code] = Field(
        default=None,
        description="The glyph as printed; where it is not the number, that is inferred.",
    )
    raised: Maybe[Day] = None
    theme: Maybe[ShortText] = None
    issue: Maybe[LongText] = Field(default=None, description="Left out where it is illegible.")
    proposed_action: Maybe[LongText] = None
    handling: Handled = None
    span: Span


class DraftMember(Input):
    """One member of a printed membership list."""

    name: ShortText
    person: Maybe[Id] = None
    organisation: Maybe[ShortText] = None
    organisation_id: Maybe[Id] = None
    post: Maybe[ShortText] = None
    role: Maybe[MemberRole] = Field(default=None, description="`member` if left out.")
    span: Span


Place = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]?)$")]
"""A place in a list, as the name of a field."""


class DraftSubGroup(Input):
    """One sub-group, with the organisations that chair it."""

    name: ShortText
    chairs: tuple[ShortText, ...] = Field(default=(), max_length=50)
    chair_ids: dict[Place, Id] = Field(
        default={},
        description="Whom the names in `chairs` mean, by their place there, from 0.",
    )
    remit: Maybe[LongText] = None
    span: Span

    @model_validator(mode="after")
    def _of_chairs(self) -> "DraftSubGroup":
        for place in self.chair_ids:
            if int(place) >= len(self.chairs):
                raise ValueError(f"there is no chair {place}; the first one is 0")
        return self

    def chairing(self) -> list[tuple[str | None, str]]:
        """Return the identity, if one is given, and the name of each that chairs."""
        return [(self.chair_ids.get(str(at)), name) for at, name in enumerate(self.chairs)]
