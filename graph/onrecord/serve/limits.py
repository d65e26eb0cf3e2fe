"""What one request may cost, so that no question stops the machine it is asked on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how much and how many."""

    seconds: float = 30  # a query may take; the named queries take under one at a million triples
    megabytes: float = 20  # an answer may have
    queries: int = 4  # at the same time
    waiting: int = 32  # requests that wait for one of those to end
    memory: int = 4 * 1024**3  # bytes of a query's process: a million triples take some 1 GB

    @property
    def bytes(self) -> int:
        return int(self.megabytes * 1_000_000)


QUERY_BYTES = 1_000_000  # of a request's body
HEADERS_BYTES = 64 * 1024  # of a request's first line and headers, so of a query in an address
CONNECTIONS = 200
IDLE_SECONDS = 15  # that a client may take to send its request
