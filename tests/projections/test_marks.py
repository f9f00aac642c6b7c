"""Marks of entries: what an auditor finds them by, and that they are the same when made anew."""

from sqlalchemy import select

from events.base import Authority, Provenance, Recorded, Source
from events.minutes.commands import DraftMinutes
from events.plans import only
from projections import fields, meetings, minutes
from projections.marks import MARKS, body_of, marks_of
from service import sample
from service.book import DEFAULT, Book
from service.ids import Mint
from service.ledger import marking
from service.ledger.ask import Ask
from tests.events.test_named import ASSIGNED, DAY, HANDED_OVER, REGISTERED

CHAIR = Provenance("clerk", Authority("chair", "ada"), Source("paper", 4, 14))
STATUTE = Provenance("clerk", Authority("statute"))


def recorded(event, provenance):
    return Recorded(event, 7, "action-a", 1, "e", 0, provenance, ())


def test_an_entry_is_marked_by_whom_of_what_from_where_and_whom_it_names():
    assert set(marks_of(recorded(HANDED_OVER, CHAIR), "group")) == {
        "actor:clerk",
        "type:action.transferred",
        "document:paper",
        "authority:chair",
        "authority:ada",
        "body:group",
        "body:other",
        "meeting:m1",
    }
    assert set(marks_of(recorded(REGISTERED, STATUTE), None)) == {
        "actor:clerk",
        "type:organisation.registered",
        "authority:statute",
    }


def test_an_action_stays_of_the_body_that_gave_it_out():
    assert body_of(REGISTERED, None) is None
    assert body_of(ASSIGNED, None) == "group"
    assert body_of(HANDED_OVER, "group") == "group"


def test_marks_made_anew_are_those_that_were_written(home):
    book = Book(home.owner_settings(), Mint())
    sample.load(book, DEFAULT)
    book.close()
    book = Book(home.owner_settings(), Mint())  # to which every stream is new
    with book.record(DEFAULT) as record:
        held = select(meetings.TABLE.c.meeting).where(meetings.TABLE.c.state == meetings.HELD)
        drafted = select(minutes.TABLE.c.meeting)
        (meeting, *_) = record.all(held.where(meetings.TABLE.c.meeting.not_in(drafted)))
    draft = DraftMinutes(
        occurred_on=DAY, meeting=meeting["meeting"], by="clerk", content="0" * 64, position=1
    )
    book.submit_now(Ask(DEFAULT, CHAIR, only(draft)))
    rows = select(MARKS).order_by(*MARKS.c)
    with book.operating(DEFAULT) as connection:
        written = connection.execute(rows).all()
        assert marking.is_whole(connection, DEFAULT)
        marking.refill(connection, DEFAULT)
        assert connection.execute(rows).all() == written
        of_minutes = [each for each in written if each.mark.startswith("type:minutes.")]
        bodies = {each.position for each in written if each.mark.startswith("body:")}
        assert of_minutes
        assert {each.position for each in of_minutes} <= bodies
    book.close()


def test_marks_that_are_wanting_are_written_by_a_rebuild(home):
    book = Book(home.owner_settings(), Mint())
    sample.load(book, DEFAULT)
    with book.operating(DEFAULT) as connection:
        connection.execute(MARKS.delete())
        assert not marking.is_whole(connection, DEFAULT)
    book.rebuild(DEFAULT, lambda: None)
    with book.operating(DEFAULT) as connection:
        assert marking.is_whole(connection, DEFAULT)
    book.close()


def test_of_every_number_in_a_row_it_is_said_whether_it_is_the_place_of_a_text():
    assert fields.undecided() == set()


def test_places_in_the_rows_of_a_whole_office_lead_to_texts(home):
    book = Book(home.settings(), Mint())
    sample.load(book, DEFAULT)
    with book.record(DEFAULT) as record:
        for projection in fields.PROJECTIONS:
            rows = [
                fields.read(projection, row, record.position)
                for row in record.all(select(projection.table))
            ]
            places = {at for row in rows for at in fields.places_of(projection, row)}
            assert record.texts(sorted(places)).keys() == places, projection.table.name
    book.close()
