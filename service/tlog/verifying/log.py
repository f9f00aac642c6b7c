"""A whole log: its signature, every entry, every tile, and that it goes on from what it was.

It is read once, bundle by bundle, from the first entry to the last.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from service.tlog.checkpoints import Checkpoint
from service.tlog.disclosures import ERASURE
from service.tlog.folder import LogFolder
from service.tlog.notes import NoNote, NotSigned, PublicKey
from service.tlog.tiles import WIDTH, bundles_of, path
from service.tlog.verifying.earlier import Earlier
from service.tlog.verifying.findings import Reason, Report
from service.tlog.verifying.leaf_form import Fields, Forms, Malformed, parsed
from service.tlog.verifying.sequence import Sequence as Order
from service.tlog.verifying.trees import Beside, leaf_hashes
from service.tlog.verifying.values import Lines, Values, read_lines

Watch = Callable[[int, Fields, bytes], None]
"""Is told of each entry: its position, its fields, the leaf."""

_ERASURE = ERASURE.encode()


def verify_log(
    folder: Path,
    keys: Sequence[PublicKey],
    earlier: Earlier | None = None,
    watch: Watch | None = None,
) -> Report:
    """Verify the log in a folder, given its keys and perhaps an earlier checkpoint."""
    report = Report(f"the log in {folder}")
    log = LogFolder(folder)
    checkpoint = _checkpoint(log, keys, report)
    if checkpoint is None:
        return report
    report.subject = f"{checkpoint.origin}, {checkpoint.size:,} entries"
    if checkpoint.size and not (folder / "tile" / "entries").is_dir():
        report.lacks("the entries: tile/entries is not in the folder")
    else:
        _Pass(log, checkpoint, report, earlier, watch).run()
    return report


def _checkpoint(log: LogFolder, keys: Sequence[PublicKey], report: Report) -> Checkpoint | None:
    try:
        note = log.checkpoint()
        if note is None:
            report.found(Reason.SIGNATURE, "there is no checkpoint: nothing was signed")
            return None
        return Checkpoint.opened(note, keys)
    except NotSigned as why:
        report.found(Reason.SIGNATURE, f"the checkpoint: {why}")
    except (NoNote, UnicodeDecodeError) as why:
        report.found(Reason.UNREADABLE, f"the checkpoint: {why}")
    return None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold back the garbage collector: nothing here is garbage, and looking for it takes time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Pass:
    """One reading of a log from beginning to end."""

    def __init__(
        self,
        log: LogFolder,
        checkpoint: Checkpoint,
        report: Report,
        earlier: Earlier | None,
        watch: Watch | None,
    ) -> None:
        self._log, self._checkpoint, self._report = log, checkpoint, report
        self._earlier, self._watch = earlier, watch
        self._forms, self._order = Forms(), Order(report)
        self._tree = Beside(log, report)
        self._values = Values(report)
        self._with_values = (log.path / "disclosures").is_dir()

    def run(self) -> None:
        with _uncollected():
            for index, width in bundles_of(self._checkpoint.size):
                if not self._bundle(index, width):
                    break
            else:
                self._tree.finish()
                self._order.finish(self._checkpoint.origin)
        self._values.finish()
        self._conclude()

    def _bundle(self, index: int, width: int) -> bool:
        try:
            leaves = self._log.leaves(index, width)
        except FileNotFoundError as missing:
            self._report.found(Reason.MISSING, str(missing), index * WIDTH + 1)
            return False
        except ValueError as why:
            self._report.found(Reason.UNREADABLE, f"{path('entries', index)}: {why}")
            return False
        lines = self._lines(index)
        entry = self._entry
        for number, leaf in enumerate(leaves, index * WIDTH + 1):
            entry(number, leaf, lines)
        hashes = leaf_hashes(leaves)
        if self._earlier:
            self._earlier.compare(index, hashes, self._tree.ours)
        self._tree.add(index, hashes, width)
        self._report.count("entries", len(leaves))
        if len(leaves) < width:
            words = f"the log ends there, the checkpoint has {self._checkpoint.size} entries"
            self._report.found(Reason.MISSING, words, index * WIDTH + len(leaves) + 1)
            return False
        return True

    def _lines(self, index: int) -> Lines:
        return read_lines(self._log.disclosures(index), self._report) if self._with_values else {}

    def _entry(self, number: int, leaf: bytes, lines: Lines) -> None:
        try:
            fields = self._forms.read(leaf)
        except Malformed as why:
            self._report.found(Reason.FORM, str(why), number)
            self._order.pass_over()
            return
        position = self._order.follow(fields, leaf)
        if self._watch:
            self._watch(position, fields, leaf)
        if self._with_values and (fields[-1] == _ERASURE or leaf.startswith(b'{"_sd":')):
            content = parsed(leaf)
            self._values.erasures.add(content)
            self._values.entry(content, lines)

    def _conclude(self) -> None:
        signed, differences = self._checkpoint.root, self._tree.differences
        if self._tree.ours.root() == signed:
            for words in self._tree.unlike:
                self._report.found(Reason.TILE, words)
            for each in differences.told():
                words = "the tile has another hash than the entry, which is the one signed"
                self._report.found(Reason.TILE, words, each.position, sure=True)
        elif self._tree.theirs.root() == signed:
            for each in differences.told():
                self._report.found(each.reason, each.words, each.position, sure=True)
        else:
            words = "the entries are not those that the checkpoint was signed for"
            self._report.found(Reason.ROOT, words, differences.first)
        if self._earlier:
            self._earlier.judge(
                self._checkpoint,
                self._order.succeeded,
                self._report,
                sound=self._tree.ours.root() == signed,
            )
