"""Everything that reads what others made, each as one function of bytes.

A reader comes back when it has understood its input and raises OnrecordError when it tells why it
has not; anything else is a fault of the program. The property tests and `make fuzz` share these,
and the small valid inputs that they start from.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from pyoxigraph import RdfFormat, Store
from rdflib import Graph

from onrecord import annotations, codebooks, query, vocabulary
from onrecord.building import output, unchanged
from onrecord.building.kept import FILE, dumps, kept, loads
from onrecord.building.options import Options
from onrecord.errors import SourceError, StoreError
from onrecord.files.staging import OWN
from onrecord.known_lists import Scheme, read_hospitals, read_people
from onrecord.model import Document, Reading
from onrecord.rdf import quads, store
from onrecord.read import compile_furniture, read
from onrecord.resolve.decisions import read_decisions

STORY = "Ann Lee told the council: “Closing it is wrong.”\n\nBob Roe agreed.\n"
WIKIDATA = {"wikidata": Scheme("http://www.wikidata.org/entity/", r"Q\d+$")}
SEVERAL = "PREFIX onr: <https://w3id.org/onrecord/ns#> "
GRAPH = """@prefix onr: <https://w3id.org/onrecord/ns#> .
<urn:a> a onr:Person ; onr:name "Ann Lee"@en , 'Lee' ; onr:count 1 , 1.5 , true .
<urn:d> a onr:Document ; onr:path "a.txt" .
"""
PEOPLE = """@prefix onr: <https://w3id.org/onrecord/ns#> . @prefix : <urn:x#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
:ann a onr:Person ; skos:prefLabel "Ann Lee"@en ; skos:altLabel "Lee" .
:seat a onr:Office ; skos:prefLabel "Mayor" .
:t a onr:Tenure ; onr:office :seat ; onr:holder "Ann Lee" ; onr:start "2011" ; dct:source "x" .
"""
TOPICS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <urn:x#> .
:s a skos:ConceptScheme ; skos:prefLabel "Valley" .
:c a skos:Concept ; skos:prefLabel "closure"@en ; skos:broader :b ; skos:inScheme :s .
:b a skos:Concept ; skos:prefLabel "wards" ; skos:altLabel "small wards"@en , "x"@de .
"""
WHOLE = Document("a", STORY, "0" * 64, ("a.txt",))
MODELS = ("some-model",)
SCRATCH = "input"  # the file below the scratch folder that holds what is to be read


@dataclass(frozen=True, slots=True)
class Reader:
    """`take` reads the bytes with the help of an empty scratch folder."""

    name: str
    take: Callable[[bytes, Path], None]
    seeds: tuple[bytes, ...]
    words: tuple[str, ...] = ()  # that a fuzzer should try


def sound(*texts: str | None) -> None:
    """A text that goes into a graph must be one that a file can hold."""
    for text in texts:
        if text is not None:
            text.encode("utf-8")


def _put(data: bytes, folder: Path, ending: str) -> Path:
    path = folder / f"{SCRATCH}{ending}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@cache
def _furniture() -> tuple[object, ...]:
    rows = (vocabulary.ontology_folder() / "furniture.txt").read_text("utf-8").splitlines()
    return compile_furniture(rows)


def _article(ending: str, pack: Callable[[bytes], bytes] = bytes) -> Callable[[bytes, Path], None]:
    def take(data: bytes, folder: Path) -> None:
        library = read([_put(pack(data), folder, ending)], _furniture())
        for document in library.documents:
            sound(document.text, document.title, document.outlet, document.author, document.url)
            assert document.id == Path(document.id).as_posix()
            assert not {"..", "/"} & set(Path(document.id).parts)
            assert all(span.end <= len(document.text) for span in document.furniture)
        for skipped in library.skipped:
            assert len(str(skipped).splitlines()) == 1
            sound(str(skipped))
        if library.skipped and not library.documents:
            raise SourceError(str(library.skipped[0]))

    return take


