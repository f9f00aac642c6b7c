"""Reads the rows of a list of members: a name, and the post and organisation printed with it.

Name and affiliation may stand on one line, below each other, or apart in the same order.
"""

from dataclasses import dataclass, field

from service.intake import vocabulary
from service.intake.blocks import Block, Kind, Span
from service.intake.reading import Finding, MemberRead
from service.intake.reports.affiliations import affiliation, name_and_rest
from service.intake.reports.furniture import Printed
from service.intake.sentences import hangs, opens_low

_COLUMNS = (
    ("name", vocabulary.word_set("name names member members trustee trustees")),
    ("post", vocabulary.word_set("post role position title office")),
    (
        "organisation",
        vocabulary.word_set(
            "organisation organization body representing company department employer agency "
            "institution affiliation"
        ),
    ),
)


@dataclass(slots=True)
class _Row:
    """A person and the words printed beside or below the name."""

    name: str
    span: Span
    beside: list[str] = field(default_factory=list)
    organisation: str | None = None
    post: str | None = None

    def member(self) -> MemberRead:
        text = ""
        for words in self.beside:
            wrapped = bool(text) and ("," in text or _goes_on(text, words))
            text = f"{text}{' ' if wrapped else ', '}{words}" if text else words
        organisation, post = affiliation(text)
        return MemberRead(
            self.name, self.organisation or organisation, self.post or post, self.span
        )


@dataclass(slots=True)
class Roster:
    """Takes line after line; `names` wait for the affiliations printed `below` them."""

    rows: list[_Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    names: list[_Row] = field(default_factory=list)
    below: list[Block] = field(default_factory=list)
    columns: dict[str, int] | None = None

    def take(self, line: Printed) -> bool:
        """Read a line; False where it belongs to no member and the list is over."""
        block = line.block
        if block.kind is Kind.TABLE_ROW and (found := _columns(block)):
            self.columns = found
        elif self.columns and block.kind is Kind.TABLE_ROW:
            self._cells(block, self.columns)
        elif self.below and _goes_on(self.below[-1].text, block.text):
            self.below.append(block)
        elif row := _row(block):
            self._open(row)
        elif line.gap and (self.below or any(name.beside for name in self.names)):
            return False
        else:
            self.below.append(block)
        return True

    def members(self) -> list[MemberRead]:
        """Return the members, each with what belongs to the name."""
        self._share()
        return [row.member() for row in self.rows]

    def _open(self, row: _Row) -> None:
        if self.below:
            self._share()
        alone = bool(row.beside) or any(name.beside for name in self.names)
        self.names = [row] if alone else [*self.names, row]
        self.rows.append(row)

    def _cells(self, block: Block, columns: dict[str, int]) -> None:
        filled = {name: _cell(block, at) for name, at in columns.items()}
        if filled["name"]:
            name, rest = name_and_rest(filled["name"]) or (filled["name"], "")
            organisation, post = filled.get("organisation"), filled.get("post")
            beside = [rest] if rest and not (organisation or post) else []
            self.rows.append(_Row(name, block.span, beside, organisation, post))

    def _share(self) -> None:
        """Give the lines below to a single name, or one to each of several names in order."""
        names, below, self.names, self.below = self.names, self.below, [], []
        if len(names) == 1:
            for block in below:
                names[0].beside.append(block.text)
                names[0].span = names[0].span.to(block.span)
        elif names and below:
            texts = _joined(below)
            span = names[0].span.to(below[-1].span)
            self.findings.append(_paired(len(names), texts, span))
            if len(texts) == len(names):
                for row, text in zip(names, texts, strict=True):
                    row.beside.append(text)


def _row(block: Block) -> _Row | None:
    """Return the person a line begins with, or whom its first or second column names."""
    for at, cell in enumerate(block.cells[:2] if len(block.cells) > 1 else ()):
        if read := name_and_rest(cell):
            others = (*block.cells[:at], *block.cells[at + 1 :])
            beside = ", ".join(part for part in (read[1], *others) if part)
            return _Row(read[0], block.span, [beside] if beside else [])
    read = name_and_rest(block.text)
    return _Row(read[0], block.span, [read[1]] if read[1] else []) if read else None


def _columns(row: Block) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for index, cell in enumerate(row.cells):
        said = set(vocabulary.words(cell))
        name = next((name for name, words in _COLUMNS if said & words), None)
        if name:
            found.setdefault(name, index)
    return found if len(found) > 1 and "name" in found else None


def _cell(row: Block, at: int) -> str | None:
    return (row.cells[at] or None) if at < len(row.cells) else None


def _goes_on(last: str, text: str) -> bool:
    return opens_low(text) or hangs(last) or last.endswith(",")


def _joined(below: list[Block]) -> list[str]:
    """Put affiliations together that a line break cuts: what names no body goes on."""
    texts: list[str] = []
    for block in below:
        alone = "," in block.text or vocabulary.names_a_body(block.text)
        if texts and (_goes_on(texts[-1], block.text) or not alone):
            texts[-1] = f"{texts[-1]} {block.text}"
        else:
            texts.append(block.text)
    return texts


def _paired(names: int, texts: list[str], span: Span) -> Finding:
    if len(texts) == names:
        message = f"{names} names and as many affiliations were paired in printed order."
        return Finding("members_paired", message, span, 0.8)
    message = f"{len(texts)} affiliations stand below {names} names: {'; '.join(texts)[:80]}"
    return Finding("members_unpaired", message, span, 0.6)
