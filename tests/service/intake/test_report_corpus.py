"""Two real reports, from the words to the record, against their gold where the corpus is named."""

import json
import os
from difflib import SequenceMatcher
from itertools import count
from pathlib import Path

import pytest

from events.report.events import (
    CommitmentGiven,
    ProgressNarrated,
    RecommendationMade,
    ResponseGiven,
)
from events.submission.report import report_part
from events.submission.report.form import PublisherSubmitted
from service.intake.draft import DraftCommitment, DraftProgress
from service.intake.drafting import draft_of
from service.intake.parse import parse
from service.intake.readers import read_document
from service.intake.report_form import report_form
from tests.events.test_submission import Register, Submitted, known, minted

CORPUS = os.environ.get("MINUTEBOOK_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="MINUTEBOOK_CORPUS names no corpus")
SEEDS = Path(CORPUS or "") / "seeds"
WHOSE = PublisherSubmitted(kind="organisation", name="Government")


def drafted(number):
    """Return the gold of a document and the draft of it."""
    gold = json.loads(next((SEEDS / "gold").glob(f"{number}_*.json")).read_text())
    path = SEEDS / gold["source"]
    source = read_document(path.read_bytes(), path.name)
    return gold, draft_of(parse(list(source.blocks), path.name), len(source.text))


def recorded(draft):
    form = report_form(draft, "The Reply", WHOSE, "2009-08")
    mint = map(minted, count(1))
    plan = report_part(form, known(6))(Register(), lambda: next(mint))
    return Submitted(plan, [])


def alike(one, other):
    one, other = " ".join(one.split()), " ".join(other.split())
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() > 0.9


def corrected(row, gold):
    """Correct the promises of a row as a secretary would: out what is none, in what was missed."""
    kept = [each for each in row.commitments if any(alike(each.text, it["text"]) for it in gold)]
    missed = [it for it in gold if not any(alike(each.text, it["text"]) for each in kept)]
    added = [DraftCommitment(text=it["text"], owner=it["owner"], span=row.span) for it in missed]
    changed = row.model_copy(update={"commitments": (*kept, *added)})
    return changed, len(row.commitments) - len(kept), len(added)


def test_the_reply_is_recorded_with_no_orphan_on_either_side():
    gold, draft = drafted("003")
    of_gold = {each["number"]: each for each in gold["recommendations"]}
    fixed = [corrected(row, of_gold[row.number]["commitments"]) for row in draft.recommendations]
    assert sum(out for _, out, _ in fixed) <= 6
    assert sum(into for _, _, into in fixed) <= 6
    told = recorded(draft.model_copy(update={"recommendations": tuple(row for row, *_ in fixed)}))

    made, given = told.of(RecommendationMade), told.of(ResponseGiven)
    numbers = {each.recommendation: each.number for each in made}
    groups = {tuple(numbers[one.recommendation] for one in each.answers) for each in given}
    assert (len(made), len(given), len(told.of(CommitmentGiven))) == (47, 35, 38)
    assert groups == {tuple(each["response_group"]) for each in gold["recommendations"]}
    assert sorted(n for group in groups for n in group) == sorted(of_gold)
    cited = {each.number: each.paragraphs for each in made}
    assert cited["42"] == cited["43"] == ("178",)
    assert cited == {n: tuple(each["report_paragraphs"]) for n, each in of_gold.items()}
    placed = {numbers[each.to.recommendation] for each in told.of(CommitmentGiven)}
    assert placed == {n for n, each in of_gold.items() if each["commitments"]}
    by_march = [each.due for each in told.of(CommitmentGiven) if each.due and each.due.words]
    assert "2010-03-31" in {str(due.last) for due in by_march if due.kind == "period"}
    assert all(source.document == known(6) for source in told.sources if source)


def test_only_a_disposition_that_the_opening_words_state_is_stated():
    gold, draft = drafted("003")
    told = recorded(draft)
    numbers = {each.recommendation: each.number for each in told.of(RecommendationMade)}
    of_gold = {each["number"]: each["disposition"] for each in gold["recommendations"]}
    stated = {
        numbers[one.recommendation]: one.disposition
        for each in told.of(ResponseGiven)
        for one in each.answers
        if one.disposition
    }
    assert stated
    assert stated == {number: of_gold[number] for number in stated}


def test_every_statement_of_progress_is_recorded_as_printed():
    gold, draft = drafted("004")
    left, missed = list(draft.progress_updates), []
    for each in gold["progress_updates"]:  # a statement that was read twice counts once
        read = next((one for one in left if alike(each["text"], one.text)), None)
        if read is None:
            missed.append(each)
        else:
            left.remove(read)
    assert len(missed) <= 3
    span = draft.progress_updates[0].span
    added = [
        DraftProgress(theme=each["theme"], owner=each["owner"], text=each["text"], span=span)
        for each in missed
    ]
    kept = [one for one in draft.progress_updates if one not in left]
    whole = draft.model_copy(update={"progress_updates": (*kept, *added)})
    told = recorded(whole).of(ProgressNarrated)
    assert len(told) == 38
    for each in gold["progress_updates"]:
        assert any(alike(each["text"], one.text) for one in told)
