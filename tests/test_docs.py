"""README and program say the same; nothing in the repository names a machine or a registry."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from rdflib import OWL, RDF, Graph
from typer.main import get_command

from onrecord import query
from onrecord.cli import app
from onrecord.cli.export import ExportFormat
from onrecord.cli.query import TableFormat
from onrecord.identifiers import ONR
from onrecord.read import _FORMATS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CODE = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
EXAMPLES = [
    re.split(r"\s+[<>#]\s", line)[0]
    for block in CODE
    for line in block.splitlines()
    if line.startswith("onrecord ")
]
SKIPPED = {".git", ".venv", "dist", "build", "__pycache__", "constraints.txt"}
GROUP: Any = get_command(app)
COMMANDS: dict[str, Any] = {"": GROUP, **GROUP.commands}


def section(name: str) -> str:
    return README.partition(f"\n### {name}\n")[2].partition("\n### ")[0]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_has_help_and_stands_in_the_readme(name: str) -> None:
    command = COMMANDS[name]
    assert command.help.endswith("."), name
    assert not name or section(name), f"### {name} is missing"
    shared = {"o", "output", "help", "model", "topics", "people"}
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{name} {parameter.name} has no help"
        for option in (*parameter.opts, *parameter.secondary_opts):
            if option.startswith("-"):
                where = README if not name or option.strip("-") in shared else section(name)
                assert re.search(rf"(?<![\w-]){option}(?![\w-])", where), f"{name} {option}"


def test_every_example_in_the_readme_can_be_typed() -> None:
    assert len(EXAMPLES) >= 15
    tried = set()
    for example in EXAMPLES:
        name, *arguments = shlex.split(example)[1:]
        with COMMANDS[name].make_context(name, arguments):
            tried.add(name)
    assert tried == set(GROUP.commands)


def test_every_choice_and_file_format_stands_in_the_readme() -> None:
    assert [f.value for f in TableFormat if f"`{f.value}`" not in section("query")] == []
    assert [f.value for f in ExportFormat if f"`{f.value}`" not in section("export")] == []
    assert [e for e in (*_FORMATS, ".json") if f"`{e}`" not in README and e != ".htm"] == []


def test_every_named_query_stands_in_the_readme_with_its_parameters() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \|(.*)\|$", section("query"), re.MULTILINE))
    told = {name: tuple(re.findall(r"`(\w+)`", cell)) for name, cell in rows.items()}
    named = query.named_queries(ROOT / "ontology")
    assert told == {each.name: tuple(p for p, _ in each.parameters) for each in named}


def test_the_model_table_names_every_class() -> None:
    table = README.partition("## The model")[2].partition("\n## ")[0]
    ontology = Graph().parse(ROOT / "ontology" / "onrecord.ttl")
    classes = {str(c).removeprefix(ONR) for c in ontology.subjects(RDF.type, OWL.Class)}
    named = set(re.findall(r"`([A-Z]\w+)`", table))
    assert named == classes and len(classes) == 18


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"^make (\w+)|`make (\w+)`", README, re.MULTILINE))
    named_targets = {one or other for one, other in named}
    assert {"graph", "test", "setup"} <= named_targets <= targets


def test_every_file_and_picture_that_is_named_exists() -> None:
    for name in re.findall(r"`((?:ontology|tests|corpus)/[\w./]*)`|\]\((\w+/[\w.]+)\)", README):
        assert (ROOT / (name[0] or name[1])).exists(), name


def test_no_file_names_a_registry_or_a_machine() -> None:
    hosts = ("py" + "pi.org", "python" + "hosted", "npm" + "js", "hugging" + "face.co")
    paths = r"(?<![\w.}/>])/(?:work|root|home|opt)/\w"
    seen = 0
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT)
        hidden = any(part.startswith(".") and part != ".ci" for part in inside.parts)
        if hidden or SKIPPED & set(inside.parts) or not path.is_file():
            continue
        if inside.parts[0] == "output" and inside.name != "README.md":
            continue
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        seen += 1
        assert not [host for host in hosts if host in text], inside
        assert not re.search(paths, text), inside
    assert seen > 100
