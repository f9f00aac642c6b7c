"""Whether a meeting was quorate, as people came and went: yes, no, or not known and why."""

from typing import Final

from fastapi import Request
from pydantic import Field

from projections.quorum import Answer, Count, Reason
from service.deps import InSecretariat, reading
from service.http.fields import IfAny, KnownAt, Output
from service.http.strict import routes
from service.quorate import Found, quorum_of
from service.record import Record
from service.routes.body_views import TermsView, terms_view
from service.routes.meeting_forms import OneMeeting
from service.routes.meeting_views import missing

router = routes("reports")

_WORDS: Final[dict[Reason, str]] = {
    "not_held": "the meeting is not on record as held",
    "no_terms": "no terms of reference of the body are recorded for that day",
    "terms_not_certain": "the day does not tell which terms of reference were in force",
    "no_rule": "the terms of reference in force state no quorum",
    "members_unknown": "no members of the body are recorded for that day",
    "membership_not_certain": "dates are too imprecise to tell who was a member on that day",
    "posts_without_holders": "it is not recorded who held a post that is a member",
    "presence_not_recorded": "it is not recorded whether some members were there",
    "moment_not_known": "it is not recorded when, on this scale, somebody came or left",
    "substitution_not_stated": "the terms do not say whether a substitute counts",
    "mode_not_recorded": "who is not in the room does not count, and how some came is not recorded",
}


class ReasonView(Output):
    """Why it is not known."""

    code: Reason
    words: str


class QuorumCountView(Output):
    """How many seats of members were filled, and whether that was enough."""

    present: int = Field(description="Seats that were surely filled; each counts once.")
    possible: int = Field(description="Those and the ones of which it is not known.")
    needed: int = Field(description="How many must be filled, at the least.")
    needed_at_most: IfAny[int] = Field(
        default=None, description="Where it is not certain how many members there were."
    )
    quorate: Answer
    reasons: list[ReasonView] = Field(description="Why it is not known, where it is not.")


class QuorumSegmentView(QuorumCountView):
    """A stretch of the meeting in which nobody came or left."""

    begins: IfAny[str] = Field(
        default=None, description="A time; left out for the beginning of the meeting."
    )
    ends: IfAny[str] = Field(default=None, description="A time; left out for its end.")


class QuorumItemView(QuorumCountView):
    """An item, by its number: who came at it is there for it, who left at it is not."""

    item: int
    number: IfAny[str] = Field(default=None, description="As printed.")


class QuorumView(Output):
    """The quorum of a meeting as a timeline."""

    quorate: Answer = Field(description="For the whole of the meeting.")
    reasons: list[ReasonView] = Field(description="Why nothing could be counted, if so.")
    terms: IfAny[TermsView] = Field(default=None, description="Those in force on the day.")
    seats: IfAny[int] = Field(
        default=None, description="Members of the day; secretaries and observers have no seat."
    )
    segments: list[QuorumSegmentView] = Field(
        description="By the clock. Who took no part in an item still counts here."
    )
    items: list[QuorumItemView] = Field(
        description="By item, without those who took no part in it."
    )
    known_at: int = Field(description="The position of the log this answer stands on.")


@router.get("/meetings/{meeting}/quorum")
def get_quorum(
    request: Request, secretariat: InSecretariat, meeting: OneMeeting, known_at: KnownAt = None
) -> QuorumView:
    """Read whether enough members were there, as they came and went.

    Counted are the seats of members on the day of the meeting, under the terms then in force.
    """
    with reading(request, secretariat, known_at) as book:
        return quorum_view(book, meeting)


def quorum_view(record: Record, meeting: str) -> QuorumView:
    """Return the quorum of a meeting as it is shown; `NotFound` where there is no such meeting."""
    found: Found = quorum_of(record, meeting, missing(meeting))
    return QuorumView(
        quorate=found.quorate,
        reasons=_reasons(found.reasons),
        terms=terms_view(found.terms) if found.terms else None,
        seats=found.seats,
        segments=[
            QuorumSegmentView(begins=each.begins, ends=each.ends, **_counted(each.counted))
            for each in found.stretches
        ],
        items=[
            QuorumItemView(item=each.item, number=each.number, **_counted(each.counted))
            for each in found.items
        ],
        known_at=record.position,
    )


def _counted(count: Count) -> dict[str, object]:
    least, most = count.needed, count.needed_most
    return {
        "present": count.present,
        "possible": count.possible,
        "needed": least,
        "needed_at_most": most if most != least else None,
        "quorate": count.quorate,
        "reasons": _reasons(count.reasons),
    }


def _reasons(codes: tuple[Reason, ...]) -> list[ReasonView]:
    return [ReasonView(code=each, words=_WORDS[each]) for each in codes]
