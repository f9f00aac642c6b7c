"""What is asked is appended without gaps, whole or not at all, and answered the same twice."""

from dataclasses import replace

import pytest

from events.action.commands import AssignAction, CompleteAction, ReportProgress
from events.base import Authority, Provenance, Source
from events.body.commands import EstablishBody
from events.errors import AlreadyThere, NotFound, Refused, Stale
from events.ids import ActionId, BodyId, DocumentId, EventId, OrganisationId
from events.organisation.commands import RegisterOrganisation, RenameOrganisation
from events.plans import Plan, Step
from events.when import When
from service.errors import ClockBehind, KeyReused
from service.ledger import rows
from service.ledger.ask import Ask
from service.ledger.database import transaction
from service.tlog.tree import CompactRange, leaf_hash

DAY = When("2013-03-11")
HARBOUR = OrganisationId("harbour")
SECOND = 1_000_000


def register(name="Harbour Board", organisation=HARBOUR):
    return RegisterOrganisation(occurred_on=DAY, organisation=organisation, name=name)


def rename(name, organisation=HARBOUR):
    return RenameOrganisation(occurred_on=DAY, organisation=organisation, name=name)


def establish():
    return EstablishBody(occurred_on=DAY, body=BodyId("board"), name="Board")


def assign(action="act"):
    return AssignAction(
        occurred_on=DAY, action=ActionId(action), body=BodyId("board"), text="send the letter"
    )


def complete(action="act"):
    return CompleteAction(occurred_on=DAY, action=ActionId(action))


def positions(ledger, office="default"):
    return [recorded.position for recorded in ledger.log(office)]


def wires(ledger, office="default"):
    return [event.wire for event in ledger.events(office)]


# A batch


def test_the_requests_of_a_batch_take_gapless_positions_in_their_order(ledger):
    answers = ledger.batch(
        *(ledger.ask(register(f"Name {number}", f"o{number}")) for number in range(5)),
        ledger.ask(register(organisation="six"), rename("Six", "six")),
        ledger.ask(rename("Seven", "six")),
    )

    assert [(each.first, each.last) for each in answers] == [
        *((number, number) for number in range(1, 6)),
        (6, 7),
        (8, 8),
    ]
    assert positions(ledger) == list(range(1, 9))
    assert answers[-1].revisions == {"organisation-six": 3}
    assert [event.name for event in ledger.events()] == [
        *(f"Name {number}" for number in range(5)),
        "Harbour Board",
        "Six",
        "Seven",
    ]


def test_the_next_batch_goes_on_where_the_last_one_ended(ledger):
    ledger.do(register())

    assert ledger.do(rename("Haven")).first == 2
    assert ledger.log()[1].revision == 2


def test_the_head_tells_the_size_and_the_root_of_the_leaves(ledger):
    for number in range(5):
        ledger.batch(
            *(ledger.ask(register(organisation=f"{number}-{each}")) for each in range(number))
        )
    tree, head = CompactRange(), ledger.head()
    for stored in ledger.column("SELECT leaf FROM log_entries ORDER BY position"):
        tree.append(leaf_hash(stored))

    assert head.size == tree.size == 10
    assert CompactRange(head.size, head.peaks).root() == tree.root()
    assert head.newest == ledger.log()[-1].recorded_at


def test_a_request_that_is_declined_leaves_the_others_as_they_are(ledger):
    first, declined, last = ledger.batch(
        ledger.ask(register()), ledger.ask(register("Again")), ledger.ask(rename("Haven"))
    )

    assert isinstance(declined, AlreadyThere)
    assert (first.last, last.first) == (1, 2)
    assert last.revisions == {"organisation-harbour": 2}


def test_a_secretariat_that_is_not_there_concerns_its_caller_alone(ledger):
    missing, taken = ledger.batch(ledger.ask(register(), office="nowhere"), ledger.ask(register()))

    assert isinstance(missing, NotFound)
    assert str(missing) == "there is no secretariat 'nowhere' here"
    assert taken.last == 1


def test_requests_to_several_secretariats_are_answered_from_their_own_logs(ledger):
    answers = ledger.batch(
        ledger.ask(register("One")),
        ledger.ask(register("Other"), office="other"),
        ledger.ask(rename("Two")),
        ledger.ask(rename("Other"), office="other"),
        ledger.ask(rename("Another"), office="other"),
    )

    assert [(each.position, each.first) for each in answers] == [
        (1, 1),
        (1, 1),
        (2, 2),
        (1, None),
        (2, 2),
    ]
    assert wires(ledger) == wires(ledger, "other")
    assert (ledger.head().size, ledger.head("other").size) == (2, 2)


# A request of several commands


