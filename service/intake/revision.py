"""Corrects a draft field by field, all the changes or none of them."""

import re
from collections.abc import Iterable
from typing import Final

from pydantic import ValidationError

from events.document.terms import Change
from events.errors import Refused
from service.intake.draft import Draft
from service.json_patch import Json, patched

_CHAIRS: Final = re.compile(r"/sub_groups/(\d+)/chairs(?:/\d+)?")


def revised(draft: Draft, changes: Iterable[Change]) -> Draft:
    """Return the draft with `changes` made in their order; `Refused` says which cannot be."""
    content = patched(content_of(draft), changes, "the draft", _keep_in_place)
    try:
        return Draft.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(step) for step in first["loc"])
        raise Refused(f"so corrected, the draft is wrong at /{place}: {first['msg']}") from error


def _keep_in_place(content: dict[str, Json], change: Change) -> None:
    """Refuse to move names to whose places identities were given: they would mean others."""
    moves = _CHAIRS.fullmatch(change.at)
    if moves is None or (change.op == "replace" and change.at[-1].isdigit()):
        return
    groups, number = content.get("sub_groups", []), int(moves[1])
    if number < len(groups) and groups[number].get("chair_ids"):
        at = f"/sub_groups/{number}/chair_ids"
        raise Refused(f"identities stand beside these names; take them out first ({at})")


def content_of(draft: Draft) -> dict[str, Json]:
    """Return the draft as JSON values; what has no value is left out."""
    content: dict[str, Json] = draft.model_dump(mode="json", exclude_none=True)
    return content
