"""How good the annotations are: precision, recall and F1 of a folder against hand-coded gold.

Both sides are annotation files of either form. Names are compared leniently, what is claimed
strictly; what the gold calls arguable costs nothing when missed and counts when found.

statement           same words: Jaccard index of the content's words, counted with repetition,
                    of at least a half; one to one
on record           a matched statement with the same speaker on both sides, or with none
speaker             of the matched statements that have a speaker in the gold
kind, act           of the matched statements
stance              (speaker, side, target) of a document, each counted once
side, given target  the side alone, where speaker and target are the same
entity              of one type, per type and over all
relation            (subject, predicate, object)

Pairs are a maximum matching: the best pairs first, then augmenting paths (Kuhn's method) for
what is left over.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from onrecord.annotations import KINDS
from onrecord.errors import AnnotationError
from onrecord.evaluate.codings import Coding, annotations, name_of, read
from onrecord.evaluate.compare import Outcome, compare

__all__ = ["MEASURES", "Score", "Scores", "evaluate"]

MEASURES = (
    *("statement", "on record", "speaker", "kind", "act"),
    *("stance", "side, given target", "entity", "relation"),
    *(f"entity {kind}" for kind in KINDS),
)


@dataclass(frozen=True, slots=True)
class Score:
    """One measure over all documents; `n` counts what the gold asks for."""

    measure: str
    precision: float
    recall: float
    f1: float
    n: int


@dataclass(frozen=True, slots=True)
class Scores:
    """All measures in the order of `MEASURES`, and how many gold documents they rest on."""

    documents: int
    missing: tuple[str, ...]  # gold documents that nothing was predicted for
    scores: tuple[Score, ...]

    def __getitem__(self, measure: str) -> Score:
        """The score of one of `MEASURES`."""
        return self.scores[MEASURES.index(measure)]


def evaluate(gold_dir: Path, pred_dir: Path) -> Scores:
    """The scores of the annotations below `pred_dir` against those below `gold_dir`.

    A gold document is paired with the prediction of the same "doc" or file stem, else with the
    first whose name begins with its own. Raises AnnotationError for a folder that does not
    exist, one without gold, and a file that cannot be read as an annotation.
    """
    predicted: dict[str, Coding] = {}
    for path, data in annotations(pred_dir):
        if "statements" in data:
            coding = read(path, data)
            predicted[name_of(path, data)] = coding
            predicted.setdefault(path.stem, coding)
    tally: Counter[Outcome] = Counter()
    documents, missing = 0, []
    for path, data in annotations(gold_dir):
        name = name_of(path, data)
        longer = (coding for key, coding in predicted.items() if key.startswith(name))
        found = predicted.get(name) or next(longer, None)
        documents += 1
        if found is None:
            missing.append(name)
        tally.update(compare(read(path, data), found or Coding()))
    if not documents:
        raise AnnotationError(f"{gold_dir}: no annotation files (*.json). Name the gold's folder.")
    return Scores(documents, tuple(missing), tuple(_score(name, tally) for name in MEASURES))


def _score(measure: str, tally: Counter[Outcome]) -> Score:
    hits = tally[measure, "hit"]
    claimed, wanted = hits + tally[measure, "extra"], hits + tally[measure, "missed"]
    precision = hits / claimed if claimed else 0.0
    recall = hits / wanted if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return Score(measure, precision, recall, f1, wanted)
