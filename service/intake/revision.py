"""Corrects a draft field by field, all the changes or none of them."""

from collections.abc import Iterable

from pydantic import ValidationError

from events.document.terms import Change
from events.errors import Refused
from service.intake.draft import Draft
from service.json_patch import Json, patched


def revised(draft: Draft, changes: Iterable[Change]) -> Draft:
    """Return the draft with `changes` made in their order; `Refused` says which cannot be."""
    content = patched(content_of(draft), changes, "the draft")
    try:
        return Draft.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(step) for step in first["loc"])
        raise Refused(f"so corrected, the draft is wrong at /{place}: {first['msg']}") from error


def content_of(draft: Draft) -> dict[str, Json]:
    """Return the draft as JSON values; what has no value is left out."""
    content: dict[str, Json] = draft.model_dump(mode="json", exclude_none=True)
    return content
