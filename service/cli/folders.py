"""Whole folders of minutes, handed in file by file; each is durable before the next begins."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, Literal, NamedTuple

from events.errors import Declined
from projections import documents
from service.book import Book
from service.cli.outcomes import became_of, in_words
from service.cli.terminal import TALK, Stop, as_json, as_table, opened, progress, the_settings
from service.documents.composing import obstacles
from service.documents.desk import limits_of
from service.documents.standing import Standing
from service.intake.draft import Draft
from service.papers import Papers

Status = Literal["recorded", "recorded before", "draft", "rejected before", "waits", "not read"]

_INCOMPLETE: Final = 3
_UNSETTLED: Final = frozenset({"waits", "not read"})


class Report(NamedTuple):
    """What became of one file; `why` where a person has to see to it."""

    file: str
    status: Status
    document: str | None = None
    why: str | None = None
    meetings: int = 0
    findings: int = 0
    holds: Mapping[str, int] = {}
    """How many of each kind it was recorded as; before that, how many its draft would become."""


def submit(
    paths: list[Path], *, accept: bool, body: str | None, json: bool, secretariat: str
) -> None:
    """Hand in every file of the folders, in the order of their names; 3 where one was left."""
    files = [file for path in paths for file in _files(path)]
    if not files:
        raise Stop("there is no file in it", 2)
    with opened() as book, progress("submit", len(files)) as step:
        reports = list(_each(book, files, accept=accept, body=body, of=secretariat, step=step))
    if json:
        as_json({"files": [_plain(each) for each in reports]})
    else:
        _table(reports)
    if any(each.status in _UNSETTLED for each in reports):
        raise Stop("some files were left; see why beside each", _INCOMPLETE)


def _each(
    book: Book,
    files: list[Path],
    *,
    accept: bool,
    body: str | None,
    of: str,
    step: Callable[[], None],
) -> Iterator[Report]:
    papers = Papers(book, of, limits_of(the_settings()))
    for file in files:
        yield _one(papers, file, accept=accept, body=body)
        step()


def _one(papers: Papers, file: Path, *, accept: bool, body: str | None) -> Report:
    """Take one file as far as it goes; whatever is wrong with it concerns it alone."""
    try:
        document = papers.hand_in(file.read_bytes(), file.name).document
    except (Declined, OSError) as why:
        return Report(str(file), "not read", why=_words(why))
    seen = papers.standing(document)
    ended = _ended(str(file), seen)
    if ended is not None:
        return ended
    try:
        if body is not None:
            seen = papers.name_body(seen, body)
        told = _drafted(str(file), document, seen.draft)
        if not accept:
            return told
        if found := obstacles(seen.draft):
            return told._replace(status="waits", why="; ".join(found.values()))
        papers.accept(seen)
    except Declined as why:
        return Report(str(file), "waits", document, _words(why))
    return told._replace(status="recorded", holds=_made(papers.standing(document)))


def _drafted(file: str, document: str, draft: Draft) -> Report:
    holds = {
        "meetings": len(draft.meetings),
        "issues": len(draft.issues_log),
        "memberships": len(draft.members),
        "sub_groups": len(draft.sub_groups),
        "reports": int(draft.reports),
    }
    return Report(
        file,
        "draft",
        document,
        meetings=len(draft.meetings),
        findings=len(draft.findings),
        holds={kind: number for kind, number in holds.items() if number},
    )


def _made(seen: Standing) -> dict[str, int]:
    return {kind: len(each) for kind, each in became_of(seen).items() if each}


def _ended(file: str, seen: Standing) -> Report | None:
    document, made = seen.row["document"], _made(seen)
    match seen.row["state"]:
        case documents.ACCEPTED:
            meetings = made.get("meetings", 0)
            return Report(file, "recorded before", document, meetings=meetings, holds=made)
        case documents.REJECTED:
            return Report(file, "rejected before", document, seen.reason)
        case _:
            return None


def _files(path: Path) -> Iterator[Path]:
    """Yield the files of a folder and of those in it, but none that is hidden."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and not any(
            part.startswith(".") for part in file.relative_to(path).parts
        ):
            yield file


def _words(why: Exception) -> str:
    if isinstance(why, OSError):
        return why.strerror or type(why).__name__
    return str(why) or (type(why).__doc__ or "")


def _plain(report: Report) -> dict[str, object]:
    return {name: value for name, value in report._asdict().items() if value is not None}


def _holds(report: Report) -> str:
    named = {kind.removesuffix("s").replace("_", "-"): n for kind, n in report.holds.items()}
    return in_words(named) if named else ""


def _table(reports: list[Report]) -> None:
    as_table(
        ("file", "status", "holds", "findings", "document", "why"),
        [
            (each.file, each.status, _holds(each), each.findings, each.document, each.why)
            for each in reports
        ],
        "nothing was handed in",
    )
    counts = Counter(each.status for each in reports)
    TALK.print(", ".join(f"{number} {status}" for status, number in counts.items()))
