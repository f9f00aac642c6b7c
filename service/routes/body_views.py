"""Bodies as they are shown: what they belong to, their rules, and who chairs them on a day."""

from typing import Literal, NamedTuple

from pydantic import Field
from sqlalchemy.engine import RowMapping

from events.body.terms import ChairRole, MemberRole, Period, Quorum, Substitution
from projections import bodies, body_terms, post_holders, series
from projections.quorum import rule_of
from service.http.fields import Day, Id, IfAny, Output
from service.http.paging import NumberedPage, Page
from service.record import Record

_CHAIRS: tuple[ChairRole, ...] = ("chair", "co_chair", "vice_chair")


class FrequencyView(Output):
    """How often it agreed to meet."""

    times: int
    per: Period
    words: IfAny[str] = Field(default=None, description="Those of the minutes.")


class MembersQuorum(Output):
    """So many members must be present."""

    kind: Literal["members"]
    at_least: int


class PercentQuorum(Output):
    """So many percent of the members must be present."""

    kind: Literal["percent"]
    percent: int


class FractionView(Output):
    """A part of the members."""

    numerator: int
    denominator: int


class OfKindView(Output):
    """So many of those present must be in a role, or members for an organisation."""

    at_least: int
    role: IfAny[MemberRole] = None
    organisation: IfAny[Id] = None


class QuorumMoreView(Output):
    """What a quorum rule says beside, or instead of, a number or a percentage."""

    fraction: IfAny[FractionView] = None
    more_than: IfAny[bool] = Field(
        default=None, description="Whether more than that share must be present."
    )
    remote_counts: IfAny[bool] = Field(
        default=None, description="Whether video and telephone count; they do if left out."
    )
    of_which: IfAny[list[OfKindView]] = None


class TermsView(Output):
    """A version of the terms of reference."""

    version: int
    text: IfAny[str] = Field(default=None, description="Left out once erased.")
    quorum: IfAny[MembersQuorum | PercentQuorum] = Field(default=None, discriminator="kind")
    quorum_more: IfAny[QuorumMoreView] = Field(
        default=None, description="What else the rule says, such as a fraction of the members."
    )
    substitution: Substitution = Field(description="Whether members may send a substitute.")
    approved_on: str


class TermsPage(NumberedPage[TermsView]):
    """A page of terms of reference, the first version first; the cursor is a version."""


class ChairView(Output):
    """Somebody who chairs the body."""

    role: ChairRole
    person: Id
    name: IfAny[str] = Field(default=None, description="Left out once erased.")
    since: str
    basis: Literal["appointment", "membership"]


class SubGroupView(Output):
    """A body below this one."""

    id: Id
    name: IfAny[str] = None


class SeriesView(Output):
    """Whether the meetings on record are all there were between two days; the last word counts."""

    first: Day
    last: Day
    complete: bool
    basis: IfAny[str] = Field(default=None, description="What this rests on.")


class BodyView(Output):
    """A body; in lists without what takes further reading."""

    id: Id
    name: IfAny[str] = Field(default=None, description="Left out once erased.")
    organisation: IfAny[Id] = Field(default=None, description="The organisation it belongs to.")
    organisation_name: IfAny[str] = None
    parent: IfAny[Id] = Field(default=None, description="The body above it.")
    parent_name: IfAny[str] = None
    time_zone: str = Field(description="Of the clocks in its minutes.")
    frequency: IfAny[FrequencyView] = None
    terms_version: int = Field(description="The newest terms of reference; 0 before the first.")
    terms: IfAny[TermsView] = Field(
        default=None, description="Those in force on the day; left out in lists."
    )
    chairs: IfAny[list[ChairView]] = Field(
        default=None, description="Who chairs it on the day; left out in lists."
    )
    sub_groups: IfAny[list[SubGroupView]] = Field(default=None, description="Left out in lists.")
    series: IfAny[list[SeriesView]] = Field(
        default=None, description="In the order it was asserted; left out in lists."
    )


