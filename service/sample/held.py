"""The minutes of a sample meeting and what came of recording them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from events.ids import ActionId, MeetingId
from events.submission import MinutesSubmission
from events.when import When, on_day


class Held(NamedTuple):
    """The minutes of a meeting and what came of recording them."""

    form: MinutesSubmission
    result: Mapping[str, Any]

    @property
    def on(self) -> When:
        """The day of the meeting."""
        return on_day(self.form.held_on)

    @property
    def meeting(self) -> MeetingId:
        """The meeting as it is recorded."""
        return MeetingId(self.result["meeting"])

    def action(self, number: int) -> ActionId:
        """Return an action by its place in the minutes, counted from 1."""
        return ActionId(self.result["actions"][number - 1])

    def paragraph(self, begins: str) -> int:
        """Return the number, in the record, of the paragraph that begins so."""
        said = [each.text for item in self.form.items for each in item.paragraphs]
        return next(at for at, text in enumerate(said, 1) if text.startswith(begins))
