"""Actions out of the threads of an item: owners and due are read from the words, never supplied."""

import re
from collections.abc import Iterator
from datetime import date

from service.intake.dues import due_of
from service.intake.owners import names_owners, opens_with_owner, owner_words, split_owners
from service.intake.reading import ActionRead, Finding
from service.intake.sentences import sentences
from service.intake.threads import Business, Thread

_TAKEN = re.compile(
    r"(?:(?<=[.;:!?)])|(?<=[(\[]))\s*A(?:ctions?|CTIONS?)\s*[:\-\u2013\u2014]\s*(\S.*)"
)
_TO_DO = re.compile(r"[^.;:]{1,60}?\sto\s[a-z]")
_WHEN = re.compile(r",?\s+(?:by|before|asap)\b.*$", re.IGNORECASE)


def read_actions(
    items: list[Business], known: frozenset[str], held_on: date | None
) -> tuple[list[ActionRead], list[Finding]]:
    """Read the actions of all items, with a finding for each whose owner is in doubt."""
    read = [
        (thread, _read(item, thread, known, held_on))
        for item in items
        for thread in sorted([*_in_narrative(item, known), *item.actions], key=_place)
    ]
    findings = [found for thread, action in read for found in _doubts(thread, action)]
    return [action for _, action in read], findings


def _place(thread: Thread) -> int:
    return thread.span.start


def _in_narrative(item: Business, known: frozenset[str]) -> Iterator[Thread]:
    """Find actions in paragraphs, as "She would write. Action: Clerk" or "Ann Lee to write"."""
    for thread in item.paragraphs:
        if taken := _TAKEN.search(thread.text):
            before = Thread(blocks=thread.blocks, text=thread.text[: taken.start()])
            words = taken[1].strip(" )]")
            yield Thread(blocks=thread.blocks, text=words, inline=True, prior=before)
            continue
        for sentence in sentences(thread.text):
            if _TO_DO.match(sentence) and opens_with_owner(sentence, known, only_known=True):
                yield Thread(blocks=thread.blocks, text=sentence)


def _read(
    item: Business, thread: Thread, known: frozenset[str], held_on: date | None
) -> ActionRead:
    text, words = thread.text.strip(), thread.owners
    told = sentences(thread.prior.text) if thread.inline and thread.prior else []
    alone = _WHEN.sub("", text).rstrip(".")
    if told and names_owners(alone, known):
        words = alone
        text = f"{told[-1]} Action: {text}"
    words = words or owner_words(text, known)
    due_words = thread.due or text
    return ActionRead(
        item=item.key,
        owners=split_owners(words, known) if words else (),
        owner_words=words,
        text=text,
        due=due_of(due_words, held_on),
        span=thread.span,
    )


def _doubts(thread: Thread, action: ActionRead) -> Iterator[Finding]:
    if not action.owners:
        message = f"No owner is printed for this action: {action.text[:80]}"
        yield Finding("doubtful_owner", message, action.span, 0.5)
    if thread.inferred:
        message = f"Only {thread.owners} is printed; taken to owe this: {action.text[:80]}"
        yield Finding("inferred_action", message, action.span, 0.4)
