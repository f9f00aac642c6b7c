"""What came of recording minutes, told to people and to programs."""

from collections.abc import Mapping
from textwrap import shorten
from typing import Any, Final

import orjson

from events.submission import MinutesSubmission
from service.cli.terminal import TALK
from service.documents.standing import Standing
from service.intake.draft import Draft, submission_of
from service.intake.revision import content_of
from service.ledger.ask import Outcome


def told_meeting(form: MinutesSubmission, result: Mapping[str, Any], outcome: Outcome) -> None:
    """Tell what was recorded of one meeting, and what a person should look at."""
    content: Any = form.model_dump(mode="json")
    TALK.print(
        f"recorded the meeting of {form.held_on} as {result['meeting']}: "
        f"{counted(len(form.attendance), 'attendee')}, "
        f"{counted(len(result['actions']), 'action')}, "
        f"entries {outcome.first} to {outcome.last}",
        markup=False,
        soft_wrap=True,
    )
    for finding in result["findings"]:
        TALK.print(f"  {_in_words(finding, content)}", markup=False, soft_wrap=True)


def tell_accepted(draft: Draft, outcome: Outcome) -> None:
    """Tell what was recorded of each part of a draft, and what a person should look at."""
    for meeting, told in zip(draft.meetings, outcome.result["meetings"], strict=True):
        told_meeting(submission_of(meeting), told, outcome)
    content = content_of(draft)
    for part, made in _MADE.items():
        told = outcome.result.get(part)
        if told is None:
            continue
        of = in_words({what: len(told[each]) for each, what in made.items()})
        whose = f"report {told[part]}" if part in told else f"body {told['body']}"
        TALK.print(f"recorded {of} of {whose}", markup=False, soft_wrap=True)
        for finding in told["findings"]:
            words = _in_words(finding, content)
            TALK.print(f"  {words}", markup=False, soft_wrap=True)


_MADE: Final[Mapping[str, Mapping[str, str]]] = {
    "members": {"memberships": "membership"},
    "sub_groups": {"sub_groups": "sub-group", "memberships": "chairing organisation"},
    "issues_log": {"issues": "issue"},
    "report": {
        "recommendations": "recommendation",
        "responses": "response",
        "commitments": "commitment",
        "statements": "statement",
    },
}
"""What is told of the parts beside the meetings."""


def as_recorded(outcome: Outcome) -> dict[str, Any]:
    """Return what was recorded of a document, for programs."""
    result = dict(outcome.result)
    meetings = [dict(each) | positions(outcome) for each in result.pop("meetings")]
    return {"meetings": meetings, **result, **(positions(outcome) if result else {})}


def became_of(seen: Standing) -> dict[str, tuple[str, ...]]:
    """Return what a document that was accepted entered the record as, kind by kind."""
    accepted = seen.accepted
    if accepted is None:
        return {"meetings": ()}
    further = {
        "issues": accepted.issues,
        "memberships": accepted.memberships,
        "sub_groups": accepted.sub_groups,
        "reports": accepted.reports,
    }
    return {"meetings": accepted.meetings} | {name: ids for name, ids in further.items() if ids}


def in_words(counts: Mapping[str, int]) -> str:
    """Return how many of each there are, of those that there are any of; else of the first."""
    some = {what: number for what, number in counts.items() if number} or dict(
        [*counts.items()][:1]
    )
    *others, last = (counted(number, what) for what, number in some.items())
    return f"{', '.join(others)} and {last}" if others else last


def counted(number: int, what: str) -> str:
    """Return so many of something."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def positions(outcome: Outcome) -> dict[str, int | None]:
    """Return where in the log it stands."""
    return {"first": outcome.first, "last": outcome.last, "position": outcome.position}


_MOST: Final = 100
"""How many characters of the words that a finding points at are told."""


def _in_words(finding: dict[str, Any], content: Any) -> str:  # noqa: ANN401  any part of a form
    """Return a finding with the words of the form it points at."""
    for part in finding["at"].strip("/").split("/"):
        content = content[int(part)] if part.isdecimal() else content[part]
    named = content if isinstance(content, str) else _called(content)
    named = shorten(named, _MOST, placeholder="\u2026")
    return f"{finding['kind'].replace('_', ' ')}: {named} ({finding['at']})"


def _called(content: dict[str, Any]) -> str:
    for key in ("label", "name", "words", "text", "issue", "proposed_action", "expected"):
        if content.get(key):
            return str(content[key])
    return orjson.dumps(content).decode()
