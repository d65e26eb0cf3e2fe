"""The SPARQL 1.1 Protocol: what a request asks, in any of its three forms, or why it asks nothing.

Of the protocol: query by GET, by POST of a form, by POST of the query itself. Not the parts that
name another dataset or change one, which are refused.
"""

from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import parse_qsl

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from onrecord.serve.accept import best
from onrecord.serve.jobs import GRAPHS, TABLES
from onrecord.serve.limits import IDLE_SECONDS, QUERY_BYTES

FORM, SPARQL = "application/x-www-form-urlencoded", "application/sparql-query"
UPDATE = "application/sparql-update"
_FIELDS = 20
_ONLY_READS = "Refused: an update. This server only reads."


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the media types of the answer that the client takes; None: none of ours."""

    text: str
    table: str | None
    graph: str | None


async def asked(request: Request) -> Asked:
    """What a request to the endpoint asks. Raises HTTPException where it asks nothing."""
    fields = _fields(request.scope["query_string"])
    if request.method == "POST":
        text = await _posted(request, fields)
    else:
        text = _query(fields)
    accept = ", ".join(request.headers.getlist("accept")) or None
    table, graph = best(accept, TABLES), best(accept, GRAPHS)
    if table is None and graph is None:
        _stop(406, f"Available: {', '.join([*TABLES, *GRAPHS])}.")
    return Asked(text, table, graph)


async def _posted(request: Request, in_address: list[tuple[str, str]]) -> str:
    kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    if kind.strip() == UPDATE:
        _stop(403, _ONLY_READS)
    if kind.strip() not in (FORM, SPARQL):
        _stop(415, f"Send the query as {SPARQL}, or as a form ({FORM}) with the field query.")
    charset = parameters.partition("charset=")[2].strip(' "') or "utf-8"
    if charset not in ("utf-8", "utf8"):
        _stop(415, f"Send the query in UTF-8, not in {charset[:40]!r}.")
    if request.headers.get("content-encoding", "identity") != "identity":
        _stop(415, "Send the query as it is, not compressed.")
    body = await _body(request)
    if kind.strip() == FORM:
        return _query([*in_address, *_fields(body)])
    if any(name == "query" for name, _ in in_address):
        _stop(400, "Two queries: one in the address, one in the body. Send one.")
    return _query([*in_address, ("query", _decoded(body))])


async def _body(request: Request) -> bytes:
    """The whole body, within the limits of size and time."""
    parts: list[bytes] = []
    size = 0
    try:
        with anyio.fail_after(IDLE_SECONDS):
            async for part in request.stream():
                parts.append(part)
                size += len(part)
                if size > QUERY_BYTES:
                    _stop(413, f"The request is larger than {QUERY_BYTES:,} bytes. Shorten it.")
    except TimeoutError:
        _stop(408, f"The request did not arrive within {IDLE_SECONDS} s. Send it again.")
    except ClientDisconnect:
        _stop(400, "The request ended too early.")
    return b"".join(parts)


def _fields(data: bytes) -> list[tuple[str, str]]:
    try:
        text = data.decode("ascii")
        return parse_qsl(text, True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        _stop(400, "The form is not UTF-8, percent-encoded. Encode it anew.")
    except ValueError:
        _stop(400, f"The form has more than {_FIELDS} fields. Send the query alone.")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        _stop(400, "The query is not UTF-8. Encode it anew.")


def _query(fields: list[tuple[str, str]]) -> str:
    names = [name for name, _ in fields]
    if "update" in names:
        _stop(403, _ONLY_READS)
    if {"default-graph-uri", "named-graph-uri", "using-graph-uri"} & set(names):
        _stop(403, "Refused: another graph is named; queries read this build's only.")
    queries = [value for name, value in fields if name == "query"]
    if len(queries) != 1 or not queries[0].strip():
        _stop(400, f"{len(queries) or 'No'} queries. Send one, as query=SELECT…")
    return queries[0]


def _stop(status: int, message: str) -> NoReturn:
    raise HTTPException(status, f"{message}\n")
