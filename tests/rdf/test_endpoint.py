"""A password goes out as the server asks for it; what the server refuses is told in a line."""

import base64
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from onrecord.errors import StoreError
from onrecord.rdf.endpoint import Endpoint

USER = "Basic " + base64.b64encode("Zoë:a b@c".encode()).decode()
TEXT = {"Content-Type": "text/plain"}


class Behind(BaseHTTPRequestHandler):
    """Lets in one user, by basic authentication; answers with what it was sent."""

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        is_in = self.headers.get("Authorization") == USER
        self.send_response({"/broken": 500, "/part": 206}.get(self.path, 200) if is_in else 401)
        if not is_in:
            self.send_header("WWW-Authenticate", 'Basic realm="x"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Behind) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_user_is_let_in(host: str) -> None:
    endpoint = Endpoint(f"http://Zo%C3%AB:a%20b%40c@{host}/")
    assert endpoint.address == f"http://{host}/"
    assert endpoint.send("wörds", TEXT).content == "wörds".encode()
    assert endpoint.send("more", TEXT).content == b"more"


@pytest.mark.parametrize("user", ["", "Zo%C3%AB:guessed@"])
def test_others_are_not(host: str, user: str) -> None:
    with pytest.raises(StoreError, match=r"user or password refused \(401\)") as told:
        Endpoint(f"http://{user}{host}/").send("words", TEXT)
    assert "guessed" not in str(told.value)


@pytest.mark.parametrize(
    ("path", "message"), [("broken", r"refused \(500\): wo rds\."), ("part", "cut short")]
)
def test_what_is_no_whole_answer_is_told(host: str, path: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        Endpoint(f"http://Zo%C3%AB:a%20b%40c@{host}/{path}").send("wo\nrds", TEXT)
