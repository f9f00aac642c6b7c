"""Values of a reading as the form of a draft takes them; what is not there is left out."""

from calendar import monthrange
from typing import Any

from service.intake.blocks import Span
from service.intake.fitting import Form
from service.intake.reading import DueRead


def due_of(due: DueRead) -> Form:
    """Return a deadline."""
    words = {"words": line(due.text)}
    match due.kind:
        case "date" if due.date:
            return {"kind": "date", "day": due.date, **words}
        case "month" if due.date:
            last = monthrange(due.date.year, due.date.month)[1]
            return {
                "kind": "period",
                "first": due.date.replace(day=1),
                "last": due.date.replace(day=last),
                **words,
            }
        case "next_meeting" | "future_meeting" | "standing":
            return {"kind": due.kind, **words}
        case _:
            return {"kind": "as_written", **words}


def party(name: str | None) -> Form | None:
    """Return a body, an organisation or a person by name."""
    return None if name is None else {"name": line(name)}


def span_of(span: Span) -> Form:
    """Return a span by its start and its length."""
    return {"start": span.start, "length": span.end - span.start}


def line(text: str | None) -> str | None:
    """Return a text on one line; None where there is nothing in it."""
    return " ".join(text.split()) or None if text else None


def text(words: str | None) -> str | None:
    """Return a text without the space around it; None where there is nothing in it."""
    return words.strip() or None if words else None


def given(form: Any) -> Any:  # noqa: ANN401  any part of a form
    """Leave out what is not there: a form takes no null."""
    match form:
        case dict():
            return {key: given(part) for key, part in form.items() if part is not None}
        case list():
            return [given(part) for part in form]
        case _:
            return form
