"""Labels a secretariat prints above a part of the minutes; a label is short and stands alone."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from service.intake.reading import Role, Status
from service.intake.vocabulary import CHAIR_WORDS, SECRETARY_WORDS, word_set, words

_LONGEST = 7
_APOLOGIES = frozenset({"apologies", "apology", "regrets", "excused"})
_ABSENT = frozenset({"absent", "absentees", "absence"})
_PRESENT = word_set(
    """present attendees attendance attending attended attendants participants participating guests
    observers roles"""
)
_WITH_LABEL = word_set(
    """and for in of the at & other others also non-voting voting member members meeting directors
    officers executive public staff board committee council additional list call by invitation
    representative representatives observer guest invited apologies received received: from name
    councillors trustees governors remotely online full non not"""
)
_ALIKE = 0.75
_INLINE = re.compile(r"([^:]{2,60}?)\s*:(?!//)\s*(\D.*)")
_ROLES: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(rf"(?:meeting )?(?:{CHAIR_WORDS})(?:\(s\)|s)?", re.IGNORECASE), "chair"),
    (re.compile(rf"(?:{SECRETARY_WORDS})(?:\(s\))?(?: taken by)?", re.IGNORECASE), "secretary"),
)
_AFTER = re.compile(
    r"(?:attachments?|annex(?:es)?|appendix|appendices)(?: [A-Z\d]{1,2})?\s*:?", re.IGNORECASE
)
_ISSUES_LOG = re.compile(r"\b(?:issues?|risks?)\b.{0,12}\b(?:log|register|list)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:(?:date of )?(?:the )?next meetings?|notes|future meetings|dates? of future meetings?|"
    r"upcoming meetings?|summary of (?:action items|actions|decisions|resolutions))\s*:?",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"(?:useful |meeting )?(?:links?|details?|info(?:rmation)?|logistics|recordings?|documents?|"
    r"resources|(?:table of )?contents|zoom(?: link)?|previous meetings?|antitrust.{0,40})\s*:?",
    re.IGNORECASE,
)
_USUAL = re.compile(
    r"(?:any )?other (?:\w+ )?business|a\.?o\.?(?:c\.?)?b\.?|next meeting|round[- ]?up|"
    r"discussions?|(?:date|time)\b.{0,30}\bnext meeting|matters arising\b.{0,60}|"
    r"adjourn(?:ment|ed)|(?:close|closing|closure)(?: of (?:the )?meeting| remarks)?|"
    r"summ(?:ing[- ]up|ary)(?: and close)?|public (?:participation|session|forum)|"
    r"(?:minutes|notes) of (?:the )?(?:previous|last) meeting|"
    r"declarations? of (?:conflicts? of )?interests?|welcome(?: and (?:introductions|apologies))?",
    re.IGNORECASE,
)
_CONTAINER = re.compile(
    r"(?:(?:meeting )?minutes|agenda|discussion|notes|business|meeting roles|items|topics)\s*:?",
    re.IGNORECASE,
)


def status(text: str) -> Status | None:
    """Return the status a label such as "Apologies for absence:" announces, else None."""
    said = [word.rstrip(":") for word in words(text)]
    if not 0 < len(said) <= _LONGEST or text.rstrip().endswith((".", ";", ",")):
        return None
    if any(_like_apologies(word) for word in said):
        return "apologies"
    if ("not" in said and _PRESENT & set(said)) or _ABSENT & set(said):
        return "absent"
    if _PRESENT & set(said) or said in (["in", "attendance"], ["roll", "call"]):
        return "present"
    return None


def roll_label(text: str) -> tuple[Status, str] | None:
    """(status, what follows on the same line) where `text` opens a part of the attendance."""
    bare = text.strip().rstrip("-\u2013\u2014: ").strip()
    if (found := status(bare)) and _only_label_words(bare):
        return found, ""
    inline = _INLINE.fullmatch(text.strip())
    if inline and (found := status(inline[1])) and _only_label_words(inline[1]):
        return found, inline[2]
    return None


def heading_label(text: str) -> Status | None:
    """Return the status a marked-up heading announces; a heading may say more than a bare line."""
    said = [word.rstrip(":") for word in words(text)]
    edges = [w for w in said[:1] + said[-1:] if status(w)]
    return status(text.rstrip(": ")) if edges else None


def role_label(text: str) -> tuple[Role, str] | None:
    """(role, names) of a line such as "Chair: A. Person"."""
    inline = _INLINE.fullmatch(text.strip())
    for pattern, role in _ROLES:
        if inline and pattern.fullmatch(inline[1].strip()):
            return role, inline[2]
    return None


def role_word(text: str) -> Role | None:
    """Return the role a bare word such as "Chair -" names."""
    bare = text.strip("-\u2013\u2014:()[] ")
    return next((role for pattern, role in _ROLES if pattern.fullmatch(bare)), None)


def group_label(text: str) -> tuple[str, str] | None:
    """(group, names) of a line such as "Council members: A, B"."""
    inline = _INLINE.fullmatch(text.strip())
    return (inline[1], inline[2]) if inline and inline[1][0].isupper() else None


def ends_minutes(text: str) -> bool:
    """Whether a line opens what is attached to the minutes and no part of them."""
    return bool(_AFTER.fullmatch(text.strip()))


def names_issues_log(title: str) -> bool:
    """Whether a line is the title of an issues log; a sentence that mentions one is none."""
    return bool(_ISSUES_LOG.search(title)) and not title.rstrip().endswith((".", ";", ","))


def closes(title: str) -> bool:
    """Whether a heading opens the close of the minutes, which is no item of business."""
    return bool(_CLOSING.fullmatch(title.strip()))


def fronts(title: str) -> bool:
    """Whether a heading opens what stands before the business, as links and details do."""
    return bool(_FRONT.fullmatch(title.strip()))


def usual_title(title: str) -> bool:
    """Whether a line is a title that minutes usually have, as "Any other business" is."""
    return title[:1].isupper() and bool(_USUAL.fullmatch(title.strip(" :")))


def contains_items(title: str) -> bool:
    """Whether a heading such as "Discussion" holds the items and is none itself."""
    return bool(_CONTAINER.fullmatch(title.strip()))


@lru_cache(maxsize=2048)
def _like_apologies(word: str) -> bool:
    if word in _APOLOGIES:
        return True
    if abs(len(word) - len("apologies")) > 1:
        return False
    return SequenceMatcher(None, word, "apologies", autojunk=False).ratio() >= _ALIKE


def _only_label_words(text: str) -> bool:
    said = {word.rstrip(":") for word in words(text)}
    known = _WITH_LABEL | _PRESENT | _ABSENT | _APOLOGIES
    return all(word in known or _like_apologies(word) for word in said)
