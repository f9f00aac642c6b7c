"""A rendition with its proof: the entries that it was made of, and of each what it shows.

Whoever has the public key of the log can check with it, without asking anybody, that the version is
the one that was drafted or approved (its content hash is taken over these very entries), that every
word shown is the one recorded, and that nothing else differs: for each word and value that is not
shown stands why.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import Any, Final

import orjson

from events.base import place
from events.minutes.events import MinutesApproved, MinutesDrafted, MinutesPublished
from service.ledger import disclosing
from service.ledger.disclosing import Value
from service.ledger.leaf import Content
from service.ledger.parted import digest_of
from service.publish.renditions import Passage, Rendition
from service.publish.withholding import Shown, readable, runs
from service.record import Record
from service.tlog.checkpoints import Checkpoint
from service.tlog.folder import LogFolder
from service.tlog.proofs import inclusion

FORMAT: Final = "minutebook-rendition"
VERSION: Final = 1
_NOT_PUBLISHED: Final = "not published"

_Decisive = MinutesDrafted | MinutesApproved | MinutesPublished

Json = dict[str, Any]


def proven(record: Record, rendition: Rendition, log: LogFolder, note: str) -> Json:
    """Return a rendition with its proof under the checkpoint `note`.

    Raises `ValueError` where that does not reach as far as the rendition.
    """
    checkpoint = Checkpoint.unproven(note)
    made_of = record.content_positions(rendition.meeting, rendition.position)
    shown = _shown(rendition)
    lie_at = {at for at, _ in map(_parted, shown)}
    positions = sorted({*made_of, *lie_at, *_decisions(record, rendition)})
    if positions[-1] > checkpoint.size:
        raise ValueError(f"the log is signed up to {checkpoint.size}, not to {positions[-1]}")
    tree = log.tree()
    leaves = record.leaves_at(positions)
    contents = [orjson.loads(leaf) for leaf in leaves]
    kept = record.values(contents)
    return {
        "format": FORMAT,
        "version": VERSION,
        "rendition": account(rendition)
        | {
            "made_of": [at - 1 for at in made_of],
            "passages": [*_located(rendition, dict(zip(positions, contents, strict=True)))],
        },
        "checkpoint": note,
        "entries": [
            {
                "index": at - 1,
                "leaf": leaf.decode(),
                "path": [
                    b64encode(each).decode() for each in inclusion(at - 1, checkpoint.size, tree)
                ],
                "values": [*_values(content, kept[at], shown)],
            }
            for at, leaf, content in zip(positions, leaves, contents, strict=True)
        ],
    }


def account(rendition: Rendition) -> Json:
    """Return what there is to read, each text with where it lies in the log."""
    return {
        "meeting": rendition.meeting,
        "audience": rendition.audience,
        "names": rendition.naming,
        "minutes_version": rendition.version,
        "content": rendition.content,
        "published_on": rendition.published_on,
        "attendance": [
            _given(
                {
                    "row": each.row,
                    "status": each.status,
                    "capacity": each.capacity,
                    "name": each.name,
                    "stands_for": each.stands_for,
                    "anonymised": each.anonymised or None,
                }
            )
            for each in rendition.attendees
        ],
        "passages": [_passage(each) for each in rendition.passages],
    }


def _passage(each: Passage) -> Json:
    return _given(
        {
            "part": each.part,
            "number": each.number,
            "action": each.action,
            "item": each.item,
            "text": readable(each.words),
        }
    )


def _located(rendition: Rendition, contents: Mapping[int, Content]) -> Iterable[Json]:
    """Yield each passage with the entry, from 0, and the pointer of its words there."""
    for each in rendition.passages:
        at, number = _parted(each.place)
        yield _passage(each) | {"index": at - 1, "pointer": list(contents[at]["_sd"])[number]}


def _decisions(record: Record, rendition: Rendition) -> Iterable[int]:
    """Yield where it was recorded that the version was drafted, approved, published."""
    for each in record.history(f"minutes-{rendition.meeting}"):
        event = each.event
        if isinstance(event, _Decisive) and event.version == rendition.version:
            yield each.position


def _shown(rendition: Rendition) -> dict[int, list[Shown] | None]:
    """Return what is shown by its place; of a value that is shown whole, None."""
    whole = {at: None for each in rendition.attendees for at in each.places}
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
