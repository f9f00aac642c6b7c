"""Which passages of minutes look like an action that they do not name: proposals, never stored.

A passage that a person has judged already is not proposed again. Who may not read a passage or an
action is proposed nothing of it, since the record that is asked has neither for them.
"""

from collections.abc import Iterable
from typing import Final

from projections import actions, agenda_items, decisions, paragraphs
from service.likeness.narration import Likeness, Minutes, Passage, Task
from service.record import Record

_MOST_PASSAGES: Final = 2_000
"""More than any meeting has."""

Judged = Iterable[tuple[str, int]]
"""Passages of a meeting of which somebody said whether they speak of the action."""


class Narrations:
    """Compares actions with the minutes of meetings, each of which is read once."""

    def __init__(self, record: Record) -> None:
        """Read from `record`."""
        self._record = record
        self._minutes: dict[str, Minutes] = {}
        self._titles: dict[str, dict[int, tuple[str, str]]] = {}
        self._tasks: dict[str, Task] = {}

    def prepare(self, identities: Iterable[str]) -> None:
        """Read the actions that will be compared, in one go."""
        new = [each for each in identities if each not in self._tasks]
        record = self._record
        rows = record.all(actions.described(record.secretariat, new, record.known_at))
        for row in rows if new else ():
            title = self._title_printed(row["meeting"], row["item"])
            self._tasks[row["action"]] = Task(row["action"], row["text"] or "", title)

    def like(self, action: str, meeting: str, judged: Judged = ()) -> list[Likeness]:
        """Return the passages of a meeting that are worded like an action, the likest first."""
        self.prepare([action])
        known = set(judged)
        found = self._read(meeting).like(self._tasks[action])
        return [each for each in found if (each.part, each.number) not in known]

    def _read(self, meeting: str) -> Minutes:
        if meeting not in self._minutes:
            self._minutes[meeting] = Minutes([*self._passages(meeting)][:_MOST_PASSAGES])
        return self._minutes[meeting]

    def _passages(self, meeting: str) -> Iterable[Passage]:
        record, titles = self._record, self._items(meeting)
        of = (record.secretariat, meeting, record.known_at)
        for row in record.all(paragraphs.paragraphs_of(*of, None, _MOST_PASSAGES)):
            title = titles.get(row["item"], ("", ""))[1]
            yield Passage("paragraph", row["paragraph"], row["text"] or "", title)
        for row in record.all(decisions.decisions_of(*of)):
            if row["paragraph"] is None:  # otherwise the paragraph says it
                title = titles.get(row["item"], ("", ""))[1]
                yield Passage("decision", row["decision"], row["text"] or "", title)

    def _items(self, meeting: str) -> dict[int, tuple[str, str]]:
        """Return the number as printed and the title of each item."""
        record = self._record
        if meeting not in self._titles:
            query = agenda_items.items_of(record.secretariat, meeting, record.known_at)
            self._titles[meeting] = {
                row["item"]: (row["number"] or "", row["title"] or "") for row in record.all(query)
            }
        return self._titles[meeting]

    def _title_printed(self, meeting: str | None, number: str | None) -> str:
        if meeting is None or number is None:
            return ""
        return self.title_of(meeting, number) or ""

    def title_of(self, meeting: str, number: str) -> str | None:
        """Return the title of the item that has that number printed, where there is one."""
        titles = (title for printed, title in self._items(meeting).values() if printed == number)
        return next(titles, None)
