"""Statements of progress under their themes, in the parts of a report that say they hold them.

Each paragraph is one statement, with the points below it; a number in print settles where one
begins. Who is said to have made the progress owns the statement; in the passive nobody does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from service.intake.blocks import Kind
from service.intake.reading import ProgressRead
from service.intake.reports import labels, numbering
from service.intake.reports.doers import doer_of
from service.intake.reports.passages import Passage
from service.intake.sentences import sentences

_PROGRESS = re.compile(
    r"\bprogress\b(?=.{0,40}\b(?:actions?|recommendations?|commitments?|plan|strategy|objectives?|"
    r"to date|so far|since|report|updates?|made|against)\b)|"
    r"\b(?:updates?|report|summary)\b.{0,30}\b(?:on|of|against)\b.{0,30}"
    r"\b(?:progress|actions|recommendations|commitments)\b|"
    r"\bprogress (?:update|report)s?\b|^(?:our |key )?(?:progress|achievements)(?: this year)?$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?P<theme>[A-Z][\w'\u2019 -]{2,40}):\s+(?=[A-Z])")
_BOX = re.compile(r"(?:executive )?summary|key (?:points|messages)|overview", re.IGNORECASE)


@dataclass(slots=True)
class _Statement:
    theme: str | None
    passages: list[Passage] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    """A part that holds progress: its heading's level, and whether it has headings of its own."""

    title: str | None
    level: int
    themed: bool
    theme: str | None = None
    boxed: bool = False


def read_progress(passages: list[Passage]) -> list[ProgressRead]:
    """Return the statements of all parts that say they hold progress."""
    return [_read(one) for one in list(_statements(passages))]


def _statements(passages: list[Passage]) -> Iterator[_Statement]:
    part: _Part | None = None
    statement: _Statement | None = None
    for index, passage in enumerate(passages):
        if passage.heads:
            part = _turn(part, passages, index)
            statement = None
        elif part and passage.kind is not Kind.TABLE_ROW:
            if statement is None or _begins(passage, statement):
                _leave_box(part, passage)
                statement = _Statement(part.theme)
                yield statement
            statement.passages.append(passage)


def _turn(part: _Part | None, passages: list[Passage], index: int) -> _Part | None:
    """Return the part that goes on or begins at a heading."""
    heading = passages[index]
    division = labels.division(heading.text)
    title = heading.text if division is None else division
    if _PROGRESS.search(title):
        below = passages[index + 1] if index + 1 < len(passages) else None
        themed = division is not None or heading.level > 0 or (below is not None and below.heads)
        own = None if division is not None else title
        return _Part(title, heading.level, themed, theme=own)
    ends = division is not None or (heading.level and heading.level <= (part.level if part else 0))
    if part is None or ends or not part.themed:
        return None
    part.theme, part.boxed = heading.text, bool(_BOX.fullmatch(heading.text))
    return part


def _leave_box(part: _Part, passage: Passage) -> None:
    """Leave a box above the text, which has no number: numbered text is not under its heading."""
    if part.boxed and numbering.dotted(passage.text):
        part.theme, part.boxed = None, False


def _begins(passage: Passage, statement: _Statement) -> bool:
    if numbering.dotted(passage.text):
        return True
    numbered = numbering.dotted(statement.passages[0].text) is not None
    led = statement.passages[-1].text[-1] in ":;"
    listing = statement.passages[-1].kind is Kind.LIST_ITEM and len(statement.passages) > 1
    below = passage.kind is Kind.LIST_ITEM and (led or listing)
    return not (numbered or below)


def _read(statement: _Statement) -> ProgressRead:
    first = statement.passages[0]
    number = numbering.dotted(first.text)
    words = [number[1] if number else first.text, *(p.text for p in statement.passages[1:])]
    text = " ".join(words)
    label = _LABEL.match(text)
    told = text[label.end() :] if label else text
    owner = next((doer for one in sentences(told) if (doer := doer_of(one))), None)
    theme = label["theme"] if label else statement.theme
    return ProgressRead(theme, owner, text, first.span.to(statement.passages[-1].span))
