"""What is confidential at any position, by itself or with what it belongs to."""

import pytest
from sqlalchemy import MetaData

from events.action.events import ActionHandlingSet, ActionLinked, ActionSuperseded
from events.document.events import DocumentHandlingSet
from events.meeting.handling import PassageHandlingSet
from events.meeting.proceedings import DecisionMinuted, ItemAdded, ParagraphMinuted
from projections import (
    PROJECTIONS,
    action_links,
    actions,
    agenda_items,
    confidential_actions,
    confidential_documents,
    confidential_passages,
    decisions,
    documents,
    paragraphs,
    withheld,
)
from projections.confidential_passages import ConfidentialPassageRow
from tests.projections.test_actions import assigned, of
from tests.projections.test_book import DAY, OFFICE, fold, held
from tests.projections.test_documents import received


def set_passage(part, number, handling="confidential", meeting="m1"):
    return PassageHandlingSet(
        occurred_on=DAY, meeting=meeting, part=part, number=number, handling=handling, reason=None
    )


def set_action(action="a", handling="confidential"):
    return of(ActionHandlingSet, action, handling=handling)


def set_document(document="paper", handling="confidential"):
    return DocumentHandlingSet(occurred_on=DAY, document=document, handling=handling, reason=None)


def item(number, printed, meeting="m1"):
    return ItemAdded(occurred_on=DAY, meeting=meeting, item=number, number=printed, title="Repairs")


def said(number, at=None):
    return ParagraphMinuted(
        occurred_on=DAY,
        meeting="m1",
        paragraph=number,
        item=at,
        number=None,
        text="x",
        speaker=None,
    )


def decided(number, at=None, paragraph=None):
    return DecisionMinuted(
        occurred_on=DAY, meeting="m1", decision=number, item=at, paragraph=paragraph, text="x"
    )


def test_a_thing_has_a_row_while_it_is_confidential():
    assert fold(confidential_passages.PROJECTION, set_passage("item", 2)) == [
        ConfidentialPassageRow("m1", "item", 2)
    ]
    opened = set_passage("item", 2, "open")
    assert fold(confidential_passages.PROJECTION, set_passage("item", 2), opened) == []
    assert fold(confidential_actions.PROJECTION, set_action()) == [("a",)]
    assert fold(confidential_actions.PROJECTION, set_action(), set_action(handling="open")) == []
    assert fold(confidential_documents.PROJECTION, set_document()) == [("paper",)]
    opened = set_document(handling="open")
    assert fold(confidential_documents.PROJECTION, set_document(), opened) == []


def test_what_an_action_is_linked_to_is_kept_by_where_it_is_said():
    linked = of(ActionLinked, to="b", relation="follows")
    superseded = of(ActionSuperseded, by="c")
    assert fold(action_links.PROJECTION, assigned(), linked, superseded) == [
        ("a", 2, "b"),
        ("a", 3, "c"),
    ]


@pytest.mark.parametrize(
    ("of_theirs", "event"),
    [
        (confidential_passages, item(1, "1.")),
        (confidential_actions, assigned()),
        (confidential_documents, received()),
        (action_links, assigned()),
    ],
)
def test_a_fold_of_handling_leaves_alone_what_is_not_its_own(of_theirs, event):
    projection, row = of_theirs.PROJECTION, object()
    assert fold(projection, event) == []
    recorded = type("Recorded", (), {"event": event})
    assert projection.evolve(row, recorded, ()) is row


def flags(book, query, known_at=None):
    return [line["confidential"] for line in book.ask(query(OFFICE, "m1", known_at))]


def test_an_item_takes_its_paragraphs_and_decisions_with_it(book):
    then = book.note(
        held("m1", "board", DAY),
        item(1, "1."),
        item(2, "2."),
        said(1, 1),
        said(2, 2),
        decided(1, 2),
    )
    book.note(decided(2, None, 2), decided(3, 1, 1), set_passage("item", 2))

    def paragraphs_of(office, meeting, known_at):
        return paragraphs.paragraphs_of(office, meeting, known_at, None, 9)

    assert flags(book, agenda_items.items_of) == [False, True]
    assert flags(book, paragraphs_of) == [False, True]
    assert flags(book, decisions.decisions_of) == [True, True, False]
    assert flags(book, agenda_items.items_of, then) == [False, False]
    last = book.note(set_passage("item", 2, "open"), set_passage("paragraph", 1))
    assert flags(book, paragraphs_of) == [True, False]
    assert flags(book, decisions.decisions_of) == [False, False, True]
    assert flags(book, agenda_items.items_of, last - 2) == [False, True]


def given_out(action, number, meeting="m1"):
    return assigned(action, meeting=meeting, item=number)


def confidential(book, known_at=None):
    wanted = actions.Wanted(confidential=True)
    others = actions.Wanted(confidential=False)
    hidden = [row["action"] for row in book.ask(actions.actions(OFFICE, wanted, known_at, None, 9))]
    opened = [row["action"] for row in book.ask(actions.actions(OFFICE, others, known_at, None, 9))]
    every = book.ask(actions.actions(OFFICE, actions.Wanted(), known_at, None, 9))
    assert hidden == [row["action"] for row in every if row["confidential"]]
    assert opened == [row["action"] for row in every if not row["confidential"]]
    return hidden


def test_an_action_is_confidential_by_itself_or_by_the_printed_number_of_its_item(book):
    book.note(held("m1", "board", DAY), item(7, "2.1"), item(8, None))
    then = book.note(
        given_out("a", "2.1"),
        given_out("b", "2"),
        given_out("c", "2.1", "m2"),
        given_out("d", None),
    )
    assert confidential(book) == []
    book.note(set_passage("item", 7), set_passage("item", 8), set_action("d"))
    assert confidential(book) == ["a", "d"]
    assert confidential(book, then) == []
    book.note(set_action("d", "open"), set_passage("item", 7, "open"))
    assert confidential(book) == []


def test_documents_are_found_by_how_they_are_handled(book):
    then = book.note(received("a"), received("b", "april.txt", "def"))
    book.note(set_document("b"))

    def handled(which, known_at=None):
        wanted = documents.Wanted(confidential=which)
        found = book.ask(documents.documents(OFFICE, wanted, known_at, None, 9))
        return [(row["document"], row["confidential"]) for row in found]

    assert handled(which=True) == [("b", True)]
    assert handled(which=False) == [("a", False)]
    assert handled(which=True, known_at=then) == []


def test_of_every_read_model_it_is_decided_whether_it_is_withheld():
    names = {each.table.name for each in PROJECTIONS}
    assert withheld.OPEN | withheld.WITHHELD.keys() == names
    assert not withheld.OPEN & withheld.WITHHELD.keys()


def test_what_hangs_on_an_action_or_a_document_is_withheld_with_it():
    theirs = {each.table.name for each in PROJECTIONS if each.category in ("action", "document")}
    few = {confidential_actions.TABLE.name, confidential_documents.TABLE.name}
    assert theirs - few <= withheld.WITHHELD.keys()


def test_a_table_that_nobody_decided_on_is_read_by_nobody():
    table = actions.TABLE.to_metadata(MetaData(), name="new_things")
    assert "WHERE false" in str(withheld.readable(table))
