"""Whether a document replies to a report and who replies, by its title and by its labels."""

import re

from service.intake.blocks import Kind
from service.intake.reports import labels
from service.intake.reports.passages import Passage
from service.intake.reports.promises import acts

_REPLY = re.compile(
    r"(?P<who>(?:[\w'\u2019&,.-]+\s+){0,9}?)"
    r"(?:(?:formal|initial|full|final|joint|further|interim|written)\s+)?"
    r"(?:responses?|reply|replies)\s+"
    r"(?:(?:of|from|by)\s+(?P<by>(?:[\w'\u2019&,-]+\s+){1,8}?))?(?:to|on)\s+.*",
    re.IGNORECASE | re.DOTALL,
)
_ENDS = re.compile(
    r"(?:.*[:\u2013\u2014-]\s+)?(?P<who>(?:[\w'\u2019&.-]+\s+){1,6})(?:response|reply)",
    re.IGNORECASE | re.DOTALL,
)
_ARTICLE = re.compile(r"(?:the|a|an|our|its|their)\s+", re.IGNORECASE)
_OWNS = re.compile(r"['\u2019]s?$")
_TITLES = 20
_LONGEST = 40
_LONGEST_SHORT_FORM = 4
_LONGEST_BARE = 6


def is_reply(passages: list[Passage]) -> bool:
    """Whether a title says that the document replies to something."""
    return any(_REPLY.fullmatch(title) or _body_of(title) for title in _titles(passages))


def respondent(passages: list[Passage]) -> str | None:
    """Return who replies, as the title says it: "Government", "Harbour Trust"."""
    for title in _titles(passages):
        found = _REPLY.fullmatch(title)
        if who := name(found["by"] or found["who"]) if found else _body_of(title):
            return who
    return None


def answer_label(passage: Passage) -> labels.Label | None:
    """Read the label of a response: with its text, with numbers, or alone on its line."""
    label = labels.response(passage.text) if passage.kind is not Kind.TABLE_ROW else None
    bare = label is not None and len(passage.text.split()) <= _LONGEST_BARE
    return label if label and (bare or label.numbers or label.text) else None


def name(words: str) -> str | None:
    """Return a name without its article and without the sign of the possessive."""
    bare = _OWNS.sub("", _ARTICLE.sub("", words.strip(), count=1)).strip(" ,.-")
    shouted = bare.isupper() and len(bare.split()[0]) > _LONGEST_SHORT_FORM
    return (bare.title() if shouted else bare) or None


def _body_of(title: str) -> str | None:
    """Return the body that "Lamps inquiry: Ministry response" names; an event has no reply."""
    found = _ENDS.fullmatch(title)
    who = name(found["who"]) if found else None
    return who if who and acts(who) else None


def _titles(passages: list[Passage]) -> list[str]:
    near = passages[:_TITLES]
    return [p.text for p in near if len(p.text.split()) <= _LONGEST and p.text[-1] not in ".;"]
