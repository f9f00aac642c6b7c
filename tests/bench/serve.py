"""Serves one of the three applications that are measured side by side, as `minutebook serve` does.

`python -m tests.bench.serve KIND FOLDER`; the port it took is written into FOLDER/port.
"""

import socket
import sys
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI


def application(kind: str, folder: Path) -> FastAPI:
    """Return the application of that kind; imports only what that kind needs."""
    match kind:
        case "minutebook":
            from service.app import create_app  # noqa: PLC0415

            return create_app(_settings(folder))
        case "no-op":
            from tests.bench.noop import create_app as with_nothing  # noqa: PLC0415

            return with_nothing(_settings(folder))
        case "crud":
            from tests.bench.crud import create_app as crud  # noqa: PLC0415

            return crud(folder / "crud.db")
        case _:
            raise ValueError(kind)


def _settings(folder: Path) -> Any:
    from service.logs import configure  # noqa: PLC0415
    from service.settings import Settings  # noqa: PLC0415

    settings = Settings(data=folder)
    configure(settings)
    return settings


def main() -> None:
    """Bind a free port, tell it, and serve until told to stop."""
    kind, folder = sys.argv[1], Path(sys.argv[2])
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        application(kind, folder),
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
        server_header=False,
    )
    (folder / "port").write_text(str(listening.getsockname()[1]))
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
