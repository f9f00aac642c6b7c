"""The bytes of an event in the log: canonical JSON (RFC 8785) in a restricted profile.

The profile is held at the door: keys are ASCII, whole numbers stay below 2^53, there are no
fractions, a leaf has at most 32 KiB. Within it, sorted keys and `orjson` give exactly the bytes of
RFC 8785. These bytes are hashed and stored, never made anew.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson

from events.base import (
    ERASED,
    NOBODY,
    Authority,
    Erased,
    Event,
    Form,
    Provenance,
    Recorded,
    Source,
)
from events.codec import Held, encode
from events.errors import Refused
from events.ids import DocumentId, EventId
from events.registry import revive
from service.tlog.commitments import SALT, commitment, words_commitment

Texts = Callable[[int], str | None]
"""The private values of an entry by their number; None for one that was erased."""

Content = dict[str, Any]
"""A leaf, parsed as JSON."""

FORMAT = 1
LARGEST = 32 * 1024


class TooLarge(Refused):
    """The fact is too long for one entry of the log; divide it into several."""


def instant(microseconds: int) -> str:
    """Return the RFC 3339 text, in UTC and to the microsecond, of a moment since 1970."""
    seconds, fraction = divmod(microseconds, 1_000_000)
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{fraction:06d}Z"


def write(
    recorded: Recorded[Event], origin: str, moment: str, random: Callable[[int], bytes]
) -> tuple[bytes, list[Held], bytes]:
    """Return the leaf of an event, its private values in their order, and their salts.

    `moment` is the text of its `recorded_at`; `random(n)` gives n unguessable bytes, 16 of which
    salt each private value.
    """
    event, provenance = recorded.event, recorded.provenance
    data, held = encode(event)
    salts = random(SALT * len(held)) if held else b""
    content: dict[str, Any] = {
        "actor": provenance.actor,
        "data": data,
        "format": FORMAT,
        "id": recorded.id,
        "log": origin,
        "occurred_on": event.occurred_on,
        "position": recorded.position,
        "recorded_at": moment,
        "revision": recorded.revision,
        "stream": recorded.stream,
        "type": event.wire,
        "v": event.v,
    }
    if held:
        content["_sd"] = {
            pointer: committed(pointer, form, value, salts[n * SALT : n * SALT + SALT])
            for n, (pointer, form, value) in enumerate(held)
        }
    _add_provenance(content, provenance)
    leaf = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    if len(leaf) > LARGEST:
        raise TooLarge(f"a fact may take {LARGEST} bytes in the log, this one takes {len(leaf)}")
    return leaf, held, salts


def committed(pointer: str, form: Form, value: str, salt: bytes) -> str:
    """Return what stands in a leaf for a private value of that form."""
    if form is Form.WORDS:
        return words_commitment(value, salt)
    return commitment(pointer, value, salt)


def _add_provenance(content: dict[str, Any], provenance: Provenance) -> None:
    authority, source = provenance.authority, provenance.source
    if authority is not None:
        content["authority"] = {"kind": authority.kind}
        if authority.reference is not None:
            content["authority"]["reference"] = authority.reference
    if source is not None:
        content["source"] = {"document": source.document, "span": [source.start, source.end]}
    if provenance.causation is not None:
        content["causation"] = provenance.causation
    if provenance.correlation is not None:
        content["correlation"] = provenance.correlation
    if provenance.corrects is not None:
        content["corrects"] = provenance.corrects


def private_values(content: Content) -> int:
    """Return how many private values the content of a leaf commits to."""
    return len(content.get("_sd", ()))


def read(content: Content, recorded_at: int, texts: Texts) -> Recorded[Event]:
    """Return the event that a leaf has as its content, with its private values."""
    pointers = tuple(content["_sd"]) if "_sd" in content else ()
    return Recorded(
        revive(
            content["type"],
            content["v"],
            content["occurred_on"],
            content["data"],
            _values(pointers, texts),
        ),
        content["position"],
        content["stream"],
        content["revision"],
        content["id"],
        recorded_at,
        _provenance(content),
        pointers,
    )


def read_bare(leaf: bytes, recorded_at: int) -> Recorded[Event]:
    """Return the event of a leaf as read models fold it.

    It comes without private values, and of its provenance only with what it corrects.
    """
    content = orjson.loads(leaf)
    return Recorded(
        revive(content["type"], content["v"], content["occurred_on"], content["data"], None),
        content["position"],
        content["stream"],
        content["revision"],
        content["id"],
        recorded_at,
        NOBODY._replace(corrects=content["corrects"]) if "corrects" in content else NOBODY,
        tuple(content["_sd"]) if "_sd" in content else (),
    )


def read_with_provenance(leaf: bytes, recorded_at: int) -> Recorded[Event]:
    """Return the event of a leaf without private values, but with all of its provenance."""
    bare = read_bare(leaf, recorded_at)
    return bare._replace(provenance=_provenance(orjson.loads(leaf)))


def _values(pointers: tuple[str, ...], texts: Texts) -> dict[str, str | Erased]:
    values: dict[str, str | Erased] = {}
    for number, pointer in enumerate(pointers):
        text = texts(number)
        values[pointer] = ERASED if text is None else text
    return values


def _provenance(content: dict[str, Any]) -> Provenance:
    authority, source = content.get("authority"), content.get("source")
    causation, corrects = content.get("causation"), content.get("corrects")
    return Provenance(
        content["actor"],
        Authority(authority["kind"], authority.get("reference")) if authority else None,
        Source(DocumentId(source["document"]), *source["span"]) if source else None,
        EventId(causation) if causation else None,
        content.get("correlation"),
        EventId(corrects) if corrects else None,
    )
