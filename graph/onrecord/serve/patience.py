"""A limit on how long a client may take over its request's first line and headers.

uvicorn waits for ever; so many half-open connections would keep everybody else out.
"""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from onrecord.serve.limits import IDLE_SECONDS


class Impatient(H11Protocol):
    """uvicorn's HTTP/1.1, hanging up on who does not say what they want."""

    _alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._alarm is not None:
            self._alarm.cancel()

    def _watch(self) -> None:
        """The clock runs from the first moment that a request is waited for until it is here."""
        is_waiting = self.conn.their_state is h11.IDLE and not self.transport.is_closing()
        if not is_waiting and self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        elif is_waiting and self._alarm is None:
            self._alarm = self.loop.call_later(IDLE_SECONDS, self.transport.close)
