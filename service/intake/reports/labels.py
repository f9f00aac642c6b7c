"""The labels of reports and replies: what opens a recommendation, a response, a part of either."""

import re
from dataclasses import dataclass

from service.intake.reports.numbering import NUMBERS, named_in, numbers_of

_RECOMMENDATION = re.compile(
    rf"(?:[A-Za-z]+\s+)?(?:recommendations?|conclusions?(?:\s*(?:/|and)\s*recommendations?)?|rec)"
    rf"\.?\s+(?:nos?\.?\s*|numbers?\s+|#)?"
    rf"(?P<numbers>{NUMBERS})\s*(?:(?:[:.)](?=\s|$)|[\u2013\u2014-](?=\s))\s*(?P<text>\S.*)?)?",
    re.IGNORECASE | re.DOTALL,
)
_SHORT_RECOMMENDATION = re.compile(
    r"R(?:EC)?\.?\s?(?P<numbers>\d{1,2})\s*[:.)\u2013\u2014-]\s+(?P<text>\S.*)", re.DOTALL
)
_UNNUMBERED = re.compile(
    r"(?:(?:audit|key|our)\s+)?recommendations?\s*:\s*(?P<text>\S.*)", re.IGNORECASE | re.DOTALL
)
_RESPONSE = re.compile(
    r"(?P<who>(?:[\w'\u2019&.-]+\s+){0,6}?)"
    r"(?:response|responses|reply|answer|decision|position|comments?)"
    r"(?:\s+(?P<by>from|by|of|to|on)\s+(?P<about>(?:[^:.]|\.(?=\d)){1,100}?))?"
    r"\s*(?P<colon>[:\u2013\u2014]\s*(?P<text>\S.*)?)?",
    re.IGNORECASE | re.DOTALL,
)
_HEADS_LIST = re.compile(
    r"(?:\w+\s+){0,4}recommendations?(?:\s+(?:and|for|of|to)\b.{0,60})?:?", re.IGNORECASE
)
_FIELD = re.compile(r"(?P<label>[A-Za-z][A-Za-z /]{1,28}?)\s*:\s*(?P<text>\S.*)", re.DOTALL)
_FIELDS = (
    (
        "owner",
        re.compile(
            r"(?:action |task |lead |responsible |accountable )*(?:owners?|lead|leads|officers?|"
            r"responsible|responsibility|accountable|who|by whom|department|team)(?: responsible)?",
            re.IGNORECASE,
        ),
    ),
    (
        "due",
        re.compile(
            r"(?:by )?(?:due|due by|when|deadline|timescales?|timeframe|timeline|timing|"
            r"(?:due|target|completion|implementation|delivery|end|review)(?: completion)? dates?|"
            r"date(?: due| for completion)?)",
            re.IGNORECASE,
        ),
    ),
    (
        "action",
        re.compile(
            r"(?:agreed |proposed |planned |management )?(?:actions?|commitments?|next steps?)"
            r"(?: (?:to be )?taken| agreed| required)?",
            re.IGNORECASE,
        ),
    ),
    (
        "status",
        re.compile(
            r"(?:current |latest )?(?:status|progress|updates?)"
            r"(?: updates?| to date| so far| made)?",
            re.IGNORECASE,
        ),
    ),
)
_PARTS_OF = re.compile(
    r"(?:(?:executive )?summary|introduction|contents|foreword|preface|background|overview|"
    r"glossary|references|bibliography|acknowledge?ments|abbreviations|conclusions?|next steps|"
    r"terms of reference|further information|contact(?:s| details| us)?|notes|purpose|"
    r"methodology|index|"
    r"(?:annex|appendix|chapter|schedule|part)\b.{0,80}|annexes|appendices)",
    re.IGNORECASE,
)
_DIVISION = re.compile(
    r"(?:annex|appendix|chapter|schedule|part)\s+(?:\d{1,2}|[A-Z]|[ivx]{1,5})\b"
    r"(?:\s*[:.\u2013\u2014-])?\s*(?P<title>.*)",
    re.IGNORECASE,
)
_DIVISION_LINE = re.compile(
    r"(?:Annex|Appendix|Chapter|Schedule|Part|ANNEX|APPENDIX|CHAPTER|SCHEDULE|PART)\s+"
    r"(?:\d{1,2}|[A-Z])(?:\s*[:\u2013\u2014-]\s*\S.{0,90})?"
)
_LONGEST_LABEL = 9
_LONGEST_BARE = 6


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says: the numbers it names, who speaks, and what follows on its line."""

    numbers: tuple[str, ...]
    text: str
    who: str | None = None


def recommendation(text: str) -> Label | None:
    """Read a line such as "Recommendation 4: paint the pier"."""
    found = _RECOMMENDATION.fullmatch(text) or _SHORT_RECOMMENDATION.fullmatch(text)
    if found is None or not text[0].isupper():
        return None
    return Label(numbers_of(found["numbers"]), (found["text"] or "").strip())


def unnumbered(text: str) -> Label | None:
    """Read a line such as "Recommendation: paint the pier"."""
    found = _UNNUMBERED.fullmatch(text) if text[0].isupper() else None
    return Label((), found["text"].strip()) if found else None


def response(text: str) -> Label | None:
    """Read a line such as "Council response: agreed" or "Response to recommendation 4"."""
    found = _RESPONSE.fullmatch(text)
    if found is None or not text[0].isupper():
        return None
    label = text[: found.start("colon")] if found["colon"] else text
    if len(label.split()) > _LONGEST_LABEL + 3 * bool(found["about"]):
        return None
    numbers = named_in(found["about"] or "")
    if found["by"] in {"to", "on"} and not (numbers or found["text"]):
        return None
    return Label(numbers, (found["text"] or "").strip(), found["who"].strip() or None)


def heads_recommendations(text: str) -> bool:
    """Whether a heading says nothing but that recommendations follow."""
    return bool(_HEADS_LIST.fullmatch(text))


def field(text: str) -> tuple[str, str] | None:
    """(owner, due, action or status; its words) of a line such as "Lead officer: the clerk"."""
    found = _FIELD.fullmatch(text)
    name = column(found["label"]) if found else None
    return (name, found["text"].strip()) if found and name else None


def column(text: str) -> str | None:
    """Return what a label or the head of a column names: owner, due, action, status or None."""
    bare = text.strip(" :.*?")
    return next((name for name, pattern in _FIELDS if pattern.fullmatch(bare)), None)


def opens(text: str) -> bool:
    """Whether a line opens a recommendation, a response or a field of one, with words of it."""
    label = recommendation(text) or response(text) or unnumbered(text)
    return bool(label and label.text) or field(text) is not None


def stands_alone(text: str) -> bool:
    """Whether a line is nothing but the label of a recommendation or a response."""
    label = recommendation(text) or response(text)
    bare = label is not None and not label.text
    return bare and (text.endswith(":") or len(text.split()) <= _LONGEST_BARE)


def names_part(text: str) -> bool:
    """Whether a heading only names a part that most documents have, as "Next steps" does."""
    return bool(_PARTS_OF.fullmatch(text.strip(" :.")))


def opens_division(text: str) -> bool:
    """Whether a line that nothing marks up is the heading of a chapter or an annex."""
    return bool(_DIVISION_LINE.fullmatch(text))


def division(text: str) -> str | None:
    """Return the title of a heading such as "Chapter 7: Progress", which may be empty."""
    found = _DIVISION.fullmatch(text.strip())
    return found["title"].strip() if found else None
