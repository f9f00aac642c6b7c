"""Parts an action in which several owners each have a task of their own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from service.intake import vocabulary
from service.intake.owners import duty_of, lists_all, names_known_owners, opening_phrase
from service.intake.threads import Thread

_MOST_WORDS = 8
_AND = re.compile(r"\s*[,;]?\s+and\s+(?=[A-Z])|\s*[,;]\s+(?=[A-Z])")


def tasks_in(thread: Thread, known: frozenset[str]) -> Iterator[Thread]:
    """Yield the tasks of an action, which is itself where it holds but one."""
    text, dealt = thread.text, duty_of(thread.text) is not None
    start, owners = 0, thread.owners
    for seam in _AND.finditer(text):
        before, after = text[start : seam.start()], text[seam.end() :]
        named = _owners(after, known, dealt=dealt)
        if named and not names_known_owners(before, known) and _owned(before, known, dealt=dealt):
            yield replace(thread, text=before, owners=owners)
            start, owners = seam.end(), named
    yield replace(thread, text=text[start:], owners=owners) if start else thread


def _owned(text: str, known: frozenset[str], *, dealt: bool) -> bool:
    return dealt or opening_phrase(text, known) is not None


def _owners(text: str, known: frozenset[str], *, dealt: bool) -> str | None:
    """Return who owns a task that begins here; where duties are dealt out a name is enough."""
    phrase = opening_phrase(text, known)
    if phrase is not None:
        return phrase if lists_all(phrase, known) else None
    said = text.split()[:_MOST_WORDS]
    if len(said) > 1 and said[0] in known and said[1] in vocabulary.DOING:
        return said[0]
    named = [n for n in range(1, len(said)) if names_known_owners(" ".join(said[:n]), known)]
    return " ".join(said[: named[-1]]) if dealt and named else None
