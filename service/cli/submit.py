"""What a secretariat hands in: documents, singly or whole folders of them, or a form as JSON."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from events.base import Provenance
from events.submission import MinutesSubmission, submit_minutes
from projections import documents
from service.book import DEFAULT, Book
from service.cli import folders
from service.cli.drafted import show
from service.cli.outcomes import (
    as_recorded,
    became_of,
    positions,
    tell_accepted,
    told_meeting,
)
from service.cli.terminal import (
    TALK,
    AsJson,
    InSecretariat,
    Stop,
    as_json,
    opened,
    the_settings,
)
from service.documents.composing import obstacles
from service.documents.desk import limits_of
from service.documents.standing import Standing
from service.door.identity import LOCAL
from service.errors import Unreadable
from service.intake.drafting import draft_of
from service.intake.parse import parse
from service.intake.readers import read_document
from service.intake.reading import to_json
from service.ledger.ask import Ask
from service.papers import Papers

FORMATS = "text, Markdown, HTML, Word (docx) or PDF"
INCOMPLETE = 3

File = Annotated[Path, typer.Argument(metavar="FILE", help=f"Minutes as {FORMATS}.")]
Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE|DIR…", help=f"{FORMATS}, a submission as JSON, or a folder."),
]
OfBody = Annotated[
    str | None,
    typer.Option("--body", metavar="NAME", help="The body that met, whatever the document says."),
]


def read(file: File, json: AsJson = False) -> None:
    """Show what is understood of minutes; nothing is recorded."""
    try:
        source = read_document(bytes_of(file), file.name, limits_of(the_settings()))
    except Unreadable as why:
        raise Stop(f"{file}: {why}") from why
    reading = parse(list(source.blocks), file.name)
    if json:
        as_json(to_json(reading))
    else:
        show(draft_of(reading, len(source.text)), source.text)


def submit(
    files: Files,
    accept: Annotated[
        bool, typer.Option("--accept", help="Record it as read, without asking.")
    ] = False,
    body: OfBody = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Hand in minutes, look at what was read, and record it.

    It shows the draft and asks, then records all of it or nothing; what is not accepted waits as a
    draft (`minutebook drafts`), and so does, unasked, what is handed in with --json.

    A folder is handed in file by file, in the order of the names; run it again to go on where it
    stopped.

    A name that stands exactly so in the same body is linked to that person; anybody else is new.
    """
    if len(files) > 1 or files[0].is_dir():
        folders.submit(files, accept=accept, body=body, json=json, secretariat=secretariat)
    elif files[0].suffix.lower() == ".json":
        _submit_form(files[0], accept=accept, json=json, secretariat=secretariat)
    else:
        _submit_document(files[0], accept=accept, body=body, json=json, secretariat=secretariat)


def _submit_document(
    file: Path, *, accept: bool, body: str | None, json: bool, secretariat: str
) -> None:
    data = bytes_of(file)
    with opened() as book:
        papers = Papers(book, secretariat, limits_of(the_settings()))
        try:
            handed = papers.hand_in(data, file.name)
        except Unreadable as why:
            raise Stop(f"{file}: {why}") from why
        seen = papers.standing(handed.document)
        if handed.known:
            TALK.print(f"{file} was handed in before, as {handed.document}", soft_wrap=True)
        if seen.row["state"] != documents.DRAFT:
            _tell_end(seen, json=json)
            return
        if body is not None:
            seen = papers.name_body(seen, body)
        if json and not accept:
            as_json({"document": handed.document, "state": documents.DRAFT})
            return
        accept_draft(papers, seen, ask=not accept, json=json)


def _tell_end(seen: Standing, *, json: bool) -> None:
    document = seen.row["document"]
    if seen.reason is not None:
        raise Stop(
            f"it was rejected: {seen.reason}; to take it up again: "
            f"minutebook revise {document} --reading {seen.base}"
        )
    became = became_of(seen)
    meetings = became.pop("meetings")
    if json:
        as_json({"document": document, "meetings": [{"meeting": m} for m in meetings], **became})
    told = [", ".join(meetings)] if meetings else []
    told += [f"{what.replace('_', ' ')} {', '.join(each)}" for what, each in became.items()]
    TALK.print(f"it is in the record as {'; '.join(told)}", soft_wrap=True, markup=False)


def accept_draft(papers: Papers, seen: Standing, *, ask: bool, json: bool) -> None:
    """Record a draft, after asking where that is wanted; tell why it waits where it cannot be."""
    document = seen.row["document"]
    if ask:
        show(seen.draft, papers.text_of(seen))
    if found := obstacles(seen.draft):
        raise Stop(f"{'; '.join(found.values())}. It waits as the draft {document}", INCOMPLETE)
    if ask:
        TALK.print(f"kept as the draft {document}", soft_wrap=True)
        if not typer.confirm("Record this?", err=True):
            raise Stop("nothing was recorded; the draft waits")
    outcome = papers.accept(seen)
    if json:
        as_json({"document": document, **as_recorded(outcome)})
    else:
        tell_accepted(seen.draft, outcome)


def _submit_form(file: Path, *, accept: bool, json: bool, secretariat: str) -> None:
    try:
        form = MinutesSubmission.model_validate_json(bytes_of(file))
    except ValidationError as error:
        for each in error.errors():
            TALK.print(f"  /{'/'.join(map(str, each['loc']))}: {each['msg']}", markup=False)
        raise Stop(f"{file} is not a submission; correct the places above") from error
    if not accept and not typer.confirm(f"Record the meeting of {form.held_on}?", err=True):
        raise Stop("nothing was recorded", 1)
    with opened() as book:
        outcome = book.submit_now(_asking(book, secretariat, form))
    if json:
        as_json({"meetings": [dict(outcome.result) | positions(outcome)]})
    else:
        told_meeting(form, outcome.result, outcome)


def _asking(book: Book, secretariat: str, form: MinutesSubmission) -> Ask:
    provenance = Provenance(actor=LOCAL)
    return Ask(secretariat, provenance, lambda found: submit_minutes(form, found, book.mint))


def bytes_of(file: Path) -> bytes:
    """Return what is in a file; told where it cannot be had."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise Stop(f"{file}: {error.strerror}", 2) from error
