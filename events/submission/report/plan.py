"""From the form of a report to ordered commands: who is new, the report, and all that is in it."""

from typing import Final

from events.base import Source
from events.ids import DocumentId
from events.plans import Plan, Register, Step
from events.submission.form import Span
from events.submission.names import Mint
from events.submission.report.bearing import bearings
from events.submission.report.form import ReportSubmission
from events.submission.report.parties import Parties
from events.submission.report.telling import Line, Telling
from events.submission.spans import span_at

RESULT: Final = "report"
"""The key, in the result of a plan, of the report that it records."""


def submit_report(form: ReportSubmission, register: Register, mint: Mint) -> Plan:
    """Return the commands that record this report.

    The result tells the report, and in their order as printed its recommendations, responses,
    commitments and statements, and the findings.
    """
    told = Telling(form, Parties(form, register, mint, form.published_on), mint)
    lines = [*told.commands(), *bearings(told, register)]
    names = told.parties.names
    taken: list[Line] = [(command, span_at(form, at)) for command, at in names.registrations]
    taken += [(command, form.span) for command in told.parties.established]
    document = DocumentId(form.document) if form.document else None
    return Plan(
        steps=tuple(Step(command, _source(document, span)) for command, span in (*taken, *lines)),
        fresh=frozenset({*names.fresh, f"report-{told.report}"}),
        result={RESULT: told.report, **told.made, "findings": names.findings},
    )


def _source(document: DocumentId | None, span: Span | None) -> Source | None:
    if document is None or span is None:
        return None
    return Source(document, span.start, span.start + span.length)
