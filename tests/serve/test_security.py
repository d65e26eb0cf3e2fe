"""Addresses, hosts, origins and bytes that nobody honest sends."""

from pathlib import Path
from typing import Any

import pytest

from onrecord.serve.guard import known_hosts
from onrecord.serve.loopback import is_loopback

SECRET = "nobody may read this"
UP = ("..", "%2e%2e", "%252e%252e", ".%2e", "..%5c..", "%c0%ae%c0%ae", "....//", "..;")


@pytest.fixture(scope="module", autouse=True)
def secret(place: Path) -> Path:
    """A file that a path out of the build's folder would lead to."""
    path = place / "secret.txt"
    path.write_text(SECRET, "utf-8")
    return path


@pytest.mark.parametrize("start", ["/", "/documents/", "/front/", "/graph/"])
def test_no_path_leads_out(client: Any, secret: Path, start: str) -> None:
    tried = 0
    tails = ("/secret.txt", "%2fsecret.txt", "%252fsecret.txt", "/out/graph.ttl", "%00.html")
    for up in UP:
        for depth in (1, 2, 5):
            for tail in tails:
                reply = client.get(start + "/".join([up] * depth) + tail)
                assert reply.status in (400, 404), (start, up, depth, tail)
                assert SECRET not in reply.text
                tried += 1
    for path in (str(secret), f"/{secret}", f"file://{secret}", "\\windows", "%00", "C:%5c", "*"):
        reply = client.get(start + path.replace(" ", "%20"))
        assert reply.status in (400, 404) and SECRET not in reply.text
        tried += 1
    assert tried == 127


@pytest.mark.parametrize(
    "path",
    [
        "/graph.ttl", "/graph.html", "/statements.csv", "/sources.json", "/store/CURRENT",
        "/front/", "/front/page.js", "/front/ask.html", "/front/../ask.js", "/front/serve.css",
        "/documents/", "/documents/abc", "/documents/zzzzzzzzzzzz", "/documents/000000000000",
        "/documents/0000000000000%00", "/documents?page=0", "/documents?page=-1",
        "/documents?page=2", "/documents?page=99999999999999999999", "/documents?page=%D9%A1",
        "/documents?page=1e3", "/favicon.ico", "//documents", "/query/", "/.onrecord/lock",
    ],
)  # fmt: skip
def test_what_is_not_there_is_404(client: Any, path: str) -> None:
    reply = client.get(path)
    assert reply.status == 404 and len(reply.body) < 200, reply.text


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:9999", 200),
        ("LOCALHOST", 200),
        ("127.0.0.1:80", 200),
        ("[::1]:80", 200),
        ("evil.example", 400),
        ("evil.example:80", 400),
        ("localhost.evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("evil.example@localhost:x", 400),
        ("localhost evil.example", 400),
        ("0.0.0.0", 400),
        ("", 400),
    ],
)
def test_only_this_machines_names_are_answered_to(client: Any, host: str, status: int) -> None:
    for path in ("/", "/graph", "/documents", "/query?query=ASK%7B%7D"):
        assert client.get(path, Host=host).status == status, path


def test_which_addresses_are_this_machines_alone() -> None:
    for host in ("localhost", "127.0.0.1", "127.3.2.1", "::1"):
        assert is_loopback(host) and host in known_hosts(host) and "*" not in known_hosts(host)
    for host in ("0.0.0.0", "::", "192.168.1.5", "host.example"):
        assert not is_loopback(host) and known_hosts(host) == ["*"]


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/query?query=ASK%7B%7D", {"Sec_Fetch_Site": "cross-site"}, 403),
        ("/query?query=ASK%7B%7D", {"Sec_Fetch_Site": "same-site"}, 403),
        ("/query?query=ASK%7B%7D", {"Sec_Fetch_Site": "same-origin"}, 200),
        ("/query?query=ASK%7B%7D", {"Sec_Fetch_Site": "none"}, 200),
        ("/query?query=ASK%7B%7D", {"Origin": "https://evil.example"}, 403),
        ("/query?query=ASK%7B%7D", {"Origin": "null"}, 403),
        ("/query?query=ASK%7B%7D", {"Origin": "http://127.0.0.1:1"}, 403),
        (
            "/query?query=ASK%7B%7D",
            {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"},
            403,
        ),
        ("/graph", {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}, 200),
        ("/graph", {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}, 403),
    ],
)
def test_pages_of_other_sites_may_link_and_nothing_else(
    client: Any, path: str, headers: dict[str, str], status: int
) -> None:
    reply = client.get(path, **headers)
    assert reply.status == status
    assert not [name for name in reply.headers if name.startswith("access-control")]


def test_a_form_of_another_site_is_refused(client: Any) -> None:
    form = "application/x-www-form-urlencoded"
    assert client.post("query=ASK%7B%7D", form, Origin="https://evil.example").status == 403
    own = client.address.rstrip("/")
    assert client.post("query=ASK%7B%7D", form, Origin=own).status == 200


@pytest.mark.parametrize(
    "path",
    ["/", "/graph", "/documents", "/query?query=ASK%7B%7D", "/query", "/nowhere", "/queries"],
)
def test_every_answer_has_the_safe_headers(client: Any, path: str) -> None:
    told = client.get(path).headers
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "no-referrer"
    assert told["x-frame-options"] == "DENY"
    assert told["cache-control"] == "no-store"
    assert told["cross-origin-resource-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in told["content-security-policy"]
    assert "unsafe" not in told["content-security-policy"]
    assert "server" not in told and "access-control-allow-origin" not in told


def test_the_page_is_sent_as_it_was_built(client: Any, place: Path) -> None:
    reply = client.get("/graph")
    assert reply.kind == "text/html" and reply.body == (place / "out" / "graph.html").read_bytes()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nBroken header\r\n\r\n",
        b"POST /query HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /query HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /query HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 99\r\n\r\nASK",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    ],
)
def test_bytes_that_are_no_request_do_no_harm(client: Any, data: bytes) -> None:
    answer = client.raw(data)
    # A page for who asks for one, though in a version or with an upgrade that there is not.
    fine = (b"200",) if b"9.9" in data or b"Upgrade" in data else (b"400", b"404", b"405", b"415")
    assert answer == b"" or (answer.startswith(b"HTTP/1.1 ") and answer[9:12] in fine), answer[:99]
    assert client.get("/").status == 200
