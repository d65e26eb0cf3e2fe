"""Words -> the numbers of their pieces, by the one tokenizer that all networks share."""

from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

from onrecord.encoder.windows import Window
from onrecord.encoder.words import Words

CACHE = 50_000


class Pieces:
    """A tokenizer that knows the words it has met; safe to share between threads."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Raises ValueError where the tokenizer lacks a mark that the networks were taught."""
        marks = [tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[UNK]")]
        first, last, unknown = (-1 if m is None else m for m in marks)
        if min(first, last, unknown) < 0:
            raise ValueError("the tokenizer lacks [CLS], [SEP] or [UNK]")
        self.frame, self._unknown = (first, last), (unknown,)
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}
        self.windows: tuple[Words, list[Window]] | None = None  # of the last text that was cut

    def of(self, word: str) -> tuple[int, ...]:
        """Numbers of a word's pieces, at least one."""
        known = self._known.get(word)
        if known is None:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids
            known = tuple(ids) or self._unknown
            if len(self._known) < CACHE:
                self._known[word] = known
        return known


@lru_cache(maxsize=4)
def pieces_of(file: Path) -> Pieces:
    """The pieces of a tokenizer's file, read once a process: each network met the same words."""
    return Pieces(Tokenizer.from_file(str(file)))
