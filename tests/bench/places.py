"""Where the minute books that are measured are kept: every commit of theirs reaches the disk."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import processes
from tests.homes import Cluster, Database, Folder, Folders
from tests.postgres import Server

Home = Folder | Database

_SERVER = {"shared_buffers": "512MB", "max_wal_size": "4GB"}
_SETTLE = {"sqlite": "PRAGMA wal_checkpoint(TRUNCATE)", "postgresql": "VACUUM ANALYZE"}


class Place:
    """Makes minute books of one kind."""

    def __init__(self, kind: str, maker: Folders | Cluster, server: int | None = None) -> None:
        """Let `maker` make them, in the database server of that process, if there is one."""
        self.kind, self._maker, self._server = kind, maker, server

    @contextmanager
    def home(self) -> Iterator[Home]:
        """Make one in which nothing is recorded; it is gone when the block ends."""
        with TemporaryDirectory(prefix="minutebook-bench-") as folder:
            home = self._maker.new(Path(folder))
            try:
                yield home
            finally:
                home.remove()

    def cpu(self) -> float:
        """Return the processor time of the database server, in seconds; 0 where there is none."""
        return 0.0 if self._server is None else processes.seconds(self._server)


@contextmanager
def opened(kind: str) -> Iterator[Place]:
    """Open the place of a kind of database; all in it is gone when the block ends."""
    with ExitStack() as ending:
        if kind == "sqlite":
            folder = ending.enter_context(TemporaryDirectory(prefix="minutebook-bench-"))
            yield Place(kind, Folders(Path(folder)))
        else:
            server = ending.enter_context(Server(_SERVER))
            first, *_ = (server.data / "postmaster.pid").read_text().split()
            yield Place(kind, Cluster(server.url()), int(first))


def settle(home: Home) -> None:
    """Let the database do now what it would do some time: fold in its log, or look at its rows."""
    home.past(_SETTLE[home.kind])