def _annotation(data: bytes, folder: Path) -> None:
    path = _put(data, folder, ".json")
    path.with_suffix(".txt").write_text(STORY, encoding="utf-8")
    whole = Document("input", STORY, "0" * 64, ("input.txt",))
    reading = annotations.load_file(path, lambda _: whole)
    _whole(reading)
    again = annotations.load(json.loads(annotations.dumps(reading)), reading.document)
    assert again == reading


def _whole(reading: Reading) -> None:
    text = reading.document.text
    annotations.dumps(reading).encode("utf-8")
    for statement in reading.statements:
        for span in (*statement.attribution.content, *statement.attribution.source):
            assert span.end <= len(text)


def _decisions(data: bytes, folder: Path) -> None:
    for decision in read_decisions(_put(data, folder, ".csv")):
        sound(decision.left.named, decision.right.named, str(decision))


def _topics(ending: str) -> Callable[[bytes, Path], None]:
    def take(data: bytes, folder: Path) -> None:
        concepts, _ = codebooks.read([_put(data, folder, ending)])
        for concept in concepts:
            sound(concept.iri, concept.label, *concept.labels, concept.definition, *concept.hidden)

    return take


def _people(data: bytes, folder: Path) -> None:
    known, tenures = vocabulary.people_of(_put(data, folder, ".ttl"))
    for one in known:
        sound(one.iri, one.name, *one.labels)
    for tenure in tenures:
        sound(tenure.holder, tenure.office, tenure.start, tenure.source)


def _popolo(data: bytes, folder: Path) -> None:
    listed = read_people([_put(data, folder, ".json")], WIKIDATA, ["minister", "mp"], ["party"])
    _listed(listed.known, listed.faults)


def _hospitals(data: bytes, folder: Path) -> None:
    listed = read_hospitals([_put(data, folder, ".csv")], WIKIDATA, ["hospital"])
    _listed(listed.known, listed.faults)


def _listed(known: Iterable[vocabulary.Known], faults: Iterable[tuple[str, str]]) -> None:
    for one in known:
        sound(one.iri, one.name, *one.labels, *one.codes, *one.same_as, one.place)
    for _, fault in faults:
        sound(fault)
        assert len(fault.splitlines()) == 1


def _own_furniture(data: bytes, _: Path) -> None:
    for pattern in compile_furniture(data.decode("utf-8", "replace").splitlines()):
        pattern.fullmatch("Sign in to read on")


@cache
def _graph() -> Graph:
    held = Store()
    held.load(GRAPH.encode(), RdfFormat.TURTLE)
    return quads.as_rdflib(held, {"onr": "https://w3id.org/onrecord/ns#"})


def _query(data: bytes, folder: Path) -> None:
    asked = query.find(data.decode("utf-8", "surrogateescape"), ())
    answer = query.run(_graph(), asked)
    query.written(answer, "ttl" if answer.graph is not None else "csv").encode("utf-8")


def _parameter(data: bytes, folder: Path) -> None:
    """A value is only ever a value: whatever it is, it asks for the name that it is."""
    text = SEVERAL + '# parameter: x  a name\nSELECT ?x { VALUES ?x { "" } }'
    asked = query.NamedQuery("q", "q", text, (("x", "a name"),))
    value = data.decode("utf-8", "surrogateescape")
    ((found,),) = query.run(_graph(), asked, {"x": value}).rows
    assert str(found) == query.storable(value), (str(found), value)


def _readings(data: bytes, folder: Path) -> None:
    """A damaged file gives back what was put into it, or nothing; the next build can use it."""
    _put(data, folder, "").rename(folder / FILE)
    try:
        _used(folder)
    except StoreError:
        _used(folder)
        raise


def _used(folder: Path) -> None:
    with kept(folder, "here") as memory:
        assert memory.get(WHOLE) in (None, Reading(WHOLE))
        assert memory.models in (None, MODELS)
        memory.put(Reading(WHOLE))
        memory.models = MODELS
        memory.prune([WHOLE])
        assert memory.get(WHOLE) == Reading(WHOLE)


