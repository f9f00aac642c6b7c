"""Every event there is becomes JSON and comes back; what is private stays beside it."""

import json
import re
import types
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from itertools import count
from typing import (
    Annotated,
    ClassVar,
    Literal,
    NewType,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import ids
from events.action.events import ActionAssigned, ActionLinked, ActionWithdrawn, CoOwnerReleased
from events.action.terms import (
    AsWritten,
    ByPerson,
    DueNextMeeting,
    DueOn,
    Owner,
    Unclear,
)
from events.base import ERASED, Event, Form, Passage, Private, Public, event
from events.codec import Unfit, decode, encode, of
from events.ids import ActionId, BodyId, PersonId
from events.meeting.terms import SpokenByRow
from events.person.events import PersonRegistered
from events.registry import DECIDERS, EVENTS
from events.when import Clock, When, clock, when

SHAPES = sorted(EVENTS.values(), key=lambda shape: shape.wire)
EVERY_EVENT = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.wire)

DAY = When("2013-03-11")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
WHENS = st.one_of(
    st.dates(date(1000, 1, 1)).map(date.isoformat),
    st.dates(date(1000, 1, 1)).map(lambda day: day.isoformat()[:7]),
    st.dates(date(1000, 1, 1)).map(lambda day: day.isoformat()[:4]),
    st.datetimes().map(lambda moment: f"{moment.isoformat(timespec='seconds')}Z"),
)
KNOWN = {
    str: TEXTS,
    bool: st.booleans(),
    int: st.integers(1 - 2**53, 2**53 - 1),
    date: st.dates(),
    type(None): st.none(),
    When: WHENS.map(when),
    Clock: st.times().map(lambda time: clock(f"{time:%H:%M}")),
}


@cache
def anything(hint):
    """Return a strategy for values of a field's type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return TEXTS
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(anything(arguments[0]), max_size=3).map(tuple)
    if origin in (Union, types.UnionType):
        return st.one_of([anything(each) for each in arguments])
    if isinstance(hint, NewType) and hint not in KNOWN:
        return st.uuids().map(str)
    return built(hint) if is_dataclass(hint) else KNOWN[hint]


def built(shape):
    hints = get_type_hints(shape, include_extras=True)
    return st.builds(shape, **{each.name: anything(hints[each.name]) for each in fields(shape)})


ANY_EVENT = st.sampled_from(SHAPES).flatmap(built)


def stored(made, values=None):
    """Return the event as it comes back from a store, and the values that went there."""
    data, held = encode(made)
    kept = {pointer: text for pointer, _, text in held}
    if values is not None:
        kept = {pointer: values(text) for pointer, text in kept.items()}
    return decode(type(made), made.occurred_on, json.loads(json.dumps(data)), kept)


def bare(made):
    """Return the event as a rebuild sees it, with no private value read."""
    data, _ = encode(made)
    return decode(type(made), made.occurred_on, data, None)


def private_values(made, hint):
    """Yield every value in `made` that its type declares private, left out or not."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated and arguments[1] is not Form.PUBLIC:
        yield made
    elif origin is tuple:
        for each in made:
            yield from private_values(each, arguments[0])
    elif origin in (Union, types.UnionType):
        yield from private_values(made, chosen(made, arguments))
    elif is_dataclass(hint):
        hints = get_type_hints(hint, include_extras=True)
        for each in fields(hint):
            yield from private_values(getattr(made, each.name), hints[each.name])


def chosen(made, members):
    """Return the member of a union that `made` is of; a private text may read as None."""
    private = [each for each in members if get_origin(each) is Annotated]
    return private[0] if private else type(made)


@EVERY_EVENT
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_an_event_comes_back_as_it_went(shape, data):
    made = data.draw(built(shape))
    assert stored(made) == made


@EVERY_EVENT
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_an_event_comes_back_through_json_under_its_name(shape, data):
    made = data.draw(built(shape))
    public, held = encode(made)
    assert json.loads(json.dumps(public)) == public
    assert "occurred_on" not in public
    assert None not in public.values()
    pointers = [pointer for pointer, _, _ in held]
    assert pointers == sorted(set(pointers))


@settings(deadline=None)
@given(ANY_EVENT)
def test_a_rebuild_reads_no_private_value(made):
    values = list(private_values(bare(made), type(made)))
    assert values == [ERASED] * len(values)


@settings(deadline=None)
@given(ANY_EVENT)
def test_a_rebuild_reads_everything_else(made):
    assert encode_public(bare(made)) == encode(made)[0]


