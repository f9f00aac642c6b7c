"""What a person should check in the actions: owners nobody lists, words that ask for nothing."""

from collections.abc import Iterator

from service.intake import vocabulary
from service.intake.circle import Circle
from service.intake.names import looks_like_person
from service.intake.owners import is_listed, names_class
from service.intake.reading import ActionRead, Finding
from service.intake.threads import Thread

_FEWEST_WORDS = 2
_SHOWN = 80


def doubts(read: list[tuple[Thread, ActionRead]], circle: Circle) -> list[Finding]:
    """Return the findings of all actions, in their order."""
    return [
        finding
        for thread, action in read
        for finding in (*_of_owners(action, circle), *_of_words(thread, action))
    ]


def without_repeats(
    read: list[tuple[Thread, ActionRead]],
) -> tuple[list[tuple[Thread, ActionRead]], list[Finding]]:
    """Keep one of actions printed again word for word, as in a summary, and find the others."""
    kept: dict[str, tuple[Thread, ActionRead]] = {}
    repeats: list[Finding] = []
    for thread, action in read:
        words = " ".join(vocabulary.words(action.text))
        if words in kept:
            message = "This action is printed more than once and kept once"
            repeats.append(_finding("duplicate_action", message, action, 0.7))
        else:
            kept[words] = thread, action
    return list(kept.values()), repeats


def _of_owners(action: ActionRead, circle: Circle) -> Iterator[Finding]:
    if not action.owners:
        yield _finding("doubtful_owner", "No owner is printed for this action", action, 0.5)
    for owner in action.owners:
        if circle.people and _one_person(owner) and not is_listed(owner, circle.known):
            message = f"{owner} owes something but is not in the attendance"
            yield _finding("unlisted_owner", message, action, 0.6)


def _one_person(owner: str) -> bool:
    """Whether an owner is printed as one person is: by a name, a first name or initials."""
    if names_class(owner) or vocabulary.names_a_body(owner) or vocabulary.names_a_post(owner):
        return False
    return looks_like_person(owner) or (" " not in owner and owner[:1].isupper())


def _of_words(thread: Thread, action: ActionRead) -> Iterator[Finding]:
    if thread.inferred:
        message = f"Only {thread.owners} is printed; taken to owe this"
        yield _finding("inferred_action", message, action, 0.4)
    if thread.unmarked:
        yield _finding("unmarked_action", "Nothing marks this as an action", action, 0.5)
    said = vocabulary.words(action.text.removeprefix(action.owner_words or ""))
    if len(said) < _FEWEST_WORDS or not any(map(_does, said)):
        yield _finding("doubtful_action", "This action does not say what to do", action, 0.5)


def _does(word: str) -> bool:
    stems = {word, word.removesuffix("ing"), f"{word.removesuffix('ing')}e", word.removesuffix("s")}
    return bool(stems & vocabulary.DOING) or word in {
        "to",
        "will",
        "must",
        "should",
        "be",
        "action",
    }


def _finding(kind: str, message: str, action: ActionRead, confidence: float) -> Finding:
    return Finding(kind, f"{message}: {action.text[:_SHOWN]}", action.span, confidence)
