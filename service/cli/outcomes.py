"""What came of recording minutes, told to people and to programs."""

from collections.abc import Mapping
from typing import Any

import orjson

from events.submission import MinutesSubmission
from service.cli.terminal import TALK
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


def counted(number: int, what: str) -> str:
    """Return so many of something."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def positions(outcome: Outcome) -> dict[str, int | None]:
    """Return where in the log it stands."""
    return {"first": outcome.first, "last": outcome.last, "position": outcome.position}


def _in_words(finding: dict[str, Any], content: Any) -> str:  # noqa: ANN401  any part of a form
    """Return a finding with the words of the form it points at."""
    for part in finding["at"].strip("/").split("/"):
        content = content[int(part)] if part.isdecimal() else content[part]
    named = content if isinstance(content, str) else _called(content)
    return f"{finding['kind'].replace('_', ' ')}: {named} ({finding['at']})"


def _called(content: dict[str, Any]) -> str:
    for key in ("label", "name", "words", "text", "expected"):
        if content.get(key):
            return str(content[key])
    return orjson.dumps(content).decode()
