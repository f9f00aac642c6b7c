"""The bytes of an event: a promise for ever, canonical, bounded, and read back as they were."""

import json
import types
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from typing import Annotated, Literal, NewType, Union, get_args, get_origin, get_type_hints

import orjson
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from events.action.commands import AssignAction, LinkAction
from events.action.events import ActionAssigned, ActionCompleted
from events.action.terms import Assignee, ByClass, ByPerson, DueOn, Owner, Unclear
from events.base import ERASED, Authority, Provenance, Recorded, Source
from events.body.commands import EstablishBody
from events.ids import ActionId, BodyId, DocumentId, EventId, MeetingId, PersonId
from events.registry import EVENTS
from events.when import Clock, When, clock, when
from service.ledger import leaf
from service.ledger.leaf import LARGEST, TooLarge
from service.tlog.tree import leaf_hash

ORIGIN = "minutebook/018f0000-0000-7000-8000-000000000001"
ACTION = ActionId("018f0000-0000-7000-8000-0000000000a1")
MOMENT = 1_363_003_200_000_007

ASSIGNED = ActionAssigned(
    occurred_on=When("2013-03"),
    action=ACTION,
    body=BodyId("018f0000-0000-7000-8000-0000000000b1"),
    meeting=MeetingId("018f0000-0000-7000-8000-0000000000c1"),
    item="3 (b)",
    reference="AP 7",
    text='Zoë to send the "Übersicht" to\nMike — today',
    owners=(
        Owner(1, ByPerson(PersonId("018f0000-0000-7000-8000-0000000000d1")), "lead", "Zoë Müller"),
        Owner(2, Unclear(), "joint", "M. Kay & al."),
    ),
    due=DueOn(date(2013, 4, 30), "vor Ende April"),
)

RECORDED = Recorded(
    event=ASSIGNED,
    position=4711,
    stream=f"action-{ACTION}",
    revision=1,
    id=EventId("018f0000-0000-7000-8000-0000000000e1"),
    recorded_at=MOMENT,
    provenance=Provenance(
        actor="018f0000-0000-7000-8000-0000000000f1",
        authority=Authority("meeting", "018f0000-0000-7000-8000-0000000000c1"),
        source=Source(DocumentId("018f0000-0000-7000-8000-000000000101"), 1180, 1234),
        causation=EventId("018f0000-0000-7000-8000-0000000000e0"),
        correlation="import-2013",
        corrects=EventId("018f0000-0000-7000-8000-0000000000df"),
    ),
    private=("/due/words", "/owners/0/words", "/owners/1/words", "/text"),
)

GOLDEN = (
    '{"_sd":{"/due/words":"b8_n4MKvtzhewJQm0aX35EI0Gkc_hTeLvuLLztPvux0",',
    '"/owners/0/words":"KM5pd1aW0UDV-1QNxNXMl8fpiBH1grYj504tZBwH2Mw",',
    '"/owners/1/words":"uxWoc9QR04y9_EPWbi1gUNPqIU_wLoXlG3ydtdDCp_M",',
    '"/text":"u8nT7qvLqLLNc3NDc6k2yYiwKa_4QPf30cYKyO8vJmI"},',
    '"actor":"018f0000-0000-7000-8000-0000000000f1",',
    '"authority":{"kind":"meeting",',
    '"reference":"018f0000-0000-7000-8000-0000000000c1"},',
    '"causation":"018f0000-0000-7000-8000-0000000000e0",',
    '"corrects":"018f0000-0000-7000-8000-0000000000df",',
    '"correlation":"import-2013",',
    '"data":{"action":"018f0000-0000-7000-8000-0000000000a1",',
    '"body":"018f0000-0000-7000-8000-0000000000b1",',
    '"due":{"day":"2013-04-30","kind":"date"},',
    '"item":"3 (b)",',
    '"meeting":"018f0000-0000-7000-8000-0000000000c1",',
    '"owners":[{"number":1,"part":"lead","party":{"kind":"person","person":"018f0000-0000-700',
    '0-8000-0000000000d1"}},{"number":2,"part":"joint","party":{"kind":"unclear"}}],',
    '"reference":"AP 7"},',
    '"format":1,',
    '"id":"018f0000-0000-7000-8000-0000000000e1",',
    '"log":"minutebook/018f0000-0000-7000-8000-000000000001",',
    '"occurred_on":"2013-03",',
    '"position":4711,',
    '"recorded_at":"2013-03-11T12:00:00.000007Z",',
    '"revision":1,',
    '"source":{"document":"018f0000-0000-7000-8000-000000000101","span":[1180,1234]},',
    '"stream":"action-018f0000-0000-7000-8000-0000000000a1",',
    '"type":"action.assigned",',
    '"v":1}',
)
GOLDEN_HASH = "303251fc2c52c7eae5dfca79680a7af70b5d56089b55557ec8168af00fc79164"


