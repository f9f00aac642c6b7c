"""Reads one printed attendee out of a cell: who, of what, in what role, for whom, and how."""

import re
from dataclasses import dataclass, replace

from service.intake import labels, vocabulary
from service.intake.reading import Mode, Role

_FOR = re.compile(
    r"(?:^|[(,\u2013\u2014]|\s-)\s*(?:for|on behalf of|in place of|standing in for|filling in for|"
    r"deputising for|deputizing for|delegate (?:of|for)|deputy (?:of|for)|alternate (?:of|for)|"
    r"substitut(?:e|ing) for|proxy (?:of|for)|representing)\s+([^(),]{2,80}?)\s*(?:\)|(?=,)|$)",
    re.IGNORECASE,
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
    r"(?:\d{1,2}[:.]\d{2}|\d{1,2} ?[ap]m|items?|meeting|only)[^()]{0,20}\)?\s*$",
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
_PART = re.compile(r"\s*[,(]\s*|\s+[-\u2013\u2014]\s*|\s*[-\u2013\u2014]\s+|\s*:\s+")
_KEY = re.compile(r"\[[A-Z][A-Za-z]{1,3}\]\s*")
_NOBODY = re.compile(
    r"(?:no|none|nil|not|n/?a|tb[acd]|this|there|apologies|as above|-+)\b", re.IGNORECASE
)
_DASHED = tuple("-\u2013\u2014,(:/")
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Person:
    """One attendee as printed, before status and span are known."""

    name: str | None
    label: str
    organisation: str | None = None
    post: str | None = None
    roles: tuple[Role, ...] = ()
    represents: str | None = None
    mode: Mode = "in_person"


def nobody(text: str) -> bool:
    """Whether a row says that there is nobody, as "None" or "No apologies received" do."""
    return _NOBODY.match(text.strip("*_ ")) is not None


def read_person(cell: str, others: tuple[str, ...] = ()) -> Person | None:
    """Read the person in `cell` with what `others` of the row say; None if nobody is there."""
    person = Person(name=None, label=cell)
    cell, person = _take_marks(cell, person)
    rest: list[str] = []
    if not others:
        cell, rest = _split(cell)
    for other in others:
        left, person = _take_marks(other, person)
        rest.append(left)
    named = _named(cell, person)
    return _with_details(named, [r for r in rest if r], one_cell=not others) if named else None


def _take_marks(cell: str, person: Person) -> tuple[str, Person]:
    """Take representation, mode, hours and role out of a cell; what stays is names and bodies."""
    cell = _KEY.sub("", _HOURS.sub("", cell)).strip()
    if proxy := _PROXY.search(cell):
        person = replace(person, represents=cell[: proxy.start()].strip())
        cell = f"{proxy[1]}{cell[proxy.end() :]}"
    if _VIDEO.search(cell):
        cell, person = _VIDEO.sub("", cell), replace(person, mode="video")
    cell = _WILL_BE.sub("", cell)
    if standing := _FOR.search(cell):
        who = standing[1].strip()
        if _REPRESENTING.search(standing[0]) and not looks_like_person(who):
            person = replace(person, organisation=who)
        else:
            person = replace(person, represents=who)
        cell = f"{cell[: standing.start()]} {cell[standing.end() :]}".strip()
    return _take_role(cell, person)


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
        return cell[before.end() :], _with_role(person, before["role"], dashed=False)
    return cell, person


def _with_role(person: Person, printed: str, *, dashed: bool) -> Person:
    role: Role | None = labels.role_word(printed)
    if printed.lower().startswith("present"):
        role = "presenter"
    post = printed if dashed and person.post is None else person.post
    return replace(person, roles=(*person.roles, role) if role else person.roles, post=post)


def _split(cell: str) -> tuple[str, list[str]]:
    """Return the name, and what a comma, a dash or a bracket parts from it."""
    if not (parting := _PART.search(cell)):
        return cell, []
    name, rest = cell[: parting.start()], cell[parting.end() :]
    after = rest.split(",", 1)
    if parting[0].strip() == "," and vocabulary.TITLE_AFTER.fullmatch(after[0].strip()):
        more, parts = _split(after[1].strip()) if len(after) > 1 else ("", [])
        return f"{name}, {after[0].strip()}", [p for p in [more, *parts] if p]
    if parting[0].strip() == "(":
        inside, _, tail = rest.partition(")")
        return name, [p for p in (inside.strip(" ,"), tail.strip(" ,-\u2013\u2014")) if p]
    return name, [rest.strip(" ,")]


def _named(cell: str, person: Person) -> Person | None:
    cell = cell.strip(" ,;-\u2013\u2014*_")
    said = cell.split()
    if not said or nobody(cell) or len(said) > _MOST_WORDS:
        return None
    if said[-1].lower() in vocabulary.UNNAMED:
        body = " ".join(said[:-1])
        return replace(person, label=cell, organisation=body or person.organisation)
    if not cell[0].isupper() or any(ch.isdigit() for ch in cell):
        return None
    return replace(person, name=cell, label=cell)


def _with_details(person: Person, rest: list[str], *, one_cell: bool) -> Person:
    for text in rest:
        post, body = post_and_body(text)
        if body and person.organisation is None:
            person = replace(person, organisation=body)
        if post and person.post in (None, "Official"):
            person = replace(person, post=post)
    if not one_cell and person.organisation and person.post and labels.role_word(person.post):
        strong = any(labels.role_word(person.post) == role for role in person.roles)
        person = replace(person, post=None) if strong else person
    return person


def post_and_body(text: str) -> tuple[str | None, str | None]:
    """(post, organisation) of what is printed beside a name."""
    text = text.strip(" ,-\u2013\u2014").strip()
    first, comma, after = text.partition(",")
    if comma and vocabulary.names_a_post(first):
        return first.strip(), after.strip()
    if vocabulary.names_a_post(text):
        return text, None
    parts = [part.strip() for part in text.split(" / ")]
    posts = [part for part in parts if vocabulary.names_a_post(part)]
    if posts and len(posts) < len(parts):
        return posts[0], " / ".join(part for part in parts if part not in posts)
    return None, text or None


def looks_like_person(text: str) -> bool:
    """Whether `text` has the shape of a personal name and no word that names a body."""
    said = text.replace("(", " ").split()
    if not said or len(said) > _MOST_WORDS or vocabulary.names_a_body(text):
        return False
    if vocabulary.HONORIFIC.search(text):
        return True
    core = [w for w in said if w.lower() not in vocabulary.NAME_PARTICLES]
    shaped = all(w[0].isupper() and any(c.islower() or c == "." for c in w) for w in core)
    return len(core) > 1 and shaped
