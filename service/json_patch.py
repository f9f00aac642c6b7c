"""Changes of JSON content: RFC 6902 operations at RFC 6901 pointers, all of them or none."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from events.base import Erased
from events.document.terms import Change, Op
from events.errors import Refused

Json = Any


def change_to(op: Op, at: str, value: Json) -> Change:
    """Return the change that sets, or puts in, a JSON value at a pointer."""
    return Change(op, at, json.dumps(value))


def patched(
    content: dict[str, Json],
    changes: Iterable[Change],
    what: str,
    check: Callable[[dict[str, Json], Change], None] = lambda _, __: None,
) -> dict[str, Json]:
    """Return `content` with changes made in their order; `Refused` says which cannot be in `what`.

    `content` itself stays as it is; `check` may refuse a change of what stands there by then.
    """
    for number, change in enumerate(changes):
        check(content, change)
        try:
            content = _changed(content, _steps(change.at), change)
        except LookupError as why:
            raise Refused(f"change {number}: there is no {change.at} in {what}") from why
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
            raise Refused("what it was corrected to was erased; begin it anew from a reading")
        case text:
            return json.loads(text)
