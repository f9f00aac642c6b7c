"""Which body met, out of the words of a title: without dates, times and what every title says."""

import re
from dataclasses import dataclass

from service.intake import dates, vocabulary
from service.intake.vocabulary import word_set

_WEEKDAY = re.compile(
    r"\b(?:on\s+)?(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?\b,?", re.IGNORECASE
)
_HOUR = re.compile(r"\b(?:at|from)\s+\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\b\.?|hrs)?", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"\b(?:{dates.MONTH}),? \d{{4}}\b", re.IGNORECASE)
_KIND = (
    r"(?:(?:adjourned|agm|annual|bi-?weekly|closed|emergency|extraordinary|full|general|inaugural|"
    r"monthly|open|ordinary|public|quarterly|regular|scheduled|special|statutory|virtual|weekly|"
    r"first|second|third|\d+(?:st|nd|rd|th))\s+)*"
)
_SAID_BY_ALL = re.compile(
    rf"\s*[-\u2013\u2014,:|/]?\s*\b(?:(?:draft|approved|unconfirmed|confirmed|final|unapproved)\s+)*"
    rf"(?:{_KIND}(?:meetings?|agm|egm|call|telco|teleconference|videoconference|session)"
    rf"(?:\s+(?:agenda|minutes|notes|record))?|minutes|notes|agenda|minuted)\b"
    rf"(?:\s+(?:of|for|from)\b)?(?:\s+the\b)?\s*[-\u2013\u2014:|/]?\s*|\s+held\b.*|^held\b.*",
    re.IGNORECASE,
)
_EMPTY = word_set(
    """agenda attendance date details draft held index links location meeting minutes notes no page
    place present summary time title venue"""
)
_EDGES = " -\u2013\u2014,:.|/#*_\"'"
_LONGEST = 12
_VERBS = word_set("is are was were has have had will shall can shows said")


@dataclass(frozen=True, slots=True)
class Named:
    """A name for a body; `sure` where a word of it names bodies, as Council does."""

    name: str
    sure: bool


def body_in(text: str) -> Named | None:
    """Return the body a title names, None where the title only says that there was a meeting."""
    if len(text.split()) > 2 * _LONGEST or _VERBS & set(text.split()) or "://" in text:
        return None
    pieces = [piece.strip(_EDGES) for piece in _SAID_BY_ALL.split(_undated(text))]
    named = [piece for piece in pieces if _says_something(piece)]
    sure = next((piece for piece in named if vocabulary.names_a_body(piece)), None)
    if sure:
        return Named(sure, sure=True)
    return Named(named[0], sure=False) if named else None


def _undated(text: str) -> str:
    for one in reversed(dates.printed(text)):
        text = f"{text[: one.start]}, {text[one.end :]}"
    text = _HOUR.sub(",", _MONTH_YEAR.sub(",", text))
    return re.sub(r"(?:\s*,)+", ",", _WEEKDAY.sub(" ", text))


def _says_something(piece: str) -> bool:
    said = vocabulary.words(piece)
    plain = 0 < len(said) <= _LONGEST and any(word[:1].isalpha() for word in said)
    return plain and not all(word in _EMPTY or not word.isalpha() for word in said)
