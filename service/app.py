"""The composition root of the service: settings in, application out."""

import random
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from events.errors import Refused
from service import clock
from service.book import Book
from service.documents.desk import Desk
from service.door.making import make_door
from service.ending import told_to_stop
from service.http.app import Application, make_app
from service.ids import Mint
from service.logs import configure, log
from service.memory import settle
from service.routes import (
    action_changes,
    action_progress,
    action_proofs,
    actions,
    actor_keys,
    actors,
    amendments,
    attendance,
    attendance_changes,
    attendance_commands,
    attendance_figures,
    attendance_identity,
    attendance_lists,
    attendance_others,
    audit,
    bodies,
    body_meetings,
    body_rules,
    candidates,
    commitments,
    documents,
    door,
    drafts,
    erasures,
    events,
    follow,
    handling,
    health,
    history,
    issue_commands,
    issues,
    matters,
    meetings,
    memberships,
    minutes,
    minutes_life,
    minutes_notes,
    minutes_reading,
    organisations,
    overdue,
    owners,
    paper_amendments,
    people,
    person_merging,
    proceedings,
    proofs,
    quorum,
    recommendations,
    reconciliation,
    reminders,
    renditions,
    reports,
    responses,
    searches,
    silence,
    spellings,
    statements,
    webhook_commands,
    webhook_contract,
    webhook_letters,
    webhooks,
)
from service.routes.cloud_events import as_json
from service.settings import Settings
from service.signing.standing import Signing
from service.webhooks.addresses import look_up
from service.webhooks.delivery import Means
from service.webhooks.dispatch import Dispatcher
from service.webhooks.secrets import Secrets
from service.webhooks.sending import Sender

ROUTERS: Iterable[APIRouter] = (
    action_changes.router,
    action_progress.router,
    action_proofs.router,
    owners.router,  # before actions: owners is no identity
    silence.router,  # before actions: not-reported is no identity
    actions.router,
    actor_keys.router,
    actors.router,
    amendments.router,
    paper_amendments.router,
    attendance.router,
    attendance_changes.router,
    attendance_commands.router,
    attendance_figures.router,
    attendance_identity.router,
    attendance_lists.router,
    attendance_others.router,
    audit.router,
    bodies.router,
    body_meetings.router,
    body_rules.router,
    documents.router,
    door.router,
    drafts.router,
    erasures.router,
    candidates.people,
    candidates.organisations,
    events.router,
    follow.router,
    handling.meetings,
    handling.actions,
    handling.documents,
    health.router,
    history.router,
    proofs.router,
    matters.router,
    issues.router,
    issue_commands.router,
    meetings.router,
    memberships.router,
    minutes.router,
    minutes_life.router,
    minutes_notes.router,
    minutes_reading.router,
    organisations.router,
    overdue.router,
    people.router,
    person_merging.router,
    proceedings.router,
    quorum.router,
    renditions.router,
    reconciliation.router,
    searches.router,
    reminders.router,
    spellings.router,
    reports.router,
    recommendations.router,
    responses.router,
    commitments.router,
    statements.router,
    webhooks.router,
    webhook_commands.router,
    webhook_letters.router,
)


def create_app(settings: Settings) -> Application:
    """Return the application; it opens the minute book when it starts and drains when it stops."""
    return make_app(ROUTERS, settings, _serving, webhook_contract.sent)


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
    app.state.door = make_door(app.state.settings, book)
    book.start()
    app.state.door.open()
    log().info("identity", issuer=app.state.settings.issuer or "this machine")
    for component, status, detail in book.ready():
        if status == "warn":
            log().warning(component, detail=detail)
    settle()
    signing = app.state.signing = Signing(book, app.state.settings)
    signing.start()
    dispatcher = _dispatcher(app, book)
    if dispatcher is not None:
        dispatcher.start()
    try:
        with told_to_stop(book.hang_up):
            yield
    finally:
        await app.state.door.close()
        await signing.stop()
        if dispatcher is not None:
            await dispatcher.stop()
        await book.stop()


def _dispatcher(app: FastAPI, book: Book) -> Dispatcher | None:
    """Return what delivers to webhooks, where this process is to do so."""
    settings = app.state.settings
    secrets = app.state.webhook_secrets = Secrets(settings)
    if not settings.webhooks:
        return None
    try:
        secrets.require()
    except Refused as why:
        log().warning("webhooks", detail=str(why))
        return None
    sender = Sender(settings, look_up)
    means = Means(book, settings, secrets, sender, as_json, clock.now, random.random)
    return Dispatcher(means, book.mint())
