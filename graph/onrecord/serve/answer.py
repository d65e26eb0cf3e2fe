"""What a request gets back, before it is HTTP: it passes between processes."""

from dataclasses import dataclass

TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status of HTTP, a media type and the bytes."""

    body: bytes
    kind: str = TEXT
    status: int = 200


def fault(status: int, message: str) -> Answer:
    """An error in words: what, and the next step."""
    return Answer(f"{message.strip()}\n".encode("utf-8", "replace"), TEXT, status)
