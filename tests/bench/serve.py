"""Serves one of the three applications that are measured side by side, as `minutebook serve` does.

`python -m tests.bench.serve KIND FILE`, with the settings of Minutebook as variables; the port it
took is written into FILE.
"""

import socket
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from service.http.protocol import BoundedProtocol
from service.logs import configure
from service.settings import Settings


def application(kind: str, settings: Settings) -> FastAPI:
    """Return the application of that kind; imports only what that kind needs."""
    match kind:
        case "minutebook":
            from service.app import create_app  # noqa: PLC0415

            return create_app(settings)
        case "no-op":
            from tests.bench.noop import create_app as with_nothing  # noqa: PLC0415

            return with_nothing(settings)
        case "crud":
            from tests.bench.crud import create_app as crud  # noqa: PLC0415

            return crud(settings.url)
        case _:
            raise ValueError(kind)


def main() -> None:
    """Bind a free port, tell it, and serve until told to stop."""
    kind, port = sys.argv[1], Path(sys.argv[2])
    settings = Settings()
    configure(settings)
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        application(kind, settings),
        loop="uvloop",
        http=BoundedProtocol,
        log_config=None,
        access_log=False,
        server_header=False,
    )
    port.write_text(str(listening.getsockname()[1]))
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
