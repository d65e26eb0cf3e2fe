"""The addresses of the server, and which question each one asks."""

from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from onrecord.building import output
from onrecord.serve import assets, jobs, pages, protocol
from onrecord.serve.answer import HTML, Answer, fault
from onrecord.serve.guard import PAGE_POLICY, Guard, known_hosts
from onrecord.serve.limits import Limits
from onrecord.serve.pen import Job, Pen

_PAGES = 1_000_000  # of the list of articles; a number beyond is no page


class Site:
    """A build's pages and its endpoint."""

    def __init__(self, folder: Path, limits: Limits, pen: Pen) -> None:
        self._folder, self._limits, self._pen = folder, limits, pen

    async def query(self, request: Request) -> Response:
        asked = await protocol.asked(request)
        most = self._limits.bytes
        job = partial(jobs.query, self._folder, asked.text, asked.table, asked.graph, most)
        return await self._answer(request, job)

    async def queries(self, request: Request) -> Response:
        return await self._answer(request, partial(jobs.named, self._folder))

    async def ask(self, request: Request) -> Response:
        return _sent(Answer(assets.ask(), HTML))

    async def graph(self, request: Request) -> Response:
        """The page as it was built; its own policy stands in it."""
        try:
            page = await run_in_threadpool((self._folder / output.PAGE).read_bytes)
        except OSError as error:
            return _sent(fault(503, f"{output.PAGE}: cannot be read ({error.strerror})."))
        return _sent(Answer(page, HTML), "frame-ancestors 'none'")

    async def documents(self, request: Request) -> Response:
        number = request.query_params.get("page", "1")
        if not number.isascii() or not number.isdigit() or not 0 < int(number[:9]) < _PAGES:
            return _sent(fault(404, f"No page {number[:20]!r}."))
        return await self._answer(request, partial(pages.documents, self._folder, int(number[:9])))

    async def document(self, request: Request) -> Response:
        id, at = request.path_params["id"], request.query_params.get("at")
        return await self._answer(request, partial(pages.document, self._folder, id, at))

    async def front(self, request: Request) -> Response:
        found = assets.asset(request.path_params["name"])
        return _sent(found or fault(404, "No such file."))

    async def update(self, request: Request) -> Response:
        return _sent(fault(403, "Refused: this server only reads. Queries go to /query."))

    async def _answer(self, request: Request, job: Job) -> Response:
        return _sent(await self._pen.answer(job, request.is_disconnected))


def _sent(answer: Answer, policy: str = PAGE_POLICY) -> Response:
    headers = {"Content-Security-Policy": policy} if answer.kind == HTML else {}
    if answer.status == 503:
        headers["Retry-After"] = "5"
    return Response(answer.body, answer.status, headers, answer.kind)


async def _unexpected(request: Request, error: Exception) -> Response:
    return PlainTextResponse("The server failed; its terminal says why.\n", 500)


def app(folder: Path, limits: Limits, pen: Pen, host: str) -> ASGIApp:
    """The web application of a build's folder, to be listened for at a host."""
    site = Site(folder, limits, pen)
    every = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    routes = [
        Route("/", site.ask),
        Route("/graph", site.graph),
        Route("/query", site.query, methods=["GET", "POST"]),
        Route("/queries", site.queries),
        Route("/documents", site.documents),
        Route("/documents/{id}", site.document),
        Route("/front/{name}", site.front),
        *(Route(path, site.update, methods=every) for path in ("/update", "/store", "/data")),
    ]
    made = Starlette(
        routes=routes,
        middleware=[Middleware(TrustedHostMiddleware, known_hosts(host), www_redirect=False)],
        exception_handlers={Exception: _unexpected},
    )
    made.router.redirect_slashes = False
    return Guard(made)
