"""Listening at a port until Ctrl-C or SIGTERM."""

import socket
from collections.abc import Callable
from pathlib import Path

from onrecord.errors import ServeError, StoreError
from onrecord.files import staging
from onrecord.serve.limits import CONNECTIONS, Limits


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
    if not (folder / staging.GRAPH).is_file():
        raise StoreError(f"no build in {folder}: run onrecord build SOURCES... -o {folder}")
    with _listening(host, port) as listener:
        from onrecord.serve.running import run  # half a second: a port that is taken is told first

        run(folder, host, listener, limits, tell)


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
