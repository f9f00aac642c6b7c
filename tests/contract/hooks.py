"""What the fuzzer must know that no schema states: what exists, fresh keys, what minutes are.

Valid requests are for the secretariat there is, and name what is in the record, by kind in
MINUTEBOOK_FUZZ_POOL: otherwise all but a few end where nothing is. One path in four keeps what was
made up, so that this is tried as well.
"""

import json
import os
import uuid

import schemathesis

POOL = json.loads(os.environ.get("MINUTEBOOK_FUZZ_POOL", "{}"))
KIND = {
    "from_meeting": "meeting",
    "into": "person",
    "on_behalf_of": "organisation",
    "other": "person",
    "principal": "person",
    "substitute_for": "person",
    "to_meeting": "meeting",
}
RELATED = {"actions": "action", "bodies": "body", "organisations": "organisation"}
NUMBERS = {"row", "owner", "item"}
MINUTES = b"Quay Board\n4 March 2024\nMinutes\n\nPresent: Ada Abel\n\n1. Repairs\nNoted. "
"""What is handed in where a document is to be taken."""
MINTED = 7
"""The version of identities that the service mints; those made up have another."""


@schemathesis.hook
def before_call(context, case, kwargs):
    if not case.meta or not all(each.mode.is_positive for each in case.meta.components.values()):
        return
    if case.headers and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    if case.path_parameters:
        case.path_parameters = {
            name: existing(name, value, some=True) for name, value in case.path_parameters.items()
        } | {"secretariat": "default"}
    if case.path.endswith("/documents") and case.method.upper() == "POST":
        case.body = MINUTES + str(uuid.uuid4()).encode()
    if isinstance(case.body, dict | list):
        case.body = with_existing(case.body, RELATED.get(case.path.split("/")[3]))


def with_existing(part, kind):
    """Return a part of a body with identities of the record; `kind` is what the path is about."""
    if isinstance(part, list):
        return [with_existing(each, kind) for each in part]
    if not isinstance(part, dict):
        return part
    known = KIND | {"by": kind, "parent": kind, "to": kind, "id": part.get("to", part.get("kind"))}
    return {
        name: with_existing(value, kind)
        if isinstance(value, dict | list)
        else existing(known.get(name, name), value)
        for name, value in part.items()
    }


def existing(kind, value, *, some=False):
    """Return an identity of that kind for one made up; with `some`, for three in four."""
    if kind in NUMBERS and type(value) is int:
        return value % 10 + 1
    made_up = identity(value)
    if made_up is None or made_up.version == MINTED or kind not in POOL:
        return value
    kept = some and made_up.int % 4 == 0
    return value if kept else POOL[kind][made_up.int % 997 % len(POOL[kind])]


def identity(value):
    try:
        return uuid.UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
