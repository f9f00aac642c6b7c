"""A sample minute book: four meetings of an invented harbour committee, and what followed.

The minutes are files beside this module, printed as real ones are, with their columns, cuts and
slips. They enter the record in the same way as anybody's.
"""

from importlib.resources import files

from events.action.events import ProgressReported
from events.base import Provenance
from events.plans import only
from service.amending import correcting
from service.book import Book
from service.door.identity import LOCAL
from service.intake.draft import submission_of
from service.intake.readers import Limits
from service.json_patch import change_to
from service.ledger.ask import Ask
from service.papers import Papers
from service.sample.aftermath import CORRECTED, aftermath
from service.sample.held import Held

_FILES = ("1-january.txt", "2-april.txt", "3-july.md", "4-october.txt")


def texts() -> list[tuple[str, bytes]]:
    """Return the name and the bytes of each file, in the order of the meetings."""
    return [(name, files(__name__).joinpath(name).read_bytes()) for name in _FILES]


def load(book: Book, secretariat: str) -> bool:
    """Record the sample; False, and nothing is done, where the secretariat has a record already."""
    if book.size(secretariat):
        return False
    papers = Papers(book, secretariat, Limits())
    held = [_accepted(papers, name, data) for name, data in texts()]
    for asked in aftermath(held, book.mint):
        book.submit_now(Ask(secretariat, Provenance(actor=asked.actor), asked.planner))
    _correct(book, secretariat, held)
    return True


def _correct(book: Book, secretariat: str, held: list[Held]) -> None:
    """Put right what was recorded wrongly, so that both are seen and why."""
    january, april, *_ = held
    stream = f"action-{january.action(1)}"
    with book.record(secretariat) as record:
        wrong = next(
            each.id
            for each in record.history(stream)
            if isinstance(each.event, ProgressReported) and each.event.meeting == april.meeting
        )
        change = change_to("replace", "/text", CORRECTED)
        reason = "The directors had not met; it was the board."
        command = correcting(record, stream, wrong, [change], reason, april.on)
    book.submit_now(Ask(secretariat, Provenance(actor=LOCAL), only(command)))


def _accepted(papers: Papers, name: str, data: bytes) -> Held:
    seen = papers.standing(papers.hand_in(data, name).document)
    (form,) = map(submission_of, seen.draft.meetings)
    (result,) = papers.accept(seen).result["meetings"]
    return Held(form, result)
