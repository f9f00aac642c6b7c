"""The words of the document that a part of a submission was taken from."""

from typing import Any

from events.fields import Input
from events.submission.form import Span


def span_at(form: Input, pointer: str) -> Span | None:
    """Return the span of the part at `pointer`, or of the nearest around it that has one."""
    part: Any = form
    found: Span | None = part.span
    for step in pointer.split("/")[1:]:
        part = part[int(step)] if step.isdecimal() else getattr(part, step)
        found = getattr(part, "span", None) or found
    return found
