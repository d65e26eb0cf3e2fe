"""What a set of sources holds: documents, annotation files, and what gave neither."""

import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord.model import Document
from onrecord.read.article import Article
from onrecord.read.sources import STDIN


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a line of one ("a.jsonl:3"), that gave no document; the reason is one line."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Coded:
    """An annotation file among the sources; `id` is that of the document that it codes."""

    path: Path
    id: str
    data: dict[str, Any] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Library:
    """All that was found, each part sorted by path."""

    documents: tuple[Document, ...] = ()
    coded: tuple[Coded, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """An article and the label of the file that holds it."""

    article: Article
    label: str

    @property
    def digest(self) -> str:
        return sha256(self.article.text.encode("utf-8")).hexdigest()

    @property
    def path(self) -> str:
        return f"{self.label}:{self.article.line}" if self.article.line else self.label

    @property
    def order(self) -> tuple[str, int]:
        return self.label, self.article.line or 0

    @property
    def names(self) -> tuple[str, str]:
        """A plain name for the document, and one that tells formats and files apart."""
        if self.label == STDIN:
            return "stdin", "stdin.txt"
        stem = os.path.splitext(self.label)[0]
        if self.article.line is None:
            return stem, self.label
        return self.article.name or f"{stem}-{self.article.line}", self.path.replace(":", "-")