def test_a_later_command_sees_what_an_earlier_one_changed(ledger):
    outcome = ledger.do(establish(), assign(), complete())

    assert wires(ledger) == ["body.established", "action.assigned", "action.completed"]
    assert outcome.revisions == {"body-board": 1, "action-act": 2}


def test_a_refusal_of_the_last_command_leaves_nothing_of_the_request(ledger):
    (refused,) = ledger.batch(ledger.ask(establish(), assign(), register(), register("Again")))

    assert isinstance(refused, AlreadyThere)
    assert ledger.log() == []
    assert ledger.head().size == 0
    assert ledger.do(establish(), assign()).last == 2


def test_what_a_declined_request_decided_is_not_seen_by_those_after_it(ledger):
    ledger.do(establish())

    refused, missing, taken = ledger.batch(
        ledger.ask(assign(), complete(), assign()), ledger.ask(complete()), ledger.ask(assign())
    )

    assert isinstance(refused, AlreadyThere)
    assert isinstance(missing, NotFound)
    assert taken.revisions == {"action-act": 1}


def test_streams_that_are_known_to_be_new_are_not_looked_for(ledger):
    fresh = {"body-board", "action-act"}

    ledger.do(establish(), assign(), fresh=fresh)

    assert ledger.do(complete()).revisions == {"action-act": 2}


def test_every_event_of_a_request_tells_who_caused_it_and_where_it_stands(ledger):
    document = DocumentId("minutes")
    whole, part = Source(document, 0, 100), Source(document, 7, 9)
    plan = Plan((Step(establish()), Step(assign(), part)), result={"actions": ["act"]})
    provenance = Provenance("clerk", Authority("chair"), whole, None, "import")

    (outcome,) = ledger.batch(Ask("default", provenance, lambda _: plan))
    first, second = ledger.log()

    assert outcome.result == {"actions": ["act"]}
    assert first.provenance == provenance
    assert second.provenance == provenance._replace(source=part, causation=first.id)


def test_a_cause_that_the_caller_names_is_that_of_every_event(ledger):
    provenance = Provenance("clerk", causation=EventId("cause"))
    plan = Plan((Step(establish()), Step(assign())))

    ledger.batch(Ask("default", provenance, lambda _: plan))

    assert [each.provenance for each in ledger.log()] == [provenance, provenance]


def test_what_already_holds_is_answered_without_positions(ledger):
    ledger.do(register())

    outcome = ledger.do(rename("Harbour Board"))

    assert (outcome.first, outcome.last, outcome.position) == (None, None, 1)
    assert outcome.revisions == {"organisation-harbour": 1}
    assert len(ledger.log()) == 1


# The revision that the caller saw


def test_a_caller_who_saw_another_revision_is_told_which_it_is(ledger):
    ledger.do(register())
    ledger.do(rename("Haven"))

    with pytest.raises(Stale) as caught:
        ledger.do(rename("Port"), expected={"organisation-harbour": 1})

    assert (caught.value.expected, caught.value.actual) == (1, 2)
    assert ledger.do(rename("Port"), expected={"organisation-harbour": 2}).last == 3


def test_of_two_callers_who_saw_the_same_revision_the_second_is_stale(ledger):
    ledger.do(register())
    seen = {"organisation-harbour": 1}

    taken, stale = ledger.batch(
        ledger.ask(rename("Haven"), expected=seen), ledger.ask(rename("Port"), expected=seen)
    )

    assert taken.last == 2
    assert isinstance(stale, Stale)
    assert stale.actual == 2


def test_an_expectation_holds_for_the_request_not_for_each_of_its_commands(ledger):
    ledger.do(register())

    outcome = ledger.do(rename("Haven"), rename("Port"), expected={"organisation-harbour": 1})

    assert outcome.revisions == {"organisation-harbour": 3}


def test_a_stream_that_no_command_touches_may_be_expected_too(ledger):
    ledger.do(register())

    with pytest.raises(Stale):
        ledger.do(establish(), expected={"organisation-harbour": 7})
    with pytest.raises(Stale):
        ledger.do(establish(), expected={"body-board": 1}, fresh={"body-board"})

    assert ledger.do(establish(), expected={"organisation-harbour": 1}).last == 2


def test_who_expects_nothing_decides_on_the_newest_state(ledger):
    ledger.do(register())
    ledger.do(rename("Haven"))

    assert ledger.do(rename("Port")).revisions == {"organisation-harbour": 3}


# A plan that looks names up


def submission(name, organisation):
    """Return a plan that registers a name unless exactly one organisation has it."""

    def plan(known):
        found = known.organisations_named(name)
        steps = () if found else (Step(register(name, organisation)),)
        return Plan(steps, frozenset(), {"found": found})

    return plan


