"""Listening at a port until Ctrl-C or SIGTERM."""

import signal
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import NoReturn

import uvicorn

from onrecord import store
from onrecord.errors import ServeError, StoreError
from onrecord.serve.app import app
from onrecord.serve.limits import CONNECTIONS, HEADERS_BYTES, IDLE_SECONDS, Limits
from onrecord.serve.patience import Impatient
from onrecord.serve.pen import Pen


def serve(folder: Path, host: str, port: int, limits: Limits, tell: Callable[[str], None]) -> None:
    """Serves a build until it is told to stop.

    Args:
        folder: of the build; one that replaces it is served from the next request on.
        host, port: where to listen; port 0 takes a free one.
        limits: of each request.
        tell: is given the address once it can be opened.

    Raises:
        StoreError: there is no build.
        ServeError: the host or port cannot be had.
    """
    folder = folder.resolve()
    if not (folder / store.FILE).is_file():
        raise StoreError(f"no build in {folder}: run onrecord build SOURCES... -o {folder}")
    with _listening(host, port) as listener:
        pen = Pen(limits)
        config = uvicorn.Config(
            app(folder, limits, pen, host),
            http=Impatient,
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_level="error",
            access_log=False,  # questions are nobody else's business
            server_header=False,
            proxy_headers=False,
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=5,
            h11_max_incomplete_event_size=HEADERS_BYTES,
        )
        name, number = listener.getsockname()[:2]
        tell(f"http://{f'[{name}]' if ':' in name else name}:{number}/")
        signal.signal(signal.SIGTERM, _ended)  # uvicorn stops first, then hands the signal on
        _Server(config, pen).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Stops without waiting for queries."""

    def __init__(self, config: uvicorn.Config, pen: Pen) -> None:
        super().__init__(config)
        self._pen = pen

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._pen.close()
        await super().shutdown(sockets)


def _ended(signal: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address[:2], family=family, backlog=CONNECTIONS)
    except OverflowError:
        raise ServeError(f"--port {port}: no port. Take one from 0 (any) to 65535.") from None
    except OSError as error:
        reason = error.strerror or error
        raise ServeError(
            f"http://{host}:{port}: cannot be served there ({reason}). Choose another --port "
            "(0 takes any that is free), or another --host."
        ) from error