class BodyPage(Page[BodyView]):
    """A page of bodies."""


class Standing(NamedTuple):
    """What is read of one body and not of each in a list."""

    terms: TermsView | None = None
    chairs: list[ChairView] | None = None
    sub_groups: list[SubGroupView] | None = None
    series: list[SeriesView] | None = None


_LITTLE = Standing()


def one_body(record: Record, body: str, on: str) -> BodyView:
    """Return the body as it was on a day; `NotFound` where there is none."""
    of = (record.secretariat, body, record.known_at)
    row = record.one(bodies.body(*of), missing(body))
    standing = Standing(
        terms=_in_force(record, body, on),
        chairs=[each for role in _CHAIRS for each in _holders(record, body, role, on)],
        sub_groups=[
            SubGroupView(id=each["body"], name=each["name"])
            for each in record.all(bodies.sub_groups_of(*of))
        ],
        series=[_series(each) for each in record.all(series.assertions_of(*of))],
    )
    return body_view(row, standing)


def body_view(row: RowMapping, standing: Standing = _LITTLE) -> BodyView:
    """Return a body as it is shown."""
    return BodyView(
        id=row["body"],
        name=row["name"],
        organisation=row["organisation"],
        organisation_name=row["organisation_name"],
        parent=row["parent"],
        parent_name=row["parent_name"],
        time_zone=row["time_zone"],
        frequency=row["frequency_times"]
        and FrequencyView(
            times=row["frequency_times"],
            per=row["frequency_per"],
            words=row["frequency_words"],
        ),
        terms_version=row["terms_version"],
        terms=standing.terms,
        chairs=standing.chairs,
        sub_groups=standing.sub_groups,
        series=standing.series,
    )


def terms_view(row: RowMapping) -> TermsView:
    """Return a version of the terms of reference as it is shown."""
    return TermsView(
        version=row["version"],
        text=row["text"],
        quorum=_quorum(row),
        quorum_more=_quorum_more(rule_of(row)),
        substitution=row["substitution"],
        approved_on=row["approved_on"],
    )


def missing(body: str) -> str:
    """Say that there is no such body."""
    return f"there is no body {body} in the record"


def _quorum(row: RowMapping) -> MembersQuorum | PercentQuorum | None:
    if row["quorum_at_least"] is not None:
        return MembersQuorum(kind="members", at_least=row["quorum_at_least"])
    if row["quorum_percent"] is not None:
        return PercentQuorum(kind="percent", percent=row["quorum_percent"])
    return None


def _quorum_more(rule: Quorum | None) -> QuorumMoreView | None:
    if rule is None or rule == Quorum(at_least=rule.at_least, percent=rule.percent):
        return None
    fraction = rule.numerator is not None and rule.denominator is not None
    return QuorumMoreView(
        fraction=FractionView(numerator=rule.numerator, denominator=rule.denominator)
        if fraction
        else None,
        more_than=rule.more_than,
        remote_counts=rule.remote_counts,
        of_which=rule.of_which
        and [
            OfKindView(at_least=each.at_least, role=each.role, organisation=each.organisation)
            for each in rule.of_which
        ],
    )


def _in_force(record: Record, body: str, on: str) -> TermsView | None:
    found = record.all(body_terms.in_force(record.secretariat, body, on, record.known_at))
    return terms_view(found[0]) if found else None


def _holders(record: Record, body: str, role: ChairRole, on: str) -> list[ChairView]:
    query = post_holders.holders(record.secretariat, body, role, on, record.known_at)
    return [
        ChairView(
            role=role,
            person=row["person"],
            name=row["person_name"],
            since=row["since_on"],
            basis=row["basis"],
        )
        for row in record.all(query)
    ]


def _series(row: RowMapping) -> SeriesView:
    return SeriesView(
        first=row["first"], last=row["last"], complete=row["complete"], basis=row["basis"]
    )
