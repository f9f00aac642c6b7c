"""The report of a document: what it recommends, the responses in it, and statements of progress."""

from collections.abc import Iterator, Mapping

from events.ids import DocumentId
from events.plans import Plan, Register
from events.submission.names import Finding, Mint
from events.submission.parts.part import Part
from events.submission.report import RESULT, ReportSubmission, submit_report

KEY = RESULT
"""Within the result of the part the same key has the identity of the report."""


def report(document: DocumentId, form: ReportSubmission, places: Mapping[str, str]) -> Part:
    """Return the part that records it.

    `places` says where in the draft those parts of the form stand that do not stand there under
    their own pointer. A statement that bears on nothing known is told, for somebody to link it.
    """
    of_document = form.model_copy(update={"document": document})

    def plan(register: Register, mint: Mint) -> Plan:
        made = submit_report(of_document, register, mint)
        findings = [*made.result["findings"], *_unlinked(form, made)]
        told = [each | {"at": placed(each["at"], places)} for each in findings]
        return made._replace(result={KEY: {**made.result, "findings": told}})

    return Part(KEY, plan)


def _unlinked(form: ReportSubmission, made: Plan) -> Iterator[Finding]:
    """Yield the statements beside which no number stands."""
    for at, statement in enumerate(made.result["statements"]):
        if not form.progress[at].numbers:
            yield {"kind": "unlinked_progress", "at": f"/progress/{at}", "id": statement}


def placed(at: str, places: Mapping[str, str]) -> str:
    """Return where in the draft it stands, by the longest part of the pointer that is known."""
    steps = at.split("/")
    for length in range(len(steps), 1, -1):
        known = places.get("/".join(steps[:length]))
        if known is not None:
            return "/".join((known, *steps[length:]))
    return at
