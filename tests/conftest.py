"""A small story with invented people, as readings and as a graph, for all tests of the graph."""

import builtins
import functools
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fsspec.registry import _registry
from hypothesis import settings
from rdflib import SH, Graph
from spacy.language import Language

from onrecord import build as flow
from onrecord import mapping, parse, positions, validate, vocabulary
from onrecord.encoder import Encoder
from onrecord.identifiers import Identifiers
from onrecord.lexicon import Lexicon, Tenure
from onrecord.model import (
    Attribution,
    Concept,
    Document,
    Entity,
    Form,
    Reading,
    Relation,
    Span,
    Stance,
    Statement,
    Thing,
)
from onrecord.parse import Parse
from onrecord.reading import read_on_record
from onrecord.report import Report

# A loaded machine is no failure: how long an example takes is not what these tests ask.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
CHROMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROME = os.environ.get("CHROME") or next(filter(None, map(shutil.which, CHROMES)), None)
SWITCHES = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]

GAZETTE = """Ann Lee said: “The closure of small wards is wrong.” Bob Roe backed the closure of \
small wards. Ms Lee, Bob Roe and Cara Moss are members of the Meadow Party. The closure of small \
wards affects Valley Hospital in Netherdale. Critics said Valley Hospital was tired."""

POST = """Health minister Ann Lee said: “Small wards must close, and night clinics must open.” \
Cara Moss agreed that night clinics must open. In 2012 Cara Moss said she was against closing \
small wards. Bob Roe attacked Ann Lee. “Ann Lee is no friend of ours,” he said."""

CLOSURE = "https://w3id.org/onrecord/topics/valley#ward-closure"
MINISTER = "https://w3id.org/onrecord/people/valley#health-minister"

THINGS = {
    "ann-lee": Thing("ann-lee", "Person", "Ann Lee", ("Ms Lee", "Health minister Ann Lee")),
    "bob-roe": Thing("bob-roe", "Person", "Bob Roe"),
    "cara-moss": Thing("cara-moss", "Person", "Cara Moss"),
    "meadow-party": Thing("meadow-party", "Organisation", "Meadow Party"),
    "valley-hospital": Thing("valley-hospital", "Hospital", "Valley Hospital"),
    "netherdale": Thing("netherdale", "Place", "Netherdale"),
    "closure": Thing("closure", "Policy", "closure of small wards", ("Small wards",), CLOSURE),
    "night-clinics": Thing("night-clinics", "Policy", "night clinics"),
    "health-minister": Thing("health-minister", "Office", "Health Minister", (), MINISTER),
}
CONCEPTS = {
    CLOSURE: Concept(
        CLOSURE,
        "closure of small wards",
        ("shutting small wards",),
        "Closing hospital wards of few beds.",
        ("https://w3id.org/onrecord/topics/valley#hospital-services",),
    ),
    "https://w3id.org/onrecord/topics/valley#hospital-services": Concept(
        "https://w3id.org/onrecord/topics/valley#hospital-services", "hospital services"
    ),
}
TENURES = (Tenure(MINISTER, "Ann Lee", "2012-09-04", None, source="Valley public record"),)


@dataclass(frozen=True)
class Teller:
    """Writes readings of one text by quoting its words."""

    document: Document

    def span(self, words: str, nth: int = 0) -> Span:
        start = -1
        for _ in range(nth + 1):
            start = self.document.text.index(words, start + 1)
        return Span(start, start + len(words))

    def entity(self, id: str, *mentions: str) -> Entity:
        thing = THINGS[id]
        spans = tuple(self.span(words) for words in mentions)
        return Entity(id, thing.kind, thing.name, spans, thing.aliases, thing.iri)

    def statement(
        self,
        speaker: str | None,
        source: Span | None,
        cue: Span,
        content: Span,
        form: Form,
        act: str,
        *stances: Stance,
        said_on: str | None = None,
    ) -> Statement:
        sources = (source,) if source else ()
        said = Attribution(sources, (cue,), (content,), form, 0.9)
        return Statement(said, speaker, act, stances, said_on)


def document(id: str, text: str, **metadata: str) -> Document:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(id, text, sha256, (f"{id}.txt",), **metadata)


