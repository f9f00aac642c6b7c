"""The words of the document that a part of a submission was taken from."""

from typing import Any

from events.base import Source
from events.fields import Input
from events.ids import DocumentId
from events.submission.form import Span


def span_at(form: Input, pointer: str) -> Span | None:
    """Return the span of the part at `pointer`, or of the nearest around it that has one."""
    part: Any = form
    found: Span | None = part.span
    for step in pointer.split("/")[1:]:
        part = part[int(step)] if step.isdecimal() else getattr(part, step)
        found = getattr(part, "span", None) or found
    return found


def source_of(document: DocumentId, span: Span | None) -> Source | None:
    """Return where in the document the words of a span stand."""
    return Source(document, span.start, span.start + span.length) if span else None
