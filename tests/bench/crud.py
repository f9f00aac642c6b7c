"""The insertion of a row as the tutorial of FastAPI has it, on SQLite with the same care for disks.

https://fastapi.tiangolo.com/tutorial/sql-databases/: a session a request, commit, refresh.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, FastAPI
from sqlalchemy import event
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


def create_app(path: Path) -> FastAPI:
    """Return the application on a database at `path`."""
    # As the tutorial has it, but that nobody waits for a connection: with the usual pool of 15,
    # 64 callers hold all threads waiting, and then it fails.
    engine = create_engine(
        f"sqlite:///{path}",
        pool_size=100,
        connect_args={"check_same_thread": False, "timeout": 60},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")

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
