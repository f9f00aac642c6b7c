"""Published minutes with their proof: that they say what was recorded, but for what is marked.

The version is known by its content: the SHA-256 over the hashes of the entries it was drawn up
from. Every text that is to be read must be the words of one of them, in order, with a mark where
words are withheld or erased, and nothing else.
"""

import binascii
import json
from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from service.tlog.checkpoints import Checkpoint
from service.tlog.commitments import words
from service.tlog.disclosures import State, look
from service.tlog.notes import NoNote, NotSigned, PublicKey
from service.tlog.tree import leaf_hash
from service.tlog.verifying.event import Entry, included, say_values
from service.tlog.verifying.findings import Reason, Report

FORMAT: Final = "minutebook-rendition"
VERSION: Final = 1
ERASED: Final = "[erased] "

_BROKEN = (NoNote, ValueError, TypeError, KeyError, AttributeError, binascii.Error)


def verify_rendition(text: str, keys: Sequence[PublicKey]) -> Report:
    """Verify published minutes."""
    report = Report("published minutes")
    try:
        file = json.loads(text)
        if (file["format"], file["version"]) != (FORMAT, VERSION):
            raise ValueError(file["format"])
        told = file["rendition"]
        checkpoint = Checkpoint.opened(file["checkpoint"], keys)
        entries = list(_entries(file["entries"], checkpoint, report))
        report.subject = (
            f"version {told['minutes_version']} of the minutes of {told['meeting']}, for "
            f"{told['audience']}"
        )
        say_values(entries, report)
        _hold_content(file, told, entries, report)
        _hold_words(told, {entry.position - 1: entry for entry in entries}, report)
    except NotSigned as why:
        report.found(Reason.SIGNATURE, f"the checkpoint: {why}")
    except _BROKEN as why:
        words = why if isinstance(why, NoNote) else "this is no published file of this version"
        report.found(Reason.UNREADABLE, str(words))
    return report


def marked(value: Mapping[str, Any]) -> str:
    """Return the text of a value as it is to be read: in brackets, why words are not there."""
    if "segments" not in value:
        return f"[withheld: {value['withheld']}]" if "withheld" in value else ""
    why = {
        at: mark["withheld"]
        for mark in value.get("marks", ())
        for at in range(mark["from"], mark["to"])
    }
    parts: list[str] = []
    before = None
    for at, each in enumerate(value["segments"]):
        reason = why.get(at)
        if isinstance(each, list):
            parts.append(each[1])
        elif reason is None:
            parts.append(ERASED)
        elif reason != before:
            parts.append(f"[withheld: {reason}] ")
        before = reason
    return "".join(parts).strip()


def _entries(given: Sequence[Any], checkpoint: Checkpoint, report: Report) -> Iterable[Entry]:
    for each in given:
        path = [b64decode(one, validate=True) for one in each["path"]]
        found = included(each["leaf"], int(each["index"]), path, each["values"], checkpoint, report)
        if found:
            yield found


def _hold_content(
    file: Mapping[str, Any], told: Mapping[str, Any], entries: Sequence[Entry], report: Report
) -> None:
    """Hold the version against its entries, and against what was decided of it."""
    leaves = {int(each["index"]): each["leaf"].encode() for each in file["entries"]}
    taken = sha256()
    for at in sorted(told["made_of"]):
        taken.update(leaf_hash(leaves[at]))
    if taken.hexdigest() != told["content"]:
        report.found(Reason.ANSWER, "the entries shown are not those that the version consists of")
    decided = {
        entry.content["type"]: entry.position
        for entry in entries
        if entry.content["stream"] == f"minutes-{told['meeting']}"
        and entry.content["data"].get("content") == told["content"]
        and entry.content["data"].get("version") == told["minutes_version"]
        and entry.content["data"].get("audience", told["audience"]) == told["audience"]
    }
    for step in ("minutes.drafted", "minutes.published"):
        if step not in decided:
            report.found(Reason.MISSING, f"no entry says {step} of this version")
    if "minutes.approved" in decided:
        report.notes.append(f"approved by entry {decided['minutes.approved']}")
    else:
        report.notes.append("this version is not shown to be approved")


def _hold_words(told: Mapping[str, Any], entries: Mapping[int, Entry], report: Report) -> None:
    """Hold every text that is to be read against the value it is taken from."""
    for each in told["passages"]:
        what = f"{each['part']} {each.get('number', each.get('action'))}"
        _hold(what, each["text"], each, entries, report)
    for each in told["attendance"]:
        for name in ("name", "stands_for"):
            if name in each:
                _hold(
                    f"{name} in row {each['row']}", each[name], each[f"{name}_at"], entries, report
                )


def _hold(
    what: str,
    text: str,
    place: Mapping[str, Any],
    entries: Mapping[int, Entry],
    report: Report,
) -> None:
    index, pointer = place["index"], place["pointer"]
    entry = entries.get(index)
    value = entry and (entry.values or {}).get(pointer)
    if entry is None or value is None:
        report.found(Reason.ANSWER, f"nothing is shown that {what} is taken from", index + 1)
        return
    shown = look(pointer, entry.content["_sd"].get(pointer, ""), value)
    read = (shown.text or "").strip() if shown.state is State.OPEN else marked(value)
    if read != text:
        report.found(Reason.ANSWER, f"{what} does not read as it was recorded", index + 1)
    report.count("texts compared")
    report.count("words withheld", _withheld(value))


def _withheld(value: Mapping[str, Any]) -> int:
    if "segments" in value:
        return sum(isinstance(each, str) for each in value["segments"])
    return len(words(value.get("text", ""))) if "withheld" in value else 0