def test_a_plan_sees_what_earlier_requests_of_its_batch_registered(ledger):
    first, second, third = ledger.batch(
        ledger.ask(plan=submission("Haven", "a")),
        ledger.ask(plan=submission("Haven", "b")),
        ledger.ask(plan=submission("Port", "c")),
    )

    assert [each.result["found"] for each in (first, second, third)] == [[], ["a"], []]
    assert positions(ledger) == [1, 2]


def test_a_plan_does_not_see_what_a_declined_request_would_have_registered(ledger):
    declined, taken = ledger.batch(
        ledger.ask(register("Haven", "a"), register("Haven", "a")),
        ledger.ask(plan=submission("Haven", "b")),
    )

    assert isinstance(declined, AlreadyThere)
    assert taken.result["found"] == []


def test_a_plan_may_decline_after_it_has_looked(ledger):
    def plan(known):
        raise Refused(f"{known.organisations_named('Haven')} is taken")

    first, declined, last = ledger.batch(
        ledger.ask(register("Haven", "a")),
        ledger.ask(plan=plan),
        ledger.ask(rename("Port", "a")),
    )

    assert str(declined) == "['a'] is taken"
    assert (first.last, last.first) == (1, 2)
    assert ledger.differences() == []


def test_looking_in_the_middle_of_a_batch_writes_nothing_twice(ledger):
    ledger.do(register())
    ledger.batch(
        ledger.ask(rename("Haven")),
        ledger.ask(plan=submission("Port", "p")),
        ledger.ask(rename("Port")),
        ledger.ask(plan=submission("Quay", "q")),
        ledger.ask(rename("Quay")),
    )

    assert positions(ledger) == list(range(1, 7))
    assert ledger.differences() == []
    assert [ledger.log()[at].event.name for at in (1, 3, 5)] == ["Haven", "Port", "Quay"]


# The same request again


def test_a_request_that_comes_again_is_answered_as_the_first_time(ledger):
    once = ledger.do(establish(), assign(), key="k")

    again = ledger.do(establish(), assign(), key="k")

    assert again == replace(once, replayed=True)
    assert len(ledger.log()) == 2


def test_what_already_held_is_answered_the_same_again_even_when_it_holds_no_more(ledger):
    ledger.do(register())
    once = ledger.do(rename("Harbour Board"), key="k")
    ledger.do(rename("Haven"))

    assert ledger.do(rename("Harbour Board"), key="k") == replace(once, replayed=True)
    assert len(ledger.log()) == 2


def test_a_request_that_was_declined_may_come_again_with_its_key(ledger):
    with pytest.raises(NotFound):
        ledger.do(rename("Haven"), key="k")
    ledger.do(register())

    assert ledger.do(rename("Haven"), key="k").last == 2


def test_a_key_with_another_body_is_refused(ledger):
    ledger.do(register(), key="k")

    with pytest.raises(KeyReused, match="use a new key for a new request"):
        ledger.do(rename("Haven"), key="k", body=b"another body")

    assert len(ledger.log()) == 1


def test_a_key_may_come_twice_in_one_batch(ledger):
    once, again, other = ledger.batch(
        ledger.ask(register(), key="k"),
        ledger.ask(register(), key="k"),
        ledger.ask(register(), key="k", body=b"another body"),
    )

    assert again == replace(once, replayed=True)
    assert isinstance(other, KeyReused)
    assert len(ledger.log()) == 1


def test_answers_are_kept_over_a_restart(ledger, open_ledger):
    plan = Plan((Step(register()),), frozenset(), {"organisation": "harbour", "findings": [{}]})
    once = ledger.batch(ledger.ask(plan=lambda _: plan, key="k"))[0]
    ledger.close()

    with open_ledger(ledger.home) as reopened:
        again = reopened.batch(reopened.ask(plan=lambda _: plan, key="k"))[0]

        assert again == replace(once, replayed=True)
        assert len(reopened.log()) == 1


def test_keys_of_another_actor_or_another_secretariat_are_other_keys(ledger):
    ledger.do(register(), key="k")

    other = ledger.do(rename("Haven"), key="k", actor="auditor", body=b"another body")
    elsewhere = ledger.do(register(), key="k", office="other", body=b"another body")

    assert not other.replayed
    assert not elsewhere.replayed


def test_no_request_can_be_guessed_from_what_is_kept_of_it(ledger):
    ledger.do(register(), key="k", body=b"a name")
    ledger.do(register(), key="k", body=b"a name", office="other")

    (one,), (other,) = ledger.home.past("SELECT digest FROM kept_answers")

    assert one != other
    assert len(one) == 16


