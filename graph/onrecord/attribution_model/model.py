"""The attribution model at run time: text -> who said what, in which words.

`AttributionModel.load()` once, `.attributions(text)` per article.  Needs onnxruntime, tokenizers
and numpy; no torch, no spaCy.
In: any str.  Out: `LearnedAttribution` values with code-point spans into that str, in the order of
their cues.
"""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from importlib import resources
from pathlib import Path

import numpy as np

from onrecord.attribution_model.competition import completed, resolve
from onrecord.attribution_model.decode import Found, Settings, candidates, role_chances
from onrecord.attribution_model.quotes import with_bare_quotations
from onrecord.attribution_model.scores import Floats, Ints, Scores, Tables, View
from onrecord.encoder.session import Encoder, joined
from onrecord.encoder.windows import Window
from onrecord.encoder.words import Words, spans, split_words
from onrecord.errors import ModelError

MODEL_FILE = "attribution.onnx"


@dataclass(frozen=True, slots=True)
class LearnedAttribution:
    """One attribution; spans are (start, end) code points, end exclusive, ascending, without
    overlap inside a role.

    source may be empty; so may cue, in a paragraph of quotation that no cue claims.  form: "direct"
    (every word of the content inside quotation marks), "mixed" or "indirect".
    confidence: calibrated chance in 0..1 that a human coder would have marked it so.  nested: lies
    inside another's content.
    """

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    form: str
    confidence: float
    nested: bool


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic regression from what decoding knows of an attribution to a chance (Platt 1999); see
    LOG.md for its fit.
    """

    weights: tuple[float, ...] = ()
    bias: float = 0.0

    def chance(self, found: Found) -> float:
        """Confidence in 0..1, rounded to four places; the raw chance where no weights were fitted
        or there is no cue.
        """
        if not self.weights or not found.cue:
            return round(found.chance, 4)
        values = confidence_features(found)
        z = self.bias + sum(w * v for w, v in zip(self.weights, values, strict=True))
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, z)))), 4)


def confidence_features(found: Found) -> tuple[float, ...]:
    """What the calibration sees: log odds of the cue, mean certainty of each role, whether there is
    a source, content length.
    """
    own, any_, source, cue, content, best_source, margin = found.evidence
    p = min(max(any_ if found.nested else own, 1e-4), 1 - 1e-4)
    return (
        math.log(p / (1 - p)),
        cue,
        content,
        source if found.source else 0.0,
        0.0 if found.source else 1.0,
        0.0 if found.source else best_source,
        math.log(1 + len(found.content)),
        max(-5.0, min(10.0, margin)),
        1.0 if found.nested else 0.0,
    )


class AttributionModel:
    """A loaded model; safe to share between threads.  Make it with `load`."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        meta = encoder.metadata
        self._pair = int(meta["pair"])
        tables = json.loads(meta["tables"])
        self._tables = Tables(
            *(np.array(tables[n], dtype=np.float32) for n in ("distance", "paragraph"))
        )
        stored = json.loads(meta["settings"])
        known = {f.name for f in fields(Settings)}
        self.settings = Settings(**{k: v for k, v in stored.items() if k in known})
        fitted = stored.get("calibration", {})
        self._calibration = Calibration(tuple(fitted.get("weights", ())), fitted.get("bias", 0.0))

    @classmethod
    def load(cls, path: Path | None = None, threads: int = 1) -> "AttributionModel":
        """Reads the model folder (default: the one inside the package).

        threads: windows computed at the same time; results do not depend on it.  Raises ModelError,
        ValueError.
        """
        folder = path or Path(str(resources.files("onrecord.attribution_model")))
        encoder = Encoder.load(
            folder / MODEL_FILE, threads, instead=", or pass --attribution rules"
        )
        try:
            return cls(encoder)
        except (KeyError, ValueError) as error:
            raise ModelError(
                f"{folder / MODEL_FILE}: cannot be read as an attribution model ({error!r})."
            ) from error

    @property
    def version(self) -> str:
        """Name and hash of the weights, as the provenance of a build states them."""
        return self.encoder.version

    def attributions(self, text: str, settings: Settings | None = None) -> list[LearnedAttribution]:
        """All attributions of one text, ordered by cue."""
        return next(self.stream([text], 1, settings))

    def stream(
        self, texts: Iterable[str], batch: int = 8, settings: Settings | None = None
    ) -> Iterator[list[LearnedAttribution]]:
        """The attributions of each text in turn; `batch` texts are in memory at once and share the
        threads.
        """
        if batch < 1:
            raise ValueError(f"batch must be at least 1, not {batch}")
        held: list[str] = []
        for text in texts:
            held.append(text)
            if len(held) == batch:
                yield from self._run(held, settings or self.settings)
                held = []
        yield from self._run(held, settings or self.settings)

    def _run(self, texts: list[str], settings: Settings) -> list[list[LearnedAttribution]]:
        words = [split_words(t) for t in texts]
        windows = [self.encoder.windows(w) for w in words]
        outputs = self.encoder.read_all(w for group in windows for w in group)
        out, at = [], 0
        for w, group in zip(words, windows, strict=True):
            out.append(self._decode(w, group, outputs[at : at + len(group)], settings))
            at += len(group)
        return out

    def scores(self, windows: list[Window], parts: list[Floats]) -> Scores:
        """Windows and their outputs in order -> the heads of all words."""
        head = self.encoder.heads(joined(windows, parts))
        views = []
        for window, part in zip(windows, parts, strict=True):
            view = self.encoder.heads(part)
            views.append(View(window.words, window.span, view["own"], self._pairs(view["query"])))
        return Scores(
            head["cue"][:, 0],
            head["nested"][:, 0],
            head["own"],
            head["of_cue"],
            self._pairs(head["query"]),
            self._pairs(head["key"]),
            head["flat"],
            tuple(views),
        )

    def _pairs(self, x: Floats) -> Floats:
        return x.reshape(len(x), -1, self._pair)

    def found(self, text: str, settings: Settings | None = None) -> tuple[Words, list[Found]]:
        """Words and uncalibrated attributions of a text, for calibration and analysis."""
        words = split_words(text)
        windows = self.encoder.windows(words)
        parts = self.encoder.read_all(windows)
        return words, self._resolve(words, windows, parts, settings or self.settings)

    def _resolve(
        self, words: Words, windows: list[Window], parts: list[Floats], settings: Settings
    ) -> list[Found]:
        return self.decode(words, self.scores(windows, parts), settings) if parts else []

    def decode(self, words: Words, scores: Scores, settings: Settings) -> list[Found]:
        """The attributions of a text whose words got these scores."""
        numbers: Ints = np.array(words.paragraphs, dtype=np.int64)
        found = resolve(candidates(scores, self._tables, numbers, settings), settings)
        found = completed(found, role_chances(scores), settings.completed)
        return with_bare_quotations(words, found) if settings.bare_quotations else found

    def _decode(
        self, words: Words, windows: list[Window], parts: list[Floats], settings: Settings
    ) -> list[LearnedAttribution]:
        return [
            LearnedAttribution(
                spans(words, f.source),
                spans(words, f.cue),
                spans(words, f.content),
                form(words, f.content),
                self._calibration.chance(f),
                f.nested,
            )
            for f in self._resolve(words, windows, parts, settings)
        ]


def form(words: Words, content: tuple[int, ...]) -> str:
    """direct, mixed or indirect, by the share of the content's words inside quotation marks
    (PolNeAR's evaluation: 0.9 and 0).
    """
    real = [n for n in content if words.tokens[n][0].isalnum()]
    quoted = sum(words.quoted[n] for n in real)
    if not real or not quoted:
        return "indirect"
    return "direct" if quoted >= 0.9 * len(real) else "mixed"
