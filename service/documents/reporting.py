"""Takes the report out of a draft: what it still lacks, and the part of the document that it is."""

from collections.abc import Iterator

from pydantic import ValidationError

from events.errors import Refused
from events.ids import DocumentId
from events.submission.parts import Part, report
from events.submission.parts.report import placed
from events.submission.report.form import PublisherSubmitted
from events.when import When
from service.intake.draft import Draft, DraftRecommendation
from service.intake.report_form import answered, means, report_form

_UNSAID = "the document does not say it"
_CALLED = "what the report is called, or take its recommendations and progress out of the draft"
_WHO = 'who published the report, such as {"kind": "organisation", "name": "…"}'
_WHEN = "when the report was published: a day, a month or a year"
_DISPOSITIONS = "accepted, accepted in part, rejected, noted or under consideration"


def report_of(draft: Draft, document: DocumentId) -> Part:
    """Return the part that records the report of a draft that lacks nothing."""
    return report(document, report_form(draft, *_said(draft)), dict(_places(draft)))


def _said(draft: Draft) -> tuple[str, PublisherSubmitted, When]:
    if draft.heading and draft.published_by and draft.published:
        return draft.heading, draft.published_by, draft.published
    raise Refused("say what the report is called, who published it and when")


def lacking_in_report(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield why the report of a draft cannot be recorded yet, by where that is to be corrected."""
    if draft.heading is None:
        yield "/heading", f"{_UNSAID}: say {_CALLED}"
    if draft.published_by is None:
        yield "/publisher", f"{_UNSAID}: say {_WHO}"
    elif draft.published_by.name is None and answered(draft.recommendations):
        yield (
            f"{_publisher_at(draft)}/name",
            ("say by name who published the report, too: they are who responds in it"),
        )
    if draft.published is None:
        yield "/published_on", f"{_UNSAID}: say {_WHEN}"
    yield from _lacking_in_rows(draft)
    yield from _beyond_the_form(draft)


def _beyond_the_form(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield what the form of a report has no room for, such as too many promises in one answer."""
    if not (draft.heading and draft.published_by and draft.published):
        return
    try:
        report_form(draft, *_said(draft))
    except ValidationError as error:
        places = dict(_places(draft))
        for each in error.errors(include_url=False, include_input=False):
            at = "".join(f"/{part}" for part in each["loc"])
            yield placed(at, places), f"a report cannot be recorded so: {each['msg']}"


def _lacking_in_rows(draft: Draft) -> Iterator[tuple[str, str]]:
    first = dict[tuple[str | None, str], int]()
    for at, row in enumerate(draft.recommendations):
        place, before = f"/recommendations/{at}", first.setdefault((row.section, row.number), at)
        if before != at:
            yield (
                f"{place}/number",
                (
                    f"recommendation {row.number} stands at /recommendations/{before} already; "
                    "correct one of the numbers, or say in which sections they are"
                ),
            )
        yield from ((f"{place}/{field}", why) for field, why in _lacking_in_row(row))


def _lacking_in_row(row: DraftRecommendation) -> Iterator[tuple[str, str]]:
    if row.response is None:
        if row.disposition or row.disposition_words or row.commitments:
            yield (
                "response",
                (
                    f"no response to recommendation {row.number} was read, but what stands in one: "
                    "put it in, or take out its disposition and its commitments"
                ),
            )
        return
    if row.disposition is not None and means(row.disposition) is None:
        yield "disposition", f"say one of {_DISPOSITIONS}, or take it out"
    if row.disposition_words is not None and not _within(row.disposition_words, row.response):
        yield "disposition_words", "the response does not say so; give words that stand in it"


def _within(words: str, text: str) -> bool:
    return " ".join(words.split()) in " ".join(text.split())


def _publisher_at(draft: Draft) -> str:
    if draft.publisher is not None:
        return "/publisher"
    return "/body" if draft.body is not None else "/meetings/0/body"


def _places(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield where parts of the form of the report stand in the draft."""
    yield "/publisher", _publisher_at(draft)
    yield "/progress", "/progress_updates"
    for number, rows in enumerate(answered(draft.recommendations)):
        response = f"/responses/{number}"
        yield response, f"/recommendations/{rows[0]}"
        promised = [
            f"/recommendations/{row}/commitments/{at}"
            for row in rows
            for at in range(len(draft.recommendations[row].commitments))
        ]
        for at, place in enumerate(promised):
            yield f"{response}/commitments/{at}", place
            yield f"{response}/commitments/{at}/owners/0", f"{place}/owner"
