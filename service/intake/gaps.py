"""What a person should check in the business: numbers missing, sentences rejoined, parts unread."""

from collections.abc import Iterator

from service.intake.blocks import Block, Span
from service.intake.reading import Finding
from service.intake.threads import Business, Thread


def in_items(items: list[Business]) -> Iterator[Finding]:
    """Return findings about numbering and cut sentences, item by item."""
    yield from _skipped("Item ", [(item.number, item.span) for item in items if item.number])
    for item in items:
        if item.head is None and item.paragraphs:
            yield _under_no_item(item)
        numbered = [(t.number.partition(".")[2], t.span) for t in item.paragraphs if t.number]
        yield from _skipped(f"Paragraph {item.number}.", numbered)
        for thread in [*item.paragraphs, *item.actions]:
            yield from _cut(thread)


def attached(blocks: list[Block]) -> Iterator[Finding]:
    """Find what is attached to the minutes, which is kept out of the reading."""
    printed = [block for block in blocks if block.text]
    if printed:
        message = f"What is attached was not read, from here on: {printed[0].text[:80]}"
        yield Finding("unread", message, printed[0].span.to(printed[-1].span), 0.8)


def _under_no_item(item: Business) -> Finding:
    message = f"This stands under no item of business: {item.paragraphs[0].text[:80]}"
    return Finding("unread", message, item.span, 0.5)


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
