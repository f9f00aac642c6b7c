"""Minutes as a secretariat prints them, made up, of any length: text, Markdown, HTML, Word, PDF."""

from random import Random

from tests import documents
from tests.bench.world import names, text

_ATTENDEES = 20
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August")
_KINDS = ("text", "markdown") * 10 + ("html",) * 2 + ("word", "pdf")
"""How often each format comes; most minutes are texts of some kind."""


def minutes(number: int, characters: int = 8_000) -> str:
    """Return minutes number 0, 1, 2 … of about so many characters."""
    rng = Random(number)
    people = rng.sample(names(), _ATTENDEES)
    day = f"{1 + number % 28} {_MONTHS[number // 28 % 8]} {2000 + number // 224}"
    lines = ["Harbour Works Committee", f"Minutes of the meeting held on {day}", "", "Present:"]
    lines += [f"{name}\tHarbour Office" for name in people[:-3]]
    lines += ["", "Apologies:", *(f"{name}\tRiver Trust" for name in people[-3:]), ""]
    item = 0
    while sum(map(len, lines)) < characters and item < 90:
        item += 1
        lines += [f"{item}. {text(rng, 4).rstrip('.')}", ""]
        for paragraph in range(1, 2 + characters // 20_000):
            lines += [f"{item}.{paragraph} {text(rng, 60)}", ""]
        lines += [
            "Action:",
            f"{rng.choice(people)} to {text(rng, 12).rstrip('.').lower()} by {day}.",
            "",
        ]
    return "\n".join(lines)


def document(number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of document number 0, 1, 2 … in one of the formats."""
    printed = minutes(number, 4_000 + 2_000 * (number % 9))
    match _KINDS[number % len(_KINDS)]:
        case "html":
            return f"{number}.html", documents.page(printed)
        case "word":
            return f"{number}.docx", documents.word(printed)
        case "pdf":
            return f"{number}.pdf", documents.pdf(printed)
        case "markdown":
            return f"{number}.md", printed.encode()
        case _:
            return f"{number}.txt", printed.encode()
