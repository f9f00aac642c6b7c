"""Recorded events as CloudEvents 1.0.2: one shape for whoever follows the record from outside.

`data` is what the pages of events show, so that readers of all of them learn it once. An event is
known by `source` and `id` together; `position` is an extension attribute.
"""

from typing import Final, Literal

from pydantic import Field

from events.base import Event, Recorded
from service.http.fields import Id, Output
from service.routes.event_views import EventView, event_view

_TYPES: Final = "minutebook."


class CloudEvent(Output):
    """A recorded event in the JSON format of CloudEvents 1.0.2."""

    specversion: Literal["1.0"]
    id: Id = Field(description="The identity of the event; the same whenever it is sent again.")
    source: str = Field(
        description="Whose minute book it stands in.",
        json_schema_extra={"format": "uri-reference"},
    )
    type: str = Field(description="`minutebook.` and its permanent name.")
    subject: str = Field(description="What it happened to, such as `meeting-` and its identity.")
    time: str = Field(
        description="When it was recorded, in UTC.", json_schema_extra={"format": "date-time"}
    )
    datacontenttype: Literal["application/json"]
    position: int = Field(ge=1, description="Its place in the log; an extension attribute.")
    data: EventView


def cloud_event(secretariat: str, recorded: Recorded[Event]) -> CloudEvent:
    """Return a recorded event as a CloudEvent."""
    data = event_view(recorded)
    return CloudEvent(
        specversion="1.0",
        id=data.id,
        source=f"/v1/{secretariat}",
        type=f"{_TYPES}{data.type}",
        subject=data.stream,
        time=data.recorded_at,
        datacontenttype="application/json",
        position=data.position,
        data=data,
    )


def as_json(secretariat: str, recorded: Recorded[Event]) -> str:
    """Return a recorded event as a CloudEvent in one line of JSON."""
    return cloud_event(secretariat, recorded).model_dump_json(exclude_none=True)
