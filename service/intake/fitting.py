"""Makes what was read fit the form of a draft, and says of every value that had to be cut.

A document may hold a name of a thousand characters or a control character; neither may keep the
rest of it from being read.
"""

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from service.intake.blocks import Span
from service.intake.reading import Finding

Form = dict[str, Any]
M = TypeVar("M", bound=BaseModel)

_MOST_ROUNDS = 8
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SHORT = 300


def fitted(shape: type[M], form: Form, whole: Span) -> tuple[M, list[Finding]]:
    """Return `form` in its `shape` with a finding for each value that had to be cut or left out.

    The form is changed on the way. What cannot be told closer is found in the span `whole`.
    """
    findings: list[Finding] = []
    for _ in range(_MOST_ROUNDS):
        try:
            return shape.model_validate(form), findings
        except ValidationError as error:
            # the last place first, so that what is taken out of a list moves nothing still to come
            for each in reversed(error.errors()):
                findings += _repaired(form, each, whole)
    return shape.model_validate(form), findings


def _repaired(form: Form, error: ErrorDetails, whole: Span) -> Iterator[Finding]:
    """Repair the place of an error; an error of a place that is gone by now is repaired."""
    *way, last = list(_steps(form, error["loc"])) or [str(error["loc"][0])]
    holder: Any = form
    span = whole
    for step in way:
        holder = holder[step]
        span = _span(holder) or span
    value = holder[last]
    span = _span(value) or span
    match error["type"], value:
        case "string_too_long", str():
            most = error.get("ctx", {}).get("max_length", _SHORT)
            holder[last] = f"{value[: most - 1].rstrip()}\u2026"
            yield _cut(last, value, span)
        case "too_long", list():
            most = error.get("ctx", {}).get("max_length", 1)
            holder[last] = value[:most]
            message = f"Only the first {most:,} of {len(value):,} {last} were taken up."
            yield Finding("shortened", message, span, 0.9)
        case _, str() if _CONTROL.search(value):
            holder[last] = " ".join(_CONTROL.sub(" ", value).split())
        case _ if isinstance(holder, list):
            holder.pop(int(last))
            yield _left_out(str(way[-1]), value, span)
        case _:
            del holder[last]
            yield _left_out(str(last), value, span)


def _steps(form: Form, way: tuple[int | str, ...]) -> Iterator[int | str]:
    """Yield the steps of an error's place that are in the form; the arms of unions are not."""
    part: Any = form
    for step in way:
        there = step in part if isinstance(part, dict) else False
        if there or (isinstance(part, list) and isinstance(step, int) and step < len(part)):
            part = part[step]
            yield step


def _span(part: Any) -> Span | None:  # noqa: ANN401  any part of a form
    found = part.get("span") if isinstance(part, dict) else None
    return Span(found["start"], found["start"] + found["length"]) if found else None


def _cut(field: object, value: str, span: Span) -> Finding:
    message = f"This {field} is too long for the record and was cut: {value[:60]}"
    return Finding("shortened", message, span, 0.9)


def _left_out(field: str, value: object, span: Span) -> Finding:
    message = f"This {field} does not fit the form and was left out: {str(value)[:60]}"
    return Finding("unfit", message, span, 0.9)
