"""Whom the names of a document may mean in the record, with reasons; a person decides.

All names of a document are asked for at once: the names of the record are read once for them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from projections import organisation_names
from service.likeness.leads import ORGANISATIONS
from service.likeness.roll import Roll
from service.likeness.verdicts import Candidate, best_of, ranked
from service.record import Record
from service.weighing import MOST, Context, Meant, Weighing


def people_like(
    record: Record,
    names: Iterable[str],
    body: str | None = None,
    organisations: Mapping[str, str] | None = None,
    listed: Collection[str] = (),
) -> dict[str, list[Candidate]]:
    """Return the people whom each of these names may mean, the best first.

    `organisations` has the one that is stated beside a name; `listed` are those of the names that
    are rows of one list of attendance, of which no two mean one person.
    """
    context = Context(body=body, organisations=organisations or {}, listed=listed)
    return {name: meant.candidates for name, meant in people_meant(record, names, context).items()}


def people_meant(record: Record, names: Iterable[str], context: Context) -> dict[str, Meant]:
    """Return whom each of these names may mean, and whom it is like and cannot mean."""
    return Weighing(record, context).meant(names)


def organisations_like(record: Record, names: Iterable[str]) -> dict[str, list[Candidate]]:
    """Return the organisations that each of these names may mean, the best first."""
    rows = record.all(organisation_names.everyone(record.secretariat, record.known_at))
    called = {row["organisation"]: row["name"] for row in rows if row["is_own"]}
    roll = Roll(ORGANISATIONS, [row["name"] for row in rows])

    def candidates(name: str) -> Iterator[Candidate]:
        for number, likeness in sorted(roll.like(name).items()):
            row = rows[number]
            yield Candidate(
                id=row["organisation"],
                name=row["name"],
                called=called.get(row["organisation"]),
                score=likeness.score,
                reasons=likeness.reasons,
            )

    asked = dict.fromkeys(names)
    return {name: ranked(best_of(candidates(name), name).values(), MOST) for name in asked}
