"""Corrects a draft field by field: RFC 6902 changes at RFC 6901 pointers, all of them or none."""

import json
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from events.base import Erased
from events.document.terms import Change, Op
from events.errors import Refused
from service.intake.draft import Draft

Json = Any
_ERASED = "what the draft was corrected to was erased; begin it anew from a reading"


def change_to(op: Op, at: str, value: Json) -> Change:
    """Return the change that sets, or puts in, a JSON value at a pointer."""
    return Change(op, at, json.dumps(value))


def revised(draft: Draft, changes: Iterable[Change]) -> Draft:
    """Return the draft with `changes` made in their order; `Refused` says which cannot be."""
    content = content_of(draft)
    for number, change in enumerate(changes):
        try:
            content = _changed(content, _steps(change.at), change)
        except LookupError as why:
            raise Refused(f"change {number}: there is no {change.at} in the draft") from why
    try:
        return Draft.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(step) for step in first["loc"])
        raise Refused(f"so corrected, the draft is wrong at /{place}: {first['msg']}") from error


def content_of(draft: Draft) -> dict[str, Json]:
    """Return the draft as JSON values; what has no value is left out."""
    content: dict[str, Json] = draft.model_dump(mode="json", exclude_none=True)
    return content


def _steps(pointer: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def _changed(holder: Json, steps: list[str], change: Change) -> Json:
    """Return `holder` with the change made within it; `LookupError` where there is no place."""
    if not steps:
        return _value(change)
    step, *rest = steps
    match holder:
        case list():
            return _in_list(holder, step, rest, change)
        case dict() if rest:
            return {**holder, step: _changed(holder[step], rest, change)}
        case dict() if change.op == "add" or step in holder:
            others = {key: part for key, part in holder.items() if key != step}
            return others if change.op == "remove" else {**others, step: _value(change)}
        case _:
            raise LookupError(step)


def _in_list(held: list[Json], step: str, rest: list[str], change: Change) -> Json:
    adds = change.op == "add" and not rest
    at = len(held) if step == "-" and adds else int(step) if step.isdecimal() else -1
    if not 0 <= at < len(held) + adds:
        raise LookupError(step)
    if rest:
        return [*held[:at], _changed(held[at], rest, change), *held[at + 1 :]]
    new = [] if change.op == "remove" else [_value(change)]
    return [*held[:at], *new, *held[at if adds else at + 1 :]]


def _value(change: Change) -> Json:
    match change.value:
        case None:
            raise LookupError("a value")
        case Erased():
            raise Refused(_ERASED)
        case text:
            return json.loads(text)