def _kept_reading(data: bytes, folder: Path) -> None:
    with kept(folder, "here") as memory:
        memory.put(Reading(WHOLE))
        memory.models = MODELS
        memory._db.execute("UPDATE reading SET json = ?", (data,))
        memory._db.execute("UPDATE models SET names = ?", (data,))
    with kept(folder, "here") as memory:
        assert memory.get(WHOLE) in (None, Reading(WHOLE))
        assert memory.models in (None, MODELS)
    try:  # beneath its checksum: a reading or a ValueError
        assert loads(data, WHOLE).document == WHOLE
    except ValueError as error:
        raise StoreError("no reading") from error


def _record(data: bytes, folder: Path) -> None:
    _put(data, folder, f"/{OWN}/{unchanged.RECORD}")
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    unchanged.since(folder / SCRATCH, [str(folder / "a.txt")], Options())


def _sources(data: bytes, folder: Path) -> None:
    _put(data, folder, f"/{output.SOURCES}")
    for source in output.sources(folder / SCRATCH):
        assert isinstance(source, str)


def _build(data: bytes, folder: Path) -> None:
    _put(data, folder, f"/{store.FILE}")
    graph = store.load(folder / SCRATCH)
    store.open_build(folder / SCRATCH)
    assert graph is not None


def _word(text: bytes) -> bytes:
    """A Word document around the XML of its text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, part in _word_parts().items():
            new.writestr(name, text if name == "word/document.xml" else part)
    return out.getvalue()


@cache
def _word_parts() -> dict[str, bytes]:
    made = io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _word_text() -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for row in STORY.splitlines():
        made.add_paragraph(row)
    made.add_table(1, 2).cell(0, 0).text = "Cara Moss left."
    made.save(out)
    with zipfile.ZipFile(out) as packed:
        return packed.read("word/document.xml")


def _pdf() -> bytes:
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources"
        b" << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length 33 >>\nstream\nBT /F 9 Tf (Ann Lee said no.) Tj ET\nendstream",
        b"<< /Title (No) /Author (Bob Roe) >>",
    ]
    out, table = b"%PDF-1.4\n", b"xref\n0 6\n0000000000 65535 f \n"
    for number, part in enumerate(parts, start=1):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    trailer = b"trailer\n<< /Size 6 /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + table + trailer % len(out)


def _database() -> bytes:
    """A file of kept readings as a build leaves it."""
    with TemporaryDirectory() as folder:
        with kept(Path(folder), "here") as memory:
            memory.put(Reading(WHOLE))
            memory.models = MODELS
        return (Path(folder) / FILE).read_bytes()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


_PAGE = b"""<!DOCTYPE html><html><head><title>No | Echo</title><meta charset="utf-8">
<meta name="author" content="Bob Roe"><meta property="og:url" content="https://e.example/1">
</head><body><article><h1>No</h1><p>Ann Lee told the county council that closing it would be wrong
and that patients had been clear about it.</p><p>Bob Roe said he agreed with her.</p></article>
<img src="https://e.example/a.png"><iframe src="https://e.example/b"></iframe></body></html>"""
_CODED = {
    "doc": "a",
    "entities": [
        {"id": "lee", "type": "Person", "name": "Ann Lee", "mentions": ["Ann Lee"]},
        {"id": "it", "type": "Policy", "name": "closing it", "mentions": ["Closing it"]},
    ],
    "statements": [
        {
            "id": "s1",
            "speaker": "lee",
            "source_text": "Ann Lee",
            "cue": "told",
            "content": ["Closing it is wrong."],
            "kind": "direct",
            "act": "criticises",
            "stances": [{"stance": "opposes", "target": "it", "confidence": "sure"}],
        }
    ],
    "relations": [["lee", "criticises", "it"]],
}
_POPOLO = {
    "persons": [{"id": "p/1", "name": "Ann Lee", "other_names": [{"name": "Lee", "lang": "en"}],
                 "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}]}],
    "organizations": [{"id": "o", "name": "Meadow Party", "classification": "party"}],
    "posts": [{"id": "m", "label": "Health Minister", "role": "minister", "area": {"name": "x"}}],
    "memberships": [{"person_id": "p/1", "post_id": "m", "on_behalf_of_id": "o",
                     "organization_id": "o", "role": "mp", "start_date": "2011"}],
}  # fmt: skip
_TRIPLE = b'<urn:c> <http://www.w3.org/2004/02/skos/core#prefLabel> "x\\u0041"@en .\n'
_KIND = b"<urn:c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
_READING = dumps(Reading(WHOLE))

READERS = (
    Reader("text", _article(".txt"), (STORY.encode(), b"---\ntitle: No\ndate: 2013-06-07\n---\nx")),
    Reader("html", _article(".html"), (_PAGE,), ("<p>", "<!DOCTYPE", "<!ENTITY", "charset=")),
    Reader("pdf", _article(".pdf"), (_pdf(),), ("/Kids", "/Filter", "/FlateDecode", "0 R")),
    Reader("docx", _article(".docx"), (_word(_word_text()),)),
    Reader("docx text", _article(".docx", _word), (_word_text(),), ("<w:p>", "<w:tbl>", "<w:tc>")),
    Reader(
        "jsonl",
        _article(".jsonl"),
        (_json({"text": STORY, "title": "No", "id": "1", "date": 2013}) + b"\n{}\n",),
        ('"text"', "\\ud800", "1e999"),
    ),
    Reader(
        "annotation",
        _annotation,
        (_json(_CODED), _json({"text": STORY, **_CODED})),
        ('"start"', '"end"', '"confidence"', "null", "true", "\\ud800", '"date"', '"source"'),
    ),
    Reader(
        "decisions",
        _decisions,
        (
            b"left,left_document,right,decision\nLee,a,Ann Lee,same\n",
            b"left,right,decision,kind\nhttps://x.example/1,Lee,different,person\n",
        ),
    ),
    Reader("topics Turtle", _topics(".ttl"), (TOPICS.encode(),), ("skos:", "\\uD800", "[", "(")),
    Reader(
        "topics RDF/XML",
        _topics(".rdf"),
        (Graph().parse(data=TOPICS, format="turtle").serialize(format="xml").encode(),),
        ("<!ENTITY", "<!DOCTYPE", "SYSTEM", "rdf:parseType", "&#xD800;"),
    ),
    Reader(
        "topics JSON-LD",
        _topics(".jsonld"),
        (Graph().parse(data=TOPICS, format="turtle").serialize(format="json-ld").encode(),),
        ('"@context"', '"@import"', '"@graph"', '"@reverse"', '"@list"', "\\ud800"),
    ),
    Reader(
        "topics N-Triples",
        _topics(".nt"),
        (_TRIPLE + _KIND + b"<http://www.w3.org/2004/02/skos/core#Concept> .\n",),
    ),
    Reader("people Turtle", _people, (PEOPLE.encode(),), ("onr:", "owl:imports", "\\uD800")),
    Reader("people Popolo", _popolo, (_json(_POPOLO),), ('"redirect"', '"given_name"', "null")),
    Reader(
        "hospitals", _hospitals, (b"name,code,place,aliases\nVale Hospital,V1,Vale,The Vale\n",)
    ),
    Reader("furniture", _own_furniture, (b"# own\nsign in .*\n(?P<opens>related) stories\n",)),
    Reader(
        "query",
        _query,
        (
            b"SELECT * { ?s ?p ?o }",
            SEVERAL.encode()
            + b'ASK { ?s a onr:Person FILTER(REGEX(?n, "A")) OPTIONAL { ?s ?p ?n } }',
            b"CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 2",
        ),
        ("SERVICE", "FROM", "GROUP BY", "UNION", "BIND", "VALUES", "\\u0053", "MINUS", "EXISTS"),
    ),
    Reader("parameter", _parameter, (b"Hunt", b'" } SERVICE <http://x> {', "\\u0041’".encode())),
    Reader("readings.db", _readings, (_database(),)),
    Reader("kept reading", _kept_reading, (_READING, b'["some-model"]')),
    Reader(
        "record.json",
        _record,
        (
            _json(
                {
                    "cause": "x",
                    "names": [],
                    "output": "",
                    "told": asdict(unchanged.Outcome("", (), ())),
                }
            ),
        ),
    ),
    Reader("sources.json", _sources, (b'["../articles"]',)),
    Reader("graph.ttl", _build, (GRAPH.encode(),)),
)
