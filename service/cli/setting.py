"""Changes as written on the command line: a pointer, an equals sign, JSON or plain text."""

import json
from typing import Final

from events.document.terms import Change, Op
from service.cli.terminal import Stop
from service.json_patch import change_to

PLACE: Final = "POINTER=VALUE"


def change(op: Op, given: str, example: str) -> Change:
    """Return the change that is written as `given`; `Stop` tells how to write it, by `example`."""
    pointer, equals, value = given.partition("=")
    if not equals or not pointer.startswith("/"):
        raise Stop(f"{given}: write it as {PLACE}, such as {example}", 2)
    try:
        return change_to(op, pointer, json.loads(value))
    except ValueError:
        return change_to(op, pointer, value)
