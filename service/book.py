"""The minute book of a deployment: its database, opened; its record, read; its one writer."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool

from events.base import Provenance
from events.errors import NotFound
from service import clock, moving, progress, rebuilding, roles, schema, secretariats
from service.erasing import aftermath, backups
from service.erasing.kept import Erasures
from service.errors import Unavailable
from service.ids import Mint
from service.ledger import read, rows, withholding
from service.ledger.append import Batch, Tools
from service.ledger.ask import Ask, Outcome
from service.ledger.assurance import durability, standing
from service.ledger.database import (
    EVERY,
    enter,
    is_sqlite,
    open_reader,
    open_writer,
    transaction,
)
from service.ledger.transaction import Transactions
from service.ledger.warm import WarmStreams
from service.ledger.writer import Limits
from service.ledger.writers import Writers
from service.moving import Taken
from service.planning import fix_plans
from service.rebuilding import Difference, Tick
from service.record import Record
from service.register import DatabaseRegister
from service.settings import Settings
from service.watch import Watch

DEFAULT = "default"
"""The secretariat that exists from the start."""

_OPERATOR = "local"
"""Who carries out again what an older copy of a log does not tell of."""
_ACCESS = "access-"
_WARM = 50_000
_SECOND = 1_000_000
_HOUR = 3_600 * _SECOND


class Check(NamedTuple):
    """One thing that must hold for the service to be ready."""

    component: str
    status: Literal["pass", "warn", "fail"]
    detail: str


class Book:
    """An open minute book. The embedded default makes and upgrades itself."""

    def __init__(self, settings: Settings, mint: Mint) -> None:
        """Open it; `Unavailable` where the schema is not the one that this version needs."""
        self._settings, self.mint = settings, mint
        if settings.embedded:
            settings.data.mkdir(parents=True, exist_ok=True)
        self._patient = open_writer(settings.url, busy_seconds=settings.busy_seconds)
        # On SQLite the writer must not wait for a lock on the event loop; elsewhere it may.
        self._write = open_writer(settings.url) if is_sqlite(settings.url) else self._patient
        self._read = open_reader(settings.url)
        self._read_uncleared = open_reader(settings.url, cleared=False)
        self._transactions = self._make_transactions()
        self._writers: Writers | None = None
        self._watch: Watch | None = None
        self.stopping = False
        """Whether the service is about to stop, so that whoever follows the record is to leave."""
        self._known: set[str] = set()
        self.access_changes = 0
        """How often somebody's access was changed by this process."""
        try:
            self._see_to_the_schema()
        except BaseException:
            self.close()
            raise

    def _see_to_the_schema(self) -> None:
        found = self._revision()
        if self._settings.embedded and found != schema.head():
            upgrade(self._patient, self.mint)
            found = self._revision()
        if found != schema.head():
            raise Unavailable(
                f"the database is at schema {found or 'none'}, this version needs {schema.head()}; "
                "run `minutebook db upgrade`"
            )

    def start(self) -> None:
        """Let the writer run on the event loop of the caller, until `stop`."""
        limits = Limits(
            queue=self._settings.queue_limit,
            batch=self._settings.batch_limit,
            busy_seconds=self._settings.busy_seconds,
        )
        self._forget_answers()
        for secretariat in self.sizes():
            self.repeat_erasures(secretariat)  # the database may be a copy from before
            self.finish_erasures(secretariat)
        self._transactions.close()
        self._writers = Writers(self._transactions, self._make_transactions, limits)

    async def stop(self) -> None:
        """Carry out what is waiting, then let go of the database."""
        self.hang_up()
        if self._writers is not None:
            await self._writers.close()
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._transactions.close()
        self._write.dispose()
        self._patient.dispose()
        self._read.dispose()
        self._read_uncleared.dispose()

    async def submit(self, ask: Ask) -> Outcome:
        """Return the outcome of a request once it is durable; raise why there is none."""
        writers = await self._writers_of(ask.secretariat)
        outcome = await writers.submit(ask)
        if any(stream.startswith(_ACCESS) for stream in outcome.revisions):
            self.access_changes += 1
        return outcome

    async def _writers_of(self, secretariat: str) -> Writers:
        """Return the writers, of a secretariat that is here."""
        if self._writers is None:
            raise Unavailable("the service has not started yet")
        if secretariat not in self._known:
            self._known = set(await run_in_threadpool(self.sizes))
        if secretariat not in self._known:
            raise NotFound(f"there is no secretariat {secretariat!r} here")
        return self._writers

    def submit_now(self, ask: Ask) -> Outcome:
        """Do the same where there is no event loop, as on the command line."""
        return self.submit_all([ask])[0]

    def submit_all(self, asks: Sequence[Ask]) -> list[Outcome]:
        """Carry out several requests in one transaction; the first that is declined is raised.

        None of them is recorded then.
        """
        self._transactions.wait_for_lock(asks[0].secretariat, self._settings.busy_seconds)
        answers = self._transactions.carry_out(asks)
        outcomes = [answer for answer in answers if isinstance(answer, Outcome)]
        for answer in answers:
            if isinstance(answer, Exception):
                self._transactions.undo()
                raise answer
        self._transactions.commit()
        return outcomes

    @contextmanager
    def record(
        self,
        secretariat: str = DEFAULT,
        known_at: int | datetime | None = None,
        *,
        cleared: bool = True,
    ) -> Iterator[Record]:
        """Open the record as it stood; everything asked within sees the same state.

        Who is not `cleared` finds nothing in it that is confidential now.
        """
        with self.reading(secretariat, cleared=cleared) as connection:
            yield Record(connection, secretariat, known_at)

    @contextmanager
    def reading(self, secretariat: str = EVERY, *, cleared: bool = True) -> Iterator[Connection]:
        """Open a transaction that sees one state; of `EVERY`, the heads of all logs alone."""
        engine = self._read if cleared else self._read_uncleared
        with transaction(engine, secretariat) as connection:
            yield connection

    @contextmanager
    def noting(self, secretariat: str) -> Iterator[Connection]:
        """Open a transaction of the service, for what is kept beside the log."""
        with transaction(self._patient, secretariat) as connection:
            yield connection

    @contextmanager
    def operating(self, secretariat: str = EVERY) -> Iterator[Connection]:
        """Open a transaction of the operator; on PostgreSQL it takes the owner of the tables."""
        self._transactions.close()
        with transaction(self._patient, secretariat) as connection:
            yield connection

    def rebuild(self, secretariat: str, tick: Tick) -> int:
        """Refill the read models from the log, in one transaction; return how many events."""
        with self.operating(secretariat) as connection:
            rebuilding.refill_words(connection)
            rebuilding.complete_marks(connection, secretariat)
            return rebuilding.rebuild(connection, secretariat, tick=tick)

    def rebuild_into(self, secretariat: str, position: int, path: Path, tick: Tick) -> int:
        """Write the record as of a position into a new file; return how many events."""
        with self.reading(secretariat) as connection:
            return rebuilding.rebuild_into(connection, secretariat, position, path, tick)

    def export(self, secretariat: str, file: BinaryIO, tick: Tick) -> int:
        """Write all there is of a secretariat into a file; return how many events."""
        with self.reading(secretariat) as connection:
            return moving.export(connection, secretariat, file, tick)

    def take_in(self, path: Path, name: str | None, tick: Tick) -> Taken:
        """Take in a secretariat that was exported, with its read models, whole or not at all."""
        with self.operating() as connection:
            gone = Erasures(self._settings.data).digests()
            taken = moving.take_in(connection, path, name, tick, gone)
            rebuilding.complete_marks(connection, taken.secretariat)
            rebuilding.rebuild(connection, taken.secretariat)
            progress.hold(connection, taken.secretariat)
            return taken

    def check(self, secretariat: str, tick: Tick) -> list[Difference]:
        """Return where the read models differ from what the log says; empty where nowhere."""
        with self.reading(secretariat) as connection:
            return rebuilding.check(connection, secretariat, tick)

    def succeed(self, secretariat: str, origin: str, ask: Ask) -> Outcome:
        """Let a log go on under another name, of which `ask` brings the first entry."""
        with self.operating(secretariat) as connection:
            read.locked(connection, secretariat)
            rows.rename_log(connection, secretariat, origin)
            batch = Batch(connection, secretariat, WarmStreams(1), self._tools())
            outcome = batch.take(ask)
            batch.finish()
            return outcome

    def finish_erasures(self, secretariat: str) -> bool:
        """Note the erasures of a log outside the database, and wipe what SQLite holds of them.

        False where a reader held on to the write-ahead file, or where the owner of the tables has
        to wipe them (PostgreSQL).
        """
        with self.reading(secretariat) as connection:
            found = aftermath.noted(connection, secretariat)
        if not found:
            return True
        Erasures(self._settings.data).add(found)
        return is_sqlite(self._settings.url) and aftermath.emptied(self._patient)

    def repeat_erasures(self, secretariat: str) -> int:
        """Carry out again what a log does not tell of, because it is an older copy; how many."""
        noted = Erasures(self._settings.data).read()
        with self.reading(secretariat) as connection:
            lacking = aftermath.unsaid(connection, secretariat, noted)
        if lacking:
            self.submit_now(Ask(secretariat, Provenance(_OPERATOR), aftermath.repeating(lacking)))
        return len(lacking)

    def wipe(self) -> bool:
        """Wipe what the files of the database hold of erased values; the owner does."""
        self._transactions.close()
        if is_sqlite(self._settings.url):
            return aftermath.emptied(self._patient)
        aftermath.wiped(self._patient)
        return True

    @property
    def url(self) -> str:
        """Where the database is."""
        return self._settings.url

    def backup(self, file: BinaryIO) -> dict[str, int]:
        """Write all secretariats into a file; return how many events each has."""

        def export(secretariat: str, part: BinaryIO) -> int:
            return self.export(secretariat, part, rebuilding.quiet)

        return backups.write(file, list(self.sizes()), export)

    def restore(self, path: Path) -> Iterator[Taken]:
        """Take in the secretariats of a backup one by one, without what was erased since."""
        for part in backups.read(path):
            taken = self.take_in(part, None, rebuilding.quiet)
            self.repeat_erasures(taken.secretariat)
            self.finish_erasures(taken.secretariat)
            yield taken

    def size(self, secretariat: str) -> int:
        """Return the size of the secretariat's log now."""
        with self.reading(secretariat) as connection:
            return rebuilding.size(connection, secretariat)

    def sizes(self) -> dict[str, int]:
        """Return the secretariats that have a log here, and the size of each."""
        with self.reading() as connection:
            return read.sizes(connection)

    async def grown(self, secretariat: str, beyond: int, seconds: float) -> None:
        """Return when the log is longer than `beyond`, or after that many seconds.

        What other processes append is looked for a few times a second.
        """
        writers = await self._writers_of(secretariat)
        if self._watch is None:
            self._watch = Watch(self.size, writers.news)
        await self._watch.grown(secretariat, beyond, seconds)

    async def news(self, seconds: float) -> None:
        """Return when something was recorded here, in any log, or after that many seconds."""
        if self._writers is None:
            raise Unavailable("the service has not started yet")
        await self._writers.any_news(seconds)

    def hang_up(self) -> None:
        """Let nobody wait for news any more: the service is about to stop."""
        self.stopping = True
        if self._watch is not None:
            self._watch.ended = True

    def ready(self) -> list[Check]:
        """Return what must hold for requests to be served, and whether it does."""
        try:
            with self.reading() as connection:
                found = schema.revision(connection)
                sizes = read.sizes(connection)
                kept = durability(connection)
                role = standing(connection)
        except DBAPIError as error:
            return [Check("database", "fail", type(error.orig).__name__)]
        log = ", ".join(f"{name}: {size}" for name, size in sizes.items())
        writing = self._writers is None or self._writers.alive
        return [
            Check("database", "pass", "answers"),
            Check("migrations", _pass(found == schema.head()), str(found)),
            Check("log", _pass(self._transactions.fault is None), log),
            Check("durability", "pass" if kept.sound else "warn", kept.words),
            Check("role", "pass" if role.sound else "warn", role.words),
            Check("writer", _pass(writing), "takes requests"),
        ]

    def _revision(self) -> str | None:
        with self.reading() as connection:
            return schema.revision(connection)

    def _forget_answers(self) -> None:
        """Forget what was answered under keys that nobody has to be answered for any more."""
        kept = self._settings.idempotency_hours * _HOUR
        for secretariat in self.sizes():
            with transaction(self._patient, secretariat) as connection:
                rows.forget_answers(connection, secretariat, clock.now() - kept)

    def _make_transactions(self) -> Transactions:
        return Transactions(self._write, self._tools(), _WARM)

    def _tools(self) -> Tools:
        return Tools(
            clock=clock.now,
            mint=self.mint,
            register=DatabaseRegister,
            clock_skew=int(self._settings.clock_skew_seconds * _SECOND),
        )


def upgrade(engine: Engine, mint: Mint) -> bool:
    """Bring a database up to date, refill its read models if that changed them; tell whether.

    It is all or nothing. The secretariat `default` is begun where it is missing.
    """
    with transaction(engine, DEFAULT) as connection:
        changed = schema.upgrade_within(connection)
        if read.head(connection, DEFAULT) is None:
            secretariats.create(connection, DEFAULT, mint)
        if changed:
            fix_plans(connection)
            enter(connection, EVERY)
            sizes = read.sizes(connection)
            rebuilding.complete_marks(connection, *sizes)
            rebuilding.rebuild(connection, *sizes)
        withholding.make(connection)
        roles.grant(connection)
    return changed


def _pass(well: bool) -> Literal["pass", "fail"]:  # noqa: FBT001  a yes or no is all there is
    return "pass" if well else "fail"