def encode_public(read):
    """Return the public data of an event whose private values are erased."""
    return {name: part for name, part in public_part(read).items() if name != "occurred_on"}


def public_part(part):
    if isinstance(part, tuple):
        return [public_part(each) for each in part]
    if is_dataclass(part):
        named = {each.name: getattr(part, each.name) for each in fields(part)}
        kind = {"kind": part.kind} if hasattr(part, "kind") else {}
        said = {name: each for name, each in named.items() if each not in (None, ERASED)}
        return kind | {name: public_part(each) for name, each in said.items()}
    return part.isoformat() if isinstance(part, date) else part


@settings(deadline=None)
@given(ANY_EVENT)
def test_what_was_erased_reads_as_erased_and_what_was_left_out_as_nothing(made):
    before = list(private_values(made, type(made)))
    after = list(private_values(stored(made, values=lambda _: ERASED), type(made)))
    assert after == [None if value is None else ERASED for value in before]


def test_a_value_that_is_gone_without_a_trace_reads_as_erased():
    data, _ = encode(PERSON)
    assert decode(PersonRegistered, DAY, data, {}) == replace(PERSON, name=ERASED)


def test_one_value_is_erased_and_the_others_stay():
    data, _ = encode(ASSIGNED)
    kept = {"/text": "Mend the roof", "/owners/0/words": ERASED, "/owners/1/words": "Bob"}
    first, second = ASSIGNED.owners
    assert decode(ActionAssigned, DAY, data, kept) == replace(
        ASSIGNED, owners=(replace(first, words=ERASED), second), due=DueNextMeeting(None)
    )


@settings(deadline=None)
@given(ANY_EVENT)
def test_private_values_stand_at_their_pointers_and_nowhere_in_the_data(made):
    numbers = count()
    marked = with_markers(made, type(made), lambda: f"secret-{next(numbers)}-")
    data, held = encode(marked)
    assert "secret-" not in json.dumps(data)
    assert {text for _, _, text in held} == {f"secret-{number}-" for number in range(next(numbers))}


def with_markers(made, hint, mark):
    """Return `made` with a marker in the place of every private value."""
    origin, arguments = get_origin(hint), get_args(hint)
    if made is None:
        return None
    if origin is Annotated:
        return made if arguments[1] is Form.PUBLIC else mark()
    if origin is tuple:
        return tuple(with_markers(each, arguments[0], mark) for each in made)
    if origin in (Union, types.UnionType):
        return with_markers(made, chosen(made, arguments), mark)
    if is_dataclass(hint):
        hints = get_type_hints(hint, include_extras=True)
        parts = {each.name: getattr(made, each.name) for each in fields(hint)}
        return hint(**{name: with_markers(part, hints[name], mark) for name, part in parts.items()})
    return made


PERSON = PersonRegistered(occurred_on=DAY, person=PersonId("p"), name="Alice", honorific=None)
ASSIGNED = ActionAssigned(
    occurred_on=DAY,
    action=ActionId("a"),
    body=BodyId("b"),
    meeting=None,
    item="2.1",
    reference=None,
    text="Mend the roof",
    owners=(
        Owner(1, ByPerson(PersonId("p")), "lead", "Alice"),
        Owner(2, Unclear(), "joint", "Bob"),
    ),
    due=DueNextMeeting("soon"),
)


def test_an_event_becomes_public_data_and_private_values_in_the_order_of_their_pointers():
    assert encode(ASSIGNED) == (
        {
            "action": "a",
            "body": "b",
            "item": "2.1",
            "owners": [
                {"number": 1, "party": {"kind": "person", "person": "p"}, "part": "lead"},
                {"number": 2, "party": {"kind": "unclear"}, "part": "joint"},
            ],
            "due": {"kind": "next_meeting"},
        },
        [
            ("/due/words", Form.WHOLE, "soon"),
            ("/owners/0/words", Form.WHOLE, "Alice"),
            ("/owners/1/words", Form.WHOLE, "Bob"),
            ("/text", Form.WORDS, "Mend the roof"),
        ],
    )


class Shouted(str):
    __slots__ = ()


def owned(**change):
    return replace(ASSIGNED, owners=(replace(ASSIGNED.owners[0], **change),))


