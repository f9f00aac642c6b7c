"""Sub-groups of a body, who chairs them and what for: of a list, a table or a heading each."""

import re
from collections.abc import Iterator

from service.intake.blocks import Kind
from service.intake.owners import split_owners
from service.intake.reading import SubGroupRead
from service.intake.reports.passages import Passage

_GROUP = re.compile(
    r"\b(?:sub[- ]?(?:groups?|committees?)|work(?:ing)? (?:groups?|parties|party)|"
    r"task (?:groups?|forces?)|workstreams?)\b",
    re.IGNORECASE,
)
_CHAIRED = re.compile(
    r"(?P<name>[A-Z][\w'\u2019&/ -]{1,80}?)\s*(?:\(|,\s|[\u2013\u2014-]\s)\s*"
    r"(?:(?:co-?)?chaired by|(?:[Cc]o-?)?[Cc]hairs?\s*:)\s*(?P<chairs>[^():;]{2,160}?)"
    r"(?:\)\s*[:,.\u2013\u2014-]?|\s*[:\u2013\u2014])\s+(?P<remit>\S.*)",
    re.DOTALL,
)
_POINTS = re.compile(r";\s*(?:(?:and|or)\s+)?")
_CHAIR = re.compile(
    r"(?:co-?)?chair(?:s|ed by|person|persons)?(?:\(s\))?\s*:\s*(\S.*)", re.IGNORECASE
)
_REMIT = re.compile(
    r"(?:remit|purpose|terms of reference|role|aims?|objectives?|focus)\s*:\s*(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_FARTHEST = 12
_COLUMNS = {
    "name": re.compile(rf"(?:name|groups?|.{{0,20}}{_GROUP.pattern}.{{0,20}})", re.IGNORECASE),
    "chairs": re.compile(r"(?:co-?)?chair(?:s|ed by|person|persons)?(?:\(s\))?", re.IGNORECASE),
    "remit": re.compile(
        r"(?:remit|purpose|terms of reference|role|aims?|objectives?|focus)", re.IGNORECASE
    ),
}


def read_sub_groups(passages: list[Passage]) -> list[SubGroupRead]:
    """Return the sub-groups, in printed order."""
    found: list[SubGroupRead] = []
    columns: dict[str, int] | None = None
    led = -_FARTHEST - 1
    for index, passage in enumerate(passages):
        if _GROUP.search(passage.text):
            led = index
        if passage.kind is Kind.TABLE_ROW:
            columns = _columns(passage) or columns
            found += _row(passage, columns)
            continue
        columns = None
        if passage.heads and led == index:
            found += _headed(passages, index)
        elif index - led <= _FARTHEST:
            found += _chaired(passage)
    return found


def _chaired(passage: Passage) -> Iterator[SubGroupRead]:
    """Read points such as "Roads (chaired by the clerk): to mend the roads"."""
    start = 0
    for point in _POINTS.split(passage.text):
        begin = passage.text.index(point, start)
        start = begin + len(point)
        lead = point.rfind(": ", 0, point.find("hair")) if begin == 0 else -1
        said = point[lead + 2 :] if lead >= 0 else point
        if one := _CHAIRED.match(said):
            remit = one["remit"].strip(" .")
            span = passage.span_of(start - len(said), start)
            yield SubGroupRead(one["name"].strip(), chairs_of(one["chairs"]), remit, span)


def _headed(passages: list[Passage], index: int) -> Iterator[SubGroupRead]:
    """Read a heading that names a sub-group, above a line that says who chairs it."""
    name = passages[index].text
    chairs: tuple[str, ...] = ()
    remit, span = None, passages[index].span
    for below in passages[index + 1 : index + 4]:
        if chair := _CHAIR.fullmatch(below.text):
            chairs, span = chairs_of(chair[1]), span.to(below.span)
        elif aim := _REMIT.fullmatch(below.text):
            remit, span = aim[1].strip(" ."), span.to(below.span)
        elif below.heads:
            break
    if chairs:
        yield SubGroupRead(name, chairs, remit, span)


def _columns(row: Passage) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for index, cell in enumerate(row.blocks[0].cells):
        for name, pattern in _COLUMNS.items():
            if pattern.fullmatch(cell.strip(" :")):
                found.setdefault(name, index)
    grouped = "name" in found and bool(_GROUP.search(row.text))
    return found if grouped and "chairs" in found else None


def _row(row: Passage, columns: dict[str, int] | None) -> Iterator[SubGroupRead]:
    if columns is None or _columns(row):
        return
    cells = row.blocks[0].cells
    said = {name: cells[at] for name, at in columns.items() if at < len(cells) and cells[at]}
    if "name" in said:
        chairs = chairs_of(said.get("chairs", ""))
        yield SubGroupRead(said["name"], chairs, said.get("remit"), row.span)


def chairs_of(words: str) -> tuple[str, ...]:
    """Return each of the chairs, without the article before it."""
    parted = split_owners(words.strip(" ."), frozenset())
    return tuple(re.sub(r"^[Tt]he ", "", one) for one in parted)
