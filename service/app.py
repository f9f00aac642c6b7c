"""The composition root of the service: settings in, application out."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from service.book import Book
from service.documents.desk import Desk
from service.http.app import Application, make_app
from service.identity import WARNING
from service.ids import Mint
from service.logs import configure, log
from service.memory import settle
from service.routes import (
    action_changes,
    action_progress,
    actions,
    attendance,
    attendance_commands,
    attendance_figures,
    attendance_lists,
    attendance_others,
    bodies,
    body_meetings,
    body_rules,
    candidates,
    documents,
    drafts,
    events,
    handling,
    health,
    history,
    meetings,
    memberships,
    minutes,
    organisations,
    overdue,
    people,
    person_merging,
    proceedings,
    spellings,
)
from service.settings import Settings

ROUTERS: Iterable[APIRouter] = (
    action_changes.router,
    action_progress.router,
    actions.router,
    attendance.router,
    attendance_commands.router,
    attendance_figures.router,
    attendance_lists.router,
    attendance_others.router,
    bodies.router,
    body_meetings.router,
    body_rules.router,
    documents.router,
    drafts.router,
    candidates.people,
    candidates.organisations,
    events.router,
    handling.meetings,
    handling.actions,
    handling.documents,
    health.router,
    history.router,
    meetings.router,
    memberships.router,
    minutes.router,
    organisations.router,
    overdue.router,
    people.router,
    person_merging.router,
    proceedings.router,
    spellings.router,
)


def create_app(settings: Settings) -> Application:
    """Return the application; it opens the minute book when it starts and drains when it stops."""
    return make_app(ROUTERS, settings, _serving)


def worker() -> Application:
    """Return the application of one worker process, which has its settings from its variables."""
    settings = Settings()
    configure(settings)
    return create_app(settings)


@asynccontextmanager
async def _serving(app: FastAPI) -> AsyncIterator[None]:
    book = Book(app.state.settings, Mint())
    app.state.book = book
    app.state.desk = Desk(app.state.settings)
    book.start()
    log().warning("identity", detail=WARNING)
    for component, status, detail in book.ready():
        if status == "warn":
            log().warning(component, detail=detail)
    settle()
    try:
        yield
    finally:
        await book.stop()
