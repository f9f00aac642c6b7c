"""Every stream and every event that a log may hold, by the names they are stored under.

To add a stream: write its module and name its decider and its events here. To change the shape of
an event: raise its `v` and add the upcaster that turns stored data of the old shape into the new.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, get_args

from events import (
    access,
    action,
    body,
    document,
    issue,
    log,
    meeting,
    minutes,
    organisation,
    person,
    privacy,
    report,
    webhook,
)
from events.base import Decider, Event
from events.codec import Values, decode
from events.record import RecordEvent

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

DECIDERS: Final[Mapping[str, Decider[Any, Any, Any]]] = {
    module.DECIDER.category: module.DECIDER
    for module in (
        organisation,
        person,
        body,
        meeting,
        minutes,
        action,
        issue,
        report,
        document,
        access,
        webhook,
        log,
        privacy,
    )
}

EVENTS: Final[Mapping[str, type[Event]]] = {
    shape.wire: shape
    for union in (
        organisation.OrganisationEvent,
        person.PersonEvent,
        body.BodyEvent,
        meeting.MeetingEvent,
        minutes.MinutesEvent,
        action.ActionEvent,
        report.ReportEvent,
        issue.IssueEvent,
        document.DocumentEvent,
        access.AccessEvent,
        webhook.WebhookEvent,
        log.LogEvent,
        privacy.PrivacyEvent,
        RecordEvent,
    )
    for shape in get_args(union) or (union,)
}

UPCASTERS: Final[Mapping[tuple[str, int], Upcaster]] = {}
"""By wire name and the `v` that is stored: data of that shape into data of the next."""


class Unknown(LookupError):
    """The log holds an event that this version does not know; upgrade before reading it."""


def revive(
    wire: str, v: int, occurred_on: str, data: dict[str, Any], values: Values | None
) -> Event:
    """Return the event stored as `data` in shape `v`, in today's shape.

    `values` are its private values by pointer, or None to leave them unread. Raises `Unknown`.
    """
    shape = EVENTS.get(wire)
    if shape is None:
        raise Unknown(f"no event is called {wire!r} in this version")
    while v < shape.v:
        data, v = UPCASTERS[wire, v](data), v + 1
    if v > shape.v:
        raise Unknown(f"{wire} is stored in shape {v}, this version knows {shape.v}")
    return decode(shape, occurred_on, data, values)


def decider(stream: str) -> Decider[Any, Any, Any]:
    """Return the rules of a stream by its name, such as `action-<uuid>`."""
    return DECIDERS[stream.partition("-")[0]]
