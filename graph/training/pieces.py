"""Words -> the encoder's piece numbers, one cached look-up per distinct word (training side; the
run time has the same few lines).
"""

from pathlib import Path

from tokenizers import Tokenizer

from onrecord.encoder.words import Words


class Pieces:
    """A tokenizer.json; `frame` holds the numbers of [CLS] and [SEP]."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[int, ...]] = {}
        self.frame = (self._tokenizer.token_to_id("[CLS]"), self._tokenizer.token_to_id("[SEP]"))
        self.hidden = (self._tokenizer.token_to_id("[MASK]"),)
        self._unknown = (self._tokenizer.token_to_id("[UNK]"),)

    def of(self, words: Words) -> list[tuple[int, ...]]:
        """Piece numbers of each word, at least one each."""
        return [self.word(token) for token in words.tokens]

    def word(self, token: str) -> tuple[int, ...]:
        """Piece numbers of one word."""
        ids = self._known.get(token)
        if ids is None:
            found = self._tokenizer.encode(token, add_special_tokens=False).ids
            ids = self._known[token] = tuple(found) or self._unknown
        return ids
