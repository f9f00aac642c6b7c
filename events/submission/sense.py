"""What the form of a submission cannot state: that its parts agree with each other."""

from events.errors import Refused
from events.submission.form import Business, MinutesSubmission
from events.when import last_day


def check(form: MinutesSubmission) -> None:
    """Refuse a submission whose parts contradict each other, saying where."""
    for at, line in enumerate(form.attendance):
        if line.duplicate_of is not None and line.duplicate_of >= at:
            raise Refused(f"a duplicate names an earlier line (#/attendance/{at}/duplicate_of)")
    _business(form, "#")
    for at, item in enumerate(form.items):
        _business(item, f"#/items/{at}")
    if form.no_actions and any(item.actions for item in form.items):
        raise Refused("an item has actions, so the meeting cannot have none (#/no_actions)")
    following = form.next_meeting
    if following is not None and last_day(following.expected) <= form.held_on:
        raise Refused("the next meeting is after the day of this one (#/next_meeting/expected)")


def _business(business: Business, pointer: str) -> None:
    if business.no_actions and business.actions:
        raise Refused(f"there are actions, so there cannot be none ({pointer}/no_actions)")
    for at, decision in enumerate(business.decisions):
        if decision.paragraph is not None and decision.paragraph >= len(business.paragraphs):
            raise Refused(
                "a decision refers to a paragraph that its item does not have "
                f"({pointer}/decisions/{at}/paragraph)"
            )
