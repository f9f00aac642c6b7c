"""One transaction's work on one log: decide, append, fold, remember the answers.

Every request sees the states as changed by those before it. A request that is declined leaves no
trace; what the others append gets gapless positions under the lock on the head of the log.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection

from events import meeting, minutes, registry
from events.base import Event, Form, Provenance, Recorded, place
from events.errors import Declined, NotFound
from events.ids import EventId
from events.plans import File, Plan, Planner, Register
from events.privacy.events import ValuesErased
from events.record.effective import effective
from events.record.rules import folded
from projections.insertion import insert_rows
from projections.marks import MARKS, body_of, marks_of
from projections.runner import Pen, Standing, load, step
from projections.texts import TEXTS, WHOLE, WORDS
from service.errors import ClockBehind, Closed, KeyReused
from service.ledger import erasing, leaf, read, rows
from service.ledger.ask import Ask, Key, Outcome
from service.ledger.database import sent_at_once
from service.ledger.warm import WarmStream, WarmStreams
from service.ledger.work import Decided, Work
from service.tlog.commitments import SALT
from service.tlog.tree import CompactRange, leaf_hash

_PRIVACY = "privacy-"
_FORMS = {Form.WHOLE: WHOLE, Form.WORDS: WORDS}


@dataclass(frozen=True, slots=True)
class Tools:
    """What a batch is given from outside: the clock (microseconds), identities, and limits.

    The clock is that of this machine; where many share a PostgreSQL, the clock of that is used.
    """

    clock: Callable[[], int]
    mint: Callable[[], str]
    register: Callable[[Connection, str], Register]
    clock_skew: int
    """How far, in microseconds, the clock may lie behind the newest entry."""


class Batch:
    """Requests to one log that are carried out in one transaction."""

    def __init__(
        self, connection: Connection, secretariat: str, warm: WarmStreams, tools: Tools
    ) -> None:
        """Lock the end of the log and take it up."""
        head = read.locked(connection, secretariat)
        if head is None:
            raise NotFound(f"there is no secretariat {secretariat!r} here")
        if head.closed_at is not None:
            raise Closed
        self._connection, self._secretariat = connection, secretariat
        self._warm, self._tools, self._head = warm, tools, head
        self._tree = CompactRange(head.size, head.peaks)
        self._moment = _moment(head, tools)
        self._moment_text = leaf.instant(self._moment)
        self._entries: list[rows.Entry] = []
        self._texts: list[tuple[Any, ...]] = []
        self._marks: list[tuple[str, str, int]] = []
        self._files: list[File] = []
        self._unfolded: list[Recorded[Event]] = []
        self._answers: dict[tuple[str, str], tuple[bytes, Outcome]] = {}
        self._kept: dict[tuple[str, str], tuple[bytes, Outcome]] = {}
        self._last: bytes | None = None
        self.touched: dict[str, WarmStream] = {}
        _catch_up(connection, secretariat, warm, head.size)

    @property
    def size(self) -> int:
        """The size of the log with what was appended."""
        return self._tree.size

    def recall(self, asks: Iterable[Ask]) -> None:
        """Read, for all the requests at once, what was answered under their keys before."""
        wanted = [(ask.provenance.actor, ask.key.name) for ask in asks if ask.key is not None]
        if wanted:
            self._kept = rows.kept_answers(self._connection, self._secretariat, wanted)

    def take(self, ask: Ask) -> Outcome:
        """Carry out one request, or raise why it is declined and change nothing."""
        named = ask.key and (ask.provenance.actor, ask.key.name)
        digest = self._digest(ask.key) if ask.key else b""
        answered = named and (self._answers.get(named) or self._kept.get(named))
        if answered:
            return _replay(answered, digest)
        plan = ask.plan(_Lazy(self))
        outcome = self._carry_out(ask, plan)
        if plan.then is not None:
            outcome = self._follow_up(ask, plan.then, outcome)
        if named:
            self._answers[named] = digest, outcome
        return outcome

    def _carry_out(self, ask: Ask, plan: Plan) -> Outcome:
        work = Work(self._state_of, self._history_of, ask, plan)
        for stream in ask.expected:
            work.look(stream)
        for planned in plan.steps:
            work.carry_out(planned)
        outcome = self._append(work, ask.provenance, plan)
        if plan.gone or plan.files_gone:
            self._erase(plan)
        return outcome

    def _erase(self, plan: Plan) -> None:
        """Let values go that the entries just taken say are gone, and whatever held them here."""
        told = {
            digest: recorded.position
            for recorded in self._unfolded
            if isinstance(recorded.event, ValuesErased)
            for digest in recorded.event.digests
        }
        self.write()
        erasing.erase(self._connection, self._secretariat, plan.gone, told)
        erasing.forget(self._connection, self._secretariat, plan.files_gone)
        self._warm.drop_all_of(self._secretariat)
        self.touched.clear()

    def _follow_up(self, ask: Ask, then: Planner, before: Outcome) -> Outcome:
        """Carry out what follows on entries just appended; the batch cannot do without it now.

        It is not said to be caused by these, which may be confidential where it is not; that it is
        of the same request is told by the correlation.
        """
        follow = replace(ask, expected={})
        try:
            after = self._carry_out(follow, then(_Lazy(self)))
        except Declined as error:  # what came before it is appended, and must not stand alone
            raise RuntimeError("what follows on a plan was declined") from error
        return replace(
            after,
            first=before.first or after.first,
            last=after.last or before.last,
            revisions={**before.revisions, **after.revisions},
            result={**before.result, **after.result},
        )

    def finish(self) -> None:
        """Write what is still to be written."""
        pen = self._fold()
        with sent_at_once(self._connection):
            self._put(pen)
            rows.keep_answers(self._connection, self._secretariat, self._moment, self._answers)

    def write(self) -> None:
        """Write the entries taken so far and what they change, so that queries see it."""
        pen = self._fold()
        with sent_at_once(self._connection):
            self._put(pen)

    def _fold(self) -> Pen:
        """Fold the entries taken so far; the rows they change are still to be written."""
        pen = Pen(self._connection, self._secretariat)
        for recorded in self._unfolded:
            step(self._standing(recorded.stream), recorded, pen, self._so_far)
        self._unfolded = []
        return pen

    def _so_far(self, recorded: Recorded[Event]) -> list[Recorded[Event]]:
        """Return the stream of an entry up to that, of which the newest are not written yet."""
        stream = recorded.stream
        waiting = [each for each in self._unfolded if each.stream == stream]
        return [
            *read.bare_stream(self._connection, self._secretariat, stream),
            *(each for each in waiting if each.position <= recorded.position),
        ]

    def _history_of(self, stream: str) -> list[Recorded[Event]]:
        """Return the events of a stream, what this batch brought before included."""
        self.write()
        return read.stream_of(self._connection, self._secretariat, stream)

    def _put(self, pen: Pen) -> None:
        if self._entries:
            rows.append(self._connection, self._entries, self._tree.packed())
        insert_rows(self._connection, TEXTS, self._texts)
        insert_rows(self._connection, MARKS, self._marks)
        rows.keep_files(self._connection, self._secretariat, self._files)
        self._entries, self._texts, self._marks, self._files = [], [], [], []
        pen.flush()

    def published(self) -> None:
        """Let the warm streams be true for the log as it is now; to be called after COMMIT."""
        self._warm.sizes[self._secretariat] = self.size

    def stands(self, connection: Connection) -> bool:
        """Tell whether the log holds what this batch was to make durable."""
        read.locked(connection, self._secretariat)  # what is still being made durable ends
        if self._last is not None:
            return read.hash_at(connection, self._secretariat, self.size) == self._last
        return self._answers.keys() <= (
            rows.kept_answers(connection, self._secretariat, self._answers).keys()
        )

    def register(self) -> Register:
        """Return what answers a plan's questions, up to date with this very batch."""
        try:
            self.write()
        except Declined as error:  # it would pass for a refusal of the request that asks
            raise RuntimeError("a read model declined an event") from error
        return self._tools.register(self._connection, self._secretariat)

    def _append(self, work: Work, provenance: Provenance, plan: Plan) -> Outcome:
        first = self.size + 1
        produced = self._produce(work.decided, provenance, first)
        self._keep_warm(work, plan)
        for recorded, content, texts in produced:
            hashed = leaf_hash(content)
            self._tree.append(hashed)
            self._last = hashed
            self._entries.append(
                rows.Entry(
                    self._secretariat,
                    recorded.position,
                    recorded.stream,
                    recorded.revision,
                    self._moment,
                    content,
                    hashed,
                )
            )
            self._texts += texts
            self._unfolded.append(recorded)
            self._mark(recorded)
        self._files += plan.files
        return Outcome(
            position=self.size,
            first=first if produced else None,
            last=self.size if produced else None,
            revisions={stream: revision for stream, (_, revision) in work.streams.items()},
            result=plan.result,
        )

    def _produce(
        self, decided: list[Decided], provenance: Provenance, first: int
    ) -> list[tuple[Recorded[Event], bytes, list[tuple[Any, ...]]]]:
        """Give every event its place, its bytes and its private texts; nothing is noted yet."""
        produced = []
        causation = provenance.causation
        for position, each in enumerate(decided, start=first):
            identity = EventId(self._tools.mint())
            recorded = Recorded(
                each.event,
                position,
                each.stream,
                each.revision,
                identity,
                self._moment,
                provenance._replace(
                    source=each.source or provenance.source,
                    causation=causation,
                    corrects=each.corrects,
                ),
                (),
            )
            causation = causation or identity
            content, held, salts = leaf.write(
                recorded, self._head.origin, self._moment_text, os.urandom
            )
            texts = [
                (
                    self._secretariat,
                    place(position, number),
                    _FORMS[form],
                    salts[number * SALT : number * SALT + SALT],
                    text,
                )
                for number, (_, form, text) in enumerate(held)
            ]
            pointers = tuple([pointer for pointer, _, _ in held])
            produced.append((recorded._replace(private=pointers), content, texts))
        return produced

    def _keep_warm(self, work: Work, plan: Plan) -> None:
        for stream, (state, revision) in work.streams.items():
            name = (self._secretariat, stream)
            known = self.touched.get(stream) or self._warm.get(name)
            if known is None:
                standing: Standing | None = {} if stream in plan.fresh else None
                known = WarmStream(state, revision, standing)
            known.state, known.revision = state, revision
            self.touched[stream] = known
            self._warm.put(name, known)

    def _mark(self, recorded: Recorded[Event]) -> None:
        known = self.touched[recorded.stream]
        known.body = body_of(recorded.event, known.body)
        category, _, identity = recorded.stream.partition("-")
        if known.body is None and category == minutes.DECIDER.category:
            known.body = self._known(f"{meeting.DECIDER.category}-{identity}").body
        of, position = self._secretariat, recorded.position
        self._marks += [(of, mark, position) for mark in marks_of(recorded, known.body)]

    def _state_of(self, stream: str) -> tuple[Any, int]:
        known = self._known(stream)
        return known.state, known.revision

    def _known(self, stream: str) -> WarmStream:
        name = (self._secretariat, stream)
        known = self.touched.get(stream) or self._warm.get(name)
        if known is None:
            known = _revive(self._connection, self._secretariat, stream)
            self._warm.put(name, known)
        return known

    def _standing(self, stream: str) -> Standing:
        known = self.touched[stream]
        if known.standing is None:
            known.standing = load(self._connection, self._secretariat, stream)
        return known.standing

    def _digest(self, key: Key) -> bytes:
        return blake2b(key.request, key=self._head.secret, digest_size=16).digest()