def counted(size):
    """Return bytes that everybody can guess, in place of random ones."""
    return bytes(number % 256 for number in range(size))


def written(recorded, random=counted):
    return leaf.write(recorded, ORIGIN, leaf.instant(recorded.recorded_at), random)


def test_the_golden_leaf_is_what_it_was_on_the_first_day():
    content, held, salts = written(RECORDED)

    assert content == "".join(GOLDEN).encode()
    assert leaf_hash(content).hex() == GOLDEN_HASH
    assert [(pointer, text) for pointer, _, text in held] == [
        ("/due/words", "vor Ende April"),
        ("/owners/0/words", "Zoë Müller"),
        ("/owners/1/words", "M. Kay & al."),
        ("/text", 'Zoë to send the "Übersicht" to\nMike — today'),
    ]
    assert salts == counted(64)


def test_the_golden_leaf_is_read_as_the_event_it_was():
    texts = [text for _, _, text in written(RECORDED)[1]]

    assert leaf.read(json.loads("".join(GOLDEN)), MOMENT, texts.__getitem__) == RECORDED


def test_its_hash_is_that_of_rfc_6962():
    content = written(RECORDED)[0]

    assert leaf_hash(content) == sha256(b"\0" + content).digest()


def test_no_private_value_is_in_the_leaf():
    content = written(RECORDED)[0].decode()

    for word in ("Zoë", "Müller", "Kay", "send", "April", "today"):
        assert word not in content


def test_the_salts_of_a_leaf_differ_each_time():
    asked = []

    written(RECORDED, lambda size: asked.append(size) or counted(size))

    assert asked == [4 * 16]


def test_an_event_without_private_values_asks_for_no_salts():
    done = ActionCompleted(occurred_on=When("2013-04-01"), action=ACTION, note=None, override=None)

    content, held, salts = written(RECORDED._replace(event=done, private=()))

    assert (held, salts) == ([], b"")
    assert b"_sd" not in content


def test_what_was_erased_reads_as_erased_and_the_rest_as_it_was():
    kept = {1: "Zoë Müller", 2: "M. Kay & al."}

    read = leaf.read(json.loads("".join(GOLDEN)), MOMENT, kept.get)

    assert read.event.text is ERASED
    assert read.event.due == DueOn(date(2013, 4, 30), ERASED)
    assert [owner.words for owner in read.event.owners] == ["Zoë Müller", "M. Kay & al."]
    assert read.private == RECORDED.private


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
IDS = st.uuids().map(str)
NUMBERS = st.integers(0, 2**53 - 1)
KNOWN = {
    str: TEXTS,
    bool: st.booleans(),
    int: st.integers(1 - 2**53, 2**53 - 1),
    date: st.dates(),
    type(None): st.none(),
    When: st.dates(date(1000, 1, 1)).map(lambda day: when(day.isoformat()[:7])),
    Clock: st.times().map(lambda time: clock(f"{time:%H:%M}")),
}


@cache
def anything(hint):
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
        return IDS
    return built(hint) if is_dataclass(hint) else KNOWN[hint]


def built(shape):
    hints = get_type_hints(shape, include_extras=True)
    return st.builds(shape, **{each.name: anything(hints[each.name]) for each in fields(shape)})


PROVENANCES = st.builds(
    Provenance,
    actor=TEXTS,
    authority=st.none()
    | st.builds(
        Authority,
        st.sampled_from(["chair", "meeting", "delegation", "statute"]),
        st.none() | IDS,
    ),
    source=st.none() | st.builds(Source, IDS, NUMBERS, NUMBERS),
    causation=st.none() | IDS,
    correlation=st.none() | TEXTS,
    corrects=st.none() | IDS,
)


