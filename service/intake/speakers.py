"""Who speaks in a paragraph, and which of them the attendance does not list."""

import re

from service.intake import vocabulary
from service.intake.called import answers_to, bare_name
from service.intake.names import looks_like_person
from service.intake.reading import AttendeeRead, Finding
from service.intake.threads import Business, Thread
from service.intake.voices import names_a_topic, same_name

_SAYS = (
    r"noted|reported|said|explained|highlighted|asked|advised|stated|confirmed|suggested|updated|"
    r"informed|raised|requested|added|introduced|outlined|welcomed|thanked|commented|provided|"
    r"presented|opened|set out|mentioned|emphasised|pointed out|wanted|felt|gave|queried|replied|"
    r"acknowledged|announced|stressed|expressed|proposed|enquired|responded|observed|recommended|"
    r"described|recognised|encouraged|supported|thought"
)
_SPEAKS = re.compile(
    rf"((?:The )?(?:[A-Z][\w.'\u2019&-]*(?: of| and| the| for)? ?){{1,8}})(?:{_SAYS})\b"
)
_LABELLED = re.compile(r"([A-Z][\w.'\u2019-]*(?: [A-Z][\w.'\u2019-]*){0,3}): \S")
_LONGEST = 160


def speaker_of(text: str) -> str | None:
    """Return the printed subject of a paragraph that begins by saying who spoke."""
    opening = text[:_LONGEST]
    found = _LABELLED.match(opening) or _SPEAKS.match(opening)
    return found[1].strip() if found else None


def not_listed(
    items: list[Business], attendance: list[AttendeeRead]
) -> tuple[list[str], list[Finding]]:
    """Speakers printed with a full name whom no row of the attendance answers to."""
    names = [row.name for row in attendance if row.name]
    bodies = " ".join(bare_name(row.organisation) for row in attendance if row.organisation)
    said: dict[str, Thread] = {}
    for thread in (thread for item in items for thread in item.paragraphs):
        if speaker := thread.speaker or speaker_of(thread.text):
            said.setdefault(speaker, thread)
    unknown: dict[str, Thread] = {}
    for speaker, thread in said.items():
        full = _full_name(speaker) and bare_name(speaker) not in bodies
        if full and not any(_answers(name, speaker) for name in [*names, *unknown]):
            unknown[speaker] = thread
    return list(unknown), [_finding(said, thread) for said, thread in unknown.items()]


def _answers(name: str, said: str) -> bool:
    return answers_to(name, said) or same_name(bare_name(name), bare_name(said))


def _full_name(said: str) -> bool:
    if said.startswith("The ") or vocabulary.names_a_post(said):
        return False
    return looks_like_person(said) and not names_a_topic(said) and " " in bare_name(said)


def _finding(said: str, thread: Thread) -> Finding:
    message = f"{said} speaks but is not in the attendance."
    return Finding("unlisted_speaker", message, thread.span, 0.6)
