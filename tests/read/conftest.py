"""Sources to read, in a folder of their own, and the furniture patterns that are shipped."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.read import compile_furniture
from onrecord.vocabulary import ontology_folder

STORY = (
    "Jane Doe has promised to keep the Fernvale clinic open.\n\n"
    "The minister told the county council that closing it would be wrong.\n"
)


@pytest.fixture(scope="session")
def patterns() -> tuple[re.Pattern[str], ...]:
    rows = (ontology_folder() / "furniture.txt").read_text(encoding="utf-8").splitlines()
    return compile_furniture(rows)


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file below the source folder and returns that folder."""

    def write(name: str, content: str | bytes = STORY) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return tmp_path

    return write