@st.composite
def any_recorded(draw):
    made = draw(st.sampled_from(sorted(EVENTS)).flatmap(lambda wire: built(EVENTS[wire])))
    return Recorded(
        event=made,
        position=draw(st.integers(1, 2**43)),
        stream=draw(TEXTS),
        revision=draw(st.integers(1, 2**43)),
        id=EventId(draw(IDS)),
        recorded_at=draw(st.integers(0, 4_000_000_000_000_000)),
        provenance=draw(PROVENANCES),
        private=(),
    )


@given(any_recorded())
def test_every_leaf_is_canonical_json(recorded):
    content, _, _ = written(recorded)

    assert rfc8785.dumps(orjson.loads(content)) == content


@given(any_recorded())
def test_every_leaf_is_read_as_the_event_it_was(recorded):
    content, held, _ = written(recorded)
    texts = [text for _, _, text in held]
    pointers = tuple(pointer for pointer, _, _ in held)

    read = leaf.read(json.loads(content), recorded.recorded_at, texts.__getitem__)

    assert read == recorded._replace(private=pointers)
    assert written(read)[0] == content


@given(any_recorded())
def test_without_its_texts_every_leaf_is_read_with_all_of_them_erased(recorded):
    content, held, _ = written(recorded)

    bare = leaf.read_bare(content, recorded.recorded_at)
    erased = leaf.read(json.loads(content), recorded.recorded_at, lambda _: None)

    alike = {"event": None, "provenance": None}
    assert bare._replace(**alike) == erased._replace(**alike)
    assert bare.private == tuple(pointer for pointer, _, _ in held)


@given(st.integers(0, 4_000_000_000_000_000))
def test_a_moment_is_written_in_utc_to_the_microsecond(moment):
    text = leaf.instant(moment)
    since = datetime.fromisoformat(text) - datetime(1970, 1, 1, tzinfo=UTC)

    assert (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds == moment
    assert len(text) == len("1970-01-01T00:00:00.000000Z")
    assert text.endswith("Z")


def with_item(length):
    done = RECORDED._replace(event=ASSIGNED)
    data = {each.name: getattr(ASSIGNED, each.name) for each in fields(ASSIGNED)}
    return done._replace(event=ActionAssigned(**{**data, "item": "x" * length}))


def test_a_leaf_may_be_as_long_as_the_limit_and_not_a_byte_longer():
    room = LARGEST - len(written(with_item(0))[0])

    assert len(written(with_item(room))[0]) == LARGEST == 32_768
    with pytest.raises(TooLarge, match="may take 32768 bytes in the log, this one takes 32769"):
        written(with_item(room + 1))


def test_a_leaf_has_room_for_fewer_private_values_than_a_place_can_count():
    owners = tuple(Owner(number, ByClass(), "joint", "x") for number in range(1, 1_024))
    data = {each.name: getattr(ASSIGNED, each.name) for each in fields(ASSIGNED)}

    with pytest.raises(TooLarge):
        written(RECORDED._replace(event=ActionAssigned(**{**data, "owners": owners})))


def test_what_is_too_long_is_refused_and_nothing_of_the_request_is_written(ledger):
    body, action, other = BodyId("b"), ActionId("a"), ActionId("other")
    day = When("2013-03-11")
    ledger.do(EstablishBody(occurred_on=day, body=body, name="Board"))
    owners = tuple(Assignee(ByClass(), "joint", f"owner {number}") for number in range(600))

    small = AssignAction(occurred_on=day, action=other, body=body, text="send it")
    large = AssignAction(occurred_on=day, action=action, body=body, text="x", owners=owners)
    refused, taken = ledger.batch(ledger.ask(small, large), ledger.ask(small))

    assert isinstance(refused, TooLarge)
    assert (taken.first, taken.last) == (2, 2)
    assert [recorded.stream for recorded in ledger.log()] == ["body-b", "action-other"]
    with pytest.raises(Exception, match="no action a"):
        ledger.do(LinkAction(occurred_on=day, action=other, to=action))
