"""What a person should check among recommendations: gaps, orphans on either side, parts unread."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from service.intake.blocks import Block
from service.intake.reading import Finding, RecommendationRead
from service.intake.reports.exchanges import Asked, Exchanges
from service.intake.reports.passages import Passage

_SHOWN = 80


def about(found: Exchanges) -> Iterator[Finding]:
    """Return the findings about recommendations and responses, kind by kind."""
    answered = any(asked.answer for asked in found.asked)
    yield from _unanswered(found.asked) if answered else _never_answered(found.asked)
    yield from _astray(found)
    yield from _numbering(found.asked)
    yield from _cut(found)


def placed(rows: list[RecommendationRead]) -> Iterator[Finding]:
    """Say which commitments of shared responses were given to one recommendation."""
    for row in rows:
        for commitment in row.commitments if len(row.response_group) > 1 else ():
            shared = ", ".join(row.response_group)
            message = f"This commitment of the response to {shared} was placed by its words."
            yield Finding("commitment_placed", message, commitment.span, 0.4)


def _unanswered(asked: list[Asked]) -> Iterator[Finding]:
    for one in asked:
        if one.answer is None:
            message = f"No response to recommendation {one.number} is printed."
            yield Finding("unanswered", message, one.span, 0.8)


def _never_answered(asked: list[Asked]) -> Iterator[Finding]:
    message = f"None of the {len(asked)} recommendations has a printed response."
    yield Finding("unanswered", message, asked[0].span.to(asked[-1].span), 0.6)


def _astray(found: Exchanges) -> Iterator[Finding]:
    for answer in found.astray:
        if answer.parts:
            number = ", ".join(answer.numbers)
            message = f"This response answers {number}, which is no recommendation read here."
            yield Finding("response_astray", message, answer.span, 0.8)


def _numbering(asked: list[Asked]) -> Iterator[Finding]:
    printed = [one for one in asked if not one.inferred]
    if counted_here := [one for one in asked if one.inferred]:
        span = counted_here[0].span.to(counted_here[-1].span)
        message = f"{len(counted_here)} recommendations have no printed number and were counted."
        yield Finding("number_inferred", message, span, 0.7)
    counted = Counter((one.number, one.section) for one in printed)
    last = 0
    for one in printed:
        if counted[one.number, one.section] > 1:
            message = f"Recommendation {one.number} is printed more than once."
            yield Finding("numbering_duplicate", message, one.span, 0.8)
        number = int(one.number) if one.number.isdigit() else last
        if number > last + 1:
            message = f"Recommendation {last + 1} is not printed; the next is {number}."
            yield Finding("numbering_gap", message, one.span, 0.9)
        last = number


def _cut(found: Exchanges) -> Iterator[Finding]:
    parts = [part for one in found.asked for part in one.parts]
    parts += [part for one in found.asked if one.answer for part in one.answer.parts]
    for passage in {id(part.passage): part.passage for part in parts}.values():
        if passage.rejoined:
            message = f"Put together over a page break: {passage.text[-_SHOWN:]}"
            yield Finding("cut", message, passage.span, 0.8)


def unread(passages: list[Passage], beside: list[Passage]) -> Iterator[Finding]:
    """Return one finding for each run of `passages` that stand `beside` all that was read."""
    left = {id(passage) for passage in beside}
    for apart, run in groupby(passages, lambda passage: id(passage) in left):
        if apart:
            first, *rest = run
            span = first.span.to(rest[-1].span) if rest else first.span
            said = first.text[:_SHOWN]
            message = f"This stands in no recommendation and no response, from here on: {said}"
            yield Finding("unread", message, span, 0.6)


def left_out(blocks: list[Block]) -> Iterator[Finding]:
    """Say what was taken for a part of the page and left out of the text."""
    if blocks:
        message = f"{len(blocks)} lines of page numbers, running heads or links were left out."
        yield Finding("left_out", message, blocks[0].span, 0.8)
