"""Takes a draft apart into the parts that enter the record, and says what each of them lacks."""

from collections.abc import Iterator

from events.ids import DocumentId
from events.submission.parts import Paper, Part, issues_log, meetings, members, sub_groups
from events.when import When, on_day
from service.documents.reporting import lacking_in_report, report_of
from service.intake.draft import Draft, lacking, submission_of

_NOTHING = (
    "there is no meeting in this document, nor a report or a list of issues, members or sub-groups"
)


def parts_of(draft: Draft, document: DocumentId, on: When) -> list[Part]:
    """Return the parts of a draft in which no obstacle is left, in the order they are recorded.

    Meetings come first: whom they bring into the record the others find there. An issue without a
    day is logged on the day of the document, or as this is not known on the day `on`. A report
    comes last.
    """
    parts = []
    if draft.meetings:
        parts.append(meetings(document, [submission_of(each) for each in draft.meetings]))
    if draft.whose is not None:
        paper = Paper(document, draft.whose, on_day(draft.day) if draft.day else on)
        if draft.members:
            parts.append(members(paper, draft.members))
        if draft.sub_groups:
            parts.append(sub_groups(paper, draft.sub_groups))
        if draft.issues_log:
            parts.append(issues_log(paper, draft.issues_log))
    if draft.reports:
        parts.append(report_of(draft, document))
    return parts


def obstacles(draft: Draft) -> dict[str, str]:
    """Return why a draft cannot be accepted yet, by where in it that is to be corrected."""
    papers = [what for what, rows in _papers(draft) if rows]
    if not (draft.meetings or papers or draft.reports):
        return {"/meetings": f"{_NOTHING}, so there is nothing to record"}
    found = dict(_of_meetings(draft)) | dict(_of_papers(draft, papers))
    return _with_report(found, dict(lacking_in_report(draft))) if draft.reports else found


def _with_report(found: dict[str, str], lacking: dict[str, str]) -> dict[str, str]:
    """Add what a report lacks; what will hold for it, once the papers have it, is said there."""
    for at, own, what in _SHARED:
        if at in found and lacking.pop(own, ""):
            found[at] += f"; {what}, unless you say another at {own}"
    return found | lacking


def _of_meetings(draft: Draft) -> Iterator[tuple[str, str]]:
    for at, meeting in enumerate(draft.meetings):
        if why := lacking(meeting):
            yield f"/meetings/{at}", why


def _of_papers(draft: Draft, papers: list[str]) -> Iterator[tuple[str, str]]:
    if papers and draft.whose is None:
        whose = f"say which body {' and '.join(papers)} of this document belong to"
        yield "/body", f"the document does not say it: {whose}"
    if draft.day is None and (draft.members or draft.sub_groups):
        dated = " and ".join(each for each in papers if each != _ISSUES)
        yield "/as_of", f"the document does not say it: say of which day {dated} are"


_ISSUES = "the issues"
_SHARED = (
    ("/body", "/publisher", "it is who published the report, too"),
    ("/as_of", "/published_on", "it is when the report was published, too"),
)
"""Where the draft says something of its papers and of a report at once."""


def _papers(draft: Draft) -> Iterator[tuple[str, bool]]:
    yield _ISSUES, bool(draft.issues_log)
    yield "the members", bool(draft.members)
    yield "the sub-groups", bool(draft.sub_groups)
