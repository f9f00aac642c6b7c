"""Which passages and lines no fact was read from."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from service.intake.blocks import Span


class _Printed(Protocol):
    @property
    def span(self) -> Span: ...


_Thing = TypeVar("_Thing", bound=_Printed)


class Coverage:
    """The stretches of the text that facts were read from, joined where they touch."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Join `spans`."""
        self._joined: list[Span] = []
        for span in sorted(spans, key=lambda one: one.start):
            if self._joined and span.start <= self._joined[-1].end:
                self._joined[-1] = self._joined[-1].to(span)
            else:
                self._joined.append(span)

    def without(self, things: Sequence[_Thing]) -> list[_Thing]:
        """Return those of `things`, in printed order, that begin in none of the stretches."""
        left: list[_Thing] = []
        at = 0
        for thing in things:
            while at < len(self._joined) and self._joined[at].end <= thing.span.start:
                at += 1
            if at == len(self._joined) or thing.span.start < self._joined[at].start:
                left.append(thing)
        return left
