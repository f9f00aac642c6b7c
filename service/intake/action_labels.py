"""Labels a secretariat prints before an action or above a list of them, in their many spellings."""

import re

_NUMBER = r"(?:\s*(?:no\.?\s*)?[#(]?\d{1,3}(?:[./-]\d{1,3}){0,2}\)?|-\d{1,4})"
_WORDS = (
    r"(?:summary of |list of )?(?:new |agreed |key )?(?:action|to-?\s?do)(?:['\u2019]?s)?"
    r"(?: ?(?:points?|items?|list|log|arising|required))?"
)
_SHORT = r"(?-i:AI|AP|A\.P\.)"
_MARK = r"(?:[:\u2013\u2014]|-(?!\w)|\u2192|=>|->)"
_LABEL = re.compile(
    rf"(?:{_WORDS}{_NUMBER}?(?: (?:by|for|on|owner))?|{_SHORT}{_NUMBER}?)\s*{_MARK}\s*"
    r"(?P<after>.*)|"
    rf"{_WORDS}(?: by)?|{_SHORT}{_NUMBER}",
    re.IGNORECASE,
)
_ARROW = re.compile(r"(?:[\u2192\u2794\u279c\u21d2\u25ba\u25b6]|=>|-{1,2}>)\s*(\S.*)")
_INLINE = re.compile(
    rf"(?:(?<=[.;:!?)])|(?<=[(\[]))\s*(?:A(?:ctions?|CTIONS?)(?: ?(?i:points?|items?))?{_NUMBER}?"
    rf"(?: by)?|{_SHORT}{_NUMBER}?|TODO)\s*(?:[:\u2013\u2014]|-(?!\w))\s*(?=\S)"
)
_HEADING = re.compile(
    r"(?:new |summary of |list of |open )?(?:actions?|to-?\s?do['\u2019]?s?)\b|"
    r"(?:\w+ )?(?:duties|assignments|tasks|next steps)$",
    re.IGNORECASE,
)
_DUTIES = re.compile(r"(?:review of )?(?:\w+ )?duties", re.IGNORECASE)
_OLD = re.compile(
    r"\b(?:previous|outstanding|review|arising|past|last|old|from|taken|completed|closed)\b",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"\b(?:actions?|tasks)\b.{0,30}\b(?:previous|past|last|old|arising|outstanding|review)\b|"
    r"\b(?:previous|past|last|old|outstanding|review(?: of)?)\b.{0,30}\b(?:actions?|tasks)\b",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"(?:agreed )?actions?(?: (?:by|points?|required|for|owner|on))?(?:\s*(?:/|and|&)\s*.*)?",
    re.IGNORECASE,
)
_LONGEST_COLUMN_NAME = 4


def actions_label(text: str) -> str | None:
    """Return what follows "Actions:" or "AP2 -" on its line, if only ""; None for other lines."""
    found = _LABEL.fullmatch(text.strip())
    return (found["after"] or "").strip() if found else None


def after_arrow(text: str) -> str | None:
    """Return what an arrow at the beginning of a line points at."""
    found = _ARROW.fullmatch(text.strip())
    return found[1] if found else None


def inline_labels(text: str) -> list[tuple[int, int]]:
    """Return where labels of actions begin and end inside a paragraph."""
    return [found.span() for found in _INLINE.finditer(text)]


def heads_actions(title: str) -> bool:
    """Whether a heading opens a list of actions of this meeting, not a review of old ones."""
    if _DUTIES.fullmatch(title.strip(" :")):
        return True
    return bool(_HEADING.match(title)) and not _OLD.search(title)


def reviews_actions(title: str) -> bool:
    """Whether a heading opens a look back at actions of earlier meetings."""
    return bool(_REVIEW.search(title))


def heads_action_column(cells: tuple[str, ...]) -> bool:
    """Whether a row only names columns, and one of them is for actions."""
    said = [cell for cell in cells if cell]
    short = all(len(cell.split()) <= _LONGEST_COLUMN_NAME for cell in said)
    return short and any(_COLUMN.fullmatch(cell) for cell in said)
