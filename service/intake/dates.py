"""Dates as people print them, day first unless the document shows otherwise; none is guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTH_NUMBER = {
    **{name: n for n, name in enumerate(_NAMES, start=1)},
    **{name[:3]: n for n, name in enumerate(_NAMES, start=1)},
    "sept": 9,
}
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?: ?(?:st|nd|rd|th)\b)?"
_OPENS = r"(?:\b|(?<=day))"
_YEAR = r",?(?: ?(?P<year>\d{4})\b| ?'(?P<short>\d{2})\b)?"
_TO = r"(?: ?(?:-|\u2013|&|and|to) ?\d{1,2}(?: ?(?:st|nd|rd|th)\b)?)?"
_SLASHED = re.compile(
    r"\b(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})\b"
)
_ISO = (
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<sep>[-./_ ])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"(?![\d/])"
)
_COMPACT = r"(?<![\d.])(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)"
_DAY_MONTH = re.compile(
    rf"{_OPENS}(?P<day>{_DAY}){_TO} ?(?:of )?(?P<month>{MONTH}){_YEAR}", re.IGNORECASE
)
_MONTH_DAY = re.compile(
    rf"\b(?P<month>{MONTH}) ?(?P<day>{_DAY})(?!\d|:){_TO}(?!\d|:){_YEAR}", re.IGNORECASE
)
_FORMS = (re.compile(_ISO), re.compile(_COMPACT), _DAY_MONTH, _MONTH_DAY, _SLASHED)
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? *$", re.IGNORECASE)
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NOT_DIGITS = re.compile(r"\D+")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as printed: `year` is None where none is printed; offsets are into the text."""

    start: int
    end: int
    day: int
    month: int
    year: int | None

    def on(self) -> date | None:
        """Return the date, where a year is printed."""
        return _day(self.year, self.month, self.day) if self.year else None

    def after(self, earlier: date) -> date | None:
        """Return the date, its year taken as the first that does not fall before `earlier`."""
        if self.year:
            return self.on()
        same = _day(earlier.year, self.month, self.day)
        return same if same and same >= earlier else _day(earlier.year + 1, self.month, self.day)

    def before(self, later: date) -> date | None:
        """Return the date, its year taken as the last that does not fall after `later`."""
        if self.year:
            return self.on()
        same = _day(later.year, self.month, self.day)
        return same if same and same <= later else _day(later.year - 1, self.month, self.day)


def printed(text: str, *, month_first: bool = False) -> list[Printed]:
    """Every date printed in `text`, in reading order."""
    found: list[Printed] = []
    for one in sorted(_all(text, month_first), key=lambda p: (p.start, p.year is None, -p.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def left_out(text: str) -> str:
    """Return `text` without its dates."""
    for one in reversed(printed(text)):
        text = f"{text[: one.start]} {text[one.end :]}"
    return " ".join(text.split())


def prints_month_first(texts: list[str]) -> bool:
    """Whether a document prints 5/3/2022 for May 3rd, as far as it shows it itself.

    A number over 12, the weekday beside a date and the same day printed in words all show it, and
    where none does, the order in which it prints days and months in words.
    """
    slashed = [(text, one) for text in texts for one in _SLASHED.finditer(text)]
    if not slashed:
        return False
    sure = {day for text in texts for one in printed(_SLASHED.sub(" ", text)) if (day := one.on())}
    votes = [vote for text, one in slashed if (vote := _shows(text, one, sure)) is not None]
    if not votes:
        days = sum(len(_DAY_MONTH.findall(text)) for text in texts)
        return days == 0 and any(_MONTH_DAY.search(text) for text in texts)
    return sum(votes) * 2 > len(votes)


def _shows(text: str, one: re.Match[str], sure: set[date]) -> bool | None:
    """Whether one date is month first; None where it reads both ways or as no date."""
    first, second, year = int(one["day"]), int(one["month"]), _year(one["year"])
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if day_first is None or month_first is None or first == second:
        return None if day_first == month_first else month_first is not None
    weekday = _WEEKDAY.search(text[max(0, one.start() - 12) : one.start()])
    for shown in [weekday[1].lower()] if weekday else []:
        return shown == _WEEK[month_first.weekday()] != _WEEK[day_first.weekday()]
    if (day_first in sure) != (month_first in sure):
        return month_first in sure
    return None


def _all(text: str, month_first: bool) -> Iterator[Printed]:  # noqa: FBT001 - handed on
    for form in _FORMS:
        for match in form.finditer(text):
            day, month = int(_NOT_DIGITS.sub("", match["day"])), _month(match["month"])
            if (form is _SLASHED and month_first and day <= _MONTHS) or month > _MONTHS >= day:
                day, month = month, day
            year = _year_of(match)
            if _day(year or 2000, month, day):
                yield Printed(match.start(), match.end(), day, month, year)


def _year_of(match: re.Match[str]) -> int | None:
    parts = match.groupdict()
    said = parts["year"] or parts.get("short")
    return _year(said) if said else None


def _year(said: str) -> int:
    return int(said) if len(said) > 2 else 2000 + int(said)  # noqa: PLR2004 - two digits


def _month(word: str) -> int:
    return int(word) if word.isdigit() else MONTH_NUMBER[word.lower().rstrip(".")[:3]]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
