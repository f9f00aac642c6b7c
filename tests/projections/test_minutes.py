"""How far minutes have come, their versions, and what stands beside them, at any position."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from events.meeting.correcting import PassageCorrected
from events.minutes import events as fact
from projections import (
    agenda_items,
    decisions,
    minuted_parts,
    minutes,
    minutes_amendments,
    minutes_annotations,
    minutes_corrections,
    minutes_publications,
    minutes_redactions,
    minutes_versions,
    paragraphs,
)
from tests.projections.test_book import DAY, OFFICE, as_recorded, body, fold, held
from tests.projections.test_handling import decided, item, said, set_passage


def of(kind, **fields):
    return kind(**{"occurred_on": DAY, "meeting": "m1", "by": "clerk", **fields})


def drafted(version=1, **more):
    content = str(version) * 64
    return of(fact.MinutesDrafted, version=version, content=content, position=7, **more)


def stage(kind, version=1, **more):
    return of(kind, version=version, content=str(version) * 64, **more)


def approved(by="chair", version=1):
    return stage(fact.MinutesApproved, version, at="m2", as_corrected=False, by=by)


def proposed(number=1, part="paragraph"):
    return of(
        fact.CorrectionProposed, correction=number, part=part, number=1, text="Seen", reason="slip"
    )


ACCEPTED = of(fact.CorrectionAccepted, correction=1, by="chair")
DECLINED = of(fact.CorrectionDeclined, correction=1, reason="it was noted")
AMENDED = of(
    fact.MinutesAmended,
    amendment=1,
    part="decision",
    number=1,
    text="Agreed in part",
    authority="meeting",
    reference="m2",
)
REDACTED = of(
    fact.PassageRedacted,
    redaction=1,
    part="item",
    number=1,
    start=0,
    length=2,
    exemption="s40",
    reviewer="Ada",
    review_on=date(2014, 1, 1),
)
LIFTED = of(fact.RedactionLifted, redaction=1, reason="it is known")
ANNOTATED = of(fact.MinutesAnnotated, annotation=1, part=None, number=None, text="see the file")
PUBLISHED = stage(fact.MinutesPublished, audience="public")


def standing(*events):
    (row,) = fold(minutes.PROJECTION, *events)
    return row.state, row.version, row.as_corrected, row.approved_at


def test_minutes_go_from_a_draft_to_their_approval():
    assert standing(drafted()) == ("draft", 1, False, None)
    submitted = stage(fact.MinutesSubmittedForClearance)
    assert standing(drafted(), submitted)[0] == "submitted_for_clearance"
    assert standing(drafted(), submitted, stage(fact.MinutesCleared))[0] == "cleared"
    sent_back = stage(fact.ClearanceRefused, reason="no")
    assert standing(drafted(), submitted, sent_back)[0] == "clearance_refused"
    assert standing(drafted(), stage(fact.MinutesCirculated))[0] == "circulated"
    assert standing(drafted(), approved()) == ("approved", 1, False, "m2")
    assert standing(drafted(), PUBLISHED)[0] == "draft"


def test_that_a_correction_went_in_stays_with_the_minutes():
    corrected = (drafted(), proposed(), ACCEPTED, drafted(2))
    assert standing(*corrected) == ("draft", 2, True, None)
    assert standing(*corrected, approved(version=2)) == ("approved", 2, True, "m2")


def test_every_version_says_how_far_it_came():
    events = (drafted(), stage(fact.MinutesCirculated), drafted(2), approved(version=2))
    rows = fold(minutes_versions.PROJECTION, *events)
    assert [(row.version, row.state) for row in rows] == [(1, "circulated"), (2, "approved")]


@pytest.mark.parametrize("answer", [ACCEPTED, DECLINED])
def test_a_correction_is_open_until_it_is_answered(answer):
    (row,) = fold(minutes_corrections.PROJECTION, proposed())
    assert (row.state, row.text, row.reason, row.answered_by) == ("open", 1025, 1024, None)
    (row,) = fold(minutes_corrections.PROJECTION, proposed(), answer)
    assert (row.state, row.answered_by) == (
        ("accepted", "chair") if answer is ACCEPTED else ("declined", "clerk")
    )
    assert row.answer == (None if answer is ACCEPTED else 2048)


def test_a_redaction_stands_until_it_is_lifted():
    (row,) = fold(minutes_redactions.PROJECTION, REDACTED)
    assert (row.reviewer, row.review_on, row.lifted_on) == (1024, "2014-01-01", None)
    (row,) = fold(minutes_redactions.PROJECTION, REDACTED, LIFTED)
    assert (row.lifted_by, row.lifted_on, row.reason) == ("clerk", DAY, 2048)
    (row,) = fold(minutes_redactions.PROJECTION, replace(REDACTED, review_on=None))
    assert row.review_on is None


def test_amendments_publications_and_notes_each_have_a_row():
    assert fold(minutes_amendments.PROJECTION, AMENDED) == [
        ("m1", 1, "decision", 1, 1024, "meeting", "m2", "clerk", DAY)
    ]
    assert fold(minutes_publications.PROJECTION, PUBLISHED) == [
        ("m1", 1, 1, "1" * 64, "public", "clerk", DAY, None)
    ]
    assert fold(minutes_annotations.PROJECTION, ANNOTATED) == [
        ("m1", 1, None, None, 1024, "clerk", DAY)
    ]


NOTES = (
    minutes_amendments,
    minutes_annotations,
    minutes_corrections,
    minutes_publications,
    minutes_redactions,
)


@pytest.mark.parametrize("fold_of", [minutes, minutes_versions, *NOTES])
def test_what_is_not_its_own_or_comes_before_its_beginning_makes_no_row(fold_of):
    other = ANNOTATED if fold_of is not minutes_annotations else PUBLISHED
    for event in (other, LIFTED, ACCEPTED, approved()):
        assert fold(fold_of.PROJECTION, event) == []


@pytest.mark.parametrize("fold_of", NOTES)
def test_a_row_beside_the_minutes_is_left_alone_by_what_is_not_about_it(fold_of):
    recorded, _ = as_recorded(drafted(), 1)
    row = object()
    assert fold_of.evolve(row, recorded, ()) is row


def test_the_table_refuses_that_who_drafted_also_approved(book):
    book.note(drafted(), approved("chair"))
    with pytest.raises(IntegrityError, match="ck_minutes_approved_by_another"):
        book.note(replace(drafted(), meeting="m3"), replace(approved("clerk"), meeting="m3"))


def listed(book, known_at=None, after=None, **wanted):
    query = minutes.minutes(OFFICE, minutes.Wanted(**wanted), known_at, after, 9)
    return [row["meeting"] for row in book.ask(query)]


def test_minutes_are_listed_by_state_and_body_as_known_then(book):
    book.note(body("board", "Board"), held("m1", "board", DAY), held("m2", "group", DAY))
    then = book.note(drafted(), replace(drafted(), meeting="m2"))
    book.note(stage(fact.MinutesCirculated))
    assert listed(book) == ["m1", "m2"]
    assert listed(book, after="m1") == ["m2"]
    assert listed(book, state="draft") == ["m2"]
    assert listed(book, then, state="draft") == ["m1", "m2"]
    assert listed(book, body="board", state="circulated") == ["m1"]
    (row,) = book.ask(minutes.minutes_of(OFFICE, "m1", None))
    assert (row["body_name"], row["said"], row["position"]) == ("Board", DAY, 7)


def corrected(part, number=1):
    return PassageCorrected(
        occurred_on=DAY, meeting="m1", part=part, number=number, text=f"a {part}", reason="slip"
    )


PARTS = {
    "item": (agenda_items, lambda at: agenda_items.items_of(OFFICE, "m1", at), "title"),
    "paragraph": (
        paragraphs,
        lambda at: paragraphs.paragraphs_of(OFFICE, "m1", at, None, 9),
        "text",
    ),
    "decision": (decisions, lambda at: decisions.decisions_of(OFFICE, "m1", at), "text"),
}


@pytest.mark.parametrize("part", PARTS)
def test_a_correction_is_in_force_and_what_stood_before_is_read_where_it_stood(book, part):
    fold_of, query, words = PARTS[part]
    then = book.note(held("m1", "board", DAY), item(1, "1."), said(1, 1), decided(1, 1))
    (before,) = book.ask(query(None))
    book.note(*(corrected(each) for each in PARTS))
    (after,) = book.ask(query(None))
    assert (after[words], before[words]) == (f"a {part}", "Repairs" if part == "item" else "x")
    assert book.ask(query(then)) == [before]
    assert {**after, words: None} == {**before, words: None}
    assert book.column(minuted_parts.length_of(OFFICE, "m1", part, 1, None)) == [len(f"a {part}")]
    assert fold(fold_of.PROJECTION, corrected(part)) == []


def test_what_stands_beside_a_confidential_part_is_confidential_with_it(book):
    book.note(held("m1", "board", DAY), item(1, "1."), said(1, 1), decided(1, 1))
    then = book.note(drafted(), proposed(), AMENDED, REDACTED, ANNOTATED)
    book.note(replace(ANNOTATED, annotation=2, part="paragraph", number=1))

    def flags(known_at=None):
        of = (OFFICE, "m1", known_at)
        queries = (
            minutes_corrections.corrections_of(*of),
            minutes_amendments.amendments_of(*of),
            minutes_redactions.redactions_of(*of),
            minutes_annotations.annotations_of(*of),
        )
        return [row["confidential"] for query in queries for row in book.ask(query)]

    assert flags() == [False] * 5
    book.note(set_passage("item", 1))
    assert flags() == [True, True, True, False, True]
    assert flags(then) == [False] * 4


def test_versions_and_publications_are_read_in_their_order(book):
    book.note(drafted(), drafted(2), PUBLISHED, proposed())
    found = book.ask(minutes_versions.versions_of(OFFICE, "m1", None))
    assert [row["version"] for row in found] == [1, 2]
    (row,) = book.ask(minutes_publications.publications_of(OFFICE, "m1", None))
    assert (row["audience"], row["position"]) == ("public", 3)
    (row,) = book.ask(minutes_corrections.correction(OFFICE, "m1", 1, None))
    assert (row["text"], row["reason"]) == ("Seen", "slip")
