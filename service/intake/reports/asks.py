"""Finds where recommendations begin: by label, by the paragraph they cite, by number, in a list."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count

from service.intake.blocks import Kind
from service.intake.reports import labels, numbering
from service.intake.reports.dispositions import is_verdict
from service.intake.reports.passages import Passage
from service.intake.sentences import finished

_QUOTED = re.compile(r"[\"\u201c'\u2018].{20,4000}[\"\u201d'\u2019]\.?", re.DOTALL)
_ASIDE = re.compile(r"\s*\(([^()]{1,60})\)$")
_LONGEST_ASIDE = 80
_FEWEST = 2
_FARTHEST = 3


@dataclass(frozen=True, slots=True)
class Ask:
    """The opening of a recommendation; `last` is the passage it ends with, if that is known.

    `text` begins at `offset` of its passage, and is a mere title where it is `titled`; `numbers`
    are `inferred` where none are printed, and the `verdict` may stand beside them.
    """

    numbers: tuple[str, ...]
    text: str
    offset: int
    paragraphs: tuple[str, ...]
    last: int | None = None
    inferred: bool = False
    titled: bool = False
    verdict: str | None = None


Asks = dict[int, Ask]


def find_asks(passages: list[Passage], *, reply: bool, alone: bool) -> Asks:
    """Return the recommendations by the index of their first passage.

    A `reply` may print them with a bare number or in quotation marks; a mere list of them counts
    only in a document that is `alone`, which is no minutes.
    """
    styles: list[Callable[[list[Passage]], Asks]] = [_labelled, _citing]
    styles += [_counted, _quoted] if reply else []
    styles += [_unnumbered_labels, _listed] if alone else []
    return next((asks for style in styles if (asks := style(passages))), {})


def _labelled(passages: list[Passage]) -> Asks:
    found: Asks = {}
    for index, passage in enumerate(passages):
        said, paragraphs = numbering.without_reference(passage.text)
        said, verdict = _without_verdict(said)
        label = labels.recommendation(said) if passage.kind is not Kind.TABLE_ROW else None
        if label:
            offset = len(said) - len(label.text)
            titled = bool(label.text) and not paragraphs and not finished(label.text)
            ask = Ask(label.numbers, label.text, offset, paragraphs, titled=titled)
            found[index] = replace(ask, verdict=verdict)
    return found


def _without_verdict(text: str) -> tuple[str, str | None]:
    """Part a label from the verdict in brackets at its end: "Recommendation 4 (accepted)"."""
    aside = _ASIDE.search(text, max(0, len(text) - _LONGEST_ASIDE))
    if aside is None or not is_verdict(aside[1]):
        return text, None
    return text[: aside.start()], aside[1]


def _unnumbered_labels(passages: list[Passage]) -> Asks:
    found: Asks = {}
    numbers = count(1)
    for index, passage in enumerate(passages):
        if passage.kind is not Kind.TABLE_ROW and (label := labels.unnumbered(passage.text)):
            text, paragraphs = numbering.without_reference(label.text)
            offset = len(passage.text) - len(label.text)
            found[index] = Ask((str(next(numbers)),), text, offset, paragraphs, inferred=True)
    return found


def _citing(passages: list[Passage]) -> Asks:
    """Numbered passages that end with the paragraph of the report they come from."""
    citing = [bool(numbering.without_reference(p.text)[1]) for p in passages]
    at = [index for index, cites in enumerate(citing) if cites]
    if len(at) < _FEWEST:
        return {}
    if not any(numbering.numbered(passages[index].text) for index in at):
        return _unnumbered(passages, at)
    found: Asks = {}
    expected = 1
    for index, passage in enumerate(passages):
        number = numbering.numbered(passage.text)
        last = _last(passages, citing, index) if number else None
        misprinted = number and number[0] == str(expected) and _marked(passage)
        if number and (last is not None or misprinted):
            found[index] = _numbered_ask(passage, number, last)
            expected = int(number[0]) + 1 if number[0].isdigit() else expected
    return found


def _last(passages: list[Passage], citing: list[bool], index: int) -> int | None:
    """Return the passage with which a recommendation of several ends."""
    if passages[index].heads and not citing[index]:
        return None
    for at in range(index, min(index + _FARTHEST, len(passages))):
        if at > index and (passages[at].heads or numbering.numbered(passages[at].text)):
            return None
        if citing[at]:
            return at
    return None


def _unnumbered(passages: list[Passage], at: list[int]) -> Asks:
    numbers = count(1)
    found: Asks = {}
    for index in at:
        text, paragraphs = numbering.without_reference(passages[index].text)
        found[index] = Ask((str(next(numbers)),), text, 0, paragraphs, index, inferred=True)
    return found


def _counted(passages: list[Passage]) -> Asks:
    """Passages numbered one after the other; after a heading the count may begin again."""
    found: Asks = {}
    expected = 1
    for index, passage in enumerate(passages):
        number = numbering.numbered(passage.text)
        if number is None or not _marked(passage) or passage.kind is Kind.HEADING:
            continue
        above = passages[index - 1] if index else None
        anew = above is not None and above.heads and not labels.stands_alone(above.text)
        if number[0] == str(expected) or (anew and number[0] == "1"):
            found[index] = _numbered_ask(passage, number, None)
            expected = int(number[0]) + 1
    return found if len(found) >= _FEWEST else {}


def _quoted(passages: list[Passage]) -> Asks:
    at = [index for index, passage in enumerate(passages) if _QUOTED.fullmatch(passage.text)]
    return _unnumbered(passages, at) if len(at) >= _FEWEST else {}


def _listed(passages: list[Passage]) -> Asks:
    """Return the points of a list below a heading that says it holds recommendations."""
    found: Asks = {}
    listing = False
    numbers = count(1)
    for index, passage in enumerate(passages):
        number = numbering.numbered(passage.text)
        point = passage.kind is Kind.LIST_ITEM or (number is not None and _marked(passage))
        if point and listing:
            given = number or (str(next(numbers)), passage.text)
            ask = _numbered_ask(passage, given, None)
            found[index] = replace(ask, inferred=number is None)
        elif passage.heads or not passage.text.endswith(":"):
            listing = passage.heads and labels.heads_recommendations(passage.text)
    return found if len(found) >= _FEWEST else {}


def _numbered_ask(passage: Passage, number: tuple[str, str], last: int | None) -> Ask:
    text, paragraphs = numbering.without_reference(number[1])
    return Ask((number[0],), text, len(passage.text) - len(number[1]), paragraphs, last)


def _marked(passage: Passage) -> bool:
    """Whether a mark stands after the number, and the words are no mere heading of a part."""
    number = numbering.numbered(passage.text)
    marked = number is not None and passage.text[len(number[0])] in ".)"
    return marked and not (number is not None and labels.names_part(number[1]))
