"""What opens the private values of entries, and of what does not: which entry says that it is gone.

A value is gone for a reason only where a `privacy.erased` entry names its digest, or that of the
segment; such a value tells the position of the entry.
"""

from collections.abc import Sequence
from typing import Any, Final

import orjson
from sqlalchemy import Connection, select

from service.ledger.disclosing import Value, values_of
from service.ledger.leaf import Content
from service.ledger.tables import ENTRIES

ERASURE: Final = "privacy.erased"

Erasures = dict[str, int]
"""The digests that were erased, and the position of the entry that says so."""


def erasures(connection: Connection, secretariat: str) -> Erasures:
    """Return what was erased from a log."""
    said = select(ENTRIES.c.position, ENTRIES.c.leaf).where(
        ENTRIES.c.secretariat == secretariat,
        ENTRIES.c.stream > "privacy-",
        ENTRIES.c.stream < "privacy.",
    )
    found: Erasures = {}
    for position, leaf in connection.execute(said):
        content = orjson.loads(leaf)
        if content["type"] == ERASURE:
            found |= dict.fromkeys(content["data"]["digests"], position)
    return found


def explained(
    connection: Connection,
    secretariat: str,
    contents: Sequence[Content],
    gone: Erasures | None = None,
) -> dict[int, list[Value]]:
    """Return the values of entries by position; `gone` spares to look for what was erased."""
    values = values_of(connection, secretariat, contents)
    lacking = [each for each in contents if any(map(_lacks, values[each["position"]]))]
    if lacking and gone is None:
        gone = erasures(connection, secretariat)
    for content in lacking:
        for value in values[content["position"]]:
            _explain(value, content["_sd"][value["pointer"]], gone or {})
    return values


def _lacks(value: Value) -> bool:
    return len(value) == 1 or "segments" in value


def _explain(value: Value, digest: str, gone: Erasures) -> None:
    if not _lacks(value):
        return
    missing: list[Any] = [each for each in value.get("segments", [digest]) if isinstance(each, str)]
    said = sorted({gone[each] for each in missing if each in gone})
    if said:
        value["erased"] = said[0] if len(said) == 1 else said
