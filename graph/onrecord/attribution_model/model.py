"""The attribution model at run time: text -> who said what, in which words.

`AttributionModel.load()` once, `.attributions(text)` per article.  Needs onnxruntime, tokenizers
and numpy; no torch, no spaCy.
In: any str.  Out: `LearnedAttribution` values with code-point spans into that str, in the order of
their cues.

The network reads one window a call and a session computes with one thread; several windows run side
by side in as many Python threads as asked for.  int8 activations are scaled by what is in the call,
so a batch dimension would make an article's result depend on its neighbours; this way it depends on
nothing but the text.
"""

import json
import math
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from hashlib import sha256
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.attribution_model.decode import Found, Settings, candidates, resolve
from onrecord.attribution_model.quotes import with_bare_quotations
from onrecord.attribution_model.scores import Floats, Ints, Scores, Tables, View
from onrecord.attribution_model.windows import Window, cut_windows
from onrecord.attribution_model.words import Words, split_words
from onrecord.errors import ModelError

LENGTH, OVERLAP = 256, 64
MODEL_FILE, TOKENIZER_FILE = "attribution.onnx", "attribution-tokenizer.json"
CACHE = 50_000


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

    def __init__(
        self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer, threads: int
    ) -> None:
        meta = session.get_modelmeta().custom_metadata_map
        self._session, self._tokenizer, self._threads = session, tokenizer, threads
        sizes: dict[str, int] = json.loads(meta["heads"])
        ends = np.cumsum(list(sizes.values())).tolist()
        self._slices = {n: slice(e - s, e) for (n, s), e in zip(sizes.items(), ends, strict=True)}
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
        marks = [tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[UNK]")]
        first, last, unknown = (-1 if m is None else m for m in marks)
        if min(first, last, unknown) < 0:
            raise ValueError("the tokenizer lacks [CLS], [SEP] or [UNK]")
        self._frame, self._unknown = (first, last), (unknown,)
        self._pieces: dict[str, tuple[int, ...]] = {}
        self._version = "attribution"

    @classmethod
    def load(cls, path: Path | None = None, threads: int = 1) -> "AttributionModel":
        """Reads the model folder (default: the one inside the package).

        threads: windows computed at the same time; results do not depend on it.  Raises ModelError,
        ValueError.
        """
        if threads < 1:
            raise ValueError(f"threads must be at least 1, not {threads}")
        folder = path or Path(str(resources.files("onrecord.attribution_model")))
        for name in (MODEL_FILE, TOKENIZER_FILE):
            if not (folder / name).is_file():
                raise ModelError(
                    f"{folder / name}: no such file. Reinstall onrecord, "
                    "or pass --attribution rules."
                )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(
                str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
            )
            model = cls(session, Tokenizer.from_file(str(folder / TOKENIZER_FILE)), threads)
            weights = sha256((folder / MODEL_FILE).read_bytes()).hexdigest()
            model._version = f"attribution {weights[:12]}"
            return model
        except Exception as error:  # both libraries raise types of their own or bare ones
            raise ModelError(
                f"{folder}: cannot be read as an attribution model ({error})."
            ) from error

    @property
    def version(self) -> str:
        """Name and hash of the weights, as the provenance of a build states them."""
        return self._version

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
        windows = [self.windows(w) for w in words]
        jobs = [w for group in windows for w in group]
        if self._threads == 1 or len(jobs) < 2:
            outputs = [self._read(w) for w in jobs]
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                outputs = list(pool.map(self._read, jobs))
        out, at = [], 0
        for w, group in zip(words, windows, strict=True):
            out.append(self._decode(w, group, outputs[at : at + len(group)], settings))
            at += len(group)
        return out

    def windows(self, words: Words) -> list[Window]:
        """The windows of a text; none where it has no words."""
        if not len(words):
            return []
        pieces = [self._pieces_of(t) for t in words.tokens]
        return cut_windows(pieces, words.features, self._frame, LENGTH, OVERLAP)

    def _pieces_of(self, token: str) -> tuple[int, ...]:
        known = self._pieces.get(token)
        if known is None:
            known = (
                tuple(self._tokenizer.encode(token, add_special_tokens=False).ids) or self._unknown
            )
            if len(self._pieces) < CACHE:
                self._pieces[token] = known
        return known

    def _read(self, window: Window) -> Floats:
        """The network's output at the first pieces of the window's words."""
        feed = {"ids": np.array([window.ids]), "features": np.array([window.features])}
        (scores,) = self._session.run(["scores"], feed)
        out: Floats = scores[list(window.places)]
        return out

    def scores(self, windows: list[Window], parts: list[Floats]) -> Scores:
        """Windows and their outputs in order -> the heads of all words."""
        both = list(zip(windows, parts, strict=True))
        read = [p[w.words[0] - w.span[0] : w.words[1] - w.span[0]] for w, p in both]
        head = self._heads(np.concatenate(read))
        views = []
        for window, part in both:
            view = self._heads(part)
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

    def _heads(self, x: Floats) -> dict[str, Floats]:
        return {name: x[:, cut] for name, cut in self._slices.items()}

    def _pairs(self, x: Floats) -> Floats:
        return x.reshape(len(x), -1, self._pair)

    def found(self, text: str, settings: Settings | None = None) -> tuple[Words, list[Found]]:
        """Words and uncalibrated attributions of a text, for calibration and analysis."""
        words = split_words(text)
        windows = self.windows(words)
        parts = [self._read(w) for w in windows]
        return words, self._resolve(words, windows, parts, settings or self.settings)

    def _resolve(
        self, words: Words, windows: list[Window], parts: list[Floats], settings: Settings
    ) -> list[Found]:
        if not parts:
            return []
        numbers: Ints = np.array(words.paragraphs, dtype=np.int64)
        found = resolve(
            candidates(self.scores(windows, parts), self._tables, numbers, settings), settings
        )
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


def spans(words: Words, numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Ascending word numbers -> character spans, one for each unbroken run of words within a
    paragraph.
    """
    out: list[tuple[int, int]] = []
    last = -2
    for n in numbers:
        if n == last + 1 and words.paragraphs[n] == words.paragraphs[last]:
            out[-1] = (out[-1][0], words.ends[n])
        else:
            out.append((words.starts[n], words.ends[n]))
        last = n
    return tuple(out)


def form(words: Words, content: tuple[int, ...]) -> str:
    """direct, mixed or indirect, by the share of the content's words inside quotation marks
    (PolNeAR's evaluation: 0.9 and 0).
    """
    real = [n for n in content if words.tokens[n][0].isalnum()]
    quoted = sum(words.quoted[n] for n in real)
    if not real or not quoted:
        return "indirect"
    return "direct" if quoted >= 0.9 * len(real) else "mixed"
