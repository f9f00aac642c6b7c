"""A sample minute book: four meetings of an invented harbour committee, and what followed.

The minutes are files beside this module, printed as real ones are, with their columns, cuts and
slips. They enter the record in the same way as anybody's.
"""

from importlib.resources import files

from events.base import Provenance
from events.errors import Refused
from events.plans import Planner
from events.submission import MinutesSubmission, submit_minutes
from service.book import Book
from service.identity import LOCAL
from service.intake.draft import drafts_of
from service.intake.parse import parse
from service.intake.readers import read_text
from service.ledger.ask import Ask, Outcome
from service.sample.aftermath import Held, aftermath

_FILES = ("1-january.txt", "2-april.txt", "3-july.md", "4-october.txt")


def texts() -> list[tuple[str, bytes]]:
    """Return the name and the bytes of each file, in the order of the meetings."""
    return [(name, files(__name__).joinpath(name).read_bytes()) for name in _FILES]


def load(book: Book, secretariat: str) -> bool:
    """Record the sample; False, and nothing is done, where the secretariat has a record already."""
    if book.size(secretariat):
        return False

    def ask(planner: Planner) -> Outcome:
        return book.submit_now(Ask(secretariat, Provenance(actor=LOCAL), planner))

    held = [Held(form, ask(_recording(form, book)).result) for form in _forms()]
    for planner in aftermath(held):
        ask(planner)
    return True


def _forms() -> list[MinutesSubmission]:
    drafts = [draft for name, text in texts() for draft in drafts_of(parse(read_text(text), name))]
    forms = [draft.submission for draft in drafts if draft.submission]
    if len(forms) != len(_FILES):
        raise Refused("the sample minutes were not read as four meetings; please report this")
    return forms


def _recording(form: MinutesSubmission, book: Book) -> Planner:
    return lambda register: submit_minutes(form, register, book.mint)
