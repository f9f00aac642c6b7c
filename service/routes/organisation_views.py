"""Organisations as they are shown: the name they go by now, and every name they were given."""

from typing import Literal

from pydantic import Field
from sqlalchemy.engine import RowMapping

from projections import organisation_names, organisations
from service.http.fields import Id, IfAny, Output
from service.http.paging import Page
from service.record import Record

NameKind = Literal["registered", "renamed", "abbreviation", "spelling", "former", "translation"]


class OrganisationNameView(Output):
    """A name it is or was known by."""

    name: IfAny[str] = Field(default=None, description="Left out once erased.")
    kind: NameKind
    meeting: IfAny[Id] = Field(
        default=None, description="The meeting in whose papers alone it is called so."
    )


class OrganisationView(Output):
    """An organisation."""

    id: Id
    name: IfAny[str] = Field(default=None, description="Its name now; left out once erased.")
    classification: IfAny[str] = None
    parent: IfAny[Id] = Field(default=None, description="The organisation it is a part of.")
    parent_name: IfAny[str] = None
    successor: IfAny[Id] = Field(default=None, description="The one that took its place.")
    successor_name: IfAny[str] = None
    names: IfAny[list[OrganisationNameView]] = Field(
        default=None,
        description="Every name, in the order they were recorded; left out in lists.",
    )


class OrganisationPage(Page[OrganisationView]):
    """A page of organisations."""


def one_organisation(record: Record, organisation: str) -> OrganisationView:
    """Return the organisation with its names; `NotFound` where there is none."""
    of = (record.secretariat, organisation, record.known_at)
    row = record.one(organisations.organisation(*of), missing(organisation))
    return organisation_view(
        row, [_name(each) for each in record.all(organisation_names.names_of(*of))]
    )


def organisation_view(
    row: RowMapping, names: list[OrganisationNameView] | None = None
) -> OrganisationView:
    """Return an organisation as it is shown."""
    return OrganisationView(
        id=row["organisation"],
        name=row["name"],
        classification=row["classification"],
        parent=row["parent"],
        parent_name=row["parent_name"],
        successor=row["succeeded_by"],
        successor_name=row["succeeded_by_name"],
        names=names,
    )


def missing(organisation: str) -> str:
    """Say that there is no such organisation."""
    return f"there is no organisation {organisation} in the record"


def _name(row: RowMapping) -> OrganisationNameView:
    return OrganisationNameView(name=row["name"], kind=row["kind"], meeting=row["scope"])
