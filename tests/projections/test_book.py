"""A minute book for the tests of read models, and what holds for every one of them."""

import types
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from events.base import NOBODY, Form, Recorded, place
from events.body.events import BodyEstablished, BodyEvent, FrequencyAgreed
from events.codec import decode, encode
from events.ids import EventId
from events.meeting.attendance import AttendanceListed
from events.meeting.events import MeetingEvent
from events.meeting.scheduling import MeetingCancelled, MeetingRecordedAsHeld
from events.minutes.events import MinutesApproved, MinutesEvent, MinutesPublished
from events.organisation.events import (
    OrganisationEvent,
    OrganisationRegistered,
    OrganisationSucceeded,
)
from events.person.events import PeopleMerged, PeopleUnmerged, PersonEvent, PersonRegistered
from events.when import Clock, When
from projections import (
    PROJECTIONS,
    agenda_items,
    attendance,
    body_terms,
    chairs,
    decisions,
    declarations,
    distinctions,
    memberships,
    organisation_names,
    paragraphs,
    person_names,
    series,
)
from projections.runner import BY_CATEGORY, Pen, load, refill, step
from projections.texts import TEXTS, WHOLE, WORDS

OFFICE = "default"
DAY = When("2013-03-11")


class Book:
    """A minute book; what is noted stands in it at once, and private values are kept apart."""

    def __init__(self, connection):
        self.connection = connection
        self.pen, self.standing, self.log = Pen(connection, OFFICE), {}, []

    def note(self, *events):
        for event in events:
            recorded, texts = as_recorded(event, len(self.log) + 1)
            self.log.append(recorded)
            for number, (_, form, text) in enumerate(texts):
                row = {"secretariat": OFFICE, "salt": b"", "text": text}
                row["place"] = place(recorded.position, number)
                row["form"] = WHOLE if form is Form.WHOLE else WORDS
                self.connection.execute(insert(TEXTS).values(row))
            step(self.standing.setdefault(recorded.stream, {}), recorded, self.pen, self.so_far)
        self.pen.flush()
        return len(self.log)

    def so_far(self, recorded):
        """Return the stream of an entry up to that."""
        same = (each for each in self.log if each.stream == recorded.stream)
        return [each for each in same if each.position <= recorded.position]

    def ask(self, query):
        return [dict(line) for line in self.connection.execute(query).mappings()]

    def rows(self, query):
        return self.connection.execute(query).all()

    def column(self, query):
        return list(self.connection.execute(query).scalars())

    def versions(self):
        return {each.table.name: set(self.rows(each.table.select())) for each in PROJECTIONS}


def as_recorded(event, position):
    """Return the event as a fold sees it in a rebuild, with no private value, and those values."""
    category = event.wire.partition(".")[0]
    data, texts = encode(event)
    recorded = Recorded(
        event=decode(type(event), event.occurred_on, data, None),
        position=position,
        stream=f"{category}-{identity_of(event, category)}",
        revision=position,
        id=EventId(str(position)),
        recorded_at=position,
        provenance=NOBODY,
        private=tuple(pointer for pointer, _, _ in texts),
    )
    return recorded, texts


def identity_of(event, category):
    """Return whose stream it is in; minutes go by their meeting."""
    return getattr(event, {"minutes": "meeting", "privacy": "erasure"}.get(category, category))


def fold(projection, *events):
    """Return the rows of a projection after the events of one stream, by their keys."""
    held = {}
    for position, event in enumerate(events, 1):
        recorded, _ = as_recorded(event, position)
        for key in list(projection.keys(recorded, held)):
            row = projection.evolve(held.pop(key, None), recorded, key)
            if row is not None:
                assert _key(projection, row) == key
                held[key] = row
    return [held[key] for key in sorted(held)]


def _key(projection, row):
    return tuple(getattr(row, field) for field in projection.key)


def organisation(which, name, **more):
    return OrganisationRegistered(
        occurred_on=DAY,
        organisation=which,
        name=name,
        **{"classification": None, "parent": None, **more},
    )


def person(who, name, honorific=None):
    return PersonRegistered(occurred_on=DAY, person=who, name=name, honorific=honorific)


def merged(who, into):
    return PeopleMerged(occurred_on=DAY, person=who, into=into, reason=None, override=None)


def body(which, name, **more):
    return BodyEstablished(
        occurred_on=DAY,
        body=which,
        name=name,
        time_zone="Europe/London",
        **{"organisation": None, "parent": None, **more},
    )


def held(meeting, of, on, **more):
    return MeetingRecordedAsHeld(
        occurred_on=on,
        meeting=meeting,
        body=of,
        held_on=on,
        **{"starts": None, "ends": None, "place": None, "theme": None, **more},
    )


