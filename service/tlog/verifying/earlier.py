"""Whether a log goes on from an earlier checkpoint of it: if not, what was done to it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from service.tlog.checkpoints import Checkpoint
from service.tlog.folder import CHECKPOINT, LogFolder
from service.tlog.notes import PublicKey
from service.tlog.tiles import WIDTH
from service.tlog.tree import HASH
from service.tlog.verifying.differences import Differences
from service.tlog.verifying.findings import Reason, Report
from service.tlog.verifying.trees import Tree


class Earlier:
    """An earlier checkpoint, with the tiles that it was exported with, if they are at hand."""

    def __init__(self, checkpoint: Checkpoint, folder: LogFolder | None = None) -> None:
        """Take a checkpoint, and the folder with its tiles."""
        self.checkpoint, self._folder = checkpoint, folder
        self._differences = Differences()
        self._root: bytes | None = None

    @classmethod
    def of(cls, note: str, keys: Iterable[PublicKey]) -> "Earlier":
        """Return the one of a note. Raises `NoNote`, `NotSigned`."""
        return cls(Checkpoint.opened(note, keys))

    @classmethod
    def read(cls, path: Path, keys: Iterable[PublicKey]) -> "Earlier":
        """Return the one of a file or a folder. Raises `OSError`, `NoNote`, `NotSigned`."""
        file = path / CHECKPOINT if path.is_dir() else path
        note = file.read_text(encoding="utf-8")
        return cls(Checkpoint.opened(note, keys), LogFolder(file.parent))

    def compare(self, index: int, hashes: list[bytes], tree: Tree) -> None:
        """Hold a bundle against what there was before; `tree` is that of those before it."""
        size, start = self.checkpoint.size, index * WIDTH
        if start >= size:
            return
        width = min(size - start, WIDTH)
        if width <= len(hashes) and start + width == size:
            self._root = tree.root_with(hashes[:width])
        if self._folder is None:
            return
        try:
            stored = self._folder.tile(0, index, width)[: width * HASH]
        except OSError:
            return
        self._differences.compare(index, hashes[:width], stored)

    def judge(
        self, now: Checkpoint, then: Mapping[str, int], report: Report, *, sound: bool
    ) -> None:
        """Say whether the log of the checkpoint `now` goes on from here.

        `sound` is whether its entries are those that it was signed for: if not, that says more.
        `then` are the logs that it took up, with the number of entries it has of each.
        """
        before = self.checkpoint
        if before.origin != now.origin and before.origin not in then:
            words = f"the earlier checkpoint is of {before.origin}, this one of {now.origin}"
            report.found(Reason.ORIGIN, words)
        elif before.size > then.get(before.origin, before.size):
            kept = then[before.origin]
            report.lacks(
                f"entries {kept + 1} to {before.size} of {before.origin}: they were given up when "
                f"it was restored, as entry {kept + 1} says"
            )
        elif before.size > now.size:
            words = f"{before.size} entries were signed before, now there are {now.size}"
            report.found(Reason.ROLLED_BACK, words, now.size + 1)
        elif before.size and (self._root is None or not sound):
            report.lacks(f"whether the {before.size} entries signed before are as they were")
        elif before.size and self._root != before.root:
            self._say_how(report)
        else:
            report.count("entries as signed before", before.size)

    def _say_how(self, report: Report) -> None:
        size = self.checkpoint.size
        if not self._differences:
            words = (
                f"the first {size} entries are not those that were signed before: another history "
                "goes on under the same name (the folder of the earlier export would say from "
                "which entry on)"
            )
            report.found(Reason.FORK, words)
            return
        first = self._differences.told()[0]
        if self._differences.same_after or first.reason is not Reason.ALTERED:
            words = f"not as signed before ({first.reason}): {first.words}"
            report.found(Reason.TAMPERED, words, first.position)
        else:
            words = "from here on another history goes on than the one signed before"
            report.found(Reason.FORK, words, first.position)