def test_answers_that_nobody_retries_any_more_are_forgotten(ledger):
    ledger.do(register(), key="old")
    ledger.now += 100 * SECOND
    ledger.do(rename("Haven"), key="new")

    ledger.transactions.close()
    with transaction(ledger.engine, "default") as connection:
        rows.forget_answers(connection, "default", ledger.now)

    assert ledger.column("SELECT key FROM kept_answers") == ["new"]
    with pytest.raises(AlreadyThere):
        ledger.do(register(), key="old")
    assert ledger.do(rename("Haven"), key="new").replayed


# Time


def test_all_of_a_batch_is_recorded_at_one_moment(ledger):
    ledger.batch(ledger.ask(register()), ledger.ask(rename("Haven")))
    ledger.now += 7
    ledger.do(rename("Port"))

    moments = [each.recorded_at for each in ledger.log()]
    assert moments == [ledger.now - 7, ledger.now - 7, ledger.now]


def test_a_clock_that_goes_back_a_little_never_takes_the_record_back(ledger):
    ledger.do(register())
    ledger.now -= 5 * SECOND
    ledger.do(rename("Haven"))
    ledger.now += 3 * SECOND
    ledger.do(rename("Port"))

    assert len({each.recorded_at for each in ledger.log()}) == 1


def test_a_clock_that_is_far_behind_refuses_and_goes_on_when_it_is_right_again(ledger):
    ledger.do(register())
    ledger.now -= 5 * SECOND + 1
    with pytest.raises(ClockBehind, match="5 s behind the newest entry"):
        ledger.do(rename("Haven"))
    assert len(ledger.log()) == 1

    ledger.now += 1
    assert ledger.do(rename("Haven")).last == 2


def test_a_clock_behind_one_log_is_not_behind_the_other(ledger):
    ledger.now += 60 * SECOND
    ledger.do(register())
    ledger.now -= 60 * SECOND

    behind, taken = ledger.batch(
        ledger.ask(rename("Haven")), ledger.ask(register(), office="other")
    )

    assert isinstance(behind, ClockBehind)
    assert taken.last == 1


# Streams that are kept warm


@pytest.mark.parametrize("warm", [0, 1, 2])
def test_streams_that_go_cold_within_a_batch_are_decided_on_as_they_are(open_ledger, warm):
    streams = [f"o{number}" for number in range(5)]
    with open_ledger(warm_limit=warm) as ledger:
        ledger.batch(*(ledger.ask(register(f"Name {each}", each)) for each in streams))
        for turn in range(3):
            answers = ledger.batch(
                *(ledger.ask(rename(f"Name {turn}", each)) for each in streams),
                *(ledger.ask(rename(f"Name {turn}", each)) for each in streams),
                *(ledger.ask(rename(f"Newer {turn}", each)) for each in streams),
            )
            revision = 2 * turn + 2
            assert [next(iter(each.revisions.values())) for each in answers] == (
                [revision] * 5 + [revision] * 5 + [revision + 1] * 5
            )

        assert positions(ledger) == list(range(1, 36))
        assert ledger.differences() == []


def test_a_stream_that_a_declined_request_looked_at_is_decided_on_as_it_is(ledger):
    ledger.do(establish())
    missing, taken, reported = ledger.batch(
        ledger.ask(complete()),
        ledger.ask(assign()),
        ledger.ask(ReportProgress(occurred_on=DAY, action=ActionId("act"), text="half done")),
    )

    assert isinstance(missing, NotFound)
    assert taken.revisions == {"action-act": 1}
    assert reported.revisions == {"action-act": 2}
    assert ledger.do(complete()).revisions == {"action-act": 3}


def test_after_a_batch_that_failed_streams_are_decided_on_as_they_are_in_the_log(ledger):
    def broken(known):
        known.organisations_named("Haven")
        raise RuntimeError("a fault of ours")

    ledger.do(register())
    with pytest.raises(RuntimeError, match="a fault of ours"):
        ledger.batch(
            ledger.ask(rename("Haven")),
            ledger.ask(register("New", "new")),
            ledger.ask(plan=broken),
            ledger.ask(rename("Port")),
        )

    assert len(ledger.log()) == 1
    assert ledger.do(rename("Haven")).revisions == {"organisation-harbour": 2}
    assert ledger.do(register("New", "new")).last == 3
    assert ledger.differences() == []


def test_a_read_model_that_declines_an_event_is_no_refusal_of_who_looks_next(ledger, monkeypatch):
    def fold(*_):
        raise Refused("a fold must not")

    monkeypatch.setattr("service.ledger.append.step", fold)
    with pytest.raises(RuntimeError, match="a read model declined an event"):
        ledger.batch(ledger.ask(register()), ledger.ask(plan=submission("Haven", "h")))
    monkeypatch.undo()

    assert ledger.log() == []
    assert ledger.do(register()).last == 1