@pytest.mark.parametrize(
    ("made", "where"),
    [
        (replace(ASSIGNED, occurred_on=None), "occurred_on"),
        (replace(ASSIGNED, occurred_on=date(2013, 3, 11)), "occurred_on"),
        (replace(ASSIGNED, action=None), "/action"),
        (replace(ASSIGNED, action=7), "/action"),
        (replace(ASSIGNED, action=Shouted("a")), "/action"),
        (replace(ASSIGNED, item=2.1), "/item"),
        (replace(ASSIGNED, text=None), "/text"),
        (replace(ASSIGNED, text=ERASED), "/text"),
        (replace(ASSIGNED, text=b"Mend"), "/text"),
        (replace(ASSIGNED, owners=None), "/owners"),
        (replace(ASSIGNED, owners=list(ASSIGNED.owners)), "/owners"),
        (replace(ASSIGNED, owners=("Alice",)), "/owners/0"),
        (replace(ASSIGNED, owners=(None,)), "/owners/0"),
        (owned(number=2**53), "/owners/0/number"),
        (owned(number=-(2**53)), "/owners/0/number"),
        (owned(number=1.0), "/owners/0/number"),
        (owned(number=float("nan")), "/owners/0/number"),
        (owned(number=True), "/owners/0/number"),
        (owned(number=None), "/owners/0/number"),
        (owned(part="boss"), "/owners/0/part"),
        (owned(part=None), "/owners/0/part"),
        (owned(part=["lead"]), "/owners/0/part"),
        (owned(words=None), "/owners/0/words"),
        (owned(party=None), "/owners/0/party"),
        (owned(party=DueNextMeeting()), "/owners/0/party"),
        (replace(ASSIGNED, due="soon"), "/due"),
        (replace(ASSIGNED, due=SpokenByRow(1)), "/due"),
        (replace(ASSIGNED, due=DueOn("2013-05-01")), "/due/day"),
        (replace(ASSIGNED, due=AsWritten(None)), "/due/words"),
    ],
)
def test_a_value_that_its_class_does_not_allow_is_not_written(made, where):
    with pytest.raises(Unfit, match=where):
        encode(made)


def test_a_passage_and_a_link_are_as_strict():
    with pytest.raises(Unfit, match="/reason"):
        encode(ActionWithdrawn(occurred_on=DAY, action=ActionId("a"), reason=7))
    with pytest.raises(Unfit, match="/reason"):
        encode(CoOwnerReleased(occurred_on=DAY, action=ActionId("a"), owner=1, reason=7))
    with pytest.raises(Unfit, match="/relation must be one of follows, duplicates, relates_to"):
        encode(
            ActionLinked(occurred_on=DAY, action=ActionId("a"), to=ActionId("b"), relation="hates")
        )


@event("test.listed")
class Listed(Event):
    names: tuple[Private[str], ...]
    rows: tuple[int, ...]
    days: tuple[date, ...]


def test_values_may_stand_in_a_row():
    made = Listed(occurred_on=DAY, names=("Alice", "Bob"), rows=(1, 2), days=(date(2013, 3, 11),))
    assert stored(made) == made
    assert bare(made) == replace(made, names=(ERASED, ERASED))


@dataclass(frozen=True, slots=True)
class Sized:
    size: int = 1


def test_what_has_no_place_in_an_event_is_refused_when_it_is_declared():
    for hint in (float, dict, object):
        with pytest.raises(TypeError, match="cannot hold"):
            of(hint)
    with pytest.raises(TypeError, match="only None may be a default"):
        of(Sized)


IDENTITIES = {each for each in vars(ids).values() if isinstance(each, NewType)}
DECLARED = {Private[str], Passage, Public}


