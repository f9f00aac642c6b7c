"""Lines that open actions, group them under their owners, or say that there are none."""

import re

from service.intake import action_labels
from service.intake.owner_phrases import opens_with_owner, owner_words
from service.intake.owners import names_people
from service.intake.sentences import sentences
from service.intake.spacing import Line
from service.intake.threads import Business

ENTRY = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_OWNER_GROUP = re.compile(r"\[([A-Z][A-Za-z]{0,11})\]:?|([A-Z]{2,4}):?|(All|Everyone):?")
_ADDRESSED = re.compile(r"@[A-Z][\w'\u2019.-]*\s*:\s*\S")
_NO_ACTIONS = re.compile(
    r"no (?:new |further )?actions?(?: points?| arising| required| recorded)?\.?", re.IGNORECASE
)
_LONGEST_LABEL = 24


def labelled(line: Line, known: frozenset[str]) -> str | None:
    """Return what follows a label of actions; a bare word may be the heading of a column."""
    text = line.block.text
    after = action_labels.actions_label(text)
    if after is None or len(text) - len(after) > _LONGEST_LABEL:
        return None
    if after or text.rstrip().endswith((":", "-")):
        return after
    ahead = ENTRY.sub("", line.ahead.removeprefix(text).strip(), count=1)
    return after if opens_with_owner(ahead, known) or _none(ahead[:_LONGEST_LABEL]) else None


def addressed(text: str, known: frozenset[str]) -> str | None:
    """Return the action of a line that begins "@Ann:" or with an arrow at whom it is for."""
    if _ADDRESSED.match(text):
        return text
    pointed = action_labels.after_arrow(text)
    return pointed if pointed and owner_words(pointed, known) else None


def owner_group(text: str, known: frozenset[str], *, listed: bool) -> str | None:
    """Return the owners of the actions below; names alone are they only in a list of actions."""
    if group := _OWNER_GROUP.fullmatch(text):
        return group[1] or group[2] or group[3]
    return text.rstrip(": ") if listed and names_people(text, known) else None


def settle_none(item: Business) -> None:
    """Take out of an item what only says that there are no actions, and mark it so."""
    said = (one for thread in item.paragraphs for one in sentences(thread.text))
    told = any(map(_NO_ACTIONS.fullmatch, said))
    none = [thread for thread in item.actions if _none(thread.text)]
    item.says_no_actions = told or bool(none)
    item.blocks += [block for thread in none for block in thread.blocks]
    item.actions = [t for t in item.actions if t.text and not _none(t.text)]


def _none(text: str) -> bool:
    return text.strip(" .").lower() in {"none", "nil", "no actions", "n/a", "none recorded"}
