"""People of a body who may be one, spelled in several ways: offered with evidence, never merged."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from service.evidence import FOR_ORGANISATION
from service.known_people import KnownPeople, Standing
from service.likeness import organisations
from service.likeness.leads import PEOPLE
from service.likeness.measure import Likeness
from service.likeness.organisations import read_organisation
from service.likeness.roll import Roll
from service.likeness.verdicts import LIKELY, MARGIN, Verdict, raised
from service.record import Record

SPOKE: Final = 0.4
"""How much is added where one spoke, unlisted, while the other was listed."""
NEVER_TOGETHER: Final = 0.2
TOGETHER: Final = 0.8
LEAST_LEFT: Final = 0.25
"""What is left of a score where one list has both, as somebody is printed twice now and then: less
by the share of the meetings of the one who stands in fewer, and never enough to be likely."""
UNLIKE: Final = 0.6
"""Two who are less alike than that are no spellings of one name."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """One of two people: what they are called, and where they stand in the body."""

    id: str
    called: str | None
    names: tuple[str, ...]
    organisations: tuple[str, ...]
    meetings: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one; `person` would be merged into the other, who stands in more lists.

    `together` counts the meetings whose list has both.
    """

    person: Spelling
    into: Spelling
    score: float
    verdict: Verdict
    reasons: tuple[str, ...]
    together: int


def spellings(record: Record, body: str) -> list[Pair]:
    """Return the people of a body who may be one, the best pair first.

    Who was merged counts as one, and who was told apart is not offered.
    """
    known = KnownPeople(record, body)
    found = {pair: _weighed(known, *pair, likeness) for pair, likeness in _alike(known).items()}
    others = _by_person(found)
    pairs = [_pair(known, one, other, weight, others) for (one, other), weight in found.items()]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.into.id, pair.person.id))


@dataclass(frozen=True, slots=True)
class _Weight:
    score: float
    reasons: tuple[str, ...]
    together: int = 0

    def raised(self, strength: float, reason: str) -> "_Weight":
        return _Weight(raised(self.score, strength), (*self.reasons, reason), self.together)


Two = tuple[str, str]
Others = defaultdict[str, dict[str, float]]


def _alike(known: KnownPeople) -> dict[Two, Likeness]:
    """Return how alike two people of the body are, by the names of theirs that are most alike."""
    names = [each for each in known.names if known.in_body(each.person) and each.use == "name"]
    best: dict[Two, Likeness] = {}
    for one, other, likeness in Roll(PEOPLE, [each.name for each in names]).pairs():
        first, second = sorted((names[one].person, names[other].person))
        if first == second or known.are_two(first, second):
            continue
        if (first, second) not in best or likeness.score > best[first, second].score:
            best[first, second] = likeness
    return best


def _weighed(known: KnownPeople, one: str, other: str, likeness: Likeness) -> _Weight:
    weight = _Weight(*likeness)
    mine, theirs = known.standing.get(one), known.standing.get(other)
    if mine is None or theirs is None:
        return weight
    if body := _shared(mine, theirs):
        weight = weight.raised(FOR_ORGANISATION, f"both stood for {body}")
    if (mine.spoke & theirs.listed) | (theirs.spoke & mine.listed):
        weight = weight.raised(SPOKE, "one spoke, unlisted, where the other is listed")
    together = len(mine.listed & theirs.listed)
    if together:
        list_both = "1 meeting lists" if together == 1 else f"{together} meetings list"
        reason = f"{list_both} both, in different rows"
        left = max(LEAST_LEFT, TOGETHER - together / min(len(mine.listed), len(theirs.listed)))
        return _Weight(round(weight.score * left, 3), (*weight.reasons, reason), together)
    return weight.raised(NEVER_TOGETHER, "no meeting lists both")


def _shared(mine: Standing, theirs: Standing) -> str | None:
    """Return an organisation that both stood for."""
    for one in mine.organisations:
        for other in theirs.organisations:
            if one.id is not None and one.id == other.id:
                return one.name or one.stated
            for name in one.names:
                if any(_is_one(name, text) for text in other.names):
                    return name
    return None


def _is_one(name: str, other: str) -> bool:
    alike = organisations.compare(read_organisation(name), read_organisation(other))
    return alike.score >= LIKELY


def _by_person(found: dict[Two, _Weight]) -> Others:
    others: Others = defaultdict(dict)
    for (one, other), weight in found.items():
        others[one][other] = others[other][one] = weight.score
    return others


def _pair(known: KnownPeople, one: str, other: str, weight: _Weight, others: Others) -> Pair:
    into, person = sorted((_spelling(known, one), _spelling(known, other)), key=_less_known)
    sure = weight.score >= LIKELY
    rival = _rival(one, other, weight.score, others) if sure else None
    if rival:
        why = f"{known.called.get(rival, rival)} is as much like one of them, and unlike the other"
        weight = _Weight(weight.score, (*weight.reasons, why), weight.together)
    return Pair(
        person=person,
        into=into,
        score=weight.score,
        verdict="likely" if sure and not rival else "possible",
        reasons=weight.reasons,
        together=weight.together,
    )


def _rival(one: str, other: str, score: float, others: Others) -> str | None:
    """Return who is as much like one of two and not, as a third spelling would be, like both."""
    for mine, theirs in ((one, other), (other, one)):
        for rival, likeness in others[mine].items():
            unlike = others[theirs].get(rival, 0.0) < UNLIKE
            if unlike and rival != theirs and likeness > score - MARGIN:
                return rival
    return None


def _spelling(known: KnownPeople, person: str) -> Spelling:
    stands = known.standing.get(person, Standing())
    names = dict.fromkeys((*filter(None, (known.called.get(person),)), *stands.names))
    bodies = dict.fromkeys(name for each in stands.organisations for name in each.names)
    return Spelling(
        id=person,
        called=known.called.get(person),
        names=tuple(names),
        organisations=tuple(bodies),
        meetings=len(stands.meetings),
        first=stands.first,
        last=stands.last,
    )


def _less_known(spelling: Spelling) -> tuple[int, int, str]:
    return -spelling.meetings, -len(spelling.called or ""), spelling.id
