"""Who may ask: our own pages and the programs of this machine, not the page of another site."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.serve.limits import HEADERS_BYTES
from onrecord.serve.loopback import is_loopback

# What a page of ours may do; any other answer may do nothing at all.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_DEFAULTS = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def known_hosts(host: str) -> list[str]:
    """The names under which a server at this address answers.

    On loopback only its own: a page of another site that has its name point here (DNS rebinding)
    still sends that name. Elsewhere any, as the machine's names are not known.
    """
    return ["localhost", "127.0.0.1", "::1", "[::1]", host] if is_loopback(host) else ["*"]


class Guard:
    """Refuses what other sites' pages send, and puts the safe headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _DEFAULTS.items():
                    headers.setdefault(name, value)
            await send(message)

        if _size(scope) > HEADERS_BYTES:
            said = f"The request's head is larger than {HEADERS_BYTES:,} bytes. Send it by POST.\n"
            await PlainTextResponse(said, 431)(scope, receive, guarded)
        elif _is_foreign(scope["method"], scope["path"], Headers(scope=scope)):
            refused = PlainTextResponse("Refused: sent by a page of another site.\n", 403)
            await refused(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)


def _size(scope: Scope) -> int:
    """Bytes of a request's address and headers; h11 counts only those that come in pieces."""
    headers = sum(len(name) + len(value) for name, value in scope["headers"])
    return headers + len(scope["raw_path"]) + len(scope["query_string"])


def _is_foreign(method: str, path: str, headers: Headers) -> bool:
    """Whether a browser says that another site's page sent this; a link followed here may be."""
    origin = headers.get("origin")
    if origin is not None and origin.partition("://")[2] != headers.get("host"):
        return True
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return False
    is_link = method == "GET" and headers.get("sec-fetch-mode") == "navigate"
    return not is_link or path == "/query"