def undeclared(hint, where):
    """Yield where a text stands that is not marked and no identity, time or word of ours."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in DECLARED or hint in IDENTITIES or hint in (When, Clock, int, bool, date):
        return
    if origin is Literal:
        return
    if origin in (tuple, Union, types.UnionType):
        for each in arguments:
            if each not in (Ellipsis, type(None)):
                yield from undeclared(each, where)
    elif is_dataclass(hint):
        hints = get_type_hints(hint, include_extras=True)
        for each in fields(hint):
            yield from undeclared(hints[each.name], f"{where}.{each.name}")
    else:
        yield where


@EVERY_EVENT
def test_every_text_says_whether_it_is_private(shape):
    assert list(undeclared(shape, shape.__name__)) == []


@event("test.careless")
class Careless(Event):
    owner: Owner
    remark: str
    aside: str | None
    others: tuple[str, ...]
    fit: ClassVar = True


def test_a_text_that_says_nothing_of_it_is_found():
    assert list(undeclared(Careless, "Careless")) == [
        "Careless.remark",
        "Careless.aside",
        "Careless.others",
    ]


PROMISED = [
    "access.key_issued",
    "access.key_revoked",
    "access.machine_admitted",
    "access.person_admitted",
    "access.role_granted",
    "access.role_revoked",
    "action.assigned",
    "action.carried_forward",
    "action.co_owner_added",
    "action.co_owner_released",
    "action.completed",
    "action.due_extended",
    "action.due_set",
    "action.handling_set",
    "action.lead_named",
    "action.linked",
    "action.narration_confirmed",
    "action.narration_dismissed",
    "action.owner_clarified",
    "action.owner_part_completed",
    "action.progress_reported",
    "action.reassigned",
    "action.reminder_sent",
    "action.reopened",
    "action.superseded",
    "action.transferred",
    "action.withdrawn",
    "body.chair_appointed",
    "body.established",
    "body.frequency_agreed",
    "body.member_joined",
    "body.member_left",
    "body.series_asserted",
    "body.terms_approved",
    "document.accepted",
    "document.draft_revised",
    "document.handling_set",
    "document.read",
    "document.received",
    "document.rejected",
    "document.removed",
    "document.retained",
    "issue.closed",
    "issue.handling_set",
    "issue.linked",
    "issue.linked_to_action",
    "issue.logged",
    "issue.number_inferred",
    "issue.reopened",
    "issue.updated",
    "log.succeeded",
    "meeting.absence_recorded",
    "meeting.apologies_received",
    "meeting.attendance_corrected",
    "meeting.attendance_duplicate_resolved",
    "meeting.attendance_listed",
    "meeting.attendee_arrived",
    "meeting.attendee_departed",
    "meeting.attendee_identified",
    "meeting.cancelled",
    "meeting.chair_taken",
    "meeting.closed",
    "meeting.decision_minuted",
    "meeting.finding_reopened",
    "meeting.finding_settled",
    "meeting.handling_set",
    "meeting.interest_declared",
    "meeting.item_added",
    "meeting.no_actions_recorded",
    "meeting.opened",
    "meeting.paragraph_minuted",
    "meeting.passage_corrected",
    "meeting.postponed",
    "meeting.recorded_as_held",
    "meeting.recused",
    "meeting.scheduled",
    "meeting.substitute_attended",
    "meeting.unlisted_participant_observed",
    "minutes.amended_after_approval",
    "minutes.annotated",
    "minutes.approved",
    "minutes.circulated",
    "minutes.clearance_refused",
    "minutes.cleared",
    "minutes.correction_accepted",
    "minutes.correction_declined",
    "minutes.correction_proposed",
    "minutes.drafted",
    "minutes.passage_redacted",
    "minutes.published",
    "minutes.redaction_lifted",
    "minutes.submitted_for_clearance",
    "organisation.name_variant_asserted",
    "organisation.registered",
    "organisation.renamed",
    "organisation.succeeded",
    "person.distinguished",
    "person.merged",
    "person.name_variant_asserted",
    "person.registered",
    "person.unmerged",
    "privacy.erased",
    "privacy.erasure_approved",
    "privacy.erasure_refused",
    "privacy.erasure_requested",
    "record.corrected",
    "record.retracted",
    "report.commitment_given",
    "report.commitment_linked_to_action",
    "report.commitment_met",
    "report.commitment_progress_reported",
    "report.disposition_inferred",
    "report.endorsed",
    "report.progress_linked",
    "report.progress_narrated",
    "report.published",
    "report.recommendation_made",
    "report.response_cross_referenced",
    "report.response_given",
    "webhook.changed",
    "webhook.ended",
    "webhook.paused",
    "webhook.replay_ordered",
    "webhook.resumed",
    "webhook.secret_rotated",
    "webhook.subscribed",
]


def test_the_names_in_the_log_are_kept_for_ever():
    assert sorted(EVENTS) == PROMISED


def test_a_name_is_that_of_its_stream_and_what_happened():
    for wire, shape in EVENTS.items():
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", wire)
        assert wire.partition(".")[0] in {*DECIDERS, "record"}
        assert shape.wire == wire


def test_every_event_there_is_has_a_name_of_its_own():
    declared = {_place(each) for each in Event.__subclasses__()}
    ours = {place for place in declared if place.startswith("events.")}
    assert sorted(map(_place, EVENTS.values())) == sorted(ours)


def _place(shape):
    return f"{shape.__module__}.{shape.__qualname__}"
