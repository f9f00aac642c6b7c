"""An answer with the entries it rests on: each is proven, and with the log, that none is left out.

What the answer says of an entry is held against it. Whether the answer follows from the entries
is for whoever has the rules of the record (`minutebook verify answer`).
"""

import binascii
import json
from base64 import b64decode
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from service.tlog.checkpoints import Checkpoint
from service.tlog.disclosures import ERASURE
from service.tlog.notes import NoNote, NotSigned, PublicKey
from service.tlog.verifying.earlier import Earlier
from service.tlog.verifying.event import Entry, included, say_values
from service.tlog.verifying.findings import Reason, Report
from service.tlog.verifying.leaf_form import Fields
from service.tlog.verifying.log import verify_log

FORMAT: Final = "minutebook-answer"
VERSION: Final = 1

Judge = Callable[[Mapping[str, Any], Report], None]
"""Holds the answer of a file against its entries, all of which are proven."""


def verify_answer(
    text: str, keys: Sequence[PublicKey], log: Path | None = None, judge: Judge | None = None
) -> Report:
    """Verify an answer file; `log` is an exported log that shows whether entries were left out."""
    report = Report("an answer")
    try:
        file = json.loads(text)
        streams, known_at = _asked(file)
        checkpoint = Checkpoint.opened(file["checkpoint"], keys)
        entries = _entries(file["entries"], checkpoint, report)
    except NotSigned as why:
        report.found(Reason.SIGNATURE, f"the checkpoint: {why}")
        return report
    except (NoNote, ValueError, TypeError, KeyError, AttributeError, binascii.Error) as why:
        words = why if isinstance(why, NoNote) else "this is no answer file of this version"
        report.found(Reason.UNREADABLE, str(words))
        return report
    report.subject = f"an answer from {checkpoint.origin}, known at {known_at}"
    if known_at > checkpoint.size:
        words = f"it is to be known at {known_at}, the checkpoint has {checkpoint.size} entries"
        report.found(Reason.ANSWER, words)
    _follow(entries, streams, known_at, report)
    say_values(entries, report)
    _hold(file["answer"], {entry.position: entry for entry in entries}, report)
    if log is None:
        report.lacks("that no entry was left out: give the exported log with --log")
    else:
        _replay(log, keys, (file, streams, known_at), report)
    if not judge:
        report.notes.append(
            "the entries were checked; whether the answer follows from them was not worked out"
        )
    elif not report.findings:
        judge(file, report)
    return report


def _asked(file: Mapping[str, Any]) -> tuple[frozenset[str], int]:
    if (file["format"], file["version"]) != (FORMAT, VERSION):
        raise ValueError(file["format"])
    question = file["question"]
    streams, known_at = question["streams"], question["known_at"]
    if not isinstance(known_at, int) or not all(isinstance(each, str) for each in streams):
        raise TypeError(known_at)
    return frozenset(streams), known_at


def _entries(given: Sequence[Any], checkpoint: Checkpoint, report: Report) -> list[Entry]:
    found = []
    for each in given:
        path = [b64decode(one, validate=True) for one in each["path"]]
        entry = included(
            each["leaf"], int(each["index"]), path, each.get("values"), checkpoint, report
        )
        if entry:
            found.append(entry)
    return sorted(found, key=lambda entry: entry.position)


def _follow(
    entries: Sequence[Entry], streams: frozenset[str], known_at: int, report: Report
) -> None:
    """Look whether each stream is there from its beginning, and nothing that was not asked."""
    revisions: dict[str, int] = defaultdict(int)
    moment, before = "", 0
    for entry in entries:
        content, position = entry.content, entry.position
        stream, revision = content["stream"], content["revision"]
        if position == before:
            report.found(Reason.POSITION, "it is there twice", position)
        if content["recorded_at"] < moment:
            words = f"recorded at {content['recorded_at']}, after one of {moment}"
            report.found(Reason.TIME, words, position)
        moment, before = content["recorded_at"], position
        if content["type"] == ERASURE:
            continue
        if stream not in streams or position > known_at:
            report.found(Reason.ANSWER, f"nothing was asked of {stream} at {position}", position)
        if revision != revisions[stream] + 1:
            words = f"of {stream}, what comes before revision {revision} is not shown"
            report.found(Reason.MISSING, words, position)
        revisions[stream] = revision
    for stream in sorted(streams - revisions.keys()):
        report.found(Reason.MISSING, f"nothing of {stream} is shown")


def _hold(answer: object, entries: Mapping[int, Entry], report: Report) -> None:
    """Hold what an answer says of events, wherever it does, against the entries."""
    match answer:
        case {"position": int(position), "type": str(kind), **said}:
            said["type"] = kind
            entry = entries.get(position)
            if entry is None:
                report.found(Reason.ANSWER, "the answer names an entry not shown", position)
                return
            for name in sorted(_SAID & said.keys()):
                if said[name] == entry.content.get(name):
                    continue
                words = f"the answer has another {name} than the entry"
                report.found(Reason.ANSWER, words, position)
        case dict():
            for each in answer.values():
                _hold(each, entries, report)
        case list():
            for each in answer:
                _hold(each, entries, report)
        case _:
            pass


_SAID: Final = frozenset(
    {"id", "type", "recorded_at", "occurred_on", "actor", "authority", "stream", "revision"}
)


def _replay(
    log: Path,
    keys: Sequence[PublicKey],
    asked: tuple[Mapping[str, Any], frozenset[str], int],
    report: Report,
) -> None:
    """Read the whole log, and look whether an entry of the streams is not in the answer."""
    file, streams, known_at = asked
    wanted = {stream.encode() for stream in streams}
    shown = {int(each["index"]) + 1: each["leaf"].encode() for each in file["entries"]}

    def watch(position: int, fields: Fields, leaf: bytes) -> None:
        if fields[4] not in wanted or position > known_at:
            return
        if position not in shown:
            words = f"revision {fields[3].decode()} of {fields[4].decode()} is not in the answer"
            report.found(Reason.MISSING, words, position)
        elif shown[position] != leaf:
            report.found(Reason.ALTERED, "the log has another entry there", position)

    earlier = Earlier.of(file["checkpoint"], keys)
    told = verify_log(log, keys, earlier, watch)
    for each in told.findings:
        report.found(each.reason, f"the log: {each.words}", each.position)
    for words in told.not_shown:
        report.lacks(f"the log: {words}")
    report.count("entries of the log", told.counts.get("entries", 0))
