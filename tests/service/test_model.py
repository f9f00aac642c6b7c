"""Actions, issues and minutes against a plain model: whatever is asked, in whatever batches.

What is recorded is compared now and at any position, and what was reported wrongly is corrected or
retracted. One run takes about 8,000 steps on SQLite and 2,000 on PostgreSQL, where each waits for a
server; MINUTEBOOK_MODEL_STEPS asks for more.
"""

import os
from contextlib import ExitStack
from copy import deepcopy
from datetime import date

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from events.action import commands as ask
from events.action.events import ProgressReported
from events.action.terms import Assignee, ByPerson, DueOn
from events.body.commands import EstablishBody
from events.errors import Declined
from events.ids import EventId
from events.issue import commands as log
from events.meeting.commands import RecordAsHeld
from events.minutes import commands as life
from events.person.commands import RegisterPerson
from events.record import CorrectRecord, RetractRecord
from events.record.effective import effective
from events.when import When
from projections import action_owners, actions, issue_links, issues, minutes, overdue_items
from projections.base import current
from service.ledger import read
from tests.service.plain_models import (
    Issues,
    Minutes,
    No,
    declined_if,
    rows_of_issues,
    rows_of_minutes,
)
from tests.service.test_rebuild import begin_office

STEPS, RUN = {"sqlite": 8_000, "postgresql": 2_000}, 100


