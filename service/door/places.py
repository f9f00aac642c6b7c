"""At which body a request is: the one it names, or that of the meeting, action or issue it names.

What is not there, is not well written or belongs to no body is at none, and then only who has a
right everywhere may go on: so nobody else learns whether it exists.
"""

import re
from typing import Any, Final

import orjson
from fastapi import Request
from starlette.concurrency import run_in_threadpool

from events.errors import NotFound
from projections import actions, bodies, issues, meetings
from service.book import Book
from service.http.needs import At, Need
from service.record import Record

_UUID: Final = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


async def place_of(request: Request, need: Need, book: Book) -> str | None:
    """Return the body that a request is at, or None."""
    told = await _told(request) if need.at is At.TOLD else None
    named = {**request.path_params, **_asked(request, need), **({"body": told} if told else {})}
    secretariat = named["secretariat"]
    return await run_in_threadpool(_body, book, secretariat, named)


def _asked(request: Request, need: Need) -> dict[str, str]:
    return {name: request.query_params[name] for name in need.query & request.query_params.keys()}


async def _told(request: Request) -> str | None:
    """Return the body in a JSON body: an identity, or a party with an identity or a name."""
    try:
        sent = orjson.loads(await request.body())
    except orjson.JSONDecodeError:
        return None
    told = sent.get("body") if isinstance(sent, dict) else None
    if isinstance(told, dict):
        told = told.get("id") or told.get("name")
    return told if isinstance(told, str) else None


def _body(book: Book, secretariat: str, named: dict[str, str]) -> str | None:
    try:
        with book.record(secretariat) as record:
            return _found(record, named)
    except NotFound:
        return None


def _found(record: Record, named: dict[str, str]) -> str | None:
    of, known = record.secretariat, record.known_at
    match named:
        case {"body": body}:
            if _UUID.fullmatch(body):
                return body.lower()
            return _only([row["body"] for row in record.all(bodies.named(of, _plain(body), known))])
        case {"meeting": meeting} if _UUID.fullmatch(meeting):
            rows: Any = record.all(meetings.meeting(of, meeting.lower(), known))
        case {"action": action} if _UUID.fullmatch(action):
            rows = record.all(actions.described(of, [action.lower()], known))
        case {"issue": issue} if _UUID.fullmatch(issue):
            rows = record.all(issues.issue(of, issue.lower(), known))
        case {"stream": stream}:
            category, _, identity = stream.partition("-")
            of_meeting = category.replace("minutes", "meeting")
            return None if category == "stream" else _found(record, {of_meeting: identity})
        case _:
            return None
    return _only([row["body"] for row in rows])


def _only(found: list[str]) -> str | None:
    return found[0] if len(found) == 1 else None


def _plain(name: str) -> str:
    """Return a name as a database takes it, which cannot hold a NUL."""
    return name.replace("\0", "")
