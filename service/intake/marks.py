"""Marks printed around a name: for whom somebody stands, how and when present, in what role."""

import re
from dataclasses import dataclass, replace

from service.intake import role_labels, vocabulary
from service.intake.names import looks_like_person
from service.intake.reading import Mode, Role, Status

_FOR = re.compile(
    r"(?:^|[(,\u2013\u2014]|\s-)\s*(?:for|on behalf of|in place of|standing in for|filling in for|"
    r"deputising for|deputizing for|delegate (?:of|for)|deputy (?:of|for)|alternate (?:of|for)|"
    r"substitut(?:e|ing) for|proxy (?:of|for)|representing)\s+([^(),]{2,80}?)\s*(?:\)|(?=,)|$)",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(
    r"([A-Z][\w.'\u2019 -]{1,60}?)\s+(?:for|in place of|on behalf of)\s+([A-Z][\w.'\u2019 -]{1,60})"
)
_PROXY = re.compile(
    r"\(\s*([^()]{2,60}?),?\s+(?:as )?(?:proxy|deputising|deputy|substitute)\s*\)", re.IGNORECASE
)
_REPRESENTING = re.compile(r"representing\s", re.IGNORECASE)
_WILL_BE = re.compile(r",?\s*(?:will be )?represented by [^()]{2,80}$", re.IGNORECASE)
_VIDEO = re.compile(
    r"\s*[-\u2013\u2014,(]?\s*\b(?:(?:via|by|over|on|through)\s+(?:an?\s)?(?:video|tele|phone|telephone|zoom|"
    r"teams|ms teams|skype|webex|google meet|conference)[- ]?(?:link|conference|conferencing|call)?"
    r"|online|virtually|remotely|dialled in|dialed in)\s*\)?\s*$",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"\s*[-\u2013\u2014,(]?\s*\b(?:left|joined|arrived|departed|until|from|part)\b[^()]{0,30}"
    r"(?:\d{1,2}[:.]\d{2}|\d{1,2} ?[ap]m|items?|minutes?|meeting|only)[^()]{0,20}\)?\s*$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    rf"(?:\s*[-\u2013\u2014,:/]\s*|\s*\(\s*|\s+)(?P<role>{vocabulary.CHAIR_WORDS}|secretary|clerk|scribe|"
    r"secretariat|minutes|minute[- ]taker|note[- ]?taker|presenter|presenting)\s*\)?\s*$",
    re.IGNORECASE,
)
_ROLE_BEFORE = re.compile(
    rf"(?P<role>{vocabulary.CHAIR_WORDS}|secretary|clerk|treasurer)\s*[-\u2013\u2014:]?\s+(?=[A-Z])",
    re.IGNORECASE,
)
_VICE = re.compile(r"\b(?:vice|deputy|former|co|assistant|private)[- ]*$", re.IGNORECASE)
_KEY = re.compile(r"\[[A-Z][A-Za-z]{1,3}\]\s*(?=\S)|\A[A-Z]{2,4}:\s+(?=[A-Z][a-z])")
_ORDINAL = re.compile(r"\A\d{1,2}[.)]\s+(?=\D)")
_HANDLE = re.compile(r"(?<=\S)(?:\s*[:\u2013\u2014-])?\s+\(?@[\w./-]+\)?")
_STATUS = re.compile(
    r"\s*[-\u2013\u2014,(:]\s*(?:(?P<away>apologies|regrets|excused)|"
    r"(?P<absent>absent|not present)|present)\s*\)?\s*$",
    re.IGNORECASE,
)
_TOOK_CHAIR = re.compile(
    r",?\s*\(?(?:who )?(?:took the chair|in the chair|chairing|presiding)\)?", re.IGNORECASE
)
_DASHED = tuple("-\u2013\u2014,(:/")


@dataclass(frozen=True, slots=True)
class Person:
    """One attendee as printed; `status` only where it is printed beside the name itself."""

    name: str | None
    label: str
    organisation: str | None = None
    post: str | None = None
    roles: tuple[Role, ...] = ()
    represents: str | None = None
    mode: Mode = "in_person"
    status: Status | None = None


def take_marks(cell: str, person: Person) -> tuple[str, Person]:
    """Take representation, mode, hours and role out of a cell; what stays is names and bodies."""
    cell = _ORDINAL.sub("", cell)
    cell = _HANDLE.sub("", _KEY.sub("", _HOURS.sub("", cell), count=1)).strip()
    cell, person = _take_status(cell.replace("[", "(").replace("]", ")"), person)
    if cell.startswith("(") and cell.endswith(")") and cell.count("(") == 1:
        cell = cell[1:-1] if not _FOR.fullmatch(cell) else cell
    if proxy := _PROXY.search(cell):
        person = replace(person, represents=cell[: proxy.start()].strip())
        cell = f"{proxy[1]}{cell[proxy.end() :]}"
    if _VIDEO.search(cell):
        cell, person = _VIDEO.sub("", cell), replace(person, mode="video")
    cell = _WILL_BE.sub("", cell)
    stands = _STANDS_FOR.fullmatch(cell)
    if stands and looks_like_person(stands[2]):
        return stands[1], replace(person, represents=stands[2])
    if standing := _FOR.search(cell):
        who = standing[1].strip()
        if _REPRESENTING.search(standing[0]) and not looks_like_person(who):
            person = replace(person, organisation=who)
        else:
            person = replace(person, represents=who)
        cell = f"{cell[: standing.start()]} {cell[standing.end() :]}".strip()
    return _take_role(cell, person)


def _take_status(cell: str, person: Person) -> tuple[str, Person]:
    if (found := _STATUS.search(cell)) and cell[: found.start()].strip():
        status: Status = "apologies" if found["away"] else "present"
        person = replace(person, status="absent" if found["absent"] else status)
        cell = cell[: found.start()].strip()
    if chaired := _TOOK_CHAIR.search(cell):
        person = replace(person, roles=(*person.roles, "chair"))
        cell = f"{cell[: chaired.start()]}{cell[chaired.end() :]}".strip()
    return cell, person


def _take_role(cell: str, person: Person) -> tuple[str, Person]:
    while found := _ROLE.search(cell):
        left, printed = cell[: found.start()].strip(), found["role"]
        spaced = not found[0].strip(" )").startswith(_DASHED)
        vice = _VICE.search(cell[: found.start("role")])
        if vice or not left or (spaced and printed.islower()):
            break
        cell, person = left, _with_role(person, printed, dashed=not spaced)
    before = _ROLE_BEFORE.match(cell)
    if before and looks_like_person(cell[before.end() :]):
        return cell[before.end() :], _with_role(person, before["role"], dashed=True)
    return cell, person


def _with_role(person: Person, printed: str, *, dashed: bool) -> Person:
    role: Role | None = role_labels.role_word(printed)
    if printed.lower().startswith("present"):
        role = "presenter"
    post = printed if dashed and person.post is None else person.post
    return replace(person, roles=(*person.roles, role) if role else person.roles, post=post)
