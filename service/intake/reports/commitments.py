"""What a response promises: the sentences that say so, or the columns that name owner and date."""

import re
from collections.abc import Iterator

from service.intake import dates
from service.intake.dues import due_of
from service.intake.reading import CommitmentRead, DueRead
from service.intake.reports.doers import doer_of
from service.intake.reports.exchanges import Answer, Part
from service.intake.reports.promises import acts, promise_of
from service.intake.sentences import sentences

_IN_MONTH = re.compile(rf"\bin\s+((?:early |mid-?|late )?{dates.MONTH}\s+\d{{4}})\b", re.IGNORECASE)


def commitments_of(
    answer: Answer, asked: list[Part], respondent: str | None
) -> tuple[CommitmentRead, ...]:
    """Return the commitments of a response; its own columns say who and when for all of them.

    Where they are all there is, what was `asked` is what they commit to.
    """
    owner, due = answer.fields.get("owner"), answer.fields.get("due")
    if action := answer.fields.get("action"):
        found = [CommitmentRead(action.text, None, due_in(action.text), action.span)]
    else:
        found = list(_promises(answer, respondent))
    if not found and (owner or due) and (told := answer.parts or asked):
        part = told[-1]
        found = [CommitmentRead(part.text, None, due_in(part.text), part.span)]
    return tuple(
        CommitmentRead(
            one.text,
            owner.text if owner else one.owner,
            due_of_cell(due.text) if due else one.due,
            one.span,
        )
        for one in found
    )


def due_in(sentence: str) -> DueRead | None:
    """Return when a promise is due; a future month it names is its date too."""
    if due := due_of(sentence, None):
        return due
    found = _IN_MONTH.search(sentence)
    return due_of(f"by {found[1]}", None) if found else None


def due_of_cell(words: str) -> DueRead:
    """Return when something is due by words that are nothing but its date."""
    found = due_of(f"by {words}", None)
    return DueRead(found.kind, found.date, words) if found else DueRead("text", None, words)


def _promises(answer: Answer, respondent: str | None) -> Iterator[CommitmentRead]:
    """Read sentence by sentence; "it" is whoever acted in the sentence before."""
    before: str | None = None
    for part in answer.parts:
        at = 0
        for sentence in sentences(part.text):
            at = part.text.index(sentence, at)
            promise = promise_of(sentence, respondent, before)
            if promise:
                span = part.span_of(at, at + len(sentence))
                yield CommitmentRead(sentence, promise[0], due_in(sentence), span)
            at += len(sentence)
            if not sentence.rstrip(".").isdigit():
                doer = doer_of(sentence)
                before = promise[0] if promise else (doer if doer and acts(doer) else None)
