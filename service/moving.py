"""Moving house: one secretariat as a file, out of one database and into another.

The file is gzip over lines of JSON: what the log is called and how it ends, then each entry with
its leaf, word for word, and its private texts with their salts, then the files that were handed in,
and the answers kept for retries.
Positions, hashes and the root are those of the leaves, so they stay what they were. What comes in
is believed in nothing: every leaf must follow the one before it, every text must open its
commitment, every file its digest, and the root must come out as the file says.

A log that goes on in two places is two records. So the log is closed where it was before it is
exported for good, and a database takes in no log that it has already.
"""

import gzip
import hashlib
import zlib
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

import orjson
from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from events.base import Form, place
from events.errors import AlreadyThere, NotFound, Refused
from events.fields import Secretariat
from events.log import LogSucceeded
from events.plans import File
from projections.base import found
from projections.insertion import insert_rows
from projections.texts import PARTED, TEXTS, WHOLE, WORDS
from service.ledger import read, rows
from service.ledger.database import EVERY, enter
from service.ledger.leaf import committed, instant
from service.ledger.parted import Parted, digest_of, pieces, pieces_of, without
from service.ledger.tables import ANSWERS, ENTRIES, FILES, HEADS
from service.tlog.commitments import digest
from service.tlog.tree import CompactRange, leaf_hash

FORMAT: Final = "minutebook-secretariat"
VERSION: Final = 3
"""Since 2 with the files that were handed in, since 3 with texts of which words were erased.

What earlier versions wrote is read as well.
"""

_CHUNK: Final = 1_000
_FORMS: Final = {WHOLE: Form.WHOLE, WORDS: Form.WORDS}

_LONGEST_FILE: Final = 1 << 30
_NAME: Final = TypeAdapter(Secretariat)

Tick = Callable[[], object]


class Unsound(Refused):
    """The file is not one that was exported, or not as it was exported; export it again."""


class Taken(NamedTuple):
    """What came in: the name it has here, its size and root, and how many texts it lacks."""

    secretariat: str
    size: int
    root: str
    missing: int
    """Private values that were erased before it was exported."""


def export(connection: Connection, secretariat: str, file: BinaryIO, tick: Tick) -> int:
    """Write a secretariat to `file`; return how many entries it has."""
    head = read.head(connection, secretariat)
    if head is None:
        raise NotFound(f"there is no secretariat {secretariat!r} here")
    beginning = {
        "format": FORMAT,
        "version": VERSION,
        "secretariat": secretariat,
        "origin": head.origin,
        "size": head.size,
        "root": CompactRange(head.size, head.peaks).root().hex(),
        "secret": _base64(head.secret),
    }
    with gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as packed:
        for line in _lines(connection, secretariat, head.size, beginning):
            packed.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
            if "leaf" in line:
                tick()
    return head.size


