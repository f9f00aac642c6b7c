"""What opens the private values of entries, in the form that a verifier reads.

A value is one JSON object, with its `pointer` in the leaf and one of: `disclosure` (SD-JWT), `seed`
and `text` (running text), `segments` (running text with words gone: `[salt, word]` or a digest), or
nothing more, where it is not kept any longer. Where something of it was erased, `erased` is the
position of the entry that says so. All bytes are base64url without padding.
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from events.base import place
from projections.erased_digests import naming
from projections.texts import PARTED, TEXTS, WHOLE
from service.ledger.leaf import Content
from service.ledger.parted import Parted, pieces_of
from service.tlog.commitments import disclosure

_AT_ONCE = 500

Value = dict[str, Any]


def kept_at(
    connection: Connection, secretariat: str, places: Sequence[int]
) -> dict[int, tuple[int, bytes, str]]:
    """Return form, salt and text of what is kept at places; what was erased is not there."""
    kept: dict[int, tuple[int, bytes, str]] = {}
    for first in range(0, len(places), _AT_ONCE):
        chosen = select(TEXTS.c.place, TEXTS.c.form, TEXTS.c.salt, TEXTS.c.text).where(
            TEXTS.c.secretariat == secretariat,
            TEXTS.c.place.in_(places[first : first + _AT_ONCE]),
        )
        for at, form, salt, text in connection.execute(chosen):
            kept[at] = form, salt, text
    return kept


def values_of(
    connection: Connection, secretariat: str, contents: Sequence[Content]
) -> dict[int, list[Value]]:
    """Return the values of entries by position, in the order in which their leaves have them."""
    places = [
        place(content["position"], number)
        for content in contents
        for number in range(len(content.get("_sd", ())))
    ]
    kept = kept_at(connection, secretariat, places)
    values = {
        content["position"]: [
            _value(pointer, kept.get(place(content["position"], number)))
            for number, pointer in enumerate(content.get("_sd", ()))
        ]
        for content in contents
    }
    _explain(connection, secretariat, contents, values)
    return values


def _explain(
    connection: Connection,
    secretariat: str,
    contents: Sequence[Content],
    values: dict[int, list[Value]],
) -> None:
    """Name, beside each value of which something is gone, the entry that erased it."""
    gaps = [
        (value, digests)
        for content in contents
        for value, digest in zip(
            values[content["position"]], content.get("_sd", {}).values(), strict=True
        )
        if (digests := _gone(value, digest))
    ]
    asked = [digest for _, digests in gaps for digest in digests]
    told: dict[str, int] = {}
    for first in range(0, len(asked), _AT_ONCE):
        some = asked[first : first + _AT_ONCE]
        told.update(map(tuple, connection.execute(naming(secretariat, some, None))))
    for value, digests in gaps:
        if found := [told[each] for each in digests if each in told]:
            value["erased"] = max(found)


def _gone(value: Value, digest: str) -> list[str]:
    """Return the digests of what is not there: of the value, or of words of it."""
    if len(value) == 1:
        return [digest]
    return [each for each in value.get("segments", ()) if isinstance(each, str)]


def _value(pointer: str, kept: tuple[int, bytes, str] | None) -> Value:
    if kept is None:
        return {"pointer": pointer}
    form, salt, text = kept
    if form == WHOLE:
        return {"pointer": pointer, "disclosure": disclosure(pointer, text, salt).decode()}
    if form == PARTED:
        pieces = pieces_of(Parted(text, salt))
        return {
            "pointer": pointer,
            "segments": [
                base64url(piece.opening)
                if piece.word is None
                else [base64url(piece.opening), piece.word]
                for piece in pieces
            ],
        }
    return {"pointer": pointer, "seed": base64url(salt), "text": text}


def base64url(data: bytes) -> str:
    """Return bytes as they stand in JSON."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()
