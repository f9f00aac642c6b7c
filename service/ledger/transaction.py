"""Transactions that append: lock, carry out, commit, and what is known when one of these fails.

After a failed sync of the disk nothing is tried again: what reached it is unknown, so the writer
stops and the process is to be started anew, which recovers what is durable.
"""

from collections.abc import Sequence
from time import monotonic, sleep
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from events.errors import Declined
from service.errors import ClockBehind, OutcomeUnknown, Unavailable, Unserved
from service.ledger import failures
from service.ledger.append import Batch, Tools
from service.ledger.ask import Ask, Outcome
from service.ledger.warm import WarmStreams

Answer = Outcome | Exception

_RETRY: Final = 0.005
_SETTLE_SECONDS: Final = 5.0
_DISK_FAILED: Final = "the disk failed while writing; start the service again to recover"


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
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            self._connection.begin()
        except DBAPIError as error:
            if failures.busy(error):
                return False
            self._let_go()
            raise failures.meaning(error) or Unavailable() from error
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
        except DBAPIError as error:
            self.undo()
            if failures.disk_failed(error):
                self._broken = _DISK_FAILED
                raise Unavailable(_DISK_FAILED) from error
            if told := failures.meaning(error):
                raise told from error
            raise
        except BaseException:
            self.undo()
            raise
        return answers

    def _take(self, asks: Sequence[Ask]) -> list[Answer]:
        answers: list[Answer] = []
        self._batches = {}
        for ask in asks:
            try:
                answers.append(self._batch(ask.secretariat, asks).take(ask))
            except (Declined, ClockBehind) as why:  # a clock is behind one log, not all of them
                answers.append(why)
        return answers

    def _batch(self, secretariat: str, asks: Sequence[Ask]) -> Batch:
        batch = self._batches.get(secretariat)
        if batch is None:
            batch = Batch(self._locked(), secretariat, self._warm, self._tools)
            batch.recall(each for each in asks if each.secretariat == secretariat)
            self._batches[secretariat] = batch
        return batch

    def _locked(self) -> Connection:
        assert self._connection is not None  # noqa: S101  lock() comes first
        return self._connection

    def commit(self) -> None:
        """Make the transaction durable; `OutcomeUnknown` where nobody can tell."""
        try:
            self._locked().commit()
        except DBAPIError as error:
            self._settle(error)
        for batch in self._batches.values():
            batch.published()

    def undo(self) -> None:
        """Roll back, and forget what the transaction had made warm."""
        self._warm.clear()
        try:
            if self._connection is not None:
                self._connection.rollback()
        except DBAPIError:
            self._let_go()

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _let_go(self) -> None:
        """Really close the connection, so that nothing of a transaction can stay open in it."""
        if self._connection is not None:
            self._connection.invalidate()
        self.close()

    def _settle(self, error: DBAPIError) -> None:
        """Find out what a failed COMMIT did: return if it stands, raise if not or if unknown."""
        self._warm.clear()
        self._let_go()
        if failures.disk_failed(error):
            self._broken = _DISK_FAILED
            raise OutcomeUnknown from error
        if failures.taken_back(error) or not self._stands_after_all():
            raise failures.meaning(error) or Unavailable() from error

    def _stands_after_all(self) -> bool:
        """Look, on a new connection and under the lock, for what was to be made durable."""
        try:
            self.wait_for_lock(_SETTLE_SECONDS)
            stands = all(batch.stands(self._locked()) for batch in self._batches.values())
            self._locked().rollback()
        except (DBAPIError, Unserved) as error:
            self._let_go()
            raise OutcomeUnknown from error
        return stands
