"""Sentences -> vectors whose cosine says how close two of them are in meaning (MODEL_CARD.md)."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from onrecord.encoder import Encoder, split_words
from onrecord.encoder.session import Floats

WEIGHTS = Path(__file__).with_name("sentences.onnx")
SIZE = 384
LONGEST = 254  # pieces of a sentence that are read


class SentenceModel:
    """The sentence encoder; make it with `load`."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.version = encoder.version

    @classmethod
    def load(cls, weights: Path = WEIGHTS) -> "SentenceModel":
        """Reads the shipped file. Raises ModelError where it is missing or broken."""
        return cls(Encoder.load(weights, instead=", or leave out --infer-topics"))

    def vectors(self, sentences: Iterable[str]) -> Floats:
        """One row of length 1 for each sentence, each computed alone: (n, 384)."""
        rows = [self._vector(sentence) for sentence in sentences]
        return np.stack(rows) if rows else np.zeros((0, SIZE), dtype=np.float32)

    def _vector(self, sentence: str) -> Floats:
        first, last = self._encoder.frame
        pieces = [p for word in split_words(sentence).tokens for p in self._encoder.pieces(word)]
        ids = [first, *pieces[:LONGEST], last]
        vector: Floats = self._encoder.run(ids, [0] * len(ids))[0]
        return vector