def gazette() -> Reading:
    t = Teller(
        document("gazette", GAZETTE, title="Wards", published="2007-05-03", outlet="Gazette")
    )
    wrong, right = (
        t.span("The closure of small wards is wrong."),
        t.span("the closure of small wards"),
    )
    return Reading(
        t.document,
        entities=(
            t.entity("ann-lee", "Ann Lee"),
            t.entity("bob-roe", "Bob Roe"),
            t.entity("cara-moss", "Cara Moss"),
            t.entity("meadow-party", "Meadow Party"),
            t.entity("valley-hospital", "Valley Hospital"),
            t.entity("netherdale", "Netherdale"),
            t.entity("closure", "closure of small wards"),
        ),
        statements=(
            t.statement(
                *("ann-lee", t.span("Ann Lee"), t.span("said"), wrong, "direct", "criticises"),
                Stance("opposes", "closure", wrong, 0.8),
            ),
            t.statement(
                *("bob-roe", t.span("Bob Roe"), t.span("backed"), right, "indirect", "supports"),
                Stance("supports", "closure", right, 0.8),
            ),
            t.statement(
                *(None, t.span("Critics"), t.span("said", 1)),
                *(t.span("Valley Hospital was tired"), "indirect", "asserts"),
            ),
        ),
        relations=(
            Relation("ann-lee", "memberOf", "meadow-party", t.span("members of"), 0.9),
            Relation("bob-roe", "memberOf", "meadow-party", t.span("members of"), 0.9),
            Relation("cara-moss", "memberOf", "meadow-party", t.span("members of"), 0.9),
            Relation("closure", "affects", "valley-hospital", t.span("affects Valley Hospital"), 1),
            Relation("valley-hospital", "locatedIn", "netherdale", t.span("in Netherdale"), 1),
        ),
    )


def post() -> Reading:
    t = Teller(document("post", POST, published="2013-06-07", url="https://post.example/1"))
    both = t.span("Small wards must close, and night clinics must open.")
    opening = t.span("night clinics must open", 1)
    against, friend = (
        t.span("she was against closing small wards"),
        t.span("Ann Lee is no friend of ours"),
    )
    return Reading(
        t.document,
        entities=(
            t.entity("ann-lee", "Health minister Ann Lee"),
            t.entity("bob-roe", "Bob Roe"),
            t.entity("cara-moss", "Cara Moss"),
            t.entity("closure", "Small wards"),
            t.entity("night-clinics", "night clinics"),
            t.entity("health-minister", "Health minister"),
        ),
        statements=(
            t.statement(
                *("ann-lee", t.span("Ann Lee"), t.span("said"), both, "direct", "demands"),
                Stance("supports", "closure", t.span("Small wards must close"), 0.8),
                Stance("supports", "night-clinics", t.span("night clinics must open"), 0.8),
            ),
            t.statement(
                *(
                    "cara-moss",
                    t.span("Cara Moss"),
                    t.span("agreed"),
                    opening,
                    "indirect",
                    "demands",
                ),
                Stance("supports", "night-clinics", opening, 0.8),
            ),
            t.statement(
                *("cara-moss", t.span("Cara Moss", 1), t.span("said", 1), against),
                *("indirect", "opposes"),
                Stance("opposes", "closure", against, 0.8),
                said_on="2012",
            ),
            t.statement(
                *("bob-roe", t.span("he", 1), t.span("said", 2), friend, "direct", "criticises"),
                Stance("opposes", "ann-lee", friend, 0.8),
            ),
        ),
        relations=(
            Relation("ann-lee", "holdsOffice", "health-minister", t.span("Health minister"), 0.9),
            Relation("bob-roe", "criticises", "ann-lee", t.span("Bob Roe attacked Ann Lee"), 0.8),
        ),
    )


def merged_of(readings: tuple[Reading, ...]) -> dict[tuple[str, str], Thing]:
    return {(r.document.id, e.id): THINGS[e.id] for r in readings for e in r.entities}


def by_document(readings: tuple[Reading, ...]) -> dict[str, dict[str, Thing]]:
    return {r.document.id: {e.id: THINGS[e.id] for e in r.entities} for r in readings}


def build(readings: tuple[Reading, ...], identifiers: Identifiers | None = None) -> Graph:
    identifiers = identifiers or Identifiers()
    graph = mapping.triples(readings, merged_of(readings), identifiers, CONCEPTS, TENURES)
    mapping.add_build(graph, identifiers, "0.1.0", "9b1f", ["some-model 1.0"])
    graph += positions.inferred(graph, identifiers)
    return graph


class Story:
    """What the tests of the graph need of this file, which they cannot import."""

    closure, ontology, tenures, things = CLOSURE, ONTOLOGY, TENURES, THINGS
    document = staticmethod(document)
    gazette, post = staticmethod(gazette), staticmethod(post)
    merged, by_document = staticmethod(merged_of), staticmethod(by_document)
    build = staticmethod(build)


@pytest.fixture(scope="session")
def story() -> type[Story]:
    return Story


@pytest.fixture
def readings() -> tuple[Reading, ...]:
    return gazette(), post()


@pytest.fixture
def graph(readings: tuple[Reading, ...]) -> Graph:
    """The story's graph, anew for each test, which may break it."""
    return build(readings)


