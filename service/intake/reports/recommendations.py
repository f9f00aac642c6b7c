"""Recommendations with their responses, what the responses mean and what they promise."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.intake.reading import CommitmentRead, Finding, ProgressRead, RecommendationRead
from service.intake.reports import doubts
from service.intake.reports.asks import Asks, find_asks
from service.intake.reports.commitments import commitments_of
from service.intake.reports.dispositions import Disposition, dispositions_of
from service.intake.reports.exchanges import Asked, Exchanges
from service.intake.reports.pairing import pair
from service.intake.reports.passages import Passage
from service.intake.reports.placing import placed
from service.intake.reports.promises import acts
from service.intake.reports.replies import answer_label, is_reply, name, respondent
from service.intake.reports.tables import read_tables
from service.intake.reports.tidying import tidy


@dataclass(frozen=True, slots=True)
class Recommendations:
    """All recommendations of a document, what was done about them, and what is doubtful."""

    rows: tuple[RecommendationRead, ...] = ()
    progress: tuple[ProgressRead, ...] = ()
    findings: tuple[Finding, ...] = ()
    unread: tuple[Passage, ...] = ()


def read_recommendations(passages: list[Passage], *, alone: bool) -> Recommendations:
    """Read the recommendations; beside minutes, which are not `alone`, they need a response."""
    found = _exchanges(passages, alone=alone)
    answered = [asked for asked in found.asked if asked.answer]
    if not found.asked or not (answered or alone):
        return Recommendations()
    rows = list(_rows(found.asked, _replier(passages, found)))
    return Recommendations(
        rows=tuple(rows),
        progress=tuple(_progress(answered)),
        findings=(*doubts.about(found), *doubts.placed(rows)),
        unread=tuple(found.unread if answered else ()),
    )


def _exchanges(passages: list[Passage], *, alone: bool) -> Exchanges:
    tabled, used = read_tables(passages)
    rest = [passage for index, passage in enumerate(passages) if index not in used]
    reply = alone and is_reply(passages)
    asks = find_asks(rest, reply=reply, alone=alone and not tabled)
    found = pair(rest, asks, reply=reply or _answers_in_place(rest, asks))
    found.asked[:0] = tabled
    return tidy(found)


def _answers_in_place(passages: list[Passage], asks: Asks) -> bool:
    """Whether what follows the recommendations accepts, notes or rejects them."""
    below = [at + (1 if ask.text else 2) for at, ask in asks.items()]
    after = [at for at in below if at < len(passages) and at not in asks]
    plain = [at for at in after if answer_label(passages[at]) is None]
    meant = sum(dispositions_of(passages[at].text).general is not None for at in plain)
    return meant * 3 >= len(after) > 0 and meant > 0


def _replier(passages: list[Passage], found: Exchanges) -> str | None:
    said = (asked.answer.who for asked in found.asked if asked.answer and asked.answer.who)
    named = (who for words in said if (who := name(words)) and acts(who))
    return respondent(passages) or next(named, None)


def _rows(asked: list[Asked], replier: str | None) -> Iterator[RecommendationRead]:
    """Return the recommendations; what a shared response promises stands with one of them."""
    groups: dict[int, list[Asked]] = {}
    for one in asked:
        groups.setdefault(id(one.answer or one), []).append(one)
    rows: dict[int, RecommendationRead] = {}
    for group in groups.values():
        rows |= zip(map(id, group), _answered(group, replier), strict=True)
    for one in asked:
        yield rows[id(one)]


def _answered(group: list[Asked], replier: str | None) -> Iterator[RecommendationRead]:
    """Return the recommendations that one response answers, or one that none does."""
    answer = group[0].answer
    meant = dispositions_of(answer.text if answer else "")
    made = commitments_of(answer, group[0].parts, replier) if answer else ()
    shares = placed(made, [one.text for one in group])
    numbers = tuple(one.number for one in group)
    for one, share in zip(group, shares, strict=True):
        stated = dispositions_of(one.verdict or "").general
        yield _row(one, numbers, stated or meant.of(one.number), share)


def _row(
    asked: Asked,
    numbers: tuple[str, ...],
    meant: Disposition | None,
    commitments: tuple[CommitmentRead, ...],
) -> RecommendationRead:
    answer = asked.answer if asked.answer and asked.answer.parts else None
    return RecommendationRead(
        number=asked.number,
        section=asked.section,
        report_paragraphs=asked.paragraphs,
        text=asked.text,
        response_group=numbers if answer else (),
        response=answer.text if answer else None,
        disposition=meant[0] if meant else None,
        disposition_words=meant[1] if meant else None,
        commitments=commitments,
        span=asked.span,
        response_span=answer.span if answer else None,
    )


def _progress(answered: list[Asked]) -> Iterator[ProgressRead]:
    """Return what a table or a label says of how far a recommendation has come."""
    for asked in answered:
        fields = asked.answer.fields if asked.answer else {}
        if status := fields.get("status"):
            owner = fields.get("owner")
            theme = f"Recommendation {asked.number}"
            yield ProgressRead(theme, owner.text if owner else None, status.text, status.span)
