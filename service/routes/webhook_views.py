"""Webhooks as they are shown: what stands in the record, and how far each has come by now."""

from typing import Any, Literal

from pydantic import Field
from sqlalchemy.engine import RowMapping

from projections import webhooks
from service.http.fields import Id, IfAny, Output
from service.http.paging import NumberedPage, Page
from service.ledger.leaf import instant
from service.progress import Progress, progress
from service.record import Record

_MOMENT: dict[str, Any] = {"format": "date-time"}


class ProgressView(Output):
    """How far a webhook has come, now: whatever moment of the record was asked for."""

    position: int = Field(ge=0, description="Up to here everything was seen to.")
    behind: int = Field(ge=0, description="How many entries of the log follow that position.")
    held: IfAny[bool] = Field(
        default=None,
        description="True where the record came from elsewhere; resume it to have it sent here.",
    )
    attempts: int = Field(ge=0, description="How often the next event was tried in vain.")
    failing_since: IfAny[str] = Field(default=None, json_schema_extra=_MOMENT)
    next_try: IfAny[str] = Field(default=None, json_schema_extra=_MOMENT)
    last_error: IfAny[str] = Field(default=None, description="Why the last try was in vain.")
    delivered_at: IfAny[str] = Field(
        default=None, description="When an event was last taken.", json_schema_extra=_MOMENT
    )


class WebhookView(Output):
    """A webhook."""

    id: Id
    url: IfAny[str] = Field(default=None, description="Left out once erased.")
    types: list[str] = Field(description="The types of events that are sent; empty is all.")
    after: int = Field(ge=0, description="The position that what is sent follows.")
    state: Literal["sending", "paused", "ended"]
    reason: IfAny[str] = Field(default=None, description="Why it is paused or has ended.")
    generation: int = Field(ge=1, description="Which secret signs: 1, and one more each exchange.")
    progress: IfAny[ProgressView] = Field(
        default=None, description="Left out of the record as it was known before."
    )


class WebhookPage(Page[WebhookView]):
    """A page of webhooks."""


class DeadLetterView(Output):
    """An event that was not taken for so long that the next ones were sent instead."""

    position: int = Field(ge=1, description="Its place in the log.")
    attempts: int = Field(ge=1)
    first_try: str = Field(json_schema_extra=_MOMENT)
    last_try: str = Field(json_schema_extra=_MOMENT)
    last_error: str
    asked_again: bool = Field(description="Whether it is about to be tried once more.")


class DeadLetterPage(NumberedPage[DeadLetterView]):
    """A page of dead letters, in the order of the log."""


def one_webhook(book: Record, webhook: str) -> WebhookView:
    """Return a webhook; `NotFound` where there is none."""
    row = book.one(webhooks.webhook(book.secretariat, webhook, book.known_at), missing(webhook))
    return webhook_view(book, row, progress_of(book))


def progress_of(book: Record) -> dict[str, Progress] | None:
    """Return how far each webhook has come; None where the record is asked as of before."""
    if book.known_at is not None:
        return None
    rows = book.all(progress(book.secretariat))
    return {row["webhook"]: Progress(**row) for row in rows}


def webhook_view(book: Record, row: RowMapping, noted: dict[str, Progress] | None) -> WebhookView:
    """Return a webhook as it is shown."""
    return WebhookView(
        id=row["webhook"],
        url=row["url"],
        types=row["types"].split(),
        after=row["after"],
        state=row["state"],
        reason=row["reason"],
        generation=row["generation"],
        progress=None if noted is None else _progress(book, row, noted.get(row["webhook"])),
    )


def _progress(book: Record, row: RowMapping, noted: Progress | None) -> ProgressView:
    if noted is None or noted.ordered < row["ordered"]:
        behind = max(0, book.position - row["after"])
        return ProgressView(position=row["after"], behind=behind, attempts=0)
    return ProgressView(
        position=noted.position,
        behind=max(0, book.position - noted.position),
        held=True if noted.held else None,
        attempts=noted.attempts,
        failing_since=_moment(noted.failing_since),
        next_try=_moment(noted.next_try),
        last_error=noted.last_error,
        delivered_at=_moment(noted.delivered_at),
    )


def dead_letter_view(row: RowMapping) -> DeadLetterView:
    """Return a dead letter as it is shown."""
    return DeadLetterView(
        position=row["position"],
        attempts=row["attempts"],
        first_try=instant(row["first_try"]),
        last_try=instant(row["last_try"]),
        last_error=row["last_error"],
        asked_again=bool(row["asked_again"]),
    )


def missing(webhook: str) -> str:
    """Say that there is no such webhook."""
    return f"there is no webhook {webhook} in the record"


def _moment(microseconds: int | None) -> str | None:
    return None if microseconds is None else instant(microseconds)