class _Lazy:
    """A register that brings the batch up to date only when a plan asks something."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    def __getattr__(self, question: str) -> Any:  # noqa: ANN401  any question of a register
        return getattr(self._batch.register(), question)


def _moment(head: read.Head, tools: Tools) -> int:
    """Return the time of this batch, never before the newest entry; a clock far behind refuses."""
    now = tools.clock() if head.now is None else head.now
    if (behind := head.newest - now) > tools.clock_skew:
        whose = "this machine" if head.now is None else "the database"
        raise ClockBehind(
            f"the clock of {whose} is {behind / 1e6:.0f} s behind the newest entry of the log; set "
            "it right, then try again"
        )
    return max(now, head.newest)


def _catch_up(connection: Connection, secretariat: str, warm: WarmStreams, size: int) -> None:
    """Drop the warm streams that somebody else has appended to since."""
    known = warm.sizes.get(secretariat)
    if known is not None and known > size:
        warm.clear()  # an older copy of the database was put in its place
    elif known is not None and known < size:
        streams = rows.streams_since(connection, secretariat, known)
        for stream in streams:
            warm.drop((secretariat, stream))
        if any(stream.startswith(_PRIVACY) for stream in streams):
            warm.drop_all_of(secretariat)  # those of other streams may hold what was erased
    warm.sizes[secretariat] = size


def _revive(connection: Connection, secretariat: str, stream: str) -> WarmStream:
    """Fold the state of a stream from its events."""
    history = read.stream_of(connection, secretariat, stream)
    state = folded(registry.decider(stream), effective(history))
    body = None
    for recorded in history:
        body = body_of(recorded.event, body)
    return WarmStream(state, history[-1].revision if history else 0, None, body)


def _replay(answered: tuple[bytes, Outcome], digest: bytes) -> Outcome:
    kept, outcome = answered
    if kept != digest:
        raise KeyReused(
            "this Idempotency-Key was used for another request; use a new key for a new request"
        )
    return replace(outcome, replayed=True)
