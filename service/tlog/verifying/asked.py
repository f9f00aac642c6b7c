"""Verifications as somebody asks for them, by the names of files."""

from collections.abc import Sequence
from pathlib import Path

from service.tlog.notes import NoNote, NotSigned, PublicKey
from service.tlog.verifying.answer import Judge, verify_answer
from service.tlog.verifying.consistency import verify_consistency
from service.tlog.verifying.earlier import Earlier
from service.tlog.verifying.event import verify_events
from service.tlog.verifying.findings import Reason, Report
from service.tlog.verifying.log import verify_log
from service.tlog.verifying.rendition import verify_rendition


class Misuse(Exception):
    """The command cannot be run as it was called."""


def log(folder: Path, keys: Sequence[Path], since: Path | None = None) -> Report:
    """Verify a whole log. Raises `Misuse`."""
    trusted = keys_of(keys, folder)
    if not folder.is_dir():
        raise Misuse(f"{folder} is no folder; name the one that the log was exported to")
    if since is None:
        return verify_log(folder, trusted)
    try:
        earlier = Earlier.read(since, trusted)
    except NotSigned as why:
        report = Report(f"the log in {folder}")
        report.found(Reason.SIGNATURE, f"the earlier checkpoint: {why}")
        return report
    except (OSError, NoNote, UnicodeDecodeError) as why:
        raise Misuse(f"{since} cannot be read as a checkpoint: {why}") from None
    return verify_log(folder, trusted, earlier)


def events(files: Sequence[Path], keys: Sequence[Path]) -> Report:
    """Verify events by their proofs. Raises `Misuse`."""
    trusted = keys_of(keys, None)
    return verify_events({str(each): _text(each) for each in files}, trusted)


def consistency(old: Path, new: Path, folder: Path, keys: Sequence[Path]) -> Report:
    """Verify that one checkpoint goes on from another. Raises `Misuse`."""
    trusted = keys_of(keys, folder)
    return verify_consistency(_text(old), _text(new), folder, trusted)


def answer(
    file: Path, keys: Sequence[Path], folder: Path | None, judge: Judge | None = None
) -> Report:
    """Verify an answer. Raises `Misuse`."""
    trusted = keys_of(keys, folder)
    if folder is not None and not folder.is_dir():
        raise Misuse(f"{folder} is no folder; name the one that the log was exported to")
    return verify_answer(_text(file), trusted, folder, judge)


def rendition(file: Path, keys: Sequence[Path]) -> Report:
    """Verify published minutes. Raises `Misuse`."""
    return verify_rendition(_text(file), keys_of(keys, None))


def keys_of(files: Sequence[Path], folder: Path | None) -> list[PublicKey]:
    """Return the keys in files, none of which lies in the folder of the log. Raises `Misuse`."""
    found = []
    for each in files:
        if folder is not None and each.resolve().is_relative_to(folder.resolve()):
            raise Misuse(
                f"{each} lies in the folder of the log: whoever alters a log can put a key beside "
                "it; take the key from elsewhere"
            )
        try:
            found.append(PublicKey.read(_text(each)))
        except NoNote as why:
            raise Misuse(f"{each}: {why}") from None
    return found


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as why:
        raise Misuse(f"{file} cannot be read: {getattr(why, 'strerror', None) or why}") from None
