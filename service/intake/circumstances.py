"""What the text tells about listed people: a post beside a name, and that all met by video."""

import re
from dataclasses import replace

from service.intake import vocabulary
from service.intake.reading import AttendeeRead

_POST = r",\s+(?:the\s+)?([A-Z][\w'\u2019-]*(?:\s+(?:of|for|and|the|[A-Z][\w'\u2019-]*)){0,6}),"
_BY_VIDEO = re.compile(
    r"\b(?:meeting|call|session)\b[^.]{0,80}\b(?:via|by|over|through|on|using)\s+(?:an?\s+|ms\s+)?"
    r"(?:video|tele(?:phone|conference)|zoom|teams|skype|webex|google meet)",
    re.IGNORECASE,
)
_HELD = re.compile(r"\b(?:held|called|convened|opened|took place|conducted|met)\b", re.IGNORECASE)


def with_told_circumstances(rows: list[AttendeeRead], texts: list[str]) -> list[AttendeeRead]:
    """Return the rows, with a post where only the text gives one, and by video where all met so."""
    text = "\n".join(texts)
    by_video = any(_HELD.search(one) and _BY_VIDEO.search(one) for one in texts)
    told = [_with_post(row, text) for row in rows]
    return [replace(row, mode="video") for row in told] if by_video else told


def _with_post(row: AttendeeRead, text: str) -> AttendeeRead:
    if row.name is None or row.post or f"{row.name}," not in text:
        return row
    found = re.search(re.escape(row.name) + _POST, text)
    if found and vocabulary.names_a_post(found[1]):
        return replace(row, post=found[1])
    return row