def long_run(kind):
    """Return the settings of a run on that kind of database."""
    steps = int(os.environ.get("MINUTEBOOK_MODEL_STEPS", STEPS[kind]))
    return settings(
        max_examples=max(1, steps // RUN),
        stateful_step_count=RUN,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )


NEVER = "9999-12-31"
WITHIN = {
    "2013-02": ("2013-02-01", "2013-02-28"),
    "2013-03-01": ("2013-03-01", "2013-03-01"),
    "2013-03": ("2013-03-01", "2013-03-31"),
    "2013-03-11": ("2013-03-11", "2013-03-11"),
    "2013-04-02": ("2013-04-02", "2013-04-02"),
}
"""The first and the last day that each date can mean."""

DATES = st.sampled_from(sorted(WITHIN))
ACTIONS = st.sampled_from(["a", "b", "c"])
OWNER = st.tuples(st.sampled_from("wxyz"), st.sampled_from(["lead", "joint", "support"]))
OWNERS = st.lists(OWNER, max_size=3)
ISSUES, REPORTED, NOTHING = ("i", "j"), "action.progress_reported", EventId("nothing")
ISSUE = st.sampled_from(ISSUES)
REPORTS = st.integers(0, 2)
CONTENT = st.sampled_from(["0" * 64, "1" * 64])
CLERK = st.sampled_from(["clerk", "chair"])
NUMBERS = st.sampled_from([1, 2, 3, 4, 5, 6, 0])
DUES = st.none() | st.dates(date(2013, 1, 1), date(2014, 12, 31))


class Model:
    """What the minutes say of each action, in plain dictionaries, and what they said before."""

    def __init__(self, size):
        self.now, self.issues = {}, Issues(self.happened)
        self.minutes = Minutes(self.happened)
        self.history = [self.snapshot()] * (size + 1)

    def snapshot(self):
        return deepcopy((self.now, self.issues.now, self.minutes.now))

    def happened(self):
        self.history.append(self.snapshot())

    def action(self, name, *, opened=True):
        declined_if(name not in self.now)
        declined_if(opened and self.now[name]["closed_by"])
        return self.now[name]

    def assign(self, name, on, owners, due):
        declined_if(name in self.now)
        self.now[name] = {
            "text": f"{name} of {on}",
            "assigned_on": on,
            "owners": self.numbered(owners, 0, {}),
            "used": len(owners),
            "due": due,
            "reports": [],
            "closed_on": None,
            "closed_by": None,
        }
        self.happened()

    def numbered(self, owners, used, known):
        names = [who for who, _ in owners]
        declined_if(len(set(names)) < len(names))
        declined_if([part for _, part in owners].count("lead") > 1)
        kept = {owner["who"]: (number, owner["done_on"]) for number, owner in known.items()}
        numbered = {}
        for who, part in owners:
            number, done_on = kept.get(who, (used + 1, None))
            used = max(used, number)
            numbered[number] = {"who": who, "part": part, "done_on": done_on}
        return numbered

    def reassign(self, name, on, owners):
        action = self.action(name)
        owners = self.numbered(owners, action["used"], action["owners"])
        if owners != action["owners"]:
            action["owners"] = owners
            action["used"] = max([action["used"], *owners])
            self.happened()

    def add(self, name, on, who, part):
        action = self.action(name)
        if who not in [owner["who"] for owner in action["owners"].values()]:
            declined_if(part == "lead" and "lead" in self.parts(action))
            action["used"] += 1
            action["owners"][action["used"]] = {"who": who, "part": part, "done_on": None}
            self.happened()

    def parts(self, action):
        return [owner["part"] for owner in action["owners"].values()]

    def release(self, name, on, number):
        action = self.action(name)
        if number in action["owners"]:
            declined_if(len(action["owners"]) == 1)
            del action["owners"][number]
            self.happened()
        else:
            declined_if(not 1 <= number <= action["used"])

    def lead(self, name, on, number):
        action = self.action(name)
        declined_if(number not in action["owners"])
        if action["owners"][number]["part"] != "lead":
            for owner in action["owners"].values():
                owner["part"] = "joint" if owner["part"] == "lead" else owner["part"]
            action["owners"][number]["part"] = "lead"
            self.happened()

    def report(self, name, on):
        action = self.action(name)
        declined_if(WITHIN[on][1] < WITHIN[action["assigned_on"]][0])
        action["reports"].append(on)
        self.happened()

    def correct_report(self, name, on, number, instead):
        action = self.action(name, opened=False)
        declined_if(number >= len(action["reports"]))
        declined_if(WITHIN[instead][1] < WITHIN[action["assigned_on"]][0])
        declined_if(action["reports"][number] == instead)
        self.history.append(None)  # between a correction and the fact it brings nobody looks
        action["reports"][number] = instead
        self.happened()

    def retract_report(self, name, on, number):
        action = self.action(name, opened=False)
        declined_if(number >= len(action["reports"]))
        del action["reports"][number]
        self.happened()

    def link_issue(self, name, on, action):
        self.issues.link(name, on, action, self.now)

    def set_due(self, name, on, due):
        action = self.action(name)
        if due != action["due"]:
            action["due"] = due
            self.happened()

    def extend(self, name, on, due):
        action = self.action(name)
        if due != action["due"]:
            declined_if(action["due"] is None or due < action["due"])
            action["due"] = due
            self.happened()

    def complete_part(self, name, on, number):
        action = self.action(name, opened=False)
        declined_if(number not in action["owners"])
        if action["owners"][number]["done_on"] is None:
            self.action(name)
            declined_if(WITHIN[on][1] < WITHIN[action["assigned_on"]][0])
            action["owners"][number]["done_on"] = on
            self.happened()
            if not self.to_be_done(action):
                self.close(action, on, "completed")

    def to_be_done(self, action):
        return [
            owner
            for owner in action["owners"].values()
            if owner["part"] != "support" and owner["done_on"] is None
        ]

    def complete(self, name, on, override):
        action = self.action(name, opened=False)
        if action["closed_by"] != "completed":
            self.action(name)
            declined_if(WITHIN[on][1] < WITHIN[action["assigned_on"]][0])
            declined_if(len(action["owners"]) > 1 and self.to_be_done(action) and override is None)
            self.close(action, on, "completed")

    def withdraw(self, name, on):
        action = self.action(name, opened=False)
        if action["closed_by"] != "withdrawn":
            self.action(name)
            self.close(action, on, "withdrawn")

    def close(self, action, on, by):
        action["closed_on"], action["closed_by"] = on, by
        self.happened()

    def reopen(self, name, on):
        action = self.action(name, opened=False)
        if action["closed_by"]:
            action["closed_on"] = action["closed_by"] = None
            self.happened()


def as_modelled(then):
    """Return the rows that the model expects: of actions, owners, deadlines, issues, minutes."""
    tasks, logged, drafted = then
    rows = set(), set(), set(), *rows_of_issues(logged), rows_of_minutes(drafted)
    for name, it in tasks.items():
        reported = it["reports"][-1] if it["reports"] else None
        state = it["closed_by"] or ("in_progress" if reported else "open")
        due = it["due"] and it["due"].isoformat()
        closed = WITHIN[it["closed_on"]][1] if it["closed_on"] else NEVER
        rows[0].add((name, it["text"], state, it["assigned_on"], it["closed_on"], reported))
        rows[2].add((name, "date" if due else "none", due, due, closed))
        for number, owner in it["owners"].items():
            who = owner["who"]
            rows[1].add(
                (name, number, who, who, owner["part"], owner["done_on"], not it["closed_by"])
            )
    return rows


def as_recorded(connection, office, known_at):
    """Return the same rows as the record answers them."""
    names, due = ["a", "b", "c"], overdue_items.TABLE
    found = connection.execute(actions.described(office, names, known_at))
    owners = connection.execute(action_owners.owners_of(office, names, known_at))
    dues = connection.execute(
        select(due.c.action, due.c.kind, due.c.first, due.c.due, due.c.closed_on).where(
            current(due, office, known_at)
        )
    )
    return (
        {
            (it.action, it.text, it.state, it.assigned_on, it.closed_on, it.reported_on)
            for it in found
        },
        {(it.action, it.owner, it.party, it.words, it.part, it.done_on, it.open) for it in owners},
        set(map(tuple, dues)),
        *issues_as_recorded(connection, office, known_at),
        minutes_as_recorded(connection, office, known_at),
    )


def issues_as_recorded(connection, office, known_at):
    query = issues.issues(office, issues.Wanted(body="board"), known_at, None, 9)
    links = connection.execute(issue_links.links_of(office, list(ISSUES), known_at))
    return (
        {
            (it.issue, it.number, it.basis, it.note, it.closed_on)
            for it in connection.execute(query)
        },
        {(it.issue, it.action) for it in links},
    )


def minutes_as_recorded(connection, office, known_at):
    found = connection.execute(minutes.minutes_of(office, "march", known_at))
    return {
        (it.state, it.version, it.content, it.drafted_by, it.drafted_on, it.approved_by)
        for it in found
    }


class Actions(RuleBasedStateMachine):
    """Asks the same of the service and of the model, in batches, and compares what they answer."""

    steps = facts = 0

    def __init__(self, open_ledger, home):
        super().__init__()
        self.files, self.waiting = ExitStack(), []
        self.ledger = self.files.enter_context(open_ledger(home, warm_limit=2))
        self.others = [self.files.enter_context(open_ledger(home))]
        self.office = begin_office(self.ledger)
        self.ledger.do(
            EstablishBody(occurred_on=When("2013"), body="board", name="Board"),
            *(RegisterPerson(occurred_on=When("2013"), person=each, name=each) for each in "wxyz"),
            *(
                RecordAsHeld(occurred_on=When(day), meeting=name, body="board", held_on=When(day))
                for name, day in (("march", "2013-03-11"), ("april", "2013-04-02"))
            ),
            office=self.office,
        )
        self.model = Model(self.ledger.head(self.office).size)
        self.assign("a", "2013-03", [("w", "lead"), ("x", "joint"), ("y", "support")], None)
        self.assign("b", "2013-03-11", [], date(2013, 4, 1))

    def teardown(self):
        self.carry_out()
        assert self.ledger.differences(self.office) == []
        Actions.facts += len(self.model.history)
        self.files.close()

    def asked(self, change, command, *facts, **details):
        """Note what is asked; several requests go into one transaction."""
        Actions.steps += 1
        name, on, *_ = facts
        self.wait_for(command(action=name, occurred_on=When(on), **details), change, *facts)

    def wait_for(self, built, change, *facts):
        self.waiting.append((self.ledger.ask(built, office=self.office), change, facts))

    @precondition(lambda self: self.waiting)
    @rule()
    def carry_out(self):
        waiting, self.waiting = self.waiting, []
        answers = self.ledger.batch(*(request for request, _, _ in waiting)) if waiting else []
        for answer, (_, change, facts) in zip(answers, waiting, strict=True):
            size = len(self.model.history)
            try:
                change(*facts)
            except No:
                assert isinstance(answer, Declined), answer
            else:
                grown = len(self.model.history)
                told = (size, grown - 1) if grown > size else (None, None)
                assert (answer.first, answer.last) == told
                assert answer.position == grown - 1
        assert self.recorded(None) == as_modelled(self.model.snapshot())

    def recorded(self, known_at):
        with self.ledger.reading(self.office) as connection:
            return as_recorded(connection, self.office, known_at)

    @rule(data=st.data())
    def look_back(self, data):
        position = data.draw(st.integers(0, len(self.model.history) - 1))
        assume(self.model.history[position] is not None)
        assert self.recorded(position) == as_modelled(self.model.history[position])

    @rule()
    def hand_over_to_another_process(self):
        self.carry_out()
        self.others.append(self.ledger)
        self.ledger = self.others.pop(0)

    @rule(name=st.just("c"), on=DATES, owners=OWNERS, due=DUES)
    def assign(self, name, on, owners, due):
        self.asked(
            self.model.assign,
            ask.AssignAction,
            *(name, on, owners, due),
            body="board",
            text=f"{name} of {on}",
            owners=assignees(owners),
            due=due and DueOn(due),
        )

    @rule(name=ACTIONS, on=DATES, owners=OWNERS)
    def reassign(self, name, on, owners):
        self.asked(
            self.model.reassign, ask.ReassignAction, name, on, owners, owners=assignees(owners)
        )

    @rule(name=ACTIONS, on=DATES, owner=OWNER)
    def reassign_to_those_who_have_it_and_another(self, name, on, owner):
        have = self.model.now.get(name, {"owners": {}})["owners"].values()
        self.reassign(name, on, [*((each["who"], each["part"]) for each in have), owner])

    @rule(name=ACTIONS, on=DATES, owner=OWNER)
    def add(self, name, on, owner):
        self.asked(self.model.add, ask.AddCoOwner, name, on, *owner, owner=assignees([owner])[0])

    @rule(name=ACTIONS, on=DATES, number=NUMBERS)
    def release(self, name, on, number):
        self.asked(self.model.release, ask.ReleaseCoOwner, name, on, number, owner=number)

    @rule(name=ACTIONS, on=DATES, number=NUMBERS)
    def lead(self, name, on, number):
        self.asked(self.model.lead, ask.NameLead, name, on, number, owner=number)

    @rule(name=ACTIONS, on=DATES)
    def report(self, name, on):
        self.asked(self.model.report, ask.ReportProgress, name, on, text="half done")

    def report_at(self, name, number):
        """Return the identity of a report that stands, or one that nothing has."""
        self.carry_out()
        with self.ledger.reading(self.office) as connection:
            history = read.stream_of(connection, self.office, f"action-{name}")
        reports = [each.id for each in effective(history) if each.event.wire == REPORTED]
        return reports[number] if number < len(reports) else NOTHING

    @rule(name=ACTIONS, on=DATES, number=REPORTS, instead=DATES)
    def correct_report(self, name, on, number, instead):
        Actions.steps += 1
        told = ProgressReported(
            occurred_on=When(instead), action=name, text="half done", meeting=None
        )
        built = CorrectRecord(
            occurred_on=When(on),
            of=f"action-{name}",
            event=self.report_at(name, number),
            reason="misread",
            replacement=told,
        )
        self.wait_for(built, self.model.correct_report, name, on, number, instead)
        self.carry_out()

    @rule(name=ACTIONS, on=DATES, number=REPORTS)
    def retract_report(self, name, on, number):
        Actions.steps += 1
        built = RetractRecord(
            occurred_on=When(on),
            of=f"action-{name}",
            event=self.report_at(name, number),
            reason="of another action",
        )
        self.wait_for(built, self.model.retract_report, name, on, number)
        self.carry_out()

    def about_issue(self, change, command, name, on, *facts, **details):
        Actions.steps += 1
        built = command(issue=name, occurred_on=When(on), **details)
        self.wait_for(built, change, name, on, *facts)

    @rule(name=ISSUE, on=DATES, number=st.sampled_from([None, "7"]))
    def log_issue(self, name, on, number):
        printed = None if number else "?"
        details = {"body": "board", "number": number, "printed": printed, "text": "A loose rail"}
        self.about_issue(self.model.issues.log, log.LogIssue, name, on, number, **details)

    @rule(name=ISSUE, on=DATES, number=st.sampled_from("34"))
    def infer_number(self, name, on, number):
        details = {"number": number, "basis": "sequence"}
        self.about_issue(self.model.issues.infer, log.InferNumber, name, on, number, **details)

    @rule(name=ISSUE, on=DATES, note=st.sampled_from(["worse", "better"]))
    def update_issue(self, name, on, note):
        self.about_issue(self.model.issues.update, log.UpdateIssue, name, on, note, note=note)

    @rule(name=ISSUE, on=DATES, action=ACTIONS)
    def link_issue(self, name, on, action):
        self.about_issue(self.model.link_issue, log.LinkToAction, name, on, action, action=action)

    @rule(name=ISSUE, on=DATES)
    def close_issue(self, name, on):
        self.about_issue(self.model.issues.close, log.CloseIssue, name, on)

    @rule(name=ISSUE, on=DATES)
    def reopen_issue(self, name, on):
        self.about_issue(self.model.issues.reopen, log.ReopenIssue, name, on, reason="again")

    def about_minutes(self, change, command, on, *facts, by, **details):
        Actions.steps += 1
        built = command(meeting="march", occurred_on=When(on), by=by, **details)
        self.wait_for(built, change, on, *facts, by)

    @rule(on=DATES, content=CONTENT, by=CLERK)
    def draft_minutes(self, on, content, by):
        details = {"content": content, "position": 0, "by": by}
        self.about_minutes(self.model.minutes.draft, life.DraftMinutes, on, content, **details)

    @rule(on=DATES, by=CLERK)
    def submit_minutes(self, on, by):
        self.about_minutes(self.model.minutes.submit, life.SubmitForClearance, on, by=by)

    @rule(on=DATES, content=CONTENT, by=CLERK)
    def clear_minutes(self, on, content, by):
        details = {"content": content, "by": by}
        self.about_minutes(self.model.minutes.clear, life.ClearMinutes, on, content, **details)

    @rule(on=DATES, content=CONTENT, by=CLERK)
    def refuse_clearance(self, on, content, by):
        details = {"content": content, "by": by, "reason": "a name is wrong"}
        self.about_minutes(self.model.minutes.refuse, life.RefuseClearance, on, content, **details)

    @rule(on=DATES, by=CLERK)
    def circulate_minutes(self, on, by):
        self.about_minutes(self.model.minutes.circulate, life.CirculateMinutes, on, by=by)

    @rule(on=DATES, content=CONTENT, by=CLERK)
    def approve_minutes(self, on, content, by):
        details = {"content": content, "standing": content, "at": "april", "by": by}
        self.about_minutes(self.model.minutes.approve, life.ApproveMinutes, on, content, **details)

    @rule(name=ACTIONS, on=DATES, due=DUES)
    def set_due(self, name, on, due):
        self.asked(self.model.set_due, ask.SetDue, name, on, due, due=due and DueOn(due))

    @rule(name=ACTIONS, on=DATES, due=DUES.filter(bool))
    def extend(self, name, on, due):
        self.asked(self.model.extend, ask.ExtendDue, name, on, due, due=DueOn(due))

    @rule(name=ACTIONS, on=DATES, number=NUMBERS)
    def complete_part(self, name, on, number):
        self.asked(self.model.complete_part, ask.CompleteOwnerPart, name, on, number, owner=number)

    @rule(name=st.sampled_from("bc"), on=DATES, override=st.sampled_from([None, "they left"]))
    def complete(self, name, on, override):
        self.asked(self.model.complete, ask.CompleteAction, name, on, override, override=override)

    @rule(name=st.just("c"), on=DATES)
    def withdraw(self, name, on):
        self.asked(self.model.withdraw, ask.WithdrawAction, name, on, reason="no longer wanted")

    @rule(on=DATES)
    def reopen_all(self, on):
        for name in "abc":
            self.asked(self.model.reopen, ask.ReopenAction, name, on, reason="not done after all")


def assignees(owners):
    return tuple(Assignee(ByPerson(who), part, who) for who, part in owners)


def test_the_record_is_what_a_plain_model_of_it_says_now_and_at_every_position(
    open_ledger, kind, blank_of, new_home
):
    Actions.steps = Actions.facts = 0
    with new_home(kind, like=blank_of(kind)) as home:
        run_state_machine_as_test(lambda: Actions(open_ledger, home), settings=long_run(kind))
    print(f"{Actions.steps} commands, {Actions.facts} events")  # noqa: T201  figures for who asks with -s
