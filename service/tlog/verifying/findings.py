"""What a verification found: each fault with its reason and its place, and what was not shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from service.tlog.disclosures import Erasures, Shown, State

_MOST: Final = 100
_MOST_OF_A_KIND: Final = 20


class Reason(StrEnum):
    """Why something does not hold; what says most comes first."""

    UNREADABLE = "unreadable"
    SIGNATURE = "signature"
    ROLLED_BACK = "rolled back"
    FORK = "fork"
    TAMPERED = "tampered"
    ALTERED = "leaf altered"
    MISSING = "entry missing"
    INSERTED = "entry inserted"
    FALSE = "false disclosure"
    UNEXPLAINED = "missing without explanation"
    ORIGIN = "origin"
    POSITION = "position"
    ORDER = "order"
    TIME = "time"
    FORM = "form"
    ROOT = "root"
    TILE = "tile"
    ANSWER = "answer"


_ORDER: Final = list(Reason)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold; `position` is that of the entry, where it can be known."""

    reason: Reason
    words: str
    position: int | None = None

    def __str__(self) -> str:
        """Tell it in a line."""
        at = "" if self.position is None else f" at {self.position}"
        return f"{self.reason}{at}: {self.words}"


@dataclass(slots=True)
class Report:
    """What came of a verification."""

    subject: str
    findings: list[Finding] = field(default_factory=list)
    beyond: int = 0
    """How many more findings there were than are told."""
    not_shown: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def found(
        self, reason: Reason, words: str, position: int | None = None, *, sure: bool = False
    ) -> None:
        """Add a finding, in its order; those that are not `sure` are told up to a number."""
        if sure or sum(each.reason is reason for each in self.findings) < _MOST_OF_A_KIND:
            self.findings.append(Finding(reason, words, position))
            self.findings.sort(key=lambda each: (_ORDER.index(each.reason), each.position or 0))
        else:
            self.beyond += 1

    def lacks(self, words: str) -> None:
        """Add something that was not shown, so that it cannot be checked."""
        self.counts["not shown"] = self.counts.get("not shown", 0) + 1
        if len(self.not_shown) < _MOST:
            self.not_shown.append(words)

    def count(self, what: str, number: int = 1) -> None:
        """Count something that was checked."""
        self.counts[what] = self.counts.get(what, 0) + number

    @property
    def status(self) -> int:
        """0 verified, 1 invalid, 3 incomplete: how the command ends."""
        if self.findings:
            return 1
        return 3 if self.not_shown else 0

    @property
    def verdict(self) -> str:
        """The same in a word."""
        return {0: "verified", 1: "invalid", 3: "incomplete"}[self.status]

    def lines(self) -> Iterable[str]:
        """Yield the report for people."""
        yield f"{self.verdict}: {self.subject}"
        yield from (f"  {each}" for each in self.findings)
        if self.beyond:
            yield f"  and {self.beyond} more"
        yield from (f"  not shown: {each}" for each in self.not_shown)
        yield from (f"  note: {each}" for each in self.notes)
        if told := ", ".join(f"{number:,} {what}" for what, number in self.counts.items()):
            yield f"  {told}"

    def content(self) -> dict[str, Any]:
        """Return the report for programs."""
        return {
            "verdict": self.verdict,
            "subject": self.subject,
            "findings": [
                {"reason": each.reason.value, "words": each.words}
                | ({} if each.position is None else {"position": each.position})
                for each in self.findings
            ],
            "more_findings": self.beyond,
            "not_shown": self.not_shown,
            "notes": self.notes,
            "counts": self.counts,
        }


def judge(report: Report, position: int, shown: Shown, erasures: Erasures) -> None:
    """Say in the report what is to be said of a private value of an entry."""
    match shown.state:
        case State.OPEN:
            report.count("private values open")
        case State.WITHHELD:
            report.lacks(f"{shown.pointer} of entry {position} is withheld: {shown.exemption}")
        case State.FALSE:
            report.found(
                Reason.FALSE, f"what is shown as {shown.pointer} is not what was recorded", position
            )
        case State.ERASED if unknown := erasures.unknown(shown):
            report.lacks(
                f"{shown.pointer} of entry {position} is said to be erased by entry "
                f"{', '.join(map(str, unknown))}, which was not shown or erases nothing"
            )
        case State.ERASED if erasures.explain(shown, position):
            report.count("private values erased")
        case State.ERASED | State.UNEXPLAINED:
            report.found(
                Reason.UNEXPLAINED,
                f"{shown.pointer} is not shown, and neither an exemption nor an erasure says why",
                position,
            )
