"""The one writer: everybody is answered once, for their own faults alone, and durably."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from events.errors import AlreadyThere, NotFound
from events.ids import OrganisationId
from events.organisation.commands import RegisterOrganisation, RenameOrganisation
from events.plans import Plan
from events.when import When
from projections import organisations
from service.errors import (
    Busy,
    ClockBehind,
    KeyInFlight,
    OutcomeUnknown,
    StorageFull,
    Unavailable,
)
from service.ledger.ask import Outcome
from service.ledger.writer import Limits, Writer

DAY = When("2013-03-11")
SECOND = 1_000_000


def register(organisation, name="Harbour Board"):
    return RegisterOrganisation(
        occurred_on=DAY, organisation=OrganisationId(organisation), name=name
    )


def rename(organisation, name):
    return RenameOrganisation(occurred_on=DAY, organisation=OrganisationId(organisation), name=name)


def broken(known):
    raise RuntimeError("a fault of ours")


def run(ledger, session, *, queue=1_000, batch=512, busy_seconds=10.0):
    """Run `session(writer)` on a loop of its own, then close the writer; return what it returns."""

    async def main():
        writer = Writer(ledger.transactions, Limits(queue, batch, busy_seconds))
        try:
            async with asyncio.timeout(60):
                return await session(writer)
        finally:
            await writer.close()

    return asyncio.run(main())


async def together(writer, *asks):
    """Return the answers to requests that are handed in at once."""
    return await asyncio.gather(*map(writer.submit, asks), return_exceptions=True)


@pytest.fixture
def slow(ledger, monkeypatch):
    """Let commits wait until they are released, so that a test sees what gathers meanwhile."""
    commit, gate = ledger.transactions.commit, threading.Event()

    def wait():
        assert gate.wait(30)
        commit()

    monkeypatch.setattr(ledger.transactions, "commit", wait)
    return gate


def test_each_of_many_callers_is_answered_once_and_positions_have_no_gaps(ledger):
    async def session(writer):
        asks = [ledger.ask(register(f"o{number}")) for number in range(300)]
        return await together(writer, *asks)

    answers = run(ledger, session, batch=64)

    assert [answer.last for answer in answers] == list(range(1, 301))
    assert [each.position for each in ledger.log()] == list(range(1, 301))
    assert [each.stream for each in ledger.log()] == [
        f"organisation-o{number}" for number in range(300)
    ]


@pytest.fixture
def sizes(ledger, monkeypatch):
    """Return a list that fills with the number of requests in each transaction."""
    carried, carry_out = [], ledger.transactions.carry_out
    monkeypatch.setattr(
        ledger.transactions, "carry_out", lambda asks: carried.append(len(asks)) or carry_out(asks)
    )
    return carried


def test_what_waits_while_one_batch_is_made_durable_goes_into_the_next(ledger, slow, sizes):
    async def session(writer):
        first = asyncio.create_task(writer.submit(ledger.ask(register("first"))))
        await asyncio.sleep(0.01)
        rest = asyncio.create_task(
            together(writer, *(ledger.ask(register(f"o{number}")) for number in range(5)))
        )
        await asyncio.sleep(0.01)
        unanswered = not first.done()
        slow.set()
        await asyncio.gather(first, rest)
        return unanswered

    assert run(ledger, session)
    assert sizes == [1, 5]


def test_a_batch_has_at_most_as_many_requests_as_the_limit(ledger, sizes):
    async def session(writer):
        return await together(writer, *(ledger.ask(register(f"o{at}")) for at in range(10)))

    run(ledger, session, batch=4)

    assert sizes == [4, 4, 2]


def test_a_refusal_concerns_its_caller_alone(ledger):
    async def session(writer):
        return await together(
            writer,
            ledger.ask(register("a")),
            ledger.ask(register("a")),
            ledger.ask(rename("b", "Haven")),
            ledger.ask(register("b")),
            ledger.ask(register("c"), office="nowhere"),
        )

    first, again, missing, last, nowhere = run(ledger, session)

    assert (first.last, last.last) == (1, 2)
    assert isinstance(again, AlreadyThere)
    assert isinstance(missing, NotFound)
    assert isinstance(nowhere, NotFound)


def test_a_plan_that_breaks_is_told_to_its_caller_and_the_others_go_through(ledger, sizes):
    async def session(writer):
        return await together(
            writer,
            ledger.ask(register("a"), key="a"),
            ledger.ask(plan=broken),
            ledger.ask(register("b")),
            ledger.ask(plan=lambda _: next(iter(()))),
            ledger.ask(rename("a", "Haven")),
        )

    first, fault, second, other, third = run(ledger, session)

    assert sizes == [5, 1, 1, 1, 1, 1]
    assert [first.last, second.last, third.last] == [1, 2, 3]
    assert str(fault) == "a fault of ours"
    assert isinstance(other, RuntimeError)
    assert ledger.differences() == []


def test_an_event_that_a_read_model_cannot_take_is_not_recorded_and_the_others_are(ledger):
    evolve = organisations.PROJECTION.evolve

    def poisoned(row, recorded, key):
        if recorded.event.organisation == "poison":
            raise ZeroDivisionError("a fold that breaks")
        return evolve(row, recorded, key)

    async def session(writer):
        return await together(
            writer, *(ledger.ask(register(each)) for each in ("a", "poison", "b", "c"))
        )

    # The projection is frozen: the fault goes in underneath.
    object.__setattr__(organisations.PROJECTION, "evolve", poisoned)
    try:
        answers = run(ledger, session)
    finally:
        object.__setattr__(organisations.PROJECTION, "evolve", evolve)

    assert [type(answer) for answer in answers] == [Outcome, ZeroDivisionError, Outcome, Outcome]
    assert [each.stream for each in ledger.log()] == [
        "organisation-a",
        "organisation-b",
        "organisation-c",
    ]
    assert ledger.differences() == []


def test_a_request_on_its_own_that_breaks_leaves_the_writer_at_work(ledger):
    async def session(writer):
        with pytest.raises(RuntimeError, match="a fault of ours"):
            await writer.submit(ledger.ask(plan=broken))
        return await writer.submit(ledger.ask(register("a")))

    assert run(ledger, session).last == 1


def test_when_too_many_wait_the_next_is_told_to_come_again(ledger, slow):
    async def session(writer):
        running = asyncio.create_task(writer.submit(ledger.ask(register("running"))))
        await asyncio.sleep(0.01)
        waiting = asyncio.create_task(
            together(writer, *(ledger.ask(register(f"o{at}")) for at in range(3)))
        )
        await asyncio.sleep(0.01)
        with pytest.raises(Busy):
            await writer.submit(ledger.ask(register("one too many")))
        slow.set()
        return await asyncio.gather(running, waiting)

    run(ledger, session, queue=3)

    assert len(ledger.log()) == 4


def test_a_key_is_in_flight_until_its_request_is_answered(ledger, slow):
    async def session(writer):
        first = asyncio.create_task(writer.submit(ledger.ask(register("a"), key="k")))
        await asyncio.sleep(0.01)
        with pytest.raises(KeyInFlight):
            await writer.submit(ledger.ask(register("a"), key="k"))
        other = asyncio.create_task(
            writer.submit(ledger.ask(register("b"), key="k", actor="auditor"))
        )
        slow.set()
        await asyncio.gather(first, other)
        return await writer.submit(ledger.ask(register("a"), key="k"))

    assert run(ledger, session).replayed
    assert len(ledger.log()) == 2


def test_a_key_is_free_again_when_its_request_failed(ledger):
    async def session(writer):
        for _ in range(2):
            with pytest.raises(RuntimeError, match="a fault of ours"):
                await writer.submit(ledger.ask(plan=broken, key="k"))
        return await writer.submit(ledger.ask(register("a"), key="k"))

    assert run(ledger, session).last == 1


def test_a_caller_who_went_away_is_carried_out_all_the_same(ledger, slow):
    async def session(writer):
        caller = asyncio.create_task(writer.submit(ledger.ask(register("a"), key="k")))
        await asyncio.sleep(0.01)
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        with pytest.raises(KeyInFlight):
            await writer.submit(ledger.ask(register("a"), key="k"))
        slow.set()
        await writer.news(10)
        return await writer.submit(ledger.ask(register("a"), key="k"))

    assert run(ledger, session).replayed


def test_closing_carries_out_what_waits(ledger, slow):
    async def main():
        writer = Writer(ledger.transactions, Limits(100, 2, 1))
        callers = asyncio.gather(
            *(writer.submit(ledger.ask(register(f"o{at}"))) for at in range(7))
        )
        await asyncio.sleep(0.01)
        closing = asyncio.create_task(writer.close())
        await asyncio.sleep(0.01)
        with pytest.raises(Unavailable, match="the service is stopping"):
            await writer.submit(ledger.ask(register("too late")))
        slow.set()
        await closing
        return await callers

    answers = asyncio.run(main())

    assert [answer.last for answer in answers] == list(range(1, 8))
    assert len(ledger.log()) == 7


def test_a_closed_writer_takes_nothing(ledger):
    async def main():
        writer = Writer(ledger.transactions, Limits(100, 10, 1))
        await writer.close()
        with pytest.raises(Unavailable):
            await writer.submit(ledger.ask(register("a")))

    asyncio.run(main())


def test_when_the_writer_itself_is_stopped_nobody_waits_for_ever(ledger, slow):
    async def main():
        writer = Writer(ledger.transactions, Limits(100, 1, 1))
        running = asyncio.create_task(writer.submit(ledger.ask(register("running"))))
        waiting = asyncio.create_task(writer.submit(ledger.ask(register("waiting"))))
        await asyncio.sleep(0.01)
        writer._task.cancel()
        answers = await asyncio.gather(running, waiting, return_exceptions=True)
        with pytest.raises(Unavailable):
            await writer.submit(ledger.ask(register("late")))
        slow.set()
        with pytest.raises(asyncio.CancelledError):
            await writer.close()
        return answers

    running, waiting = asyncio.run(main())

    assert isinstance(running, OutcomeUnknown)
    assert isinstance(waiting, Unavailable)


def test_news_come_when_something_is_committed_and_not_before(ledger):
    async def session(writer):
        loop = asyncio.get_running_loop()
        began = loop.time()
        await writer.news(0.05)
        waited = loop.time() - began
        listener = asyncio.create_task(writer.news(30))
        await asyncio.sleep(0)
        await writer.submit(ledger.ask(register("a")))
        async with asyncio.timeout(5):
            await listener
        return waited

    assert run(ledger, session) >= 0.04


# The database


@pytest.mark.only("sqlite")
def test_a_full_disk_is_told_to_all_and_writing_goes_on_once_there_is_room(ledger):
    long = "a long name " * 2_000

    async def session(writer):
        await writer.submit(ledger.ask(register("a")))
        driver = ledger.driver()
        (pages,) = driver.execute("PRAGMA page_count").fetchone()
        driver.execute(f"PRAGMA max_page_count = {pages + 4}")
        full = await together(
            writer, *(ledger.ask(rename("a", f"{long}{number}")) for number in range(5))
        )
        read = len(ledger.log())
        driver.execute("PRAGMA max_page_count = 1000000")
        return full, read, await writer.submit(ledger.ask(rename("a", long)))

    full, read, resumed = run(ledger, session)

    assert [type(answer) for answer in full] == [StorageFull] * 5
    assert read == 1
    assert resumed.last == 2


def test_a_lock_that_another_process_holds_is_waited_for_off_the_event_loop(ledger):
    async def session(writer):
        with ledger.holding() as release:
            waiting = asyncio.create_task(writer.submit(ledger.ask(register("a"))))
            turns = 0
            while turns < 20:
                await asyncio.sleep(0.005)
                turns += 1
            early = waiting.done()
            release()
            return early, await waiting

    early, outcome = run(ledger, session)

    assert not early
    assert outcome.last == 1


def test_a_lock_that_is_held_too_long_is_told_to_all_who_wait(ledger):
    async def session(writer):
        with ledger.holding() as release:
            answers = await together(writer, ledger.ask(register("a")), ledger.ask(register("b")))
            release()
            return answers, await writer.submit(ledger.ask(register("c")))

    answers, outcome = run(ledger, session, busy_seconds=0.05)

    assert [type(answer) for answer in answers] == [Unavailable, Unavailable]
    assert outcome.last == 1


def test_a_clock_that_jumps_back_refuses_until_it_is_right_again(ledger):
    async def session(writer):
        await writer.submit(ledger.ask(register("a")))
        ledger.now -= SECOND
        little = await writer.submit(ledger.ask(rename("a", "Haven")))
        ledger.now -= 60 * SECOND
        behind = await together(
            writer, ledger.ask(rename("a", "Port")), ledger.ask(register("b"), office="other")
        )
        ledger.now += 61 * SECOND
        return little, behind, await writer.submit(ledger.ask(rename("a", "Quay")))

    little, (behind, elsewhere), right = run(ledger, session)

    assert (little.last, elsewhere.last, right.last) == (2, 1, 3)
    assert isinstance(behind, ClockBehind)
    moments = [each.recorded_at for each in ledger.log()]
    assert moments == sorted(moments)


def test_two_writers_of_one_file_take_turns(ledger, open_ledger):
    """Each in a thread of its own, as two processes would be."""
    with open_ledger(ledger.home) as other, ThreadPoolExecutor(2) as threads:

        def write(side, name):
            async def session(writer):
                answers = []
                for turn in range(25):
                    answers += await together(
                        writer,
                        side.ask(register(f"{name}{turn}")),
                        side.ask(rename("shared", f"{name}{turn}")),
                    )
                return answers

            return run(side, session)

        ledger.do(register("shared"))
        both = list(threads.map(write, (ledger, other), ("one", "two")))

    answers = [answer for side in both for answer in side]
    assert sorted(answer.last for answer in answers) == list(range(2, 102))
    shared = [each for each in ledger.log() if each.stream == "organisation-shared"]
    assert [each.revision for each in shared] == list(range(1, 52))
    assert ledger.differences() == []


def test_a_writer_without_requests_writes_nothing(ledger):
    async def session(writer):
        return await writer.submit(ledger.ask(plan=lambda _: Plan(())))

    outcome = run(ledger, session)

    assert (outcome.position, outcome.first) == (0, None)
    assert ledger.log() == []
