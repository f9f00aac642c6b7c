"""Published minutes as they are shown: the words that went out, and where others are withheld."""

from typing import Literal

from pydantic import Field

from events.minutes.terms import Audience, Naming
from service.http.fields import Id, IfAny, Output
from service.publish.renditions import Passage, Rendition
from service.publish.withholding import readable


class WithheldView(Output):
    """Words that are left out, and on what ground."""

    words: int = Field(ge=1)
    exemption: str


class PublishedPassage(Output):
    """A part as it is published; words that are withheld are marked in the text."""

    part: Literal["item", "paragraph", "decision", "action"]
    number: IfAny[int] = Field(default=None, description="The number the part has in the record.")
    action: IfAny[Id] = None
    item: IfAny[str] = Field(
        default=None,
        description="The item it is of: its number in the record, of an action the "
        "one that is printed.",
    )
    text: str
    withheld: IfAny[list[WithheldView]] = None


class PublishedAttendee(Output):
    """Somebody who is listed; without a name where that is withheld or was erased."""

    row: int
    status: str
    capacity: str
    shown_as: str = Field(description="Their name, or as whom they are published.")
    name: IfAny[str] = None
    stands_for: IfAny[str] = None
    anonymised: bool


class RenditionView(Output):
    """Minutes as an audience is given them."""

    meeting: Id
    audience: Audience
    names: Naming
    version: int
    content: str = Field(description="What the version is: SHA-256 over leaf hashes.")
    position: int
    published_on: str
    attendance: list[PublishedAttendee]
    passages: list[PublishedPassage] = Field(
        description="Item by item: its title, what was said and decided; then what is in none, and "
        "the actions."
    )
    known_at: int


def rendition_view(rendition: Rendition, known_at: int) -> RenditionView:
    """Return published minutes as they are shown."""
    return RenditionView(
        meeting=rendition.meeting,
        audience=rendition.audience,
        names=rendition.naming,
        version=rendition.version,
        content=rendition.content,
        position=rendition.position,
        published_on=rendition.published_on,
        attendance=[
            PublishedAttendee(
                row=each.row,
                status=each.status,
                capacity=each.capacity,
                shown_as=each.shown_as,
                name=each.name,
                stands_for=each.stands_for,
                anonymised=each.anonymised,
            )
            for each in rendition.attendees
        ],
        passages=[_passage(each) for each in rendition.passages],
        known_at=known_at,
    )


def _passage(each: Passage) -> PublishedPassage:
    withheld = [
        WithheldView(words=last - first, exemption=why) for first, last, why in each.withheld
    ]
    return PublishedPassage(
        part=each.part,
        number=each.number,
        action=each.action,
        item=None if each.item is None else str(each.item),
        text=readable(each.words),
        withheld=withheld or None,
    )
