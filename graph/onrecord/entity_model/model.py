"""The entity model at run time: text -> names with their types.

`EntityModel.load()` once, `.names(text)` per article.  Needs onnxruntime, tokenizers and numpy; no
torch, no spaCy.  In: any str.  Out: `LearnedName` values in text order.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from onrecord.encoder.session import Encoder, Floats, joined
from onrecord.encoder.windows import Window
from onrecord.encoder.words import Words, split_words
from onrecord.entity_model.decode import FORBIDDEN, best_tags, log_softmax
from onrecord.entity_model.labels import LABELS, is_inside, type_of
from onrecord.errors import ModelError

MODEL_FILE = "entities.onnx"
# A type that only own sentences taught: in articles of other fields the model saw hospitals in
# villages, schools and pipelines that were to close, so names get their next likely type.
UNTOLD = ("hospital",)
_UNTOLD = [tag for tag in range(LABELS) if type_of(tag) in UNTOLD]


@dataclass(frozen=True, slots=True)
class LearnedName:
    """A name in a text: code points `start` to `end`, end exclusive, and its type (labels.TYPES).

    confidence: mean chance of the type over the name's words, 0..1.
    """

    start: int
    end: int
    kind: str
    confidence: float


class EntityModel:
    """A loaded model; safe to share between threads.  Make it with `load`."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    @classmethod
    def load(cls, path: Path | None = None, threads: int = 1) -> "EntityModel":
        """Reads the model folder (default: the one inside the package).

        threads: windows computed at the same time; results do not depend on it.  Raises ModelError,
        ValueError.
        """
        folder = path or Path(str(resources.files("onrecord.entity_model")))
        encoder = Encoder.load(folder / MODEL_FILE, threads, instead=", or pass --entities rules")
        if encoder.outputs.get("tags") != LABELS:
            raise ModelError(
                f"{folder / MODEL_FILE}: cannot be read as an entity model (it has no {LABELS} "
                "tags). Reinstall onrecord, or pass --entities rules."
            )
        return cls(encoder)

    @property
    def version(self) -> str:
        """Name and hash of the weights, as the provenance of a build states them."""
        return self.encoder.version

    def names(self, text: str) -> list[LearnedName]:
        """All names of one text."""
        return next(self.stream([text], 1))

    def stream(self, texts: Iterable[str], batch: int = 8) -> Iterator[list[LearnedName]]:
        """The names of each text in turn; `batch` texts are in memory at once and share the
        threads.  Raises ValueError for a batch below 1.
        """
        if batch < 1:
            raise ValueError(f"batch must be at least 1, not {batch}")
        held: list[str] = []
        for text in texts:
            held.append(text)
            if len(held) == batch:
                yield from self._run(held)
                held = []
        yield from self._run(held)

    def _run(self, texts: Sequence[str]) -> list[list[LearnedName]]:
        words = [split_words(t) for t in texts]
        windows = [self.encoder.windows(w) for w in words]
        outputs = self.encoder.read_all(w for group in windows for w in group)
        out, at = [], 0
        for each, group in zip(words, windows, strict=True):
            out.append(_names(each, group, outputs[at : at + len(group)]))
            at += len(group)
        return out


def _names(words: Words, windows: Sequence[Window], parts: Sequence[Floats]) -> list[LearnedName]:
    if not windows:
        return []
    scores = joined(windows, parts)
    scores[:, _UNTOLD] = FORBIDDEN
    chances = log_softmax(scores)
    tags = best_tags(chances, words.paragraphs)
    runs: list[tuple[int, int]] = []  # first word, end word
    for word in np.flatnonzero(tags).tolist():
        if is_inside(tags[word]):
            runs[-1] = (runs[-1][0], word + 1)
        else:
            runs.append((word, word + 1))
    by_type = np.exp(chances[:, 1::2]) + np.exp(chances[:, 2::2])
    return [_name(words, run, tags[run[0]], by_type) for run in runs]


def _name(words: Words, run: tuple[int, int], tag: int, by_type: Floats) -> LearnedName:
    first, end = run
    sure = float(np.add.reduce(by_type[first:end, (tag - 1) // 2]) / (end - first))
    kind = type_of(tag) or ""
    return LearnedName(words.starts[first], words.ends[end - 1], kind, round(min(sure, 1.0), 4))
