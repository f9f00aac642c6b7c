"""The insertion of a row as the tutorial of FastAPI has it, with the same care for disks.

https://fastapi.tiangolo.com/tutorial/sql-databases/: a session a request, commit, refresh.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, FastAPI
from sqlalchemy import event, make_url
from sqlmodel import Field, Session, SQLModel, create_engine


class ActionBase(SQLModel):
    """What is sent."""

    body: str
    text: str
    owner: str = Field(index=True)
    words: str
    due: date = Field(index=True)


class Action(ActionBase, table=True):
    """What is kept."""

    id: int | None = Field(default=None, primary_key=True)


class ActionCreate(ActionBase):
    """What is sent to make one."""


class ActionPublic(ActionBase):
    """What is answered."""

    id: int


_TIMES = {"sqlite": {"check_same_thread": False, "timeout": 60}}
_PRAGMAS = {"sqlite": ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")}


def create_app(url: str) -> FastAPI:
    """Return the application on a database."""
    # As the tutorial has it, but that nobody waits for a connection: with the usual pool of 15,
    # 64 callers hold all threads waiting, and then it fails.
    kind = make_url(url).get_backend_name()
    engine = create_engine(url, pool_size=100, connect_args=_TIMES.get(kind, {}))

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        for pragma in _PRAGMAS.get(kind, ()):
            connection.execute(pragma)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        SQLModel.metadata.create_all(engine)
        yield

    def get_session() -> Iterator[Session]:
        with Session(engine) as session:
            yield session

    app = FastAPI(lifespan=lifespan)

    @app.post("/actions/", response_model=ActionPublic)
    def create_action(
        action: ActionCreate, session: Annotated[Session, Depends(get_session)]
    ) -> Any:
        kept = Action.model_validate(action)
        session.add(kept)
        session.commit()
        session.refresh(kept)
        return kept

    return app
