"""A rendition with its proof: the entries that it was made of, and of each what it shows.

Whoever has the public key of the log can check with it, without asking anybody, that the version is
the one that was drafted or approved (its content hash is taken over these very entries), that every
word shown is the one recorded, and that nothing else differs: for each word and value that is not
shown stands why.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import orjson

from events.base import place
from events.minutes.events import MinutesApproved, MinutesDrafted, MinutesPublished
from service.errors import Unsigned
from service.ledger import disclosing
from service.ledger.disclosing import Value
from service.ledger.leaf import Content
from service.ledger.parted import digest_of
from service.publish.renditions import Attendee, Passage, Rendition
from service.publish.withholding import Shown, readable, runs
from service.record import Record
from service.tlog import entries
from service.tlog.checkpoints import Checkpoint
from service.tlog.folder import LogFolder

FORMAT: Final = "minutebook-rendition"
VERSION: Final = 1
_NOT_PUBLISHED: Final = "not published"

_Decisive = MinutesDrafted | MinutesApproved | MinutesPublished

Json = dict[str, Any]


def proven(record: Record, rendition: Rendition, log: LogFolder) -> Json:
    """Return a rendition with its proof; `Unsigned` where the log is not signed so far."""
    note = log.checkpoint()
    if note is None:
        raise Unsigned("nothing of this log is signed yet; run `minutebook sign`")
    checkpoint = Checkpoint.unproven(note)
    made_of = record.content_positions(rendition.meeting, rendition.position)
    shown = _shown(rendition)
    lie_at = {at for at, _ in map(_parted, shown)}
    positions = sorted({*made_of, *lie_at, *_decisions(record, rendition)})
    if positions[-1] > checkpoint.size:
        raise Unsigned(
            f"the log is signed up to position {checkpoint.size}, this stands up to "
            f"{positions[-1]}; ask again in a moment"
        )
    tree = log.tree()
    leaves = record.leaves_at(positions)
    contents = [orjson.loads(leaf) for leaf in leaves]
    kept = record.values(contents)
    where = _Where(dict(zip(positions, contents, strict=True)))
    return {
        "format": FORMAT,
        "version": VERSION,
        "rendition": {
            "meeting": rendition.meeting,
            "audience": rendition.audience,
            "names": rendition.naming,
            "minutes_version": rendition.version,
            "content": rendition.content,
            "made_of": [at - 1 for at in made_of],
            "published_on": rendition.published_on,
            "attendance": [_attendee(each, where) for each in rendition.attendees],
            "passages": [_passage(each, where) for each in rendition.passages],
        },
        "checkpoint": note,
        "entries": [
            entries.shown(leaf, at - 1, checkpoint.size, tree, [*_values(content, kept[at], shown)])
            for at, leaf, content in zip(positions, leaves, contents, strict=True)
        ],
    }


class _Where:
    """Says of a private text which entry has it, from 0, and at which pointer."""

    def __init__(self, contents: Mapping[int, Content]) -> None:
        self._contents = contents

    def of(self, at: int) -> Json:
        position, number = _parted(at)
        pointers = list(self._contents[position]["_sd"])
        return {"index": position - 1, "pointer": pointers[number]}


def _attendee(each: Attendee, where: _Where) -> Json:
    told = {
        "row": each.row,
        "status": each.status,
        "capacity": each.capacity,
        "name": each.name,
        "stands_for": each.stands_for,
        "anonymised": each.anonymised or None,
    }
    if each.name_place is not None:
        told["name_at"] = where.of(each.name_place)
    if each.stands_for_place is not None:
        told["stands_for_at"] = where.of(each.stands_for_place)
    return _given(told)


def _passage(each: Passage, where: _Where) -> Json:
    told = {
        "part": each.part,
        "number": each.number,
        "action": each.action,
        "item": each.item,
        "text": readable(each.words),
    }
    return _given(told) | where.of(each.place)


def _decisions(record: Record, rendition: Rendition) -> Iterable[int]:
    """Yield where it was recorded that the version was drafted, approved, published."""
    for each in record.history(f"minutes-{rendition.meeting}"):
        event = each.event
        if isinstance(event, _Decisive) and event.version == rendition.version:
            yield each.position


def _shown(rendition: Rendition) -> dict[int, list[Shown] | None]:
    """Return what is shown by its place; of a value that is shown whole, None."""
    whole = {
        at: None
        for each in rendition.attendees
        for at in (each.name_place, each.stands_for_place)
        if at is not None
    }
    return whole | {each.place: each.words for each in rendition.passages}


def _values(
    content: Content, kept: Iterable[Value], shown: Mapping[int, list[Shown] | None]
) -> Iterable[Value]:
    for number, value in enumerate(kept):
        at = place(content["position"], number)
        if value.keys() <= {"pointer", "erased"}:
            yield value
        elif at not in shown:
            yield {"pointer": value["pointer"], "withheld": _NOT_PUBLISHED}
        elif (words := shown[at]) is None or not any(each.reasons for each in words):
            yield value
        elif "disclosure" in value:
            yield {"pointer": value["pointer"], "withheld": ", ".join(words[0].reasons)}
        else:
            erased = {"erased": value["erased"]} if "erased" in value else {}
            yield {"pointer": value["pointer"]} | _segments(words) | erased


def _segments(words: list[Shown]) -> Json:
    reasons = dict.fromkeys(reason for each in words for reason in each.reasons)
    return {
        "segments": [
            [disclosing.base64url(each.piece.opening), each.piece.word]
            if not each.reasons and each.piece.word is not None
            else disclosing.base64url(digest_of(each.piece))
            for each in words
        ],
        "withheld": ", ".join(reasons),
        "marks": [{"from": first, "to": last, "withheld": why} for first, last, why in runs(words)],
    }


def _parted(at: int) -> tuple[int, int]:
    return divmod(at, place(1, 0))


def _given(form: Json) -> Json:
    return {name: value for name, value in form.items() if value is not None}
