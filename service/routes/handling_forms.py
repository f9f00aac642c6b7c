"""What requests say of handling, where something is made and where its handling is replaced."""

from pydantic import Field

from events.action.commands import SetActionHandling
from events.handling import CONFIDENTIAL, Handling
from events.ids import ActionId, MeetingId
from events.meeting.commands import SetPassageHandling
from events.meeting.handling import Part
from service.execute import Fact
from service.http.fields import LongText, Maybe


class HandledFact(Fact):
    """A fact that is handled as it says from the first moment on."""

    handling: Handling = Field(
        default="open", description="`confidential` keeps it from readers who are not cleared."
    )

    def passage(self, meeting: str, part: Part, number: int) -> tuple[SetPassageHandling, ...]:
        """Return the command that makes a part of the minutes confidential, if it is to be."""
        if self.handling != CONFIDENTIAL:
            return ()
        command = SetPassageHandling(
            occurred_on=self.when,
            meeting=MeetingId(meeting),
            part=part,
            number=number,
            handling=self.handling,
        )
        return (command,)

    def action(self, action: ActionId) -> tuple[SetActionHandling, ...]:
        """Return the command that makes an action confidential, if it is to be."""
        if self.handling != CONFIDENTIAL:
            return ()
        command = SetActionHandling(occurred_on=self.when, action=action, handling=self.handling)
        return (command,)


class HandlingInput(Fact):
    """How it is handled from now on."""

    handling: Handling
    reason: Maybe[LongText] = Field(
        default=None, description="Needed to open up what is confidential."
    )
