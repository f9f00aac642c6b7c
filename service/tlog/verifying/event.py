"""Single events, each with its proof: that they stand in a signed log, and what they say."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from service.tlog.checkpoints import Checkpoint
from service.tlog.disclosures import Erasures, look
from service.tlog.notes import NoNote, NotSigned, PublicKey
from service.tlog.proof_text import ProofText
from service.tlog.proofs import is_included
from service.tlog.tree import leaf_hash
from service.tlog.verifying.findings import Reason, Report, judge
from service.tlog.verifying.leaf_form import Malformed, parsed


class Entry(NamedTuple):
    """An entry that was shown with its proof."""

    content: dict[str, Any]
    values: Mapping[str, Mapping[str, Any]] | None
    """What was shown of its private values, by their pointers; None if nothing was."""

    @property
    def position(self) -> int:
        """Its place in the log, from 1."""
        position: int = self.content["position"]
        return position


def verify_events(proofs: Mapping[str, str], keys: Sequence[PublicKey]) -> Report:
    """Verify proofs by the names of their files; entries of one may explain gaps in another."""
    report = Report(f"{len(proofs)} event{'s' if len(proofs) > 1 else ''}")
    entries = [entry for name, text in proofs.items() if (entry := _one(name, text, keys, report))]
    say_values(entries, report)
    return report


def _one(name: str, text: str, keys: Sequence[PublicKey], report: Report) -> Entry | None:
    try:
        proof = ProofText.read(text)
        checkpoint = Checkpoint.opened(proof.checkpoint, keys)
        extra = json.loads(proof.extra)
        leaf, values = extra["leaf"], extra.get("values")
    except NotSigned as why:
        report.found(Reason.SIGNATURE, f"{name}: {why}")
        return None
    except (NoNote, ValueError, TypeError, KeyError, AttributeError) as why:
        words = str(why) if isinstance(why, NoNote) else "what the entry says is not in it"
        report.found(Reason.UNREADABLE, f"{name}: {words}")
        return None
    return included(leaf, proof.at, proof.path, values, checkpoint, report)


def included(
    leaf: object,
    index: int,
    path: Sequence[bytes],
    values: object,
    checkpoint: Checkpoint,
    report: Report,
) -> Entry | None:
    """Return an entry that is in the tree of a checkpoint, or say in the report why it is not."""
    try:
        data = leaf.encode() if isinstance(leaf, str) else b""
    except UnicodeEncodeError:
        data = b""
    if not is_included(leaf_hash(data), index, checkpoint.size, path, checkpoint.root):
        words = "the proof does not lead from this entry to the signed root"
        report.found(Reason.ALTERED, words, index + 1)
        return None
    try:
        content = parsed(data)
    except Malformed as why:
        report.found(Reason.FORM, str(why), index + 1)
        return None
    if content["position"] != index + 1:
        report.found(Reason.POSITION, f"it says {content['position']} of itself", index + 1)
    if content["log"] != checkpoint.origin:
        report.lacks(
            f"that {checkpoint.origin} goes on from {content['log']}, the log of the entry"
        )
    report.count("entries")
    return Entry(content, _by_pointer(values))


def say_values(entries: Sequence[Entry], report: Report) -> None:
    """Say in the report what is to be said of the private values of entries."""
    erasures = Erasures()
    for entry in entries:
        erasures.add(entry.content)
    for entry in entries:
        committed = entry.content.get("_sd", {})
        if entry.values is None and committed:
            report.lacks(f"the private values of entry {entry.position}")
            continue
        for pointer, digest in committed.items():
            shown = look(pointer, digest, (entry.values or {}).get(pointer))
            judge(report, entry.position, shown, erasures)
        for pointer in (entry.values or {}).keys() - committed.keys():
            words = f"something is shown as {pointer}, where nothing was recorded"
            report.found(Reason.FALSE, words, entry.position)


def _by_pointer(values: object) -> dict[str, Mapping[str, Any]] | None:
    if not isinstance(values, list):
        return None
    return {str(each.get("pointer")): each for each in values if isinstance(each, dict)}
