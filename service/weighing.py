"""Weighs whom a name may mean: how like their names are, what speaks for them, what rules them out.

What rules somebody out is a fact of the record or of the list the name stands in, never a score.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest
from typing import Final, NamedTuple

from projections import listings
from service.evidence import FOR_ORGANISATION, IN_THIS_LIST, StoodFor, fuller, place
from service.known_people import Known, KnownPeople, plain
from service.likeness import people
from service.likeness.measure import SAME, Likeness
from service.likeness.personal_names import read_name
from service.likeness.verdicts import EXACTLY, LIKELY, Candidate, best_of, ranked
from service.record import Record

MOST: Final = 8
"""How many candidates a name has at most."""
SCOPED: Final = 0.85
"""A name that meant somebody in the papers of a meeting of the body, as initials do."""
ONE_WORD: Final = 0.75
"""Exactly the name of somebody in the body, but a single word such as a first name: likely where
they stand in many of its meetings."""

_LOOKED_AT: Final = 30
"""How many candidates of a name are asked for whom they stood in other bodies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of the names that are asked for.

    `organisations` has the one stated beside a name, `listed` the names that are rows of one list;
    `meeting` is a recorded one, in whose list none of them stands.
    """

    body: str | None = None
    meeting: str | None = None
    organisations: Mapping[str, str] = field(default_factory=dict)
    listed: Collection[str] = ()


class Excluded(NamedTuple):
    """Somebody whom a name is like and cannot mean."""

    id: str
    name: str
    reason: str


class Meant(NamedTuple):
    """Whom a name may mean, the best first, and whom it cannot."""

    candidates: list[Candidate]
    excluded: list[Excluded]


class Weighing:
    """Weighs names in one context."""

    def __init__(self, record: Record, context: Context) -> None:
        """Read from the record what is weighed."""
        self._context = context
        self._known = KnownPeople(record, context.body)
        self._stood_for = StoodFor(record, self._known, context.organisations.values())
        self._best: dict[str, Collection[Candidate]] = {}
        self._there: set[str] = set()
        if context.meeting is not None:
            there = listings.people_at(record.secretariat, context.meeting, record.known_at)
            self._there = {row["person"] for row in record.all(there)}

    def meant(self, names: Iterable[str]) -> dict[str, Meant]:
        """Return, for each name, whom it may mean and whom it cannot."""
        asked = list(dict.fromkeys(names))
        self._stood_for.look_up(
            {
                each.id
                for name in asked
                if name in self._context.organisations
                for each in nlargest(_LOOKED_AT, self._like(name), key=lambda each: each.score)
            }
        )
        return {name: self._meant(name) for name in asked}

    def _meant(self, name: str) -> Meant:
        exact = [each for each in self._like(name) if each.name == name]
        row = None if name in self._context.listed else fuller(name, self._context.listed)
        in_list = self._clearly(row) if row else set()
        candidates: list[Candidate] = []
        excluded: list[Excluded] = []
        for each in self._like(name):
            if why := self._why_not(name, each, exact):
                excluded.append(Excluded(each.id, each.name, why))
                continue
            found = self._with_evidence(name, each)
            if each.id in in_list:
                found = found.with_evidence(IN_THIS_LIST, f"the list of this document has {row}")
            candidates.append(found)
        return Meant(ranked(candidates, MOST), sorted(excluded))

    def _like(self, name: str) -> Collection[Candidate]:
        """Return everybody who has a name like this one, by that name alone."""
        if name not in self._best:
            alike = (self._candidate(name, *each) for each in self._known.like(name))
            self._best[name] = best_of((each for each in alike if each.score), name).values()
        return self._best[name]

    def _candidate(self, name: str, known: Known, likeness: Likeness) -> Candidate:
        score, reasons = likeness
        if known.use == "scoped":
            score = SCOPED if plain(name) == plain(known.name) else 0.0
            reasons = ("it meant them in the papers of a meeting of this body",)
        elif name == known.name and self._known.in_body(known.person):
            score = EXACTLY if len(plain(name)) > 1 else ONE_WORD
            reasons = ("stands under exactly this name in this body",)
        elif known.use == "as_printed":
            score = 0.0
        return Candidate(
            id=known.person,
            name=known.name,
            called=self._known.called.get(known.person),
            score=score,
            reasons=reasons,
        )

    def _why_not(self, name: str, each: Candidate, exact: Iterable[Candidate]) -> str | None:
        if each.id in self._there:
            return "stands in the list of this meeting already"
        if each.name == name:
            return None
        for other in exact:
            if self._known.are_two(each.id, other.id):
                return f"is known to be somebody else than {other.called or other.name}"
        for row, holder in self._holders.items() if name in self._context.listed else ():
            if holder == each.id and not _is_same(row, name):
                return f"stands in another row of this list, as {row}"
        return None

    @cached_property
    def _holders(self) -> dict[str, str]:
        """The rows of this list that by exactly their name mean one person, and whom."""
        exact = {
            row: [each.id for each in self._like(row) if each.score == EXACTLY]
            for row in self._context.listed
        }
        return {row: found[0] for row, found in exact.items() if len(found) == 1}

    def _clearly(self, name: str) -> set[str]:
        """Return whom a row of the list means; several where they are equally likely."""
        found = ranked(self._like(name), MOST)
        if [each.verdict for each in found[:1]] == ["likely"]:
            return {found[0].id}
        return {each.id for each in found if each.score >= LIKELY}

    def _with_evidence(self, name: str, each: Candidate) -> Candidate:
        if self._known.in_body(each.id):
            each = each.with_evidence(*place(self._known, each.id))
        stated = self._context.organisations.get(name)
        if stated and (body := self._stood_for.name_of(each.id, stated)):
            each = each.with_evidence(FOR_ORGANISATION, f"stood for {body} before")
        return each


def _is_same(one: str, other: str) -> bool:
    return people.compare(read_name(one), read_name(other)).score >= SAME
