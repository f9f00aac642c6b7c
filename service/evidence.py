"""What speaks for somebody besides their name: for whom they stood, and the list they may be in."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from heapq import nlargest
from typing import Final

from projections import listings, organisation_names
from service.known_people import KnownPeople, Organisation, plain
from service.likeness import organisations, people
from service.likeness.organisations import read_organisation
from service.likeness.personal_names import read_name
from service.likeness.verdicts import LIKELY, MARGIN
from service.record import Record

IN_BODY: Final = 0.3
FOR_ORGANISATION: Final = 0.4
IN_THIS_LIST: Final = 0.6
"""How much of what a score lacks a piece of evidence adds: a first name alone is likely only if the
list of the same document has one person whom it can mean. The more meetings somebody stands in, the
more of `IN_BODY` it is."""


class StoodFor:
    """For which organisations people stood, and whether a stated one is among them."""

    def __init__(self, record: Record, known: KnownPeople, stated: Iterable[str]) -> None:
        """Look up which organisations have exactly a name that is stated."""
        self._record, self._known = record, known
        self._elsewhere: defaultdict[str, set[Organisation]] = defaultdict(set)
        self._ids: dict[str, set[str]] = {text: set() for text in stated}
        if self._ids:
            query = organisation_names.called(record.secretariat, record.known_at, list(self._ids))
            for row in record.all(query):
                self._ids[row["name"]].add(row["organisation"])

    def look_up(self, sought: Iterable[str]) -> None:
        """Read for whom these people stood, in any body."""
        who = {each: person for person in sought for each in self._known.identities[person]}
        if who:
            of = (self._record.secretariat, self._record.known_at)
            for row in self._record.all(listings.spoken_for(*of, list(who))):
                self._elsewhere[who[row["person"]]].add(Organisation.of(row))

    def name_of(self, person: str, stated: str) -> str | None:
        """Return the organisation a person stood for, where it is the one that is stated."""
        asked = read_organisation(stated)
        for each in self._of(person):
            if each.id in self._ids[stated]:
                return each.name or each.stated
            for text in each.names:
                if organisations.compare(asked, read_organisation(text)).score >= LIKELY:
                    return text
        return None

    def _of(self, person: str) -> list[Organisation]:
        stands = self._known.standing.get(person)
        here = stands.organisations if stands else ()
        return [*here, *sorted(self._elsewhere[person], key=str)]


def place(known: KnownPeople, person: str) -> tuple[float, str]:
    """Return how much it says that somebody belongs to the body, and where they stand in it."""
    stands = known.standing.get(person)
    if stands is None:
        return IN_BODY / 2, "is or was a member of this body"
    count = len(stands.meetings)
    meetings = "1 meeting" if count == 1 else f"{count} meetings"
    strength = IN_BODY * count / (count + 1)
    return strength, f"stands in {meetings} of this body, the last on {stands.last}"


def fuller(name: str, listed: Collection[str]) -> str | None:
    """Return the one row of a list for which a name may be short: Ann Lee for AL."""
    asked, length = read_name(name), _length(name)
    longer = [row for row in listed if _length(row) > length]
    scores = [(people.compare(asked, read_name(row)).score, row) for row in longer]
    first, second = nlargest(2, [*scores, (0.0, ""), (0.0, "")])
    return first[1] if first[0] - second[0] >= MARGIN else None


def _length(name: str) -> int:
    return len("".join(plain(name)))
