"""The office that is measured: bodies, people and organisations with made-up names, and texts."""

from itertools import product
from random import Random
from typing import NamedTuple

from events.base import Provenance
from events.body.commands import EstablishBody
from events.ids import BodyId, OrganisationId, PersonId
from events.organisation.commands import RegisterOrganisation
from events.person.commands import RegisterPerson
from events.plans import Planner, only
from events.when import When
from service.book import DEFAULT, Book
from service.door.identity import LOCAL
from service.ids import Mint
from service.ledger.ask import Ask
from service.settings import Settings
from tests.bench.places import Home

_FIRST = (
    "Ada Bram Cora Dirk Elsa Finn Greta Hugo Ida Jonas Kara Lars Mona Nils Olga Pia Quirin Rosa"
)
_LAST = (
    "Abel Brandt Carver Dalton Ebert Falk Grant Holm Irving Jansen Keller Lind Morton Noble Ortiz "
    "Parry Quast Reed Stone Thorne Usher Vance Wells Yates Zander Arden Birch Croft"
)
_PLACES = "Harbour River Forest Coastal Northern Southern Upland Valley Island Market"
_KINDS = "Council Agency Authority Trust Board Inspectorate Society Office"
_SUBJECTS = (
    "Harbour Transport Finance Planning Water Safety Health Archives Housing Energy Audit Fisheries"
)
_WORDS = [
    "the",
    "group",
    "noted",
    "that",
    "a",
    "report",
    "on",
    "progress",
    "with",
    "repairs",
    "to",
    "quay",
    "and",
    "lock",
    "had",
    "been",
    "received",
    "and",
    "agreed",
    "to",
    "ask",
    "members",
    "for",
    "comments",
    "before",
    "next",
    "meeting",
    "as",
    "costs",
    "were",
    "higher",
    "than",
    "expected",
    "while",
    "officials",
    "would",
    "write",
    "again",
    "about",
    "funding",
    "risk",
    "staffing",
    "survey",
    "dredging",
    "permits",
    "access",
    "consultation",
    "timetable",
    "contract",
    "review",
    "figures",
    "policy",
    "evidence",
    "advice",
    "paper",
    "draft",
    "final",
    "plan",
]

FOUNDED = When("2000-01-03")


class Named(NamedTuple):
    """Somebody or something of the record."""

    id: str
    name: str


class World(NamedTuple):
    """Who and what there is."""

    bodies: list[Named]
    people: list[Named]
    organisations: list[Named]

    def founding(self) -> list[Planner]:
        """Return what enters all of them in the record."""
        return [
            *(self._established(each) for each in self.bodies),
            *(self._person(each) for each in self.people),
            *(self._organisation(each) for each in self.organisations),
        ]

    def _established(self, named: Named) -> Planner:
        command = EstablishBody(occurred_on=FOUNDED, body=BodyId(named.id), name=named.name)
        return only(command, fresh=frozenset({command.stream}))

    def _person(self, named: Named) -> Planner:
        command = RegisterPerson(occurred_on=FOUNDED, person=PersonId(named.id), name=named.name)
        return only(command, fresh=frozenset({command.stream}))

    def _organisation(self, named: Named) -> Planner:
        command = RegisterOrganisation(
            occurred_on=FOUNDED, organisation=OrganisationId(named.id), name=named.name
        )
        return only(command, fresh=frozenset({command.stream}))


def world() -> World:
    """Return 12 bodies, 500 people and 80 organisations with new identities."""
    mint = Mint()
    people = names()
    places = [f"{place} {kind}" for place, kind in product(_PLACES.split(), _KINDS.split())]
    return World(
        [Named(mint(), f"{subject} Committee") for subject in _SUBJECTS.split()],
        [Named(mint(), name) for name in people[:500]],
        [Named(mint(), name) for name in places],
    )


def names() -> list[str]:
    """Return all the names there are of people."""
    return [f"{first} {last}" for first, last in product(_FIRST.split(), _LAST.split())]


def text(rng: Random, words: int) -> str:
    """Return a sentence of so many words."""
    return " ".join(rng.choices(_WORDS, k=words)).capitalize() + "."


def ask(planner: Planner) -> Ask:
    """Return the request to carry out a plan."""
    return Ask(DEFAULT, Provenance(actor=LOCAL), planner)


def open_book(settings: Settings) -> Book:
    """Open the minute book that the settings name."""
    return Book(settings, Mint())


def found(home: Home) -> World:
    """Enter everybody in an empty minute book; nothing else has happened in it yet."""
    there = world()
    book = open_book(home.settings())
    book.submit_all([ask(each) for each in there.founding()])
    book.close()
    return there
