"""Our program in processes of its own that begin with everything imported.

Importing takes a command some seconds and its work a few hundredths of one. So one process imports
the program once, and every command is a fork of it: with its own arguments, variables, files and
exit status, and ended by signals like any other. What a start does from nothing is for the tests
that run `PROGRAM`.
"""

import os
import sys
from multiprocessing import get_context
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

PROGRAM = Path(sys.executable).with_name("minutebook")
PATIENCE = 60

_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload(["service.app", "service.cli.main", "uvicorn.main", __name__])


class Program:
    """`minutebook` with these arguments, until the block ends; it writes into the two files."""

    def __init__(self, *arguments, env, stdout, stderr):
        given = [*map(str, arguments)], dict(env), str(stdout), str(stderr)
        self._process = _FORKS.Process(target=_begin, args=given)
        self._process.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.wait()
        self._process.close()

    @property
    def pid(self):
        return self._process.pid

    def poll(self):
        """Return its exit status, or nothing while it runs."""
        return self._process.exitcode

    def wait(self, seconds=PATIENCE):
        """Return its exit status; one that takes longer is killed."""
        self._process.join(seconds)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
            raise TimeoutError(f"the program takes more than {seconds} s")
        return self._process.exitcode

    def terminate(self):
        self._process.terminate()

    def kill(self):
        self._process.kill()


def run(*arguments, env, patience=PATIENCE):
    """Return the exit status and the words of the program, once it is done."""
    with TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        with Program(*arguments, env=env, stdout=out, stderr=err) as program:
            status = program.wait(patience)
        return CompletedProcess(arguments, status, out.read_text(), err.read_text())


def _begin(arguments, variables, out, err):
    """Be the program, in the process that was forked."""
    from service.cli.main import main  # noqa: PLC0415  only here, where it is imported already

    for path, descriptor in ((out, 1), (err, 2)):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(opened, descriptor)
        os.close(opened)
    os.environ.clear()
    os.environ.update(variables)
    sys.argv = [str(PROGRAM), *arguments]
    main()
