"""Actions as iCalendar to-dos (RFC 5545), one for each owner of an action.

The identity of a to-do stays the same from one calendar to the next, so that whoever subscribes
sees it change and not come twice.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from icalendar import Calendar, Todo


class Task(NamedTuple):
    """One owner's part of an action; `done` of `parts` joint parts are completed."""

    action: str
    owner: int
    secretariat: str
    summary: str
    description: str
    due: date | None
    begun: bool
    parts: int = 1
    done: int = 0


def calendar(tasks: Iterable[Task], stamp: datetime) -> bytes:
    """Return a calendar of to-dos, as of the moment `stamp`, which is in UTC."""
    made = Calendar()
    made.add("prodid", "-//Minutebook//Actions//EN")
    made.add("version", "2.0")
    for task in tasks:
        made.add_component(_todo(task, stamp))
    written: bytes = made.to_ical()
    return written


def _todo(task: Task, stamp: datetime) -> Todo:
    todo = Todo()
    todo.add("uid", f"{task.action}-{task.owner}@{task.secretariat}.minutebook")
    todo.add("dtstamp", stamp)
    todo.add("summary", task.summary)
    todo.add("description", task.description)
    if task.due is not None:
        todo.add("due", task.due)
    todo.add("status", "IN-PROCESS" if task.begun or task.done else "NEEDS-ACTION")
    if task.done:
        todo.add("percent-complete", 100 * task.done // task.parts)
    return todo
