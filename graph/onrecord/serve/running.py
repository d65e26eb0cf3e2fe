"""The server itself: Starlette on uvicorn, with the pen that its questions run in."""

import signal
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import NoReturn

import uvicorn

from onrecord.serve.app import app
from onrecord.serve.limits import CONNECTIONS, HEADERS_BYTES, IDLE_SECONDS, Limits
from onrecord.serve.patience import Impatient
from onrecord.serve.pen import Pen


def run(
    folder: Path, host: str, listener: socket.socket, limits: Limits, tell: Callable[[str], None]
) -> None:
    """Serves a build at an open port until it is told to stop; as `listen.serve`."""
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
