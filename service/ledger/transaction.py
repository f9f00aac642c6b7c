"""Transactions that append: lock, carry out, commit, and what is known when one of these fails.

After a failed sync of the disk nothing is tried again: what reached it is unknown, so the writer
stops and the process is to be started anew, which recovers what is durable.
"""

from collections.abc import Sequence
from time import monotonic, sleep

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from events.errors import Declined
from service.errors import OutcomeUnknown, StorageFull, Unavailable
from service.ledger import read
from service.ledger.append import Batch, Tools
from service.ledger.ask import Ask, Outcome
from service.ledger.warm import WarmStreams

Answer = Outcome | Exception

_BUSY, _IO, _FULL = 5, 10, 13
_RETRY = 0.005
_PRIMARY = 0xFF


class Transactions:
    """One transaction after the other on one connection; used by one task at a time."""

    def __init__(self, engine: Engine, tools: Tools, warm_limit: int) -> None:
        """Append through `engine`, keeping up to `warm_limit` streams ready."""
        self._engine, self._tools = engine, tools
        self._warm = WarmStreams(warm_limit)
        self._connection: Connection | None = None
        self._batches: dict[str, Batch] = {}
        self._broken: str | None = None

    def lock(self) -> bool:
        """Begin a transaction; False where another process holds the lock."""
        if self._broken:
            raise Unavailable(self._broken)
        if self._connection is None:
            self._connection = self._engine.connect()
        try:
            self._connection.begin()
        except DBAPIError as error:
            self._connection.rollback()
            if _code(error) == _BUSY:
                return False
            raise
        return True

    def wait_for_lock(self, seconds: float) -> None:
        """Begin a transaction, waiting up to `seconds` for another process; `Unavailable` then."""
        give_up = monotonic() + seconds
        while not self.lock():
            if monotonic() > give_up:
                raise Unavailable("another process is writing to the record; try again later")
            sleep(_RETRY)

    @property
    def fault(self) -> str | None:
        """Why nothing can be written until the service is started anew, if that is so."""
        return self._broken

    def carry_out(self, asks: Sequence[Ask]) -> list[Answer]:
        """Carry the requests out in order; answers are outcomes, or why one was declined.

        Anything else that goes wrong is raised, and the transaction is rolled back.
        """
        try:
            answers = self._take(asks)
            for batch in self._batches.values():
                batch.finish()
        except BaseException as error:
            self.undo()
            raise _named(error) from error
        return answers

    def _take(self, asks: Sequence[Ask]) -> list[Answer]:
        answers: list[Answer] = []
        self._batches = {}
        for ask in asks:
            try:
                answers.append(self._batch(ask.secretariat, asks).take(ask))
            except Declined as why:
                answers.append(why)
        return answers

    def _batch(self, secretariat: str, asks: Sequence[Ask]) -> Batch:
        batch = self._batches.get(secretariat)
        if batch is None:
            assert self._connection is not None  # noqa: S101  lock() comes first
            batch = Batch(self._connection, secretariat, self._warm, self._tools)
            batch.recall(each for each in asks if each.secretariat == secretariat)
            self._batches[secretariat] = batch
        return batch

    def commit(self) -> None:
        """Make the transaction durable; `OutcomeUnknown` where nobody can tell."""
        assert self._connection is not None  # noqa: S101  lock() comes first
        try:
            self._connection.commit()
        except DBAPIError as error:
            self._settle(error)
        for batch in self._batches.values():
            batch.published()

    def undo(self) -> None:
        """Roll back, and forget what the transaction had made warm."""
        self._warm.clear()
        if self._connection is not None:
            self._connection.rollback()

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _settle(self, error: DBAPIError) -> None:
        """Find out what a failed COMMIT did: return if it stands, raise if not or if unknown."""
        self.undo()
        if _code(error) in (_FULL, _BUSY):
            raise _named(error) from error
        if _code(error) == _IO:
            self._broken = "the disk failed while writing; start the service again to recover"
            raise OutcomeUnknown from error
        if not self._stands_after_all():
            raise _named(error) from error

    def _stands_after_all(self) -> bool:
        """Read the heads anew on a fresh connection, and compare them with what was to be."""
        self.close()
        try:
            with self._engine.connect() as connection:
                sizes = {name: read.head(connection, name) for name in self._batches}
        except DBAPIError as error:
            raise OutcomeUnknown from error
        return all(
            head is not None and head.size == self._batches[name].size
            for name, head in sizes.items()
        )


def _code(error: DBAPIError) -> int | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY


def _named(error: BaseException) -> BaseException:
    """Return the error a caller is to see for a failure of the database."""
    if isinstance(error, DBAPIError):
        if _code(error) == _FULL:
            return StorageFull()
        if _code(error) == _BUSY:
            return Unavailable("another process is writing; try again")
    return error
