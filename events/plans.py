"""Requests that touch several streams, as ordered commands; each is decided after those before it.

A plan may look names up in a `Register`, which answers from the record as it stands when the plan
is carried out: in the transaction, under the lock, so that nothing can change in between.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from events.base import Command, Event, Recorded, Source
from events.body.terms import MemberRole
from events.ids import (
    BodyId,
    DocumentId,
    ErasureId,
    IssueId,
    MeetingId,
    MembershipId,
    OrganisationId,
    PersonId,
)
from events.meeting.handling import Part
from events.report.terms import Recommended
from events.when import When


class Step(NamedTuple):
    """One command of a plan and the words it was taken from."""

    command: Command
    source: Source | None = None


class Plan(NamedTuple):
    """What is to be done, in order.

    `fresh` names the streams whose identities were minted for this plan; `result` is what the
    caller is told beside the positions: identities and codes, never a name; `files` are kept
    beside the log, by the SHA-256 of what they hold. `then` draws up what follows on the entries of
    this plan, in the same transaction; by then it can no longer be refused. `gone` are private
    values that it erases, each named by an entry of the plan, and `files_gone` files beside the
    log, by their SHA-256, so far as nothing names them any more.
    """

    steps: tuple[Step, ...]
    fresh: frozenset[str] = frozenset()
    result: Mapping[str, Any] = {}
    files: tuple["File", ...] = ()
    then: "Planner | None" = None
    gone: tuple["Value", ...] = ()
    files_gone: tuple[str, ...] = ()


class File(NamedTuple):
    """Bytes by their SHA-256 in hexadecimal, `packed` as they are kept (zlib)."""

    sha256: str
    packed: bytes


class Value(NamedTuple):
    """A private value that is to be erased, by the place where it is kept.

    Of running text that stays, `words` are the numbers of those that go. `digests` are what the log
    commits to it with: one of a whole value, or those of all words that are gone by then.
    """

    place: int
    words: tuple[int, ...] | None
    digests: tuple[str, ...]


class Paper(NamedTuple):
    """A document in which the words stand: all its private values, and its files."""

    document: DocumentId
    values: tuple[Value, ...]
    files: tuple[str, ...]


class Erasing(NamedTuple):
    """What an erasure takes away at this moment; `sha256` tells one such plan from another."""

    sha256: str
    values: tuple[Value, ...]
    papers: tuple[Paper, ...]


class Content(NamedTuple):
    """What the minutes of a meeting are made of: a digest of its entries, read at `position`.

    `sha256` is the SHA-256 over their leaf hashes in order of position: all entries of the stream
    of the meeting, and those that gave out the actions raised there.
    """

    sha256: str
    position: int


class Proposal(NamedTuple):
    """A correction as it was proposed."""

    part: Part
    number: int
    text: str | None
    reason: str | None


class Seat(NamedTuple):
    """A membership of a body that goes on: of a person, of a post, or of an organisation itself."""

    membership: MembershipId
    role: MemberRole
    person: PersonId | None
    organisation: OrganisationId | None


class Register(Protocol):
    """What the record answers while a plan is drawn up."""

    def bodies_named(self, name: str) -> list[BodyId]:
        """Return the bodies of exactly that name."""

    def organisations_named(self, name: str) -> list[OrganisationId]:
        """Return the organisations that have exactly that name among theirs."""

    def documents_of(self, sha256: str) -> list[DocumentId]:
        """Return the documents whose bytes have that digest: none, or one."""

    def people_named(self, body: BodyId, name: str) -> list[PersonId]:
        """Return the people who stand under exactly that name in the meetings of a body."""

    def meetings_on(self, body: BodyId, day: When) -> list[tuple[MeetingId, bool]]:
        """Return the meetings of a body on a day, each with whether its minutes are recorded."""

    def bodies_within(self, parent: BodyId, name: str) -> list[BodyId]:
        """Return the sub-groups of a body that have exactly that name."""

    def seats_of(self, body: BodyId) -> list[Seat]:
        """Return the memberships of a body that go on."""

    def issues_numbered(self, body: BodyId, number: str) -> list[IssueId]:
        """Return the issues in the log of a body that have that number, or are taken to."""

    def issues_beside(self, issue: IssueId, number: str) -> list[IssueId]:
        """Return the other issues of the same log that have that number, or are taken to."""

    def recommendations_numbered(self, number: str, of: str) -> list[Recommended]:
        """Return the recommendations of that number.

        `of` is the report that makes them, or the body or organisation that published such reports.
        """

    def history_of(self, stream: str) -> list[Recorded[Event]]:
        """Return the events of a stream, in their order."""

    def named_elsewhere(self, of: str, things: Sequence[str]) -> list[tuple[str, str]]:
        """Return which of these is named by another report or issue than `of`, each with that."""

    def met_together(self, one: PersonId, other: PersonId) -> list[MeetingId]:
        """Return the meetings in which both stand in different rows."""

    def content_of(self, meeting: MeetingId) -> Content:
        """Return what the minutes of a meeting are made of at this moment."""

    def proposal(self, meeting: MeetingId, correction: int) -> Proposal | None:
        """Return a correction that was proposed; its words are none once erased."""

    def length_of(self, meeting: MeetingId, part: Part, number: int) -> int | None:
        """Return how many characters a part of the minutes has; None where they are not there."""

    def erasing(self, erasure: ErasureId) -> Erasing | None:
        """Return what an erasure takes away; None where none waits to be decided."""

    def returned(self, digests: frozenset[str]) -> tuple[Value, ...]:
        """Return the values and words with these digests that are there."""


Planner = Callable[[Register], Plan]
"""Draws up a plan on the record as it stands."""


def only(*commands: Command, fresh: frozenset[str] = frozenset(), **result: Any) -> Planner:  # noqa: ANN401
    """Return the planner of commands that need no looking up."""
    plan = Plan(tuple(Step(command) for command in commands), fresh, result)
    return lambda _: plan
