"""From a reading to the draft it proposes, to be looked at before anything is recorded.

What the reading leaves open stays open: an owner whose words do not say clearly whom they mean is
`unclear`, a meeting may lack its body or its day.
"""

from collections.abc import Iterable, Iterator, Sequence

from service.intake.blocks import Span
from service.intake.draft import Draft
from service.intake.drafted_minutes import minutes_form
from service.intake.drafted_owners import Owners
from service.intake.fitting import Form, fitted
from service.intake.reading import (
    CommitmentRead,
    Finding,
    IssueRead,
    MemberRead,
    ProgressRead,
    Reading,
    RecommendationRead,
    SubGroupRead,
)
from service.intake.reports.bearing import numbers_in
from service.intake.values import due_of, given, line, span_of, text


def draft_of(reading: Reading, length: int, pages: Sequence[int] = ()) -> Draft:
    """Return the draft of a reading; the text has `length` characters, `pages` begin there."""
    owners = [Owners(each) for each in reading.meetings]
    worded = [each for each in reading.recommendations if text(each.text)]
    form = {
        "heading": line(reading.heading),
        "meetings": [*map(minutes_form, reading.meetings, owners)],
        "issues_log": [_issue(each) for each in reading.issues_log],
        "recommendations": [_recommendation(each) for each in worded],
        "members": [_member(each) for each in reading.members],
        "sub_groups": [_sub_group(each) for each in reading.sub_groups],
        "progress_updates": [_progress(each) for each in reading.progress_updates],
        "findings": _findings(
            (
                *reading.findings,
                *(f for each in owners for f in each.findings),
                *_wordless(reading.recommendations),
            )
        ),
        "pages": list(pages),
    }
    draft, found = fitted(Draft, given(form), Span(0, length))
    more, _ = fitted(Draft, {"findings": _findings(found)}, Span(0, length))
    return draft.model_copy(update={"findings": (*draft.findings, *more.findings)})


def _findings(findings: Iterable[Finding]) -> list[Form]:
    return [
        {
            "kind": each.kind,
            "message": each.message,
            "span": span_of(each.span),
            "confidence": each.confidence,
        }
        for each in findings
    ]


def _wordless(read: Iterable[RecommendationRead]) -> Iterator[Finding]:
    """Tell of recommendations of which the document prints a number and no words."""
    for each in read:
        if not text(each.text):
            answer = f", nor is what answers it: {each.response[:80]}" if each.response else ""
            message = (
                f"No words of recommendation {each.number} were read, so it is not in the draft"
                f"{answer}; put it in by hand, or leave it"
            )
            yield Finding("wordless_recommendation", message, each.span, 0.9)


def _issue(issue: IssueRead) -> Form:
    return {
        "number": line(issue.number),
        "number_printed": line(issue.number_printed),
        "raised": issue.raised,
        "theme": line(issue.theme),
        "issue": text(issue.issue),
        "proposed_action": text(issue.proposed_action),
        "span": span_of(issue.span),
    }


def _recommendation(read: RecommendationRead) -> Form:
    return {
        "number": line(read.number),
        "section": line(read.section),
        "report_paragraphs": list(read.report_paragraphs),
        "text": text(read.text),
        "response_group": list(read.response_group),
        "response": text(read.response),
        "disposition": line(read.disposition),
        "disposition_words": text(read.disposition_words),
        "commitments": [_commitment(each) for each in read.commitments],
        "span": span_of(read.span),
        "response_span": read.response_span and span_of(read.response_span),
    }


def _commitment(read: CommitmentRead) -> Form:
    return {
        "text": text(read.text),
        "owner": line(read.owner),
        "due": read.due and due_of(read.due),
        "span": span_of(read.span),
    }


def _member(read: MemberRead) -> Form:
    return {
        "name": line(read.name),
        "organisation": line(read.organisation),
        "post": line(read.post),
        "span": span_of(read.span),
    }


def _sub_group(read: SubGroupRead) -> Form:
    return {
        "name": line(read.name),
        "chairs": list(read.chairs),
        "remit": text(read.remit),
        "span": span_of(read.span),
    }


def _progress(read: ProgressRead) -> Form:
    return {
        "numbers": numbers_in(read.text) or numbers_in(read.theme or ""),
        "theme": line(read.theme),
        "owner": line(read.owner),
        "text": text(read.text),
        "span": span_of(read.span),
    }
