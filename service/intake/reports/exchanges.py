"""What was asked and what was answered: recommendations and responses as they are put together."""

from dataclasses import dataclass, field

from service.intake.blocks import Kind, Span
from service.intake.reports.passages import Passage


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a recommendation or a response, from `offset` of their passage to its end."""

    text: str
    passage: Passage
    offset: int = 0

    @property
    def span(self) -> Span:
        """Where the words are printed."""
        return self.span_of(0, len(self.text))

    def span_of(self, start: int, end: int) -> Span:
        """Return where some characters of it are printed."""
        return self.passage.span_of(self.offset + start, self.offset + end)

    @property
    def shown(self) -> str:
        """The words, with a dash before a point of a list."""
        listed = self.passage.kind is Kind.LIST_ITEM and not self.offset
        return f"- {self.text}" if listed else self.text


@dataclass(slots=True)
class Answer:
    """A response; `fields` are its owner, due, action and status where they stand apart."""

    numbers: tuple[str, ...] = ()
    who: str | None = None
    parts: list[Part] = field(default_factory=list)
    fields: dict[str, Part] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Its paragraphs, parted by blank lines."""
        return "\n\n".join(part.shown for part in self.parts)

    @property
    def span(self) -> Span:
        """From its first to its last paragraph."""
        return self.parts[0].span.to(self.parts[-1].span)


@dataclass(slots=True)
class Asked:
    """A recommendation, and the response that answers it if one is printed."""

    number: str
    section: str | None
    paragraphs: tuple[str, ...]
    parts: list[Part]
    opening: Passage
    inferred: bool = False
    answer: Answer | None = None
    verdict: str | None = None

    @property
    def text(self) -> str:
        """Its paragraphs, parted by blank lines."""
        first = [part.text for part in self.parts[:1]]
        return "\n\n".join([*first, *(part.shown for part in self.parts[1:])])

    @property
    def span(self) -> Span:
        """From its label or number to its last paragraph."""
        return self.opening.span.to(self.parts[-1].span) if self.parts else self.opening.span


@dataclass(slots=True)
class Exchanges:
    """All that was asked, in printed order; responses that answer nothing; passages not read."""

    asked: list[Asked] = field(default_factory=list)
    astray: list[Answer] = field(default_factory=list)
    unread: list[Passage] = field(default_factory=list)
