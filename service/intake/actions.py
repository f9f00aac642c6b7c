"""Actions out of the threads of an item: owners and due are read from the words, never supplied."""

import re
from collections.abc import Iterator
from datetime import date

from service.intake.dues import due_of
from service.intake.owners import names_owners, owner_words, split_owners
from service.intake.reading import ActionRead, Finding
from service.intake.sentences import sentences
from service.intake.threads import Business, Thread

_TAKEN = re.compile(
    r"(?:(?<=[.;:!?)])|(?<=[(\[]))\s*A(?:ctions?|CTIONS?)\s*[:\-\u2013\u2014]\s*(\S.*)"
)


def read_actions(
    items: list[Business], known: frozenset[str], held_on: date | None
) -> tuple[list[ActionRead], list[Finding]]:
    """Read the actions of all items, with a finding for each whose owner is in doubt."""
    actions = [
        _read(item, thread, known, held_on)
        for item in items
        for thread in [*_in_narrative(item), *item.actions]
    ]
    return actions, [_doubt(action) for action in actions if not action.owners]


def _in_narrative(item: Business) -> Iterator[Thread]:
    """Actions at the end of a paragraph, as "She would write to the school. Action: Clerk"."""
    for thread in item.paragraphs:
        if taken := _TAKEN.search(thread.text):
            before = Thread(blocks=thread.blocks, text=thread.text[: taken.start()])
            words = taken[1].strip(" )]")
            yield Thread(blocks=thread.blocks, text=words, inline=True, prior=before)


def _read(
    item: Business, thread: Thread, known: frozenset[str], held_on: date | None
) -> ActionRead:
    text, words = thread.text.strip(), thread.owners
    told = sentences(thread.prior.text) if thread.inline and thread.prior else []
    if told and names_owners(text.rstrip("."), known):
        words = text.rstrip(".")
        text = f"{told[-1]} Action: {text}"
    words = words or owner_words(text, known)
    return ActionRead(
        item=item.key,
        owners=split_owners(words, known) if words else (),
        owner_words=words,
        text=text,
        due=due_of(text, held_on),
        span=thread.span,
    )


def _doubt(action: ActionRead) -> Finding:
    message = f"No owner is printed for this action: {action.text[:80]}"
    return Finding("doubtful_owner", message, action.span, 0.5)
