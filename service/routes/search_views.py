"""What was found, as it is shown: the passage, with the words that were sought marked in it."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field
from sqlalchemy.engine import RowMapping

from projections.passage_kinds import KINDS
from projections.sought import Sought, excerpt
from service.http.fields import Id, IfAny, Output
from service.http.paging import NumberedPage

KindName = Literal[
    "agenda_item",
    "paragraph",
    "decision",
    "action",
    "progress",
    "issue",
    "recommendation",
    "response",
    "commitment",
]


class PartView(Output):
    """A stretch of the excerpt."""

    text: str
    hit: bool = Field(description="Whether it is what was sought.")


class HitView(Output):
    """A passage that was found, and what it is a passage of."""

    kind: KindName
    link: str = Field(description="Where it is read, or the meeting or report that it is of.")
    id: IfAny[Id] = Field(
        default=None, description="The identity of the thing; a part of a meeting has none."
    )
    body: IfAny[Id] = Field(default=None, description="Left out of reports, which are of none.")
    meeting: IfAny[Id] = None
    report: IfAny[Id] = None
    part: IfAny[int] = Field(
        default=None, description="Which item, paragraph or decision of the meeting."
    )
    number: IfAny[str] = Field(default=None, description="The number, as printed.")
    day: IfAny[str] = Field(default=None, description="When it was said, as exactly as is known.")
    excerpt: list[PartView] = Field(
        description="A stretch of the text, in parts that follow each other; … stands for a cut."
    )


class SearchPage(NumberedPage[HitView]):
    """A page of passages, those that fit best first."""


def hit_views(found: Iterable[RowMapping], sought: Sought, base: str) -> list[HitView]:
    """Return what was found as it is shown; `base` is the path of the secretariat."""
    return [_view(row, sought, base) for row in found]


def _view(row: RowMapping, sought: Sought, base: str) -> HitView:
    return HitView(
        kind=row["kind"],
        link=base + KINDS[row["kind"]].link.format(**row),
        id=row["id"],
        body=row["body"],
        meeting=row["meeting"],
        report=row["report"],
        part=row["part"],
        number=row["number"],
        day=row["day"],
        excerpt=[PartView(text=part.text, hit=part.hit) for part in excerpt(sought, row["text"])],
    )
