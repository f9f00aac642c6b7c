"""Lists of the members of a body: where one begins and ends, and whether it reads as one."""

import re

from service.intake import labels as minutes_labels
from service.intake import vocabulary
from service.intake.blocks import Kind
from service.intake.reading import Finding, MemberRead
from service.intake.reports import labels, numbering
from service.intake.reports.affiliations import name_and_rest
from service.intake.reports.furniture import Printed
from service.intake.reports.memberships import Roster

_WHO = r"(?:members|membership|trustees|governors|commissioners)"
_LABEL = re.compile(
    rf"(?:(?:the|our|list of|current|full)\s+)?(?:[\w'\u2019&-]+\s+){{0,5}}?{_WHO}"
    r"(?:\s+(?:of|list|on)\b[^.;]{0,80}|\s*\(?\d{4}.{0,10})?\s*:?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(rf".*\b{_WHO}\b[^.;]{{0,80}}:", re.IGNORECASE)
_NOT_A_LIST = re.compile(r"\b(?:present|attend\w*|apolog\w*|absent)\b", re.IGNORECASE)
_LONGEST_LEAD = 25
_LONGEST_ROW = 20
_SHORTEST_SENTENCE = 5
_FEWEST = 2


def read_members(lines: list[Printed]) -> tuple[list[MemberRead], list[Finding]]:
    """Return the members of every list in `lines`, and what is doubtful about them."""
    members: list[MemberRead] = []
    findings: list[Finding] = []
    index = 0
    while index < len(lines):
        index += 1
        if _opens_list(lines[index - 1]):
            roster = Roster()
            after = _fill(roster, lines, index)
            found = roster.members()
            if len(found) >= _FEWEST and _believable(found):
                members += found
                findings += roster.findings
                index = after
    return members, findings


def _opens_list(line: Printed) -> bool:
    text = line.text
    if len(text.split()) > _LONGEST_LEAD or line.block.kind is Kind.TABLE_ROW:
        return False
    if not (_LABEL.fullmatch(text) or _SENTENCE.fullmatch(text)):
        return False
    return not _NOT_A_LIST.search(text) and minutes_labels.roll_label(text) is None


def _fill(roster: Roster, lines: list[Printed], start: int) -> int:
    """Give `roster` the lines below a label; return the first that is no row of the list."""
    for index in range(start, len(lines)):
        if _ends_list(lines[index], first=index == start):
            return index
        if not roster.take(lines[index]):
            return index
    return len(lines)


def _ends_list(line: Printed, *, first: bool) -> bool:
    said = line.text.split()
    sentence = line.text[-1] in ".?!" and len(said) >= _SHORTEST_SENTENCE
    if len(said) > _LONGEST_ROW or (sentence and name_and_rest(line.text) is None):
        return True
    if labels.names_part(line.text) or numbering.dotted(line.text) is not None:
        return True
    heading = line.block.kind is Kind.HEADING and not first
    return heading or line.text.endswith(":") or _opens_list(line)


def _believable(members: list[MemberRead]) -> bool:
    """Whether most of what stands beside the names reads as a post or as a body."""
    strange = [
        one
        for one in members
        if one.organisation and not one.post and not _names_body(one.organisation)
    ]
    return len(strange) * 2 <= len(members)


def _names_body(text: str) -> bool:
    return vocabulary.names_a_body(text) or text.isupper()
