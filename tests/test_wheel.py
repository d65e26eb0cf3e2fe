"""A wheel of the project, in an environment that has nothing else, builds a graph."""

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = {
    "lee.txt": "“We will close the ward at Valley Hospital,” said Ann Lee.\n",
    "moss.txt": "“The ward must stay open,” said Cara Moss of the Meadow Party.\n",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = ["build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    run(sys.executable, "-m", *command)
    (found,) = folder.glob("*.whl")
    return found


def run(*command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    bare = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=bare, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_wheel_holds_the_ontology_and_the_page_and_nothing_else(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    ontology = [path for path in (ROOT / "ontology").rglob("*") if path.is_file()]
    assert len(ontology) > 20
    package = [p for p in (ROOT / "graph" / "onrecord").rglob("*") if p.suffix != ".pyc"]
    wanted = {f"onrecord/{p.relative_to(ROOT).as_posix()}" for p in ontology}
    wanted |= {p.relative_to(ROOT / "graph").as_posix() for p in package if p.is_file()}
    assert {"onrecord/views/front/page.html", "onrecord/views/front/page.js"} < wanted
    assert {name for name in held if ".dist-info/" not in name} == wanted


@pytest.mark.slow
def test_wheel_builds_a_valid_graph_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "empty")
    tools = tmp_path / "empty" / ("Scripts" if sys.platform == "win32" else "bin")
    pinned = re.sub(r" \\\n +--hash=\S+", "", (ROOT / "constraints.txt").read_text("utf-8"))
    (tmp_path / "pinned.txt").write_text(pinned, "utf-8")
    install = [*("-m", "pip", "--python", str(tools / "python"), "install"), str(wheel)]
    run(sys.executable, *install, "--quiet", "--no-compile", "-c", str(tmp_path / "pinned.txt"))
    (tmp_path / "news").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "news" / name).write_text(text, "utf-8")

    onrecord = str(tools / "onrecord")
    built = run(onrecord, "build", "news", cwd=tmp_path)
    assert built.stderr.startswith("Read 2 articles:"), built.stderr
    checked = run(onrecord, "check", cwd=tmp_path)
    assert "every piece of evidence stands where it says" in checked.stderr
    spoke = run(onrecord, "query", "statements-about", cwd=tmp_path).stdout
    assert "Ann Lee" in spoke and "Cara Moss" in spoke
    assert (tmp_path / "output" / "graph.html").stat().st_size > 100_000
