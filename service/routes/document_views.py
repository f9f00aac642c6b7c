"""Documents as they are shown: what was handed in, what became of it, and words out of it."""

from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import Path
from pydantic import Field
from sqlalchemy.engine import RowMapping

from service.documents.passages import Passage
from service.documents.standing import Standing, Told
from service.execute import Receipt
from service.http.fields import Id, IfAny, Output
from service.http.paging import Page
from service.routes.handling_views import Shown, handling_of

OneDocument = Annotated[Id, Path(alias="document", description="The identity of the document.")]
State = Literal["received", "draft", "accepted", "rejected"]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class DocumentReceipt(Receipt):
    """A document that is in the record, durably; without positions it was there before."""

    known: bool = Field(description="Whether the same bytes had been handed in before.")
    state: State


class DocumentView(Output):
    """What was handed in and what became of it."""

    id: Id
    name: IfAny[str] = Field(default=None, description="The file's; left out once erased.")
    media_type: str
    size: int = Field(ge=0, description="In bytes.")
    sha256: IfAny[Sha256] = Field(default=None, description="Of its bytes; left out once erased.")
    received_on: str = Field(description="When it was handed in.")
    state: State
    readings: int = Field(ge=0, description="How often it was read.")
    reading: int = Field(ge=0, description="The reading that its draft began with; 0 for none.")
    meetings: IfAny[list[Id]] = Field(
        default=None, description="What it entered the record as; left out in lists."
    )
    issues: IfAny[list[Id]] = Field(
        default=None, description="The issues that came of it; left out in lists."
    )
    memberships: IfAny[list[Id]] = Field(
        default=None, description="The memberships that came of it; left out in lists."
    )
    sub_groups: IfAny[list[Id]] = Field(
        default=None, description="The sub-groups that came of it; left out in lists."
    )
    reports: IfAny[list[Id]] = Field(
        default=None, description="The report that came of it; left out in lists."
    )
    reason: IfAny[str] = Field(default=None, description="Why it was rejected; left out in lists.")
    handling: Shown = None


class DocumentPage(Page[DocumentView]):
    """A page of documents."""


class PassageView(Output):
    """Words of a document, and where they stand; lines and pages count from 1."""

    text: str
    start: int
    end: int
    line: int
    page: IfAny[int] = Field(default=None, description="Left out where there are no pages.")
    lines: str = Field(description="The whole lines in which the words stand.")


def document_view(row: RowMapping, found: Standing | Told | None = None) -> DocumentView:
    """Return a document as it is shown."""
    accepted = found.accepted if found else None
    return DocumentView(
        id=row["document"],
        name=row["name"],
        media_type=row["media_type"],
        size=row["size"],
        sha256=row["sha256"],
        received_on=row["received_on"],
        state=row["state"],
        readings=row["readings"],
        reading=row["base"],
        meetings=_listed(accepted.meetings if accepted else None),
        issues=_listed(accepted.issues if accepted else None),
        memberships=_listed(accepted.memberships if accepted else None),
        sub_groups=_listed(accepted.sub_groups if accepted else None),
        reports=_listed(accepted.reports if accepted else None),
        reason=found.reason if found else None,
        handling=handling_of(row),
    )


def _listed(identities: Iterable[str] | None) -> list[str] | None:
    return list(identities or ()) or None


def passage_view(found: Passage) -> PassageView:
    """Return a passage as it is shown."""
    return PassageView(**found._asdict())
