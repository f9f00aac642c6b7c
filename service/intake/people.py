"""Reads one printed attendee out of the cells of a row; what is not read as a person is none."""

import re
from dataclasses import replace

from service.intake import labels, vocabulary
from service.intake.marks import Person, take_marks
from service.intake.names import nobody, post_and_body, tells

_PART = re.compile(r"\s*[,(]\s*|\s+[-\u2013\u2014/]\s*|\s*[-\u2013\u2014]\s+|\s*:\s+")
_BODY_AFTER = re.compile(
    r"([A-Z][a-z][\w.'\u2019-]*(?: [A-Z][\w.'\u2019-]*[a-z][\w'\u2019-]*){1,2}) "
    r"([A-Z]{2,8}(?: [A-Z][A-Z0-9]{1,7}){0,3})"
)
_MOST_WORDS = 6


def read_person(cell: str, others: tuple[str, ...] = ()) -> Person | None:
    """Read the person in `cell` with what `others` of the row say; None if nobody is there."""
    printed, person = cell, Person(name=None, label=cell)
    cell, person = take_marks(cell, person)
    rest: list[str] = []
    if not others:
        cell, rest = _split(cell)
    for other in others:
        left, person = take_marks(other, person)
        rest.append(left)
    if (named := _named(cell, person)) is None:
        return None
    named = named if others else replace(named, label=printed)
    return _with_details(named, [r for r in rest if r], one_cell=not others)


def _split(cell: str) -> tuple[str, list[str]]:
    """Return the name, and what a comma, a dash or a bracket parts from it."""
    if not (parting := _PART.search(cell)):
        body = _BODY_AFTER.fullmatch(cell)
        letters = body and vocabulary.LETTERS_AFTER.fullmatch(body[2].split()[0])
        return (body[1], [body[2]]) if body and not letters else (cell, [])
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
    if not cell[0].isupper() or any(ch.isdigit() for ch in cell) or tells(said):
        return None
    return replace(person, name=cell, label=cell)


def _with_details(person: Person, rest: list[str], *, one_cell: bool) -> Person:
    for text in rest:
        post, body = post_and_body(text)
        role = labels.role_word(post) if post and not body else None
        if role and role not in person.roles:
            person = replace(person, roles=(*person.roles, role))
        if body and person.organisation is None:
            person = replace(person, organisation=body)
        if post and (person.post in {None, "Official"} or labels.role_word(person.post or "")):
            person = replace(person, post=post)
    if not one_cell and person.organisation and person.post and labels.role_word(person.post):
        strong = any(labels.role_word(person.post) == role for role in person.roles)
        person = replace(person, post=None) if strong else person
    return person