@pytest.fixture
def texts(readings: tuple[Reading, ...]) -> dict[str, str]:
    return {reading.document.sha256: reading.document.text for reading in readings}


@pytest.fixture(scope="session")
def shapes() -> Graph:
    return validate.load_shapes(ONTOLOGY)


@pytest.fixture(scope="session")
def plain_shapes(shapes: Graph) -> Graph:
    """The shapes without their queries, which take pySHACL most of its time to parse."""
    plain = Graph()
    plain += shapes
    plain.remove((None, SH.sparql, None))
    return plain


class Said(NamedTuple):
    """One statement in words, without offsets."""

    source: str | None
    cue: str | None
    content: str
    form: str
    speaker: str | None
    act: str
    stances: tuple[str, ...]


@dataclass(frozen=True)
class Reader:
    """Reads a text as one article; the lexicon is the shipped one unless another is given."""

    language: Language
    lexicon: Lexicon

    def parse(self, text: str, **metadata: Any) -> Parse:
        return next(parse.parse([document("d", text, **metadata)], self.language))

    def read(self, text: str, lexicon: Lexicon | None = None, **metadata: Any) -> Reading:
        return read_on_record(self.parse(text, **metadata), lexicon or self.lexicon)

    def said(self, text: str, lexicon: Lexicon | None = None, **metadata: Any) -> list[Said]:
        return [
            Said(
                source=_words(text, s.attribution.source),
                cue=_words(text, s.attribution.cue),
                content=" … ".join(span.of(text) for span in s.attribution.content),
                form=s.attribution.form,
                speaker=s.speaker,
                act=s.act,
                stances=tuple(f"{stance.polarity} {stance.target}" for stance in s.stances),
            )
            for s in self.read(text, lexicon, **metadata).statements
        ]

    def ties(self, text: str, lexicon: Lexicon | None = None, **metadata: Any) -> set[str]:
        relations = self.read(text, lexicon, **metadata).relations
        return {f"{r.subject} {r.predicate} {r.object}" for r in relations}


def _words(text: str, spans: tuple[Span, ...]) -> str | None:
    return spans[0].of(text) if spans else None


@pytest.fixture(scope="session", autouse=True)
def loaded_once() -> Iterator[None]:
    """One process, one set of models and lists: loading them is half of a build of one article
    (1.1 of 2.3 CPU s). A command in a process of its own loads them as ever."""
    load, shipped = vocabulary.lexicon, functools.cache(vocabulary.lexicon)

    def lexicon(*lists: Any, **named: Any) -> Lexicon:
        more = (*lists, *named.values())
        return load(*lists, **named) if any(more) else shipped()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parse, "load", functools.cache(parse.load))
        patch.setattr(Encoder, "load", functools.cache(Encoder.load))
        patch.setattr(vocabulary, "lexicon", lexicon)
        yield


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return vocabulary.lexicon()


@pytest.fixture(scope="session")
def reader(lexicon: Lexicon) -> Reader:
    return Reader(parse.load(), lexicon)


@pytest.fixture(scope="session")
def sample_report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """A build of the sample corpus, and what it says of itself."""
    folder = tmp_path_factory.mktemp("sample")
    return folder, flow.build([str(ONTOLOGY.parent / "corpus")], folder)


@pytest.fixture(scope="session")
def sample(sample_report: tuple[Path, Report]) -> Path:
    """The folder of that build, only to be read."""
    return sample_report[0]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests. While it is open, no other loop can run in this thread."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROME is None:
        pytest.skip("no Chromium or Chrome here; install one or name it in CHROME")
    with sync_api.sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROME, args=SWITCHES)
        yield running
        running.close()


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of a server that speaks S3 and forgets everything at its end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    keys = {f"AWS_{name}": "nobody" for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY")}
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    run = subprocess.Popen(command, env=os.environ | keys, **quiet)
    try:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        run.kill()
        run.wait()


@pytest.fixture
def s3(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The same server as the one that s3:// leads to, with a key that it takes."""
    from s3fs import S3FileSystem

    for name, value in (
        ("AWS_ENDPOINT_URL", s3_server),
        ("AWS_ACCESS_KEY_ID", "nobody"),
        ("AWS_SECRET_ACCESS_KEY", "nothing"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
    ):
        monkeypatch.setenv(name, value)
    S3FileSystem.clear_instance_cache()
    yield s3_server
    S3FileSystem.clear_instance_cache()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def without_s3fs(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the package that speaks S3 were not installed."""
    real = builtins.__import__

    def missing(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "s3fs":
            raise ImportError("No module named 's3fs'")
        return real(name, *rest, **more)

    for name in [n for n in sys.modules if n.partition(".")[0] == "s3fs"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(_registry, "s3", raising=False)
    monkeypatch.setattr(builtins, "__import__", missing)
