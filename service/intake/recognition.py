"""Whether a document is minutes at all: it lists who came, or says so above a day and items."""

import re

from service.intake import dates
from service.intake.attendance import Roll
from service.intake.blocks import Block, Kind, Span
from service.intake.heading import Heading
from service.intake.reading import Finding
from service.intake.threads import Business

_SAYS_SO = re.compile(
    r"\bminutes\b|\bmeeting (?:notes|record|summary)\b|\bnotes (?:of|from)\b|\brecord of\b",
    re.IGNORECASE,
)
_MOST_DAYS = 3
_FEWEST_ITEMS = 2
_FEWEST_PARAGRAPHS = 5


def is_minutes(
    blocks: list[Block], source: str, heading: Heading, roll: Roll, items: list[Business]
) -> bool:
    """Say whether what was read is minutes; `blocks` are those of the heading."""
    if roll.rows:
        return True
    printed = [block.text for block in blocks if block.kind not in {Kind.BLANK, Kind.RULE}]
    days = {day for text in printed for one in dates.printed(text) if (day := one.on())}
    says_so = any(_SAYS_SO.search(text) for text in [*printed, source.replace("-", " ")])
    business = sum(bool(item.head) for item in items) >= _FEWEST_ITEMS
    told = sum(len(item.paragraphs) for item in items) >= _FEWEST_PARAGRAPHS
    dated = heading.date is not None and len(days) <= _MOST_DAYS
    return says_so and dated and (business or told)


def no_minutes(blocks: list[Block]) -> Finding:
    """Return the finding for a document that is no minutes."""
    printed = [block.span for block in blocks if block.text]
    span = printed[0].to(printed[-1]) if printed else Span(0, 0)
    message = (
        "This does not read as minutes: no attendance, and no dated heading that says minutes."
    )
    return Finding("not_minutes", message, span, 0.8)
