"""To-dos as iCalendar: what is written is read again, folded and escaped as RFC 5545 has it."""

from datetime import UTC, date, datetime

from icalendar import Calendar

from service.chasing.calendars import Task, calendar

STAMP = datetime(2024, 6, 10, 8, 30, tzinfo=UTC)
TASK = Task(
    action="018f0000-0000-7000-8000-000000000001",
    owner=2,
    secretariat="default",
    summary="Repaint the buoys, the lamps; and C:\\quay \u2013 before the winter gales come again",
    description="Harbour Works: overdue",
    due=date(2024, 5, 6),
    begun=True,
    parts=3,
    done=1,
)


def test_a_to_do_is_folded_at_75_octets_and_escaped():
    lines = calendar([TASK], STAMP).split(b"\r\n")
    assert max(map(len, lines)) <= 75
    at = next(n for n, line in enumerate(lines) if line.startswith(b"SUMMARY:"))
    assert lines[at + 1].startswith(b" ")
    whole = (lines[at] + lines[at + 1][1:]).decode()
    assert whole == (
        "SUMMARY:Repaint the buoys\\, the lamps\\; and C:\\\\quay \u2013 before the winter gales "
        "come again"
    )
    assert b"DTSTAMP:20240610T083000Z" in lines
    assert b"DUE;VALUE=DATE:20240506" in lines
    assert b"STATUS:IN-PROCESS" in lines
    assert b"PERCENT-COMPLETE:33" in lines


def test_what_was_written_is_read_again_under_the_same_identity():
    bare = TASK._replace(owner=1, due=None, begun=False, done=0)
    first, second = Calendar.from_ical(calendar([TASK, bare], STAMP)).walk("VTODO")
    assert str(first["summary"]) == TASK.summary
    assert first["due"].dt == TASK.due
    assert str(first["uid"]) == f"{TASK.action}-2@default.minutebook"
    assert ("due" in second, "percent-complete" in second) == (False, False)
    assert str(second["status"]) == "NEEDS-ACTION"
