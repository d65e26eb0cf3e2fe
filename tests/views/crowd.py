"""A record of any size, about invented people and plans, for measuring and for crowded pictures."""

import random
from collections import defaultdict

from rdflib import URIRef

from onrecord.triples.alignments import alignments
from onrecord.triples.sides import Said
from onrecord.views.network import Network, network
from onrecord.views.record import (
    Alignment,
    Document,
    Entity,
    Passage,
    Position,
    Record,
    Relation,
    Stance,
    Statement,
)

FIRST = ("Ada", "Tom", "Ivy", "Noor", "Grace", "Samuel", "Wen", "Oluwaseun", "Bo", "Mirela")
LAST = ("Brook", "Reed", "Lane", "Fielding", "Ashdown-Marsh", "Okafor", "Yu", "Hart")
TOPICS = ("Ward closure", "Parking fees", "Seven-day opening", "A named doctor for all",
          "Night nurse cover", "The waiting-time pledge", "Free prescriptions")  # fmt: skip
KINDS = (*["Person"] * 4, *["Organisation"] * 2, "Group", "Hospital", *["Policy"] * 4, "Office",
         "Place")  # fmt: skip
ACTORS, TARGETS = ("Person", "Organisation", "Group"), ("Policy", "Hospital")
BASE = "https://w3id.org/onrecord/id"


def crowd(size: int) -> Network:
    """The network of so many entities, a third of them policies, with names long and short.

    For each entity there are about 1.3 statements and half a relation; a few speak often.
    """
    dice = random.Random(7)
    papers = {
        f"{BASE}/document/{n}": Document(
            f"{BASE}/document/{n}", f"Article {n}", f"Paper {n % 5}", None, f"2013-{n % 12 + 1:02}"
        )
        for n in range(max(1, size // 20))
    }
    things = dict(sorted((iri, thing) for iri, thing in _entities(size, dice)))
    actors = [iri for iri, thing in things.items() if thing.kind in ACTORS]
    targets = [iri for iri, thing in things.items() if thing.kind in TARGETS]
    statements = {}
    for n in range(int(size * 1.3)):
        speaker = actors[int(len(actors) * dice.random() ** 2)]
        target = targets[int(len(targets) * dice.random() ** 2)]
        side = dice.choice(("supports", "opposes"))
        paper = papers[f"{BASE}/document/{n % len(papers)}"]
        statements[f"{BASE}/statement/{n}"] = _said(n, paper, speaker, target, side)
    relations = []
    for n in range(size // 2):
        one, other = dice.sample(sorted(things), 2)
        name = dice.choice(("affects", "memberOf", "criticises", "locatedIn"))
        passage = _passage(f"{BASE}/document/0", 9000 + n, f"link {n}")
        relations.append(Relation(f"{BASE}/relation/{n}", one, name, other, 0.8, (passage,)))
    positions = tuple(_positions(statements))
    record = Record(
        papers, things, statements, positions, tuple(relations), tuple(_alignments(statements))
    )
    return network(record)


def _entities(size: int, dice: random.Random) -> list[tuple[str, Entity]]:
    made = []
    for n in range(size):
        kind = KINDS[n % len(KINDS)]
        name = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
        if kind != "Person":
            name = f"{dice.choice(LAST)} {kind.lower()}"
        if kind == "Policy":
            name = f"{dice.choice(TOPICS)} in {dice.choice(LAST)}"
        iri = f"{BASE}/{kind.lower()}/{n}"
        made.append((iri, Entity(iri, kind, name)))
    return made


def _passage(document: str, start: int, words: str) -> Passage:
    iri = f"{document}-{start}"
    return Passage(
        iri, document, start, start + len(words), words, "It was said that ", ". And more was said."
    )


def _said(n: int, paper: Document, speaker: str, target: str, side: str) -> Statement:
    passage = _passage(paper.iri, n * 40, f"plan {n} is right or wrong")
    stance = Stance(f"{BASE}/stance/{n}", side, target, 0.8, (passage,))
    return Statement(
        f"{BASE}/statement/{n}", paper.iri, speaker, f"Speaker {n}", "said", passage.exact,
        "asserts", "direct", paper.published, None, 0.9, (passage,), (), (), (stance,),
    )  # fmt: skip


def _positions(statements: dict[str, Statement]) -> list[Position]:
    held = defaultdict(list)
    for said in statements.values():
        held[said.speaker, said.stances[0].target].append(said)
    made = []
    for n, ((holder, target), stated) in enumerate(sorted(held.items())):
        sides = [said.stances[0].polarity for said in stated]
        polarity = "mixed" if len(set(sides)) > 1 else sides[0]
        dates = sorted(said.date for said in stated)
        made.append(
            Position(
                f"{BASE}/position/{n}",
                holder,
                target,
                polarity,
                sides.count("supports"),
                sides.count("opposes"),
                dates[0],
                dates[-1],
                tuple(said.iri for said in stated),
            )
        )
    return made


def _alignments(statements: dict[str, Statement]) -> list[Alignment]:
    """Who sides with whom, every pair, as the program counts it."""
    taken = (
        Said(
            URIRef(said.speaker), URIRef(said.stances[0].target), said.stances[0].polarity,
            URIRef(said.iri), URIRef(said.document), None, said.stances[0].weight,
        )
        for said in statements.values()
    )  # fmt: skip
    return [
        Alignment(
            f"{BASE}/alignment/{n}", (str(pair.one), str(pair.other)), pair.agreements,
            pair.disagreements, tuple(map(str, pair.shared)), None, None,
        )
        for n, pair in enumerate(alignments(taken, most=len(statements) ** 2))
    ]  # fmt: skip
