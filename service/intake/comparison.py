"""What another reading of a document would change in its draft, as changes one may choose from.

Where the words stand, and what was noticed, is left out: every newer reading differs there. How a
part is handled is left out too: no reading says so. Changes come last place first, so that any
choice of them, made in this order, falls where it is meant to.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from events.document.terms import Change, Op
from service.intake.draft import Draft
from service.intake.revision import content_of
from service.json_patch import change_to

Json = Any
_LEFT_OUT = frozenset({"span", "response_span", "findings", "pages", "handling"})
_NAMES = ("label", "number", "title", "name", "words", "text", "held_on", "issue", "kind")
"""Fields by which a part of a list is known again, in this order."""


class Difference(NamedTuple):
    """A change of the draft, and what stands there now."""

    change: Change
    now: Json | None


def differences(draft: Draft, reading: Draft) -> list[Difference]:
    """Return what has to change in `draft` for it to say what `reading` says."""
    return list(_between(content_of(draft), content_of(reading), ""))


def _between(now: Json, then: Json, at: str) -> Iterator[Difference]:
    match now, then:
        case dict(), dict():
            yield from _fields(now, then, at)
        case list(), list():
            yield from _lists(now, then, at)
        case _ if now != then:
            yield _change("replace", at, then, now)


def _fields(now: dict[str, Json], then: dict[str, Json], at: str) -> Iterator[Difference]:
    for name in sorted({*now, *then} - _LEFT_OUT, reverse=True):
        place = f"{at}/{name}"
        if name not in then:
            yield _change("remove", place, None, now[name])
        elif name not in now:
            yield _change("add", place, then[name], None)
        else:
            yield from _between(now[name], then[name], place)


def _lists(now: list[Json], then: list[Json], at: str) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, [*map(_name, now)], [*map(_name, then)], autojunk=False)
    for _, start, stop, begin, end in reversed(matcher.get_opcodes()):
        both = min(stop - start, end - begin)
        for number in reversed(range(start + both, stop)):
            yield _change("remove", f"{at}/{number}", None, now[number])
        for number in reversed(range(begin + both, end)):
            yield _change("add", f"{at}/{start + both}", then[number], None)
        for number in reversed(range(both)):
            place = f"{at}/{start + number}"
            yield from _between(now[start + number], then[begin + number], place)


def _name(part: Json) -> str:
    if not isinstance(part, dict):
        return str(part)
    return next((str(part[name]) for name in _NAMES if name in part), "")


def _change(op: Op, at: str, value: Json | None, now: Json | None) -> Difference:
    change = Change(op, at) if op == "remove" else change_to(op, at, value)
    return Difference(change, now)
