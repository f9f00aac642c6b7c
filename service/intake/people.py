"""Reads one printed attendee out of the cells of a row; what is not read as a person is none."""

import re
from dataclasses import replace

from service.intake import action_labels, labels, role_labels, vocabulary
from service.intake.marks import Person, take_marks
from service.intake.names import (
    before_name,
    looks_like_person,
    nobody,
    post_and_body,
    remarks,
    tells,
)

_PART = re.compile(r"\s*[,(]\s*|\s+@\s+|\s+[-\u2013\u2014/]\s*|\s*[-\u2013\u2014]\s+|\s*:\s+")
_MOST_WORDS = 6
_NAMES_IN_CAPITALS = 2
_NOBODIES = vocabulary.GROUPS - vocabulary.UNNAMED | {"names"}
_PICTURES = re.compile(r"\s*[\U0001F000-\U0001FAFF\u2600-\u27BF\u200D\uFE0F]+")
_MOST_LOOSE = 3
_ACRONYMS = re.compile(
    rf"(\S+(?: \S+){{1,2}}?)((?: (?!(?:II|III|IV|(?i:{vocabulary.LETTERS_AFTER.pattern}))\b)"
    r"[A-Z][A-Z\d]{1,7}){1,4})"
)
_NICKNAMED = re.compile(r" [A-Z][\w'\u2019-]+(?=$| *[,(-])")
_LETTER = re.compile(r"[^\W\d_]")


def read_person(cell: str, others: tuple[str, ...] = (), *, loose: bool = False) -> Person | None:
    """Read the person in `cell` with what `others` of the row say; None if nobody is there.

    `loose` takes what stands in a list of names for one, as "zed0" or "oliver terbu".
    """
    printed, person = cell, Person(name=None, label=cell)
    cell, person = take_marks(cell, person)
    rest: list[str] = []
    if not others:
        cell, rest = _split(cell)
    for other in others:
        left, person = take_marks(other, person)
        rest.append(left)
    if designated := before_name(cell):
        post, cell = designated
        role = role_labels.role_word(post)
        person = replace(person, post=post, roles=(*person.roles, role) if role else person.roles)
    if (named := _named(cell, person, loose=loose)) is None:
        return None
    named = named if others else replace(named, label=printed)
    return _with_details(named, [r for r in rest if r], one_cell=not others)


def _split(cell: str) -> tuple[str, list[str]]:
    """Return the name, and what a comma, a dash or a bracket parts from it."""
    if not (parting := _PART.search(cell)):
        return trailing_details(cell)
    name, rest = cell[: parting.start()], cell[parting.end() :]
    after = rest.split(",", 1)
    if parting[0].strip() == "," and vocabulary.TITLE_AFTER.fullmatch(after[0].strip()):
        more, parts = _split(after[1].strip()) if len(after) > 1 else ("", [])
        return f"{name}, {after[0].strip()}", [p for p in [more, *parts] if p]
    if parting[0].strip() == "(":
        inside, _, tail = rest.partition(")")
        if _NICKNAMED.match(tail) and " " not in f"{name}{inside}":
            return _split(f"{name}{tail}")
        if vocabulary.names_a_post(name) and looks_like_person(inside.split(",")[0]):
            return inside.split(",")[0], [name]
        return name, [p for p in (inside.strip(" ,"), tail.strip(" ,-\u2013\u2014")) if p]
    if vocabulary.TITLE_BEFORE.match(rest) and not vocabulary.TITLE_BEFORE.match(name):
        return rest, [name]
    return name, [rest.strip(" ,")]


def trailing_details(cell: str) -> tuple[str, list[str]]:
    """Part "Ann Lee Deputy Chair" and "Ann Lee HO", which print nothing between name and rest."""
    said = cell.split()
    if body := _ACRONYMS.fullmatch(cell):
        return (body[1], [body[2].strip()]) if looks_like_person(body[1]) else (cell, [])
    for at in range(2, min(len(said), _MOST_WORDS)):
        name, post = " ".join(said[:at]), " ".join(said[at:])
        plain = len(said) - at > 1 or role_labels.role_word(post) or said[at].islower()
        office = plain or post.lower() in vocabulary.OFFICES
        if office and looks_like_person(name) and vocabulary.names_a_post(post):
            return name, [post]
    return cell, []


def _named(cell: str, person: Person, *, loose: bool) -> Person | None:
    cell = _PICTURES.sub("", cell).strip(" ,;-\u2013\u2014*_")
    said = cell.split()
    if not said or nobody(cell) or len(said) > _MOST_WORDS or said[-1].lower() in _NOBODIES:
        return None
    if said[-1].lower() in vocabulary.UNNAMED:
        body = " ".join(said[:-1])
        return replace(person, label=cell, organisation=body or person.organisation)
    if (
        cell.endswith(":")
        or (cell.isupper() and len(said) > _NAMES_IN_CAPITALS)
        or labels.contains_items(cell)
    ):
        return None
    if (
        role_labels.role_word(cell)
        or labels.status(cell)
        or action_labels.actions_label(cell) is not None
    ):
        return None
    if loose and len(said) <= _MOST_LOOSE and _LETTER.search(cell):
        return replace(person, name=cell, label=cell)
    if cell.startswith("@") and len(said) == 1 and "/" not in cell:
        return replace(person, name=cell, label=cell)
    if not cell[0].isupper() or any(ch.isdigit() for ch in cell) or tells(said):
        return None
    return replace(person, name=cell, label=cell)


def _with_details(person: Person, rest: list[str], *, one_cell: bool) -> Person:
    for text in rest:
        if remarks(text):
            continue
        post, body = (text, None) if role_labels.role_word(text) else post_and_body(text)
        role = role_labels.role_word(post) if post and not body else None
        if role and role not in person.roles:
            person = replace(person, roles=(*person.roles, role))
        if body and person.organisation is None:
            person = replace(person, organisation=body)
        weak = person.post in {None, "Official"} or role_labels.role_word(person.post or "")
        if post and (person.post is None or (weak and not vocabulary.TITLE_BEFORE.fullmatch(post))):
            person = replace(person, post=post)
    if not one_cell and person.organisation and person.post and role_labels.role_word(person.post):
        strong = any(role_labels.role_word(person.post) == role for role in person.roles)
        person = replace(person, post=None) if strong else person
    return person
