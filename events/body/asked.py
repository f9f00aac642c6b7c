"""Which command brings about each fact of a body."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from events.base import Command, same
from events.body.commands import (
    AddMember,
    AgreeFrequency,
    AppointChair,
    ApproveTerms,
    AssertSeries,
    EstablishBody,
    RemoveMember,
)
from events.body.events import (
    BodyEstablished,
    ChairAppointed,
    FrequencyAgreed,
    MemberJoined,
    MemberLeft,
    SeriesAsserted,
    TermsApproved,
)

ASKED: Final[Mapping[type[Any], Callable[[Any], Command]]] = {
    BodyEstablished: same(EstablishBody),
    TermsApproved: same(ApproveTerms),
    FrequencyAgreed: same(AgreeFrequency),
    MemberJoined: same(AddMember),
    MemberLeft: same(RemoveMember),
    ChairAppointed: same(AppointChair),
    SeriesAsserted: same(AssertSeries),
}
