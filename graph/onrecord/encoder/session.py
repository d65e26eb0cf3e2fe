"""A trained network at run time: words -> windows -> the outputs of the network's heads.

The network reads one window a call and a session computes with one thread; several windows run side
by side in as many Python threads as asked for.  int8 activations are scaled by what is in the call,
so a batch dimension would make an article's result depend on its neighbours; this way it depends on
nothing but the text.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from onrecord import fingerprints
from onrecord.encoder.pieces import Pieces, pieces_of
from onrecord.encoder.windows import Window, cut_windows
from onrecord.encoder.words import Words
from onrecord.errors import ModelError

LENGTH, OVERLAP = 256, 64  # of the windows, in pieces
TOKENIZER_FILE = "tokenizer.json"
Floats = npt.NDArray[np.float32]


class Encoder:
    """One network with the tokenizer that all of them share; safe to share between threads.

    In: an ONNX file with inputs ids and features (1, T) and output scores (T, outputs), whose
    metadata `heads` names its outputs and their sizes.  Make it with `load`.
    """

    def __init__(self, session: onnxruntime.InferenceSession, pieces: Pieces, threads: int) -> None:
        self._session, self._threads = session, threads
        self._pieces, self.pieces, self.frame = pieces, pieces.of, pieces.frame
        self.metadata: Mapping[str, str] = session.get_modelmeta().custom_metadata_map
        self.outputs: dict[str, int] = json.loads(self.metadata["heads"])  # name -> size
        ends = np.cumsum(list(self.outputs.values())).tolist()
        sizes = zip(self.outputs.items(), ends, strict=True)
        self._slices = {n: slice(e - s, e) for (n, s), e in sizes}
        self.version = ""

    @classmethod
    def load(cls, weights: Path, threads: int = 1, *, instead: str = "") -> "Encoder":
        """Reads a network's file.  `instead` says in errors what to do without it.

        threads: windows computed at the same time; results do not depend on it.  Raises ModelError
        where the file or the tokenizer is missing or broken, ValueError.
        """
        if threads < 1:
            raise ValueError(f"threads must be at least 1, not {threads}")
        tokenizer = Path(str(resources.files("onrecord.encoder"))) / TOKENIZER_FILE
        for file in (weights, tokenizer):
            if not file.is_file():
                raise ModelError(f"{file}: no such file. Reinstall onrecord{instead}.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(
                str(weights), options, providers=["CPUExecutionProvider"]
            )
            encoder = cls(session, pieces_of(tokenizer), threads)
        except Exception as error:  # both libraries raise types of their own or bare ones
            raise ModelError(f"{weights}: cannot be read as a model ({error}).") from error
        encoder.version = f"{weights.stem} {fingerprints.of_weights(weights)[:12]}"
        return encoder

    def windows(self, words: Words) -> list[Window]:
        """The windows of a text; none where it has no words.

        Those of the last text are kept with the words that all networks share, and cut once.
        """
        if not len(words):
            return []
        if (kept := self._pieces.windows) is None or kept[0] is not words:
            pieces = [self.pieces(t) for t in words.tokens]
            cut = cut_windows(pieces, words.features, self.frame, LENGTH, OVERLAP)
            kept = self._pieces.windows = (words, cut)
        return kept[1]

    def run(self, ids: Sequence[int], features: Sequence[int]) -> Floats:
        """The network's output (T, outputs) for one row of pieces."""
        feed = {"ids": np.array([ids], np.int64), "features": np.array([features], np.int64)}
        out: Floats = self._session.run(["scores"], feed)[0]
        return out

    def read(self, window: Window) -> Floats:
        """The network's output at the first pieces of all the window's words."""
        return self.run(window.ids, window.features)[list(window.places)]

    def read_all(self, windows: Iterable[Window]) -> list[Floats]:
        """`read` of each window in order, computed side by side in the encoder's threads."""
        jobs = list(windows)
        if self._threads == 1 or len(jobs) < 2:
            return [self.read(w) for w in jobs]
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(self.read, jobs))

    def heads(self, x: Floats) -> dict[str, Floats]:
        """Outputs (n, outputs) by the names of the heads."""
        return {name: x[:, cut] for name, cut in self._slices.items()}


def joined(windows: Sequence[Window], parts: Sequence[Floats]) -> Floats:
    """The outputs of all words of a text, each as the window read it that it belongs to."""
    both = zip(windows, parts, strict=True)
    return np.concatenate([p[w.words[0] - w.span[0] : w.words[1] - w.span[0]] for w, p in both])
