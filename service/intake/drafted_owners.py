"""What kind of owner the words of an action name, as far as the document itself tells."""

import re
from collections.abc import Iterator
from typing import Any

from service.intake.blocks import Span
from service.intake.called import answers_to
from service.intake.reading import ActionRead, Finding, MeetingRead

_CLASSES = {
    "all", "attendees", "councillors", "departments", "everyone", "members", "ministers", "ngos",
    "officers", "officials", "representatives", "staff", "stakeholders",
}  # fmt: skip
_POSTS = {
    "chair": "chair", "chairman": "chair", "chairperson": "chair", "chairwoman": "chair",
    "co-chair": "co_chair", "deputy chair": "vice_chair", "vice chair": "vice_chair",
    "vice-chair": "vice_chair", "secretary": "secretary",
}  # fmt: skip
_ABBREVIATION = re.compile(r"(?=[^A-Z]*[A-Z][^A-Z]*[A-Z])[A-Za-z&]{2,10}")


class Owners:
    """Knows the people and organisations of one attendance list.

    Words that only one of the people answers to, as a first name or initials do, are taken for
    that person, and noted in `findings`.
    """

    def __init__(self, meeting: MeetingRead) -> None:
        """Take the names from the rows of `meeting`."""
        rows = [row for row in meeting.attendance if row.duplicate_of is None]
        self._people = list(dict.fromkeys(row.name for row in rows if row.name))
        self._organisations = {row.organisation for row in rows if row.organisation}
        self.findings: list[Finding] = []

    def of(self, action: ActionRead) -> Iterator[dict[str, Any]]:
        """Yield each owner once, as the form takes it."""
        for words in dict.fromkeys(" ".join(each.split()) for each in action.owners):
            if words:
                yield {"words": words, **self._kind(words, action.span)}

    def _kind(self, words: str, span: Span) -> dict[str, str]:
        bare = words.removeprefix("The ").removeprefix("the ")
        if words in self._people:
            return {"kind": "person"}
        if words in self._organisations or bare in self._organisations:
            return {"kind": "organisation"}
        if bare.lower() in _POSTS:
            return {"kind": "post", "role": _POSTS[bare.lower()]}
        if bare.lower() in _CLASSES or bare == "NGOs":
            return {"kind": "class"}
        answering = [name for name in self._people if answers_to(name, words)]
        if len(answering) == 1:
            self._note(words, answering[0], span)
            return {"kind": "person", "name": answering[0]}
        if _ABBREVIATION.fullmatch(bare):
            return {"kind": "organisation"}
        return {"kind": "unclear"}

    def _note(self, words: str, name: str, span: Span) -> None:
        message = f"{words} was taken for {name}, the only one listed who answers to that."
        self.findings.append(Finding("matched_owner", message, span, 0.7))
