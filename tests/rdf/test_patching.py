"""An index made from the one before holds what one that is loaded anew holds, whatever changed;
and where the one before is not what it was left as, all is loaded.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad, Store
from rdflib import URIRef

from onrecord.rdf import patching, quads, store
from onrecord.rdf.patching import Before

X = "https://x.example/"
NAMESPACES = [("x", URIRef(X)), ("xsd", URIRef("http://www.w3.org/2001/XMLSchema#"))]
VALUES = ("x:a", "x:b", "0.9", "0.90", "1", '"one\\ntwo"', '"un"@fr', '"Un"@en-GB')

# What each of some subjects is told to be: a part is a document with some, or some of no document.
Told = dict[int, frozenset[int]]
subjects = st.dictionaries(
    st.integers(0, 5), st.frozensets(st.integers(0, len(VALUES) - 1), min_size=1), max_size=5
)
graphs = st.tuples(st.dictionaries(st.integers(0, 4), subjects, max_size=4), subjects, subjects)


def turtle(name: str, told: Told) -> str:
    blocks = (
        f"x:{name}{subject} x:is {' , '.join(VALUES[value] for value in sorted(values))} .\n"
        for subject, values in sorted(told.items())
    )
    return "\n".join(blocks)


def written(folder: Path, graph: tuple[dict[int, Told], Told, Told], before: Before) -> Store:
    """A build's graph and index: things, documents, ties."""
    folder.mkdir()
    documents, things, ties = graph
    writer = store.Writer(folder, NAMESPACES)
    if things:
        writer.put(None, turtle("thing", things), ["x"])
    for document, told in sorted(documents.items()):
        own = f"x:d{document} x:is 1 .\n\n{turtle(f'e{document}-', told)}".rstrip("\n")
        writer.put(URIRef(f"{X}d{document}"), f"{own}\n", ["x"])
    if ties:
        writer.put(None, turtle("tie", ties), ["x"])
    return store.index(writer.close(), before)


def held(index: Store) -> tuple[set[Quad], set[str]]:
    return set(index), {graph.value for graph in index.named_graphs()}


def never(*_: object) -> Store:
    raise AssertionError("all was loaded")


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(graphs, min_size=2, max_size=4))
def test_an_index_made_from_others_is_that_which_is_loaded(
    graphs: list[tuple[dict[int, Told], Told, Told]],
) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        place = Path(name)
        patch.setattr(patching, "SHARE", 1e9)
        patch.setattr(patching, "DRIFT", 1e9)
        written(place / "0", graphs[0], Before("same"))
        for number, graph in enumerate(graphs[1:], 1):
            loaded = written(place / f"loaded-{number}", graph, Before("same"))
            with pytest.MonkeyPatch.context() as strict:
                strict.setattr(patching, "_loaded", never)
                before = Before("same", place / f"{number - 1}")
                made = written(place / f"{number}", graph, before)
            assert held(made) == held(loaded)
            del made
            reopened = quads.stored(place / f"{number}" / store.STORE / patching.DATA)
            assert held(reopened) == held(loaded)


FEW = ({number: {0: frozenset({1, 2}), 1: frozenset({0})} for number in range(40)}, {}, {})
MORE = (FEW[0] | {40: {1: frozenset({3})}}, {0: frozenset({4})}, {})


def loads(place: Path, graph: tuple[dict[int, Told], Told, Told], hashed: str = "same") -> bool:
    """Whether the index of the next build is loaded whole; it holds what it should."""
    loaded, was = list[bool](), patching._loaded

    def noted(*given: Any) -> Store:
        loaded.append(True)
        return was(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patching, "_loaded", noted)
        made = written(place / "next", graph, Before(hashed, place / "out"))
    assert held(made) == held(written(place / "fresh", graph, Before("same")))
    return bool(loaded)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    written(tmp_path / "out", FEW, Before("same"))
    return tmp_path


def test_little_that_is_new_is_put_into_the_index_before_which_stays_as_it_is(place: Path) -> None:
    index = place / "out" / store.STORE
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in index.rglob("*") if p.is_file()}
    assert not loads(place, MORE)
    assert {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in before} == before
    assert {p for p in index.rglob("*") if p.is_file()} == before.keys()
    tables = [p for p in before if p.suffix == ".sst"]
    links = [(p, place / "next" / p.relative_to(place / "out")) for p in tables]
    assert any(new.exists() and os.path.samefile(old, new) for old, new in links)
    shutil.rmtree(place / "out")
    assert held(quads.stored(place / "next" / store.STORE / patching.DATA)) == held(
        quads.stored(place / "fresh" / store.STORE / patching.DATA)
    )


def test_much_that_is_new_is_loaded_with_all_else(place: Path) -> None:
    assert loads(place, ({**FEW[0], **dict.fromkeys(range(60), FEW[0][1])}, {}, {}))


def test_after_many_small_changes_all_is_loaded(place: Path) -> None:
    for number in range(60):
        changed = ({**FEW[0], number % 40: {3: frozenset(range(8))}}, {}, {})
        if loads(place, changed):
            break
        shutil.rmtree(place / "out")
        shutil.rmtree(place / "fresh")
        (place / "next").rename(place / "out")
    assert 2 < number < 59


def test_another_program_or_vocabulary_loads_all(place: Path) -> None:
    assert loads(place, MORE, "another")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _alter(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:9] + bytes(byte ^ 1 for byte in data[9:]))


@pytest.mark.parametrize("harm", [Path.unlink, _cut, _alter])
@pytest.mark.parametrize(
    "name", [store.FILE, "store/pieces", "store/made.json", "store/oxigraph/CURRENT", "table"]
)
def test_an_index_that_is_not_as_it_was_left_is_loaded_anew(
    place: Path, name: str, harm: Callable[[Path], None]
) -> None:
    tables = sorted((place / "out").rglob("*.sst"), key=lambda path: path.stat().st_size)
    harm(tables[-1] if name == "table" else place / "out" / name)
    assert loads(place, MORE)


def test_without_links_the_tables_are_copied(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(patching.os, "link", refused)
    assert not loads(place, MORE)
