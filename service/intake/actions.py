"""Actions out of the threads of an item: owners and due are read from the words, never supplied."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from service.intake import vocabulary
from service.intake.action_doubts import doubts, without_repeats
from service.intake.action_labels import inline_labels, reviews_actions
from service.intake.circle import Circle
from service.intake.dues import due_of
from service.intake.owners import (
    is_to_do,
    names_owners,
    opens_with_owner,
    owner_words,
    split_owners,
)
from service.intake.reading import ActionRead, DueRead, Finding
from service.intake.sentences import sentences
from service.intake.tasks import tasks_in
from service.intake.threads import Business, Thread
from service.intake.undertakings import undertaken

_DONE = re.compile(r"(?:(?!\b(?:to|will|would|should|must)\b)[^:])*?\b(?:has|have) been \w+ed\b")
_OF_WHEN = re.compile(r"(?:this|these|it|to be|due|by|deadline)\b", re.IGNORECASE)
_STATUS = re.compile(
    r"\b(?:done|completed?|closed|ongoing|on-going|carried (?:forward|over)|outstanding|"
    r"in (?:hand|progress)|not (?:yet )?started|no progress|cleared|discharged)\b",
    re.IGNORECASE,
)
_LEAST_REPEATED = 12
_SHORT = 3
_SAME = 0.6
_WHEN = re.compile(r",?\s+(?:by|before|asap)\b.*$", re.IGNORECASE)


def read_actions(
    items: list[Business], circle: Circle, held_on: date | None, following: date | None
) -> tuple[list[ActionRead], list[Finding]]:
    """Read the actions of a meeting `held_on`, with a finding for each that is in doubt.

    `following` is the day of the next meeting where one is printed; some are due in its month.
    """

    def due(item: Business, thread: Thread) -> DueRead | None:
        return next(
            (due for words in _when(item, thread) if (due := due_of(words, held_on, following))),
            None,
        )

    read = [
        (thread, _read(item, thread, circle.known, due(item, thread)))
        for item in items
        for thread in sorted(_threads(item, circle), key=_place)
    ]
    settled = [
        _not_owed(thread)
        for item in items
        for thread in item.actions
        if _settled(thread, review=reviews_actions(item.title))
    ]
    kept, repeats = without_repeats(read)
    return [action for _, action in kept], [*doubts(kept, circle), *repeats, *settled]


def _not_owed(thread: Thread) -> Finding:
    message = f"This stands among actions and was not taken as a new one: {thread.text[:80]}"
    return Finding("settled_action", message, thread.span, 0.6)


def _place(thread: Thread) -> int:
    return thread.span.start


def _threads(item: Business, circle: Circle) -> Iterator[Thread]:
    review = reviews_actions(item.title)
    for thread in item.actions:
        if not _settled(thread, review=review):
            yield from tasks_in(thread, circle.known)
    owed = [thread.text for thread in item.actions]
    for thread in item.paragraphs:
        marked = list(_marked(thread, circle))
        if review:
            yield from (one for one in marked if not _settled(one, review=True))
        else:
            yield from marked or _told(thread, circle, owed)


def _settled(thread: Thread, *, review: bool) -> bool:
    """Whether an entry tells what was done, or under a review of old actions how one fares."""
    return bool(_DONE.match(thread.text) or (review and _STATUS.search(thread.text)))


def _told(thread: Thread, circle: Circle, owed: list[str]) -> Iterator[Thread]:
    """Yield what a paragraph says somebody is to do or will do, and no action says already."""
    told = [
        Thread(blocks=thread.blocks, text=sentence)
        for sentence in sentences(thread.text)
        if is_to_do(sentence, circle.known)
    ]
    owed = [*owed, *(one.text for one in told)]
    told += [
        Thread(blocks=thread.blocks, text=one.text, owners=one.owners, unmarked=True)
        for one in undertaken(thread.text, circle.people, thread.speaker)
        if not any(_same_matter(one.text, text) for text in owed)
    ]
    yield from sorted(told, key=lambda one: thread.text.find(one.text))


def _marked(thread: Thread, circle: Circle) -> Iterator[Thread]:
    """Yield what labels inside a paragraph call actions, each up to the next label."""
    labels = inline_labels(thread.text)
    for n, (start, begin) in enumerate(labels):
        end = labels[n + 1][0] if n + 1 < len(labels) else len(thread.text)
        before = Thread(blocks=thread.blocks, text=thread.text[:start])
        words = thread.text[begin:end].strip(" )]([")
        first, *more = sentences(words) or [words]
        if opens_with_owner(first, circle.known):
            words = " ".join([first, *takewhile(_OF_WHEN.match, more)])
        yield Thread(blocks=thread.blocks, text=words, inline=True, prior=before)


def _same_matter(told: str, owed: str) -> bool:
    """Whether a sentence of the narrative says what an action of the item says already."""
    words, others = ({w for w in vocabulary.words(one) if len(w) > _SHORT} for one in (told, owed))
    fewest = min(len(words), len(others))
    return fewest > 0 and len(words & others) >= _SAME * fewest


def _when(item: Business, thread: Thread) -> Iterator[str]:
    """Yield what may say when an action is due: a note right after it that repeats it may, too."""
    yield thread.due or thread.text
    after = next((p for p in item.paragraphs if p.span.start > thread.span.start), None)
    what = thread.text.partition(" to ")[2].rstrip(" .")
    if after is not None and len(what) >= _LEAST_REPEATED and what in after.text:
        yield after.text


def _read(item: Business, thread: Thread, known: frozenset[str], due: DueRead | None) -> ActionRead:
    text, words = thread.text.strip(), thread.owners
    told = sentences(thread.prior.text) if thread.inline and thread.prior else []
    alone = _WHEN.sub("", text).rstrip(".")
    if told and names_owners(alone, known):
        words = alone
        text = f"{told[-1]} Action: {text}"
    words = words or owner_words(text, known)
    return ActionRead(
        item=item.key,
        owners=split_owners(words, known) if words else (),
        owner_words=words,
        text=text,
        due=due,
        span=thread.span,
    )