def _lines(
    connection: Connection, secretariat: str, size: int, beginning: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    yield beginning
    for first in range(1, size + 1, _CHUNK):
        yield from _entries(connection, secretariat, first, min(first + _CHUNK - 1, size))
    files = 0
    for sha256, packed in connection.execute(
        select(FILES.c.sha256, FILES.c.packed)
        .where(FILES.c.secretariat == secretariat)
        .order_by(FILES.c.sha256)
        .execution_options(yield_per=1)
    ):
        files += 1
        yield {"file": sha256, "packed": _base64(packed)}
    kept = select(ANSWERS).where(ANSWERS.c.secretariat == secretariat).order_by(*ANSWERS.c)
    answers = connection.execute(kept).mappings().all()
    for answer in answers:
        yield {
            "answer": answer["key"],
            "actor": answer["actor"],
            "digest": _base64(answer["digest"]),
            "outcome": answer["outcome"],
            "recorded_at": answer["recorded_at"],
        }
    yield {"end": len(answers), "files": files}


def _entries(
    connection: Connection, secretariat: str, first: int, last: int
) -> Iterator[dict[str, Any]]:
    texts: dict[int, list[tuple[int, int, str, str]]] = {}
    for at, form, salt, text in connection.execute(
        select(TEXTS.c.place, TEXTS.c.form, TEXTS.c.salt, TEXTS.c.text)
        .where(
            TEXTS.c.secretariat == secretariat,
            TEXTS.c.place >= place(first, 0),
            TEXTS.c.place < place(last + 1, 0),
        )
        .order_by(TEXTS.c.place)
    ):
        position, number = divmod(at, place(1, 0))
        texts.setdefault(position, []).append((number, form, _base64(salt), text))
    for position, leaf in connection.execute(
        select(ENTRIES.c.position, ENTRIES.c.leaf)
        .where(ENTRIES.c.secretariat == secretariat, ENTRIES.c.position.between(first, last))
        .order_by(ENTRIES.c.position)
    ):
        yield {"leaf": leaf.decode(), "texts": texts.get(position, [])}


def take_in(
    connection: Connection,
    path: Path,
    name: str | None,
    tick: Tick,
    gone: Collection[str] = frozenset(),
) -> Taken:
    """Take a secretariat in from a file, under another `name` if given, without its read models.

    Values and words with the digests of `gone` were erased since, and do not come in.

    The transaction is the owner's. Raises `AlreadyThere` where the name or the log is in use here,
    and `Unsound` where the file is not what was exported.
    """
    with gzip.open(path) as unpacked:
        lines = _read(unpacked)
        try:
            beginning = next(lines, {})
            if beginning.get("format") != FORMAT:
                raise Unsound(f"{path} is no exported secretariat")
            if beginning.get("version") not in range(1, VERSION + 1):
                raise Unsound(f"{path} was exported by a newer version; take it in with that")
            called = _NAME.validate_python(name or beginning["secretariat"])
            log = _Log(connection, called, beginning, gone)
            for chunk in iter(lambda: list(islice(lines, _CHUNK)), []):
                log.add(chunk, tick)
            return log.finish()
        except (
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
            IntegrityError,
            zlib.error,
        ) as error:
            raise Unsound(f"{path} is not as it was exported: {error}") from error


def announced(path: Path) -> int:
    """Return how many entries a file says it has; 0 where it is no exported secretariat."""
    with gzip.open(path) as unpacked:
        try:
            size = next(_read(unpacked), {}).get("size", 0)
        except (TypeError, ValueError):
            return 0
    return size if isinstance(size, int) else 0


def _read(packed: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    try:
        for line in packed:
            read_in = orjson.loads(line)
            if not isinstance(read_in, dict):
                raise TypeError("a line is no object")
            yield read_in
    except (OSError, EOFError) as error:
        raise ValueError(error) from error


class _Log:
    """A log that comes in, as far as it has come."""

    def __init__(
        self,
        connection: Connection,
        secretariat: str,
        beginning: dict[str, Any],
        gone: Collection[str],
    ) -> None:
        self._gone = gone
        self._connection, self._secretariat, self._beginning = connection, secretariat, beginning
        self._tree, self._newest, self._missing = CompactRange(), 0, 0
        self._answers: list[tuple[Any, ...]] = []
        self._files = 0
        self._ended = False
        self._origin: str | None = None
        _make_room(connection, secretariat, beginning["origin"])
        rows.begin_log(connection, secretariat, beginning["origin"], b64decode(beginning["secret"]))

    def add(self, lines: Sequence[dict[str, Any]], tick: Tick) -> None:
        """Add entries and answers, in the order in which they were exported."""
        entries: list[rows.Entry] = []
        texts: list[tuple[Any, ...]] = []
        files: list[File] = []
        for line in lines:
            if self._ended:
                raise ValueError("something follows its end")
            match line:
                case {"leaf": leaf, "texts": held}:
                    entry, content = self._entry(leaf.encode())
                    entries.append(entry)
                    texts += self._texts(content, held)
                    tick()
                case {"answer": key}:
                    self._answers.append(self._answer(key, line))
                case {"file": sha256, "packed": packed}:
                    files.append(_file(sha256, b64decode(packed)))
                case {"end": answers, **more}:
                    kept = (answers, more.get("files", 0))
                    self._ended = kept == (len(self._answers), self._files + len(files))
                case _:
                    raise ValueError("a line is neither an entry, a file nor an answer")
        insert_rows(self._connection, ENTRIES, entries)
        insert_rows(self._connection, TEXTS, texts)
        named = [each for each in files if self._is_named(each)] if self._gone else files
        rows.keep_files(self._connection, self._secretariat, named)
        self._files += len(files)

    def _is_named(self, file: File) -> bool:
        """Tell whether a value that came in names a file; without one it was erased."""
        named = found(
            TEXTS,
            TEXTS.c.secretariat == self._secretariat,
            TEXTS.c.text == file.sha256,
            TEXTS.c.form == WHOLE,
        )
        return bool(self._connection.execute(select(named)).scalar())

    def finish(self) -> Taken:
        """Compare the whole with what the file said of it; let the log end there."""
        root = self._tree.root().hex()
        if not self._ended:
            raise ValueError("its end is missing")
        if self._origin not in {None, self._beginning["origin"]}:
            raise ValueError("its entries are of another log")
        if (self._tree.size, root) != (self._beginning["size"], self._beginning["root"]):
            raise ValueError("its entries have another root than it says")
        insert_rows(self._connection, ANSWERS, self._answers)
        self._connection.execute(
            update(HEADS)
            .where(HEADS.c.secretariat == self._secretariat)
            .values(size=self._tree.size, peaks=self._tree.packed(), newest=self._newest)
        )
        return Taken(self._secretariat, self._tree.size, root, self._missing)

    def _entry(self, leaf: bytes) -> tuple[rows.Entry, dict[str, Any]]:
        content = orjson.loads(leaf)
        if orjson.dumps(content, option=orjson.OPT_SORT_KEYS) != leaf:
            raise ValueError("an entry is not in its canonical form")
        self._follow(content)
        moment = _microseconds(content["recorded_at"])
        if content["position"] != self._tree.size + 1 or moment < self._newest:
            raise ValueError("an entry does not follow the one before it")
        hashed = leaf_hash(leaf)
        self._tree.append(hashed)
        self._newest = moment
        entry = rows.Entry(
            self._secretariat,
            content["position"],
            content["stream"],
            content["revision"],
            moment,
            leaf,
            hashed,
        )
        return entry, content

    def _follow(self, content: dict[str, Any]) -> None:
        """See that an entry is of the log of the one before it, or begins the successor of that."""
        if content["log"] == self._origin:
            return
        begins = content["type"] == LogSucceeded.wire and content["data"]["origin"] == self._origin
        if self._origin is not None and not begins:
            raise ValueError("an entry is of another log")
        self._origin = content["log"]

    def _texts(
        self, content: dict[str, Any], held: Sequence[tuple[int, int, str, str]]
    ) -> Iterator[tuple[Any, ...]]:
        pointers = list(content.get("_sd", ()))
        self._missing += len(pointers) - len(held)
        if any(one[0] >= other[0] for one, other in pairwise(held)):
            raise ValueError("a private text comes twice")
        for number, form, packed, text in held:
            salt, pointer = b64decode(packed), pointers[number]
            sealed = content["_sd"][pointer]
            if _opened(pointer, form, text, salt) != sealed:
                raise ValueError("a private text is not the one that its entry commits to")
            if sealed in self._gone:
                self._missing += 1
                continue
            kept = (form, salt, text) if form == WHOLE else self._less(form, salt, text)
            yield self._secretariat, place(content["position"], number), *kept

    def _less(self, form: int, salt: bytes, text: str) -> tuple[int, bytes, str]:
        """Return running text without the words that were erased since."""
        if not self._gone:
            return form, salt, text
        parts = pieces(form, salt, text)
        going = [n for n, each in enumerate(parts) if base64url(digest_of(each)) in self._gone]
        if not going:
            return form, salt, text
        left = without(parts, going)
        return PARTED, left.packed, left.text

    def _answer(self, key: str, line: dict[str, Any]) -> tuple[Any, ...]:
        digest, outcome = b64decode(line["digest"]), line["outcome"]
        return self._secretariat, line["actor"], key, digest, outcome, line["recorded_at"]


def _opened(pointer: str, form: int, text: str, salt: bytes) -> str:
    """Return what a text opens in its entry."""
    if form == PARTED:
        return digest(b"".join(digest_of(each) for each in pieces_of(Parted(text, salt))))
    return committed(pointer, _FORMS[form], text, salt)


def _file(sha256: str, packed: bytes) -> File:
    unpacking = zlib.decompressobj()
    held = unpacking.decompress(packed, _LONGEST_FILE)
    if not unpacking.eof or unpacking.unused_data or hashlib.sha256(held).hexdigest() != sha256:
        raise ValueError("a file is not the one that its digest names")
    return File(sha256, packed)


def _make_room(connection: Connection, secretariat: str, origin: str) -> None:
    """See that the name is free, but for an empty log, and that the log is not here already."""
    enter(connection, EVERY)
    same = select(HEADS.c.secretariat).where(
        HEADS.c.origin == origin, or_(HEADS.c.secretariat != secretariat, HEADS.c.size > 0)
    )
    here = connection.execute(same).scalar()
    enter(connection, secretariat)
    if here is not None:
        raise AlreadyThere(f"this log is here already, as the secretariat {here!r}")
    head = read.locked(connection, secretariat)
    if head is not None and head.size:
        raise AlreadyThere(
            f"there is a secretariat {secretariat!r} here, with a record of its own; take it in "
            "under another name (--as)"
        )
    connection.execute(delete(HEADS).where(HEADS.c.secretariat == secretariat))


def _microseconds(text: str) -> int:
    """Return a moment that `leaf.instant` wrote."""
    moment = datetime.fromisoformat(text)
    counted = int(moment.replace(microsecond=0).timestamp()) * 1_000_000 + moment.microsecond
    if instant(counted) != text:
        raise ValueError(f"{text} is no moment of a log")
    return counted


def base64url(data: bytes) -> str:
    """Return bytes as they stand in a leaf."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _base64(data: bytes) -> str:
    return b64encode(data).decode()