def listed(meeting, row, who, name, **more):
    return AttendanceListed(
        occurred_on=DAY,
        meeting=meeting,
        row=row,
        person=who,
        name=name,
        **{
            "basis": "unnamed" if who is None else "stated",
            "organisation": None,
            "organisation_stated": None,
            "post": None,
            "capacity": "not_stated",
            "status": "present",
            "substitute_for": None,
            "mode": "not_recorded",
            "reason": None,
            **more,
        },
    )


def anything(hint):
    """Return a strategy for a field of an event, from few values so that facts meet each other."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated or hint is str:
        return st.sampled_from(("Mike Kay", "Chris"))
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(anything(arguments[0]), max_size=2).map(tuple)
    if origin in (Union, types.UnionType):
        return st.one_of([anything(each) for each in arguments])
    if hint in _FEW:
        return _FEW[hint]
    if hasattr(hint, "__supertype__"):
        return st.sampled_from(("a", "b"))
    return st.builds(hint, **_fields(hint))


_FEW = {
    type(None): st.none(),
    int: st.integers(1, 3),
    bool: st.booleans(),
    date: st.sampled_from((date(2013, 3, 11), date(2013, 9, 12))),
    When: st.sampled_from((When("2013"), When("2013-03"), DAY, When("2013-03-12T10:00:00Z"))),
    Clock: st.sampled_from((Clock("09:30"), Clock("11:00"))),
}


def _fields(shape):
    hints = get_type_hints(shape, include_extras=True)
    return {
        name: anything(hint) for name, hint in hints.items() if name not in ("wire", "v", "kind")
    }


def by_another(event):
    """Return the event so that nobody approves what they drafted, which the table refuses."""
    return replace(event, by="another") if isinstance(event, MinutesApproved) else event


UNIONS = (OrganisationEvent, PersonEvent, BodyEvent, MeetingEvent, MinutesEvent)
HISTORIES = st.lists(
    st.one_of([anything(union) for union in UNIONS]).map(by_another),
    max_size=25,
)


def _streams(log):
    return sorted(log, key=lambda recorded: (recorded.stream, recorded.position))


@settings(max_examples=60, deadline=None)
@given(HISTORIES, st.sets(st.integers(1, 24)))
def test_what_is_kept_batch_by_batch_is_what_a_rebuild_makes(open_book, events, cuts):
    with open_book() as live, open_book() as rebuilt:
        for begin, end in pairwise(sorted({0, len(events), *cuts})):
            live.note(*events[begin:end])
            live.standing = {
                stream: load(live.connection, OFFICE, stream) for stream in live.standing
            }
        refill(rebuilt.pen, _streams(live.log), lambda: None)

        assert live.versions() == rebuilt.versions()


@settings(max_examples=60, deadline=None)
@given(HISTORIES, st.integers(0, 25))
def test_what_held_at_a_position_is_what_the_record_says_up_to_there(open_book, events, position):
    with open_book() as whole, open_book() as then:
        whole.note(*events)
        then.note(*events[:position])
        for each in PROJECTIONS:
            since, until = each.table.c.since, each.table.c.until
            held_then = (since <= position) & (until.is_(None) | (until > position))
            fields = [each.table.c[field] for field in each.shape._fields]
            now = each.table.select().with_only_columns(*fields)
            assert set(whole.rows(now.where(held_then))) == set(
                then.rows(now.where(until.is_(None)))
            )


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_a_fold_answers_with_the_row_of_the_key_or_with_none(events):
    for category, projections in BY_CATEGORY.items():
        own = [event for event in events if event.wire.startswith(f"{category}.")]
        for which in ("a", "b"):
            for each in projections:
                fold(each, *(event for event in own if identity_of(event, category) == which))


NOT_ITS_OWN = {
    "organisation": OrganisationSucceeded(occurred_on=DAY, organisation="a", by="b"),
    "person": PeopleUnmerged(occurred_on=DAY, person="a", from_person="b", reason="no"),
    "body": FrequencyAgreed(occurred_on=DAY, body="a", times=3, per="year", words=None),
    "meeting": MeetingCancelled(occurred_on=DAY, meeting="a", reason=None),
    "minutes": MinutesPublished(
        occurred_on=DAY, meeting="a", version=1, content="c", audience="public", by="clerk"
    ),
}


@pytest.mark.parametrize(
    "fold_of",
    [
        organisation_names,
        person_names,
        body_terms,
        memberships,
        chairs,
        series,
        agenda_items,
        paragraphs,
        decisions,
        declarations,
        distinctions,
        attendance,
    ],
)
def test_a_fold_leaves_alone_what_is_not_its_own(fold_of):
    recorded, _ = as_recorded(NOT_ITS_OWN[fold_of.PROJECTION.category], 1)
    row = object()

    assert list(fold_of.keys(recorded, ())) == []
    assert fold_of.evolve(None, recorded, ()) is None
    assert fold_of.evolve(row, recorded, ()) is row
