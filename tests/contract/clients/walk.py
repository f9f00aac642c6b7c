"""One walk through the service with the generated Python client; says as JSON what it saw.

`python walk.py URL TOKEN`, with the client on the path.
"""

import json
import sys
from datetime import date
from hashlib import sha256

from minutebook_client import AuthenticatedClient
from minutebook_client.api.actions import get_action, list_actions, set_due
from minutebook_client.api.documents import get_original, receive_document
from minutebook_client.api.events import list_events
from minutebook_client.api.meetings import submit_meeting_minutes
from minutebook_client.api.people import register_person
from minutebook_client.api.reports import list_overdue
from minutebook_client.models import (
    ActionPage,
    DocumentReceipt,
    DueInput,
    Feed,
    MinutesReceipt,
    MinutesSubmission,
    OverduePage,
    PersonInput,
    Problem,
    Receipt,
)
from minutebook_client.types import UNSET, File

SUBMISSION = {
    "body": {"name": "Slipway Board"},
    "held_on": "2025-11-04",
    "attendance": [
        {"label": "Ada Abel", "status": "present"},
        {"label": "Bram Brandt", "status": "present"},
    ],
    "actions": [
        {
            "text": f"Action {number}",
            "owners": [{"kind": "class", "words": "all members"}],
            "due": {"kind": "date", "day": "2025-12-01"},
        }
        for number in range(5)
    ],
}
MINUTES = b"Slipway Board\n\n9 December 2025\n\nMinutes\n\nPresent: Ada Abel\n"


def submitted(client, key):
    body = MinutesSubmission.from_dict(SUBMISSION)
    answer = submit_meeting_minutes.sync_detailed(
        "default", client=client, body=body, idempotency_key=key
    )
    assert isinstance(answer.parsed, MinutesReceipt), answer
    return answer.parsed


def all_actions(client, meeting):
    found, cursor = [], UNSET
    while True:
        page = list_actions.sync("default", client=client, meeting=meeting, limit=2, cursor=cursor)
        assert isinstance(page, ActionPage), page
        found += [each.id for each in page.items]
        cursor = page.next_
        if cursor is UNSET:
            return found


def moved(client, action):
    """Change a deadline on the revision that was read; then once more, on the same one."""
    read = get_action.sync_detailed("default", action, client=client)
    tag = read.headers["ETag"]
    later = DueInput.from_dict({"due": {"kind": "date", "day": "2026-02-28"}})
    first = set_due.sync("default", action, client=client, body=later, if_match=tag)
    second = set_due.sync("default", action, client=client, body=later, if_match=tag)
    assert isinstance(first, Receipt), first
    assert isinstance(second, Problem), second
    return [first.revision, second.status, second.type_]


def refused(client):
    nobody = register_person.sync("default", client=client, body=PersonInput(name=" "))
    assert isinstance(nobody, Problem), nobody
    return [nobody.status, [each.pointer for each in nobody.errors]]


def handed_in(client):
    receipt = receive_document.sync("default", client=client, body=File(MINUTES), name="slip.txt")
    assert isinstance(receipt, DocumentReceipt), receipt
    original = get_original.sync("default", sha256(MINUTES).hexdigest(), client=client)
    assert isinstance(original, File), original
    return [receipt.known, original.payload.read() == MINUTES]


def whole_feed(client):
    after, seen = 0, []
    while True:
        page = list_events.sync("default", client=client, after=after, limit=20)
        assert isinstance(page, Feed), page
        seen += [each.position for each in page.items]
        after = page.next_
        if after >= page.known_at:
            return seen == list(range(1, page.known_at + 1))


def late(client, actions):
    page = list_overdue.sync("default", client=client, on=date(2025, 12, 31), limit=200)
    assert isinstance(page, OverduePage), page
    return sum(each.action.id in actions for each in page.items)


def main(url, token):
    with AuthenticatedClient(base_url=url, token=token, timeout=30) as client:
        first = submitted(client, "walk-py")
        again = submitted(client, "walk-py")
        meeting = first.meeting
        actions = all_actions(client, meeting)
        seen = {
            "retried": first == again,
            "actions": len(actions),
            "overdue": late(client, actions),
            "moved": moved(client, actions[0]),
            "overdue after": late(client, actions),
            "refused": refused(client),
            "handed in": handed_in(client),
            "feed": whole_feed(client),
        }
    with AuthenticatedClient(base_url=url, token="nobody") as stranger:
        nobody = list_actions.sync("default", client=stranger)
        seen["stranger"] = [nobody.status, nobody.type_]
    print(json.dumps(seen))


if __name__ == "__main__":
    main(*sys.argv[1:])
