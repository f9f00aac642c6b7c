"""Dates as people print them, day first unless the month says otherwise; none is guessed."""

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
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b",
        rf"\b(?P<day>{_DAY}) ?(?:of )?(?P<month>{MONTH}),?(?: ?(?P<year>\d{{4}})\b)?",
        rf"\b(?P<month>{MONTH}) ?(?P<day>{_DAY})(?!\d|:)(?:,? ?(?P<year>\d{{4}})\b)?",
        r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4}|\d{2})\b",
    )
)
_NOT_DIGITS = re.compile(r"\D+")


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


def printed(text: str) -> list[Printed]:
    """Every date printed in `text`, in reading order."""
    found: list[Printed] = []
    for one in sorted(_all(text), key=lambda p: (p.start, p.year is None, -p.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _all(text: str) -> Iterator[Printed]:
    for form in _FORMS:
        for match in form.finditer(text):
            day, month = int(_NOT_DIGITS.sub("", match["day"])), _month(match["month"])
            if month > 12 >= day:  # noqa: PLR2004 - twelve months
                day, month = month, day
            year = int(match["year"]) if match["year"] else None
            if year is not None and year < 100:  # noqa: PLR2004 - two digits
                year += 2000
            if _day(year or 2000, month, day):
                yield Printed(match.start(), match.end(), day, month, year)


def _month(word: str) -> int:
    return int(word) if word.isdigit() else MONTH_NUMBER[word.lower().rstrip(".")[:3]]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
