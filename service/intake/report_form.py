"""From a draft to the form of a report: rows of one group share one response, in its words.

A disposition that the machine read is inferred, unless the words that the response opens with state
it. What nobody can tell from the words alone stays unclear.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from events.report.terms import Disposition
from events.submission.report import ReportSubmission
from events.submission.report.form import PublisherSubmitted
from events.when import When
from service.intake.draft import Draft, DraftCommitment, DraftRecommendation

_THINGS = r"(?:recommendations?|conclusions?|proposals?|suggestions?|findings?)"
_OBJECT = rf"(?:with )?(?:[\w'\u2019]+ ){{0,4}}?{_THINGS}\b"
_CONSENT = r"(?:accept|agree|endorse|support)(?:ed|s|d)?"
_PARTLY = r"(?:in part|in principle|partially|partly)"
_REFUSAL = r"(?:do(?:es)? not|cannot|can not|is not|are not|not)"

_MEANS: Final[dict[str, Disposition]] = {
    "accepted": "accepted",
    "partially accepted": "accepted_in_part",
    "accepted in part": "accepted_in_part",
    "rejected": "rejected",
    "noted": "noted",
    "under consideration": "under_consideration",
}
_SAID: Final[dict[Disposition, str]] = {
    "accepted": rf"^(?!.*\b{_PARTLY}\b)(?!.*\b{_REFUSAL} ).*?"
    rf"(?:^(?:fully )?(?:accepted|agreed)\b|\b{_CONSENT} {_OBJECT})",
    "accepted_in_part": rf"\b{_CONSENT}\b.{{0,60}}\b{_PARTLY}\b|\b{_PARTLY} {_CONSENT}\b",
    "rejected": rf"\b{_REFUSAL} (?:\w+ )?{_CONSENT}\b|\b(?:reject|decline)(?:ed|s|d)?\b|"
    r"\bdisagree[sd]?\b",
    "noted": rf"^noted\b|\bnote[sd]? (?:[\w'\u2019]+ ){{0,4}}?(?:{_THINGS}|concerns?|views?)\b",
    "under_consideration": r"\b(?:under consideration|(?:will|to be) considere?d?)\b",
}
_STATES = {meant: re.compile(said, re.IGNORECASE) for meant, said in _SAID.items()}
_CLASSES = {"all", "departments", "everyone", "ministers", "ngos", "officers", "officials", "staff"}
_ABBREVIATION = re.compile(r"(?=[^A-Z]*[A-Z][^A-Z]*[A-Z])[A-Za-z&]{2,10}")

Form = dict[str, Any]


def report_form(
    draft: Draft, title: str, publisher: PublisherSubmitted, published_on: When
) -> ReportSubmission:
    """Return the form of the report that a draft tells of; its spans are those of the draft.

    Whoever published it gave the responses that stand in it. Every word stays as it was read; a
    disposition that was read but has no meaning here stays in the words alone.
    """
    return ReportSubmission.model_validate(
        {
            "title": title,
            "publisher": publisher.model_dump(exclude_none=True),
            "published_on": published_on,
            **_given({"replies_to": draft.replies_to}),
            "recommendations": [_recommendation(each) for each in draft.recommendations],
            "responses": list(_responses(draft.recommendations, publisher)),
            "progress": [each.model_dump(exclude_none=True) for each in draft.progress_updates],
        }
    )


def means(disposition: str) -> Disposition | None:
    """Return what a disposition that was read, or put in, means here; None where nothing."""
    return _MEANS.get(disposition.lower().replace("_", " "))


def answered(rows: Sequence[DraftRecommendation]) -> list[list[int]]:
    """Return, for each response in its order, the places of the rows that it is printed for."""
    groups: dict[tuple[tuple[str, ...], str], list[int]] = {}
    for at, row in enumerate(rows):
        if row.response is not None:
            groups.setdefault((row.response_group or (row.number,), row.response), []).append(at)
    return list(groups.values())


def states(disposition: Disposition, words: str) -> bool:
    """Tell whether words say that themselves, so that nothing needs to be inferred."""
    return _STATES[disposition].search(" ".join(words.split())) is not None


def _recommendation(read: DraftRecommendation) -> Form:
    form = read.model_dump(include={"number", "section", "text", "span"}, exclude_none=True)
    return form | {"paragraphs": read.report_paragraphs}


def _responses(
    rows: Sequence[DraftRecommendation], publisher: PublisherSubmitted
) -> Iterator[Form]:
    """Yield each response once, with the places of the rows that it was printed for."""
    for places in answered(rows):
        yield _response(rows[places[0]].response or "", places, rows, publisher)


def _response(
    text: str,
    places: list[int],
    rows: Sequence[DraftRecommendation],
    publisher: PublisherSubmitted,
) -> Form:
    opening = next((said for at in places if (said := _opening(rows[at]))), None)
    spans = [rows[at].response_span for at in places]
    promised = [
        _commitment(each, answer, publisher)
        for answer, at in enumerate(places)
        for each in rows[at].commitments
    ]
    form = {
        "text": text,
        "opening": opening,
        "answers": [_answer(at, rows[at], opening) for at in places],
        "commitments": promised,
        "span": spans[0] and spans[0].model_dump(),
    }
    return _given(form)


def _opening(row: DraftRecommendation) -> str | None:
    """Return the words that were read, if the response opens with them."""
    words, text = row.disposition_words, row.response
    if words is None or text is None:
        return None
    opens = " ".join(text.split()).startswith(" ".join(words.split()))
    return words if opens else None


def _answer(at: int, row: DraftRecommendation, opening: str | None) -> Form:
    meant = means(row.disposition or "")
    words = row.disposition_words
    form = {"recommendation": at, "words": None if words == opening else words}
    if meant is None:
        return _given(form)
    if _opening(row) is not None and states(meant, words or ""):
        return _given(form | {"disposition": meant})
    basis = words or "It was read so; no words of the response say it."
    return _given(form | {"inferred": {"disposition": meant, "basis": basis}})


def _commitment(read: DraftCommitment, answer: int, publisher: PublisherSubmitted) -> Form:
    form = read.model_dump(include={"text", "due", "span"}, exclude_none=True)
    owners = [_owner(read.owner, publisher)] if read.owner else []
    return form | {"answer": answer, "owners": owners}


def _owner(words: str, publisher: PublisherSubmitted) -> Form:
    bare = words.removeprefix("The ").removeprefix("the ")
    if publisher.kind == "organisation" and publisher.name in (words, bare):
        named = {"kind": "organisation", "words": words, "name": publisher.name}
        return named | _given({"id": publisher.id})
    if bare.lower() in _CLASSES:
        return {"kind": "class", "words": words}
    if _ABBREVIATION.fullmatch(bare):
        return {"kind": "organisation", "words": words, "name": bare}
    return {"kind": "unclear", "words": words}


def _given(form: Form) -> Form:
    return {name: value for name, value in form.items() if value is not None}
