"""Transactions that append: lock, carry out, commit, and what is known when one of these fails.

After a failed sync of the disk nothing is tried again: what reached it is unknown, so the writer
stops and the process is to be started anew, which recovers what is durable.

A PostgreSQL that gives up waiting for its synchronous standby commits all the same and only warns.
That is no durable commit: it is looked into like a lost one, and the look ends with a commit of its
own, which waits for the standby again.
"""

from collections.abc import Sequence
from time import monotonic, sleep
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from events.errors import Declined
from service.errors import ClockBehind, OutcomeUnknown, Unavailable, Unserved
from service.ledger import failures
from service.ledger.append import Batch, Tools
from service.ledger.ask import Ask, Outcome
from service.ledger.database import begin, connect, enter, warned
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
        self._entered = ""

    @property
    def waits(self) -> bool:
        """Whether the statements wait for a server, and had better do so in a thread."""
        return self._engine.dialect.name == "postgresql"

    def lock(self, secretariat: str) -> bool:
        """Begin a transaction of a secretariat; False where another process holds the lock."""
        if self._broken:
            raise Unavailable(self._broken)
        try:
            self._begin(secretariat)
        except PoolTimeout as error:
            raise Unavailable from error
        except DBAPIError as error:
            if failures.busy(error):
                return False
            self._let_go()
            raise failures.meaning(error) or Unavailable() from error
        return True

    def _begin(self, secretariat: str) -> None:
        if self._connection is None:
            self._connection = connect(self._engine, secretariat)
        else:
            begin(self._connection, secretariat)
        self._entered = secretariat

    def wait_for_lock(self, secretariat: str, seconds: float) -> None:
        """Begin a transaction, waiting up to `seconds` for another process; `Unavailable` then."""
        give_up = monotonic() + seconds
        while not self.lock(secretariat):
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
            for secretariat, batch in self._batches.items():
                self._enter(secretariat)
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
            self._enter(secretariat)
            batch = Batch(self._locked(), secretariat, self._warm, self._tools)
            batch.recall(each for each in asks if each.secretariat == secretariat)
            self._batches[secretariat] = batch
        self._enter(secretariat)
        return batch

    def _enter(self, secretariat: str) -> None:
        if secretariat != self._entered:
            enter(self._locked(), secretariat)
            self._entered = secretariat

    def _locked(self) -> Connection:
        assert self._connection is not None  # noqa: S101  lock() comes first
        return self._connection

    def commit(self) -> None:
        """Make the transaction durable; `OutcomeUnknown` where nobody can tell."""
        try:
            self._locked().commit()
        except DBAPIError as error:
            self._settle(error)
        else:
            if warned(self._locked()):
                self._warm.clear()
                if not self._make_sure():
                    raise OutcomeUnknown
        for batch in self._batches.values():
            batch.published()
        self._rest()

    def undo(self) -> None:
        """Roll back, and forget what the transaction had made warm."""
        self._warm.clear()
        try:
            if self._connection is not None:
                self._connection.rollback()
        except DBAPIError:
            self._let_go()
        self._rest()

    def _rest(self) -> None:
        """Leave the connection to others meanwhile, where several logs are written side by side."""
        if self.waits:
            self.close()

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
        if failures.taken_back(error) or not self._make_sure():
            raise failures.meaning(error) or Unavailable() from error

    def _make_sure(self) -> bool:
        """Look, under the lock, for what was to be made durable; True where it is, by now."""
        try:
            self.wait_for_lock(self._entered, _SETTLE_SECONDS)
            stands = all(self._stands(*each) for each in self._batches.items())
            self._locked().commit()
            if warned(self._locked()):
                raise OutcomeUnknown
        except (DBAPIError, Unserved) as error:
            self._let_go()
            raise OutcomeUnknown from error
        return stands

    def _stands(self, secretariat: str, batch: Batch) -> bool:
        self._enter(secretariat)
        return batch.stands(self._locked())
