"""A sample minute book: four meetings of an invented harbour committee, and what followed.

The minutes are files beside this module, printed as real ones are, with their columns, cuts and
slips. They enter the record in the same way as anybody's.
"""

from importlib.resources import files

from events.base import Provenance
from service.book import Book
from service.door.identity import LOCAL
from service.intake.draft import submission_of
from service.intake.readers import Limits
from service.ledger.ask import Ask
from service.papers import Papers
from service.sample.aftermath import Held, aftermath

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
    for planner in aftermath(held):
        book.submit_now(Ask(secretariat, Provenance(actor=LOCAL), planner))
    return True


def _accepted(papers: Papers, name: str, data: bytes) -> Held:
    seen = papers.standing(papers.hand_in(data, name).document)
    (form,) = map(submission_of, seen.draft.meetings)
    (result,) = papers.accept(seen).result["meetings"]
    return Held(form, result)
