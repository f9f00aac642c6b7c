"""People who may be one, as they are shown: in pairs, each with its evidence."""

from pydantic import Field

from service.http.fields import Id, IfAny, Output
from service.http.paging import NumberedPage
from service.likeness.verdicts import Verdict
from service.spellings import Pair, Spelling


class SpellingView(Output):
    """One of two people who may be one."""

    id: Id
    called: IfAny[str] = Field(default=None, description="What they go by; left out once erased.")
    names: list[str] = Field(description="Their name, and those they are listed under here.")
    organisations: list[str] = Field(description="Whom they stood for here.")
    meetings: int = Field(ge=0, description="How many meetings of the body they stand in.")
    first: IfAny[str] = Field(default=None, description="The day of the first of them.")
    last: IfAny[str] = None


class PairView(Output):
    """Two people who may be one: to merge them, merge `person` into `into`."""

    rank: int = Field(ge=1, description="Its place among all, by which pages are cut.")
    person: SpellingView
    into: SpellingView = Field(description="The one who stands in more meetings.")
    score: float = Field(ge=0, le=1, description="How much speaks for it.")
    verdict: Verdict = Field(description="Likely where nothing speaks against it; never more.")
    reasons: list[str] = Field(description="What speaks for and against it, in short sentences.")
    together: int = Field(
        ge=0, description="How many meetings list both in different rows, which speaks against it."
    )


class SpellingPage(NumberedPage[PairView]):
    """A page of people who may be one, the best pair first; the cursor is a rank."""


def pair_view(pair: Pair, rank: int) -> PairView:
    """Return a pair as it is shown."""
    return PairView(
        rank=rank,
        person=_spelling(pair.person),
        into=_spelling(pair.into),
        score=pair.score,
        verdict=pair.verdict,
        reasons=list(pair.reasons),
        together=pair.together,
    )


def _spelling(each: Spelling) -> SpellingView:
    return SpellingView(
        id=each.id,
        called=each.called,
        names=list(each.names),
        organisations=list(each.organisations),
        meetings=each.meetings,
        first=each.first,
        last=each.last,
    )
