"""Measures whom pronouns are taken to mean, on the development part of GAP (Webster et al. 2018):

python graph/training/bench_pronouns.py GAP.tsv          the shipped weights
python graph/training/bench_pronouns.py GAP.tsv --fit    learns weights, prints them

GAP marks two names and one pronoun in a snippet of Wikipedia, and says which of the two it means,
if either. The people of a snippet are those that the program finds, and the two marked names.
Right: the pronoun is put with the name it means. Wrong: with a name it does not mean, or with
anybody else where it means one of the two. Else it is left open. With --fit, every figure is of
snippets that the weights were not learned from (five folds).
"""

import argparse
import csv
import hashlib
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from onrecord import vocabulary
from onrecord.extract.mentions import mentions
from onrecord.model import Document, Mention, Span
from onrecord.parsing import parse
from onrecord.resolve import pronouns
from onrecord.resolve.chain import Chain
from onrecord.resolve.entities import cast
from onrecord.resolve.offices import holdings
from onrecord.resolve.scene import Scene, stage

ROUNDS, RATE, SHRINK, FOLDS = 300, 0.3, 0.002, 5
MARGINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)


@dataclass(frozen=True)
class Snippet:
    """One pronoun with its people: the two marked ones and whether it means them."""

    scene: Scene
    pronoun: parse.Token
    names: tuple[str | None, str | None]  # Entity.id of A and B
    means: tuple[bool, bool]

    @property
    def answer(self) -> str | None:
        """The right person, where it is one of the two."""
        return next((n for n, is_so in zip(self.names, self.means, strict=True) if is_so), None)


def snippets(path: Path) -> Iterator[Snippet]:
    """The snippets of a GAP file, parsed."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = [row["Text"] for row in rows]
    documents = [Document(r["ID"], r["Text"], _hash(r["Text"]), ()) for r in rows]
    lexicon = vocabulary.lexicon()
    for row, text, parsed in zip(rows, texts, parse.parse(documents, parse.load()), strict=True):
        marked = [
            Mention(Span(at, at + len(row[x])), row[x], "Person")
            for x in ("A", "B")
            for at in (int(row[f"{x}-offset"]),)
        ]
        found = [
            m
            for m in mentions(parsed, lexicon)
            if not any(m.span.overlaps(one.span) for one in marked)
            and (m.kind == "Person" or m.name not in {one.name for one in marked})
        ]
        found = sorted([*found, *marked], key=lambda m: (m.span, m.kind))
        people = cast(parsed, found, lexicon)
        token = parsed.words[parsed.token_from(int(row["Pronoun-offset"]))]
        assert text[token.idx :].startswith(row["Pronoun"])
        names = (people.at(marked[0]), people.at(marked[1]))
        means = (row["A-coref"] == "TRUE", row["B-coref"] == "TRUE")
        held = tuple(holdings(parsed, found, people, lexicon))
        yield Snippet(stage(parsed, found, people, held, lexicon), token, names, means)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def traces(one: Snippet) -> list[pronouns.Trace]:
    """Where people are spoken of before the pronoun, earlier pronouns included."""
    chain = Chain(one.scene)
    chain.go_to(one.pronoun.idx)
    return chain.traces


def learned(told: Sequence[tuple[Mapping[str, Mapping[str, float]], str]]) -> dict[str, float]:
    """Weights by gradient ascent on the log-odds of the right candidates."""
    names = sorted({n for table, _ in told for features in table.values() for n in features})
    weights = dict.fromkeys(names, 0.0)
    for _ in range(ROUNDS):
        slope = {n: -SHRINK * len(told) * w for n, w in weights.items()}
        for table, answer in told:
            scores = {w: sum(weights[n] * v for n, v in f.items()) for w, f in table.items()}
            top = max(scores.values())
            powers = {w: math.exp(s - top) for w, s in scores.items()}
            total = sum(powers.values())
            for who, features in table.items():
                miss = (who == answer) - powers[who] / total
                for n, v in features.items():
                    slope[n] += miss * v
        weights = {n: w + RATE * slope[n] / len(told) * 5 for n, w in weights.items()}
    return {n: round(w, 2) for n, w in weights.items()}


def outcome(one: Snippet, ranked: Sequence[tuple[str, float]], margin: float) -> str:
    """ "right", "wrong" or "open", as the head of this file says."""
    if not ranked or ranked[0][1] < pronouns.LEAST:
        return "open"
    if ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0) < margin:
        return "open"
    who = ranked[0][0]
    if one.answer is not None:
        return "right" if who == one.answer else "wrong"
    return "wrong" if who in one.names else "open"


def show(found: Sequence[Snippet], ranked: Sequence[list[tuple[str, float]]]) -> dict[str, float]:
    """Prints precision and coverage for several margins; returns those of the shipped one."""
    known = sum(any(one.means) for one in found)
    figures = {}
    print("margin  precision  coverage  of all that mean one of the two")
    for margin in sorted({*MARGINS, pronouns.MARGIN}):
        told = [outcome(*pair, margin) for pair in zip(found, ranked, strict=True)]
        right, wrong = told.count("right"), told.count("wrong")
        precision, coverage = right / (right + wrong), right / known
        print(f"{margin:6.2f}  {precision:9.3f}  {coverage:8.3f}")
        if margin == pronouns.MARGIN:
            figures = {"precision": round(precision, 3), "coverage": round(coverage, 3)}
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure pronouns on GAP development.")
    parser.add_argument("gap", type=Path, help="gap-development.tsv")
    parser.add_argument("--fit", action="store_true", help="learn the weights and print them")
    asked = parser.parse_args()
    found = list(snippets(asked.gap))
    walks = [traces(one) for one in found]
    weights = [pronouns.WEIGHTS] * FOLDS
    if asked.fit:
        tables = [
            pronouns.candidates(one.scene, one.pronoun, walk)
            for one, walk in zip(found, walks, strict=True)
        ]
        told = [
            (i, (table, one.answer))
            for i, (one, table) in enumerate(zip(found, tables, strict=True))
            if one.answer in table and len(table) > 1
        ]
        weights = [
            learned([pair for i, pair in told if i % FOLDS != fold]) for fold in range(FOLDS)
        ]
        print(json.dumps(learned([pair for _, pair in told]), indent=4))
    ranked = [
        pronouns.odds(one.scene, one.pronoun, walk, weights[i % FOLDS])
        for i, (one, walk) in enumerate(zip(found, walks, strict=True))
    ]
    show(found, ranked)
    return 0


if __name__ == "__main__":
    sys.exit(main())
