"""What a part of a document is to its acceptance, and what the parts have in common."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from events.base import Command
from events.ids import BodyId, DocumentId
from events.plans import Plan, Register, Step
from events.submission.bodies import body_of
from events.submission.form import Party, Span
from events.submission.names import Mint, Names
from events.submission.spans import source_of
from events.when import When


class Part(NamedTuple):
    """Draws up the plan of one part; its `result[key]` is told of it, and no other part has it."""

    key: str
    plan: Callable[[Register, Mint], Plan]


class Paper(NamedTuple):
    """What the parts beside the meetings share: the document, whose they are, of which day."""

    document: DocumentId
    body: Party
    on: When


Line = tuple[Command, Span | None]


class Rows:
    """The rows of one part on their way into the record; `key` is where they stand in the draft."""

    def __init__(
        self, paper: Paper, key: str, spans: Sequence[Span], register: Register, mint: Mint
    ) -> None:
        """Find the body that they belong to."""
        self.names = Names(register, mint, paper.on)
        self._paper, self._key, self._spans = paper, key, spans
        self.body: BodyId
        self.body, self._founding = body_of(paper.body, register, self.names, paper.on)

    def at(self, row: int) -> str:
        """Return the place of a row in the draft."""
        return f"/{self._key}/{row}"

    def planned(self, lines: Iterable[Line], **told: Any) -> Plan:  # noqa: ANN401  identities
        """Return the plan: who and what is new, then the lines; findings are told with the rest."""
        done = list(lines)
        first = self._spans[0]
        steps = [*((each, first) for each in self._founding), *self._registered(), *done]
        return Plan(
            tuple(Step(each, source_of(self._paper.document, span)) for each, span in steps),
            frozenset(self.names.fresh),
            {self._key: {"body": self.body, **told, "findings": self.names.findings}},
        )

    def _registered(self) -> Iterator[Line]:
        for command, at in self.names.registrations:
            yield command, self._spans[int(at.split("/")[2])]
