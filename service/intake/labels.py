"""Labels a secretariat prints above a part of the minutes; a label is short and stands alone."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from service.intake.reading import Status
from service.intake.vocabulary import (
    TITLE_BEFORE,
    word_set,
    words,
)

_LONGEST = 7
_APOLOGIES = frozenset({"apologies", "apology", "regrets", "excused"})
_ABSENT = frozenset({"absent", "absentees", "absence"})
_PRESENT = word_set(
    """present attendee attendees attendance attending attended attendants participants
    participating guests observers roles"""
)
_PRESENT_ALONE = word_set("late latecomers observing online remote remotely visitors")
_WITH_LABEL = word_set(
    """and for in of the at & other others also non-voting voting member members meeting directors
    officers executive public staff board committee council additional list call by invitation
    representative representatives observer guest invited apologies received from name
    councillors trustees governors remotely remote online virtually virtual zoom in-person person
    full non not those these following to consider receive accept accepted noted sent given were was
    parish community people delegates roll call"""
)
_NO_LIST = word_set("agenda slides policy minutes notes recording recordings links report")
_AFAR = word_set(
    "remotely remote online virtually virtual zoom teams phone telephone video videoconference"
)
_HERE = word_set("person in-person")
_NUMBER = re.compile(r"\A(?:\(?\d{1,2}(?:\.\d{1,2})?[.)]?|\(?[a-z][.)])\s+(?=\D)")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]")
_RUN_IN = re.compile(
    r"((?:ALSO )?(?:PRESENT|IN ATTENDANCE|APOLOGIES(?: FOR ABSENCE)?|ABSENT|REGRETS))\b"
    r"[\s.\u2013\u2014-]+(\S.*)"
)
_ALIKE = 0.75
_ALIKE_ATTENDANCE = 0.85
_LABELS = r"(?:those |also )?(?:present|attending|in attendance)|apologies(?: for absence)?"
_BEFORE_TITLE = re.compile(
    rf"((?i:{_LABELS}))[ \u2013\u2014-]+((?:(?i:{TITLE_BEFORE.pattern}) ?){{1,4}}[A-Z].*)"
)
_OF_SOME = re.compile(
    r"(Present|Apologies|Absent|Attending) (?:[A-Z][\w-]* ?){1,3}:\s*(\D[^.]*,.*)"
)
_INLINE = re.compile(r"([^:]{2,60}?)\s*:(?!//)\s*(\D.*)")
_AFTER = re.compile(
    r"(?:attachments?|annex(?:es)?|appendix|appendices)(?: [A-Z\d]{1,2})?\s*:?", re.IGNORECASE
)
_ISSUES_LOG = re.compile(r"\b(?:issues?|risks?)\b.{0,12}\b(?:log|register|list)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:(?:date of )?(?:the )?next meetings?|notes|future meetings|dates? of future meetings?|"
    r"upcoming (?:\w+ )?meetings?|summary of (?:action items|actions|decisions|resolutions))\s*:?",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"(?:useful |meeting )?(?:links?|details?|info(?:rmation)?|logistics|recordings?|documents?|"
    r"resources|times?|roles|calendar|(?:table of )?contents?|zoom(?: link)?|previous meetings?|"
    r"antitrust.{0,40}|join(?:ing)? (?:info|details|instructions))\s*:?",
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
    r"(?:meeting )?(?:minutes|agenda|discussions?|notes|business|roles|items|topics|proceedings)"
    r"(?: (?:points|items|topics|discussed))?\s*:?",
    re.IGNORECASE,
)


def status(text: str) -> Status | None:
    """Return the status a label such as "Apologies for absence:" announces, else None."""
    said = [word.rstrip(":") for word in words(text)]
    if not 0 < len(said) <= _LONGEST or text.rstrip().endswith((".", ";", ",")):
        return None
    said = ["attendance" if _like_attendance(word) else word for word in said]
    if any(_like_apologies(word) for word in said):
        return "apologies"
    if ("not" in said and _PRESENT & set(said)) or _ABSENT & set(said):
        return "absent"
    if _PRESENT & set(said) or said in (["in", "attendance"], ["roll", "call"]):
        return "present"
    return None


def roll_label(text: str) -> tuple[Status, str] | None:
    """(status, what follows on the same line) where `text` opens a part of the attendance."""
    printed = _NUMBER.sub("", text.strip(" *_\t"), count=1)
    if found := _status_alone(printed.rstrip("-\u2013\u2014: ")):
        return found, ""
    inline = _INLINE.fullmatch(printed)
    if inline and (found := _status_alone(inline[1])):
        return found, inline[2].lstrip("-\u2013\u2014 ")
    for run_in in (_RUN_IN.fullmatch(printed), _BEFORE_TITLE.fullmatch(printed)):
        if run_in and not run_in[2].isupper() and (found := status(run_in[1])):
            return found, run_in[2]
    some = _OF_SOME.fullmatch(printed)
    return (found, some[2]) if some and (found := status(some[1])) else None


def _status_alone(text: str) -> Status | None:
    """Return the status of a label that says nothing else, whatever it adds in brackets."""
    bare = _ASIDE.sub("", text).strip()
    if adds_to_roll(bare):
        return "present"
    found = status(bare)
    return found if found and _only_label_words(bare) else None


def adds_to_roll(label: str) -> bool:
    """Whether a label such as "Online" names some of those present only below others of them."""
    said = set(words(label))
    return said <= _WITH_LABEL | _PRESENT_ALONE and bool(said & _PRESENT_ALONE)


def by_video(label: str) -> bool:
    """Whether a label such as "Present remotely" says that those below were not in the room."""
    said = set(words(label))
    return bool(said & _AFAR) and not said & _HERE


def heading_label(text: str) -> Status | None:
    """Return the status a marked-up heading announces; a heading may say more than a bare line."""
    printed = text.partition("(")[0].rstrip(": ") or text
    said = [word.rstrip(":") for word in words(printed)]
    edges = [w for w in said[:1] + said[-1:] if status(w)]
    return status(printed) if edges and not _NO_LIST & set(said) else None


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


def _like_apologies(word: str) -> bool:
    if word in _APOLOGIES:
        return True
    return _near(word, "apologies", _ALIKE)


@lru_cache(maxsize=4096)
def _near(word: str, meant: str, least: float) -> bool:
    if word[:1] != meant[:1] or abs(len(word) - len(meant)) > 1:
        return False
    return SequenceMatcher(None, word, meant, autojunk=False).ratio() >= least


def _like_attendance(word: str) -> bool:
    return _near(word, "attendance", _ALIKE_ATTENDANCE)


def _only_label_words(text: str) -> bool:
    said = {word.rstrip(":") for word in words(text)}
    known = _WITH_LABEL | _PRESENT | _ABSENT | _APOLOGIES
    return all(w in known or _like_apologies(w) or _like_attendance(w) for w in said)
