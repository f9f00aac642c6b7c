"""What a person should check in the business: numbers missing and sentences rejoined."""

from collections.abc import Iterator

from service.intake.blocks import Span
from service.intake.reading import Finding
from service.intake.threads import Business, Thread


def in_items(items: list[Business]) -> Iterator[Finding]:
    """Return findings about numbering and cut sentences, item by item."""
    yield from _skipped("Item ", [(item.number, item.span) for item in items if item.number])
    for item in items:
        numbered = [(t.number.partition(".")[2], t.span) for t in item.paragraphs if t.number]
        yield from _skipped(f"Paragraph {item.number}.", numbered)
        for thread in [*item.paragraphs, *item.actions]:
            yield from _cut(thread)


def _skipped(what: str, printed: list[tuple[str, Span]]) -> Iterator[Finding]:
    expected = 1
    for number, span in printed:
        if number.isdigit() and int(number) > expected:
            message = f"{what}{expected} is not printed; the next is {what}{number}."
            yield Finding("numbering_gap", message, span, 0.9)
        expected = int(number) + 1 if number.isdigit() else expected


def _cut(thread: Thread) -> Iterator[Finding]:
    if thread.rejoined:
        message = f"Put together from two places: {thread.text[-80:]}"
        yield Finding("cut", message, thread.span, 0.8)
