"""A copy of a record does not write to the receivers of the original."""

from service.book import Book
from service.ids import Mint
from service.progress import Progress, progress
from service.rebuilding import quiet
from service.settings import Settings


def noted(book):
    with book.record() as record:
        rows = record.all(progress("default"))
    return [Progress(**row) for row in rows]


def test_a_record_that_was_taken_in_holds_its_webhooks(hooks, receiver, kind, new_home, tmp_path):
    hooks.record()
    webhook, _ = hooks.subscribe(receiver)
    ended, _ = hooks.subscribe(receiver)
    hooks.does(ended, "end")
    hooks.record()
    hooks.round()
    with (tmp_path / "minutes.gz").open("wb") as out:
        hooks.book.export("default", out, quiet)
    with new_home(kind) as home:
        book = Book(home.owner_settings(), Mint())
        try:
            home.past("UPDATE log_heads SET origin = 'minutebook/elsewhere'")
            book.take_in(tmp_path / "minutes.gz", None, quiet)
            (found,) = noted(book)
        finally:
            book.close()
    assert (found.webhook, found.held, found.position, found.ordered) == (webhook, True, 1, 2)


def test_so_does_a_record_as_of_an_earlier_position(hooks, receiver, tmp_path):
    webhook, _ = hooks.subscribe(receiver)
    hooks.record(2)
    hooks.book.rebuild_into("default", 2, tmp_path / "then.db", quiet)
    book = Book(Settings(database_url=f"sqlite:///{tmp_path / 'then.db'}"), Mint())
    try:
        (found,) = noted(book)
    finally:
        book.close()
    assert (found.webhook, found.held) == (webhook, True)


def test_a_rebuild_in_place_leaves_them_as_they_are(hooks, receiver):
    hooks.subscribe(receiver)
    hooks.record(2)
    hooks.round()
    (before,) = noted(hooks.book)
    book = Book(hooks.home.owner_settings(), Mint())
    try:
        book.rebuild("default", quiet)
        assert noted(book) == [before]
    finally:
        book.close()
