"""Two checkpoints of one log: whether the later goes on from the earlier."""

from collections.abc import Sequence
from pathlib import Path

from service.tlog.checkpoints import Checkpoint
from service.tlog.folder import LogFolder
from service.tlog.notes import NoNote, NotSigned, PublicKey
from service.tlog.proofs import consistency, is_consistent, root_of
from service.tlog.verifying.findings import Reason, Report


def verify_consistency(old: str, new: str, folder: Path, keys: Sequence[PublicKey]) -> Report:
    """Verify that the log of the note `new` begins with that of `old`, by the tiles in a folder."""
    report = Report("two checkpoints")
    before, after = (
        _opened(name, note, keys, report) for name, note in (("earlier", old), ("later", new))
    )
    if before and after:
        report.subject = f"{after.origin}, {before.size:,} and then {after.size:,} entries"
        _compare(before, after, folder, report)
    return report


def _opened(name: str, note: str, keys: Sequence[PublicKey], report: Report) -> Checkpoint | None:
    try:
        return Checkpoint.opened(note, keys)
    except NotSigned as why:
        report.found(Reason.SIGNATURE, f"the {name} checkpoint: {why}")
    except NoNote as why:
        report.found(Reason.UNREADABLE, f"the {name} checkpoint: {why}")
    return None


def _compare(before: Checkpoint, after: Checkpoint, folder: Path, report: Report) -> None:
    if before.origin != after.origin:
        words = f"the earlier is of {before.origin}, the later of {after.origin}"
        report.found(Reason.ORIGIN, f"{words}: verify the whole log, which says what succeeded")
    elif before.size > after.size:
        words = f"{before.size} entries were signed before, then {after.size}"
        report.found(Reason.ROLLED_BACK, words, after.size + 1)
    elif before.size == after.size:
        if before.root != after.root:
            words = "two histories of the same length were signed under one name"
            report.found(Reason.FORK, words)
    else:
        _prove(before, after, folder, report)


def _prove(before: Checkpoint, after: Checkpoint, folder: Path, report: Report) -> None:
    tree = LogFolder(folder).tree()
    try:
        proof = consistency(before.size, after.size, tree)
        whole = root_of(after.size, tree)
    except FileNotFoundError as missing:
        report.lacks(f"a tile that the proof takes: {missing}")
        return
    except ValueError as why:
        report.found(Reason.TILE, str(why))
        return
    if is_consistent(before.size, after.size, before.root, after.root, proof):
        report.count("entries as signed before", before.size)
    elif whole == after.root:
        words = f"the later log does not begin with the {before.size} entries of the earlier"
        report.found(Reason.FORK, words)
    else:
        report.found(Reason.ROOT, "the tiles are not those of the later checkpoint")
