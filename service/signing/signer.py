"""The signer: one look at a log, and a checkpoint if it only grew since the last one.

The order is that of trust: tiles first, then what is remembered beside the key, and the checkpoint
last. So whatever a crash leaves, nothing was given out that is not remembered.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

import orjson
from sqlalchemy import Connection, select

from events.errors import NotFound
from events.log import LogSucceeded
from service.book import Book
from service.ledger import read
from service.ledger.read import Head
from service.ledger.tables import ENTRIES
from service.settings import Settings
from service.signing import durable, folders, refusals
from service.signing.growing import grow, range_of, tree_of
from service.signing.judging import Tick, hashes_after, judge
from service.signing.keys import keys_of, path_of
from service.signing.refusals import Unsignable
from service.signing.state import Remembered, is_signed_by
from service.tlog.checkpoints import Checkpoint
from service.tlog.folder import CHECKPOINT, LogFolder
from service.tlog.notes import NotSigned, PrivateKey
from service.tlog.proofs import root_of
from service.tlog.tree import HASH, CompactRange

NOTHING: Final = sha256(b"").digest()
"""The root of a log without entries."""


class Signer:
    """Signs the logs of a database under one key."""

    def __init__(self, book: Book, settings: Settings) -> None:
        """Read the logs of `book`; nothing is read or written yet."""
        self._book, self._settings = book, settings
        self.remembered = Remembered(path_of(settings))

    def folder(self, secretariat: str) -> LogFolder:
        """Return where the files of a log are."""
        return folders.folder_of(self._settings, secretariat)

    def sign(self, secretariat: str) -> Checkpoint | None:
        """Return a checkpoint of the log as it is, None while it is empty. Raises `Unsignable`."""
        folder = self.folder(secretariat)
        try:
            with self._book.reading(secretariat) as connection:
                head = read.head(connection, secretariat)
                if head is None or not head.size:
                    return None
                found = _Log(connection, secretariat, head, folder, keys_of(self._settings))
                signed = found.sign(self.remembered)
        except Unsignable as why:
            if folders.refusal(folder) != str(why):
                folders.refuse(folder, str(why))
            raise
        folders.accept(folder)
        return signed

    def last(self, secretariat: str) -> Checkpoint:
        """Return what was signed last, of the log under the name it has. Raises `Unsignable`."""
        with self._book.reading(secretariat) as connection:
            head = read.head(connection, secretariat)
            if head is None:
                raise NotFound(f"there is no secretariat {secretariat!r} here")
            of = (connection, secretariat, head, self.folder(secretariat))
            return _Log(*of, keys_of(self._settings)).last(self.remembered)

    def check(self, secretariat: str, tick: Tick = lambda: None) -> Unsignable | None:
        """Hold every entry of a log against what was signed; return what is the case."""
        folder = self.folder(secretariat)
        try:
            with self._book.reading(secretariat) as connection:
                head = read.head(connection, secretariat)
                if head is None:
                    return None
                found = _Log(connection, secretariat, head, folder, keys_of(self._settings))
                signed = found.last(self.remembered)
                return judge(connection, secretariat, head, signed, folder, tick)
        except Unsignable as why:
            return why


class _Log:
    """One look at a log and at what was signed of it."""

    def __init__(
        self,
        connection: Connection,
        secretariat: str,
        head: Head,
        folder: LogFolder,
        keys: list[PrivateKey],
    ) -> None:
        self._connection, self._secretariat, self._head = connection, secretariat, head
        self._folder, self._keys = folder, keys

    def sign(self, remembered: Remembered) -> Checkpoint:
        self._take_up()
        signed = self.last(remembered)
        if self._head.size < signed.size:
            raise self._what_is_the_case(signed)
        sound = self._sound(signed) or self._made_anew(signed)
        if not sound:
            raise refusals.elsewhere(signed.size)
        checkpoint = self._grown(signed)
        self._put_out(checkpoint, remembered)
        return checkpoint

    def last(self, remembered: Remembered) -> Checkpoint:
        """Return what was signed last, by the folder and by what is remembered."""
        origin = self._head.origin
        kept, held = remembered.note(origin), self._held()
        found = [Checkpoint.unproven(kept)] if kept else []
        if held is not None and held.origin == origin:
            found.append(held)
        if not found:
            return Checkpoint(origin, 0, NOTHING)
        found.sort(key=lambda each: each.size)
        first, last = found[0], found[-1]
        if self._sound(last) and not self._sound(first):
            raise refusals.contradicted(str(self._folder.path))
        return last

    def _held(self) -> Checkpoint | None:
        """Return the checkpoint in the folder, which one of our keys signed."""
        note = self._folder.checkpoint()
        if note is None:
            return None
        try:
            return Checkpoint.opened(note, [key.public for key in self._keys])
        except (NotSigned, ValueError):
            raise refusals.unknown_checkpoint(str(self._folder.path)) from None

    def _take_up(self) -> None:
        """Begin a folder anew, where the log in it goes on in this one as its successor."""
        held = self._held()
        if held is None or held.origin == self._head.origin:
            return
        if not self._succeeds(held):
            raise refusals.renamed(self._head.origin, held.origin)
        folders.put_away(self._folder, sha256(held.origin.encode()).hexdigest()[:12])

    def _succeeds(self, before: Checkpoint) -> bool:
        named = select(ENTRIES.c.leaf).where(
            ENTRIES.c.secretariat == self._secretariat,
            ENTRIES.c.stream > "log-",
            ENTRIES.c.stream < "log.",
        )
        found: list[dict[str, Any]] = [
            orjson.loads(leaf) for leaf in self._connection.execute(named).scalars()
        ]
        return any(
            each["type"] == LogSucceeded.wire and Checkpoint.of(_before(each["data"])) == before
            for each in found
        )

    def _sound(self, signed: Checkpoint) -> bool:
        """Tell whether the tiles give the root that was signed."""
        return self._whether(
            lambda: root_of(signed.size, tree_of(self._folder, signed.size)), signed
        )

    @staticmethod
    def _whether(root: Callable[[], bytes], signed: Checkpoint) -> bool:
        try:
            return root() == signed.root
        except (FileNotFoundError, ValueError, IndexError):
            return False

    def _made_anew(self, signed: Checkpoint) -> bool:
        """Make the tiles anew where the entries are still those that were signed."""
        hashes = hashes_after(self._connection, self._secretariat, 0, signed.size)
        tree = CompactRange()
        _append(tree, hashes)
        if tree.root() != signed.root:
            return False
        grow(self._folder, 0, hashes)
        return True

    def _grown(self, signed: Checkpoint) -> Checkpoint:
        """Carry the tree on with the entries that followed."""
        tree = range_of(tree_of(self._folder, signed.size), signed.size)
        try:
            hashes = hashes_after(self._connection, self._secretariat, signed.size, self._head.size)
        except Unsignable as why:
            raise self._what_is_the_case(signed) from why
        _append(tree, hashes)
        if tree.packed() != self._head.peaks:
            raise self._what_is_the_case(signed)
        if hashes:
            grow(self._folder, signed.size, hashes)
        return Checkpoint(self._head.origin, tree.size, tree.root())

    def _put_out(self, checkpoint: Checkpoint, remembered: Remembered) -> None:
        note, kept = self._folder.checkpoint(), remembered.note(checkpoint.origin)
        if note and note == kept and Checkpoint.unproven(note) == checkpoint and self._by_all(note):
            return
        signed = checkpoint.signed(self._keys)
        remembered.keep(checkpoint, signed)
        durable.write(self._folder.path / CHECKPOINT, signed.encode())

    def _by_all(self, note: str) -> bool:
        return all(is_signed_by(note, key.public) for key in self._keys)

    def _what_is_the_case(self, signed: Checkpoint) -> Unsignable:
        of = (self._connection, self._secretariat, self._head, signed, self._folder)
        return judge(*of) or refusals.false_head(self._head.size)


def _append(tree: CompactRange, hashes: bytes) -> None:
    for at in range(0, len(hashes), HASH):
        tree.append(hashes[at : at + HASH])


def _before(data: dict[str, Any]) -> str:
    """Return the checkpoint that an entry says its log goes on from."""
    return f"{data['origin']}\n{data['size']}\n{data['root']}\n"
