"""How time and memory of joining a corpus grow: `make bench-resolve`.

Generated articles speak of 5,000 people, few of them often and most seldom, by full names,
initials and bare surnames, with posts, parties and company. Each size runs in a process of its
own, in processor seconds, so that a busy machine does not count. Ends with 1 where 10,000
articles take 2 GB or more, or where time grows by a quarter more than n log n from the smallest
size to the largest.
"""

import argparse
import hashlib
import math
import multiprocessing
import random
import resource
import sys
import time
from itertools import pairwise, product

from onrecord import vocabulary
from onrecord.model import Document, Entity, Reading, Relation, Span
from onrecord.resolve.corpus import resolve

SIZES = (1_000, 2_000, 5_000, 10_000)
NAMES = 5_000
MOST_MEMORY = 2.0  # GB
SLACK = 1.25  # times n log n
STARTS = ("Bar", "Cor", "Dal", "Fen", "Gor", "Hal", "Jor", "Kel", "Lam", "Mor", "Nor", "Pel", "Ros",
          "Sal", "Tor", "Vel", "Wen", "Yar", "Zan", "Bri")  # fmt: skip
MIDDLES = ("a", "e", "i", "o", "u")
ENDS = ("bury", "den", "field", "gate", "ham", "ler", "man", "nock", "ridge", "son")
SURNAMES = ["".join(parts) for parts in product(STARTS, MIDDLES, ENDS)]  # 1,000
GIVEN = ["".join(parts) for parts in product(STARTS, MIDDLES, ("n", "ra", "lo"))]  # 300
POSTS = ("Rail Minister", "MP for {}", "Mayor of {}", "director", "chief executive of {}")
PARTIES = ("Meadow Party", "Harbour Party", "Farmers' Party", "Civic Party")
HERE = Span(0, 4)


def people(random_: random.Random) -> list[tuple[str, str, str, str]]:
    """Distinct full names, each with surname, post and party."""
    names = random_.sample(list(product(GIVEN, SURNAMES)), NAMES)
    return [
        (f"{given} {surname}", surname, random_.choice(POSTS).format(random_.choice(SURNAMES)),
         random_.choice(PARTIES))
        for given, surname in names
    ]  # fmt: skip


def article(number: int, known: list[tuple[str, str, str, str]], random_: random.Random) -> Reading:
    """A dozen entities; who is often in the news is drawn often (Zipf)."""
    text = f"This is article {number}."
    entities: dict[str, Entity] = {}
    relations: list[Relation] = []

    def add(kind: str, name: str) -> str:
        id = f"{kind.lower()}-{name.lower().replace(' ', '-')}"
        entities.setdefault(id, Entity(id, kind, name, (HERE,)))  # type: ignore[arg-type]
        return id

    for _ in range(6):
        rank = min(int(NAMES ** random_.random()) - 1, NAMES - 1)
        full, surname, post, party = known[rank]
        form = random_.choices((full, surname, f"{full[0]}. {surname}"), (8, 1, 1))[0]
        who = add("Person", form)
        if random_.random() < 0.4:
            relations.append(Relation(who, "holdsOffice", add("Office", post), HERE, 0.9))
        if random_.random() < 0.3:
            relations.append(Relation(who, "memberOf", add("Organisation", party), HERE, 0.9))
    for _ in range(3):
        add("Organisation", f"{random_.choice(SURNAMES)} {random_.choice(('Trust', 'Council'))}")
    add("Place", random_.choice(SURNAMES))
    add("Policy", f"{random_.choice(SURNAMES).lower()} bypass".replace(" ", " road "))
    add("Organisation", "Government")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    published = f"{random_.randint(2004, 2024)}-{random_.randint(1, 12):02}"
    document = Document(f"d{number:05}", text, sha256, (f"d{number:05}.txt",), published=published)
    return Reading(document, tuple(entities.values()), (), tuple(relations))


def measure(size: int) -> tuple[float, float, int, int]:
    """Seconds, peak GB of the process, entities and things for so many articles."""
    random_ = random.Random(2006)
    known = people(random_)
    readings = [article(number, known, random_) for number in range(size)]
    lexicon = vocabulary.lexicon()
    start = time.process_time()
    found = resolve(readings, lexicon)
    took = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return took, peak, len(found.things), len(set(found.things.values()))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    sizes = sorted(parser.parse_args().sizes)
    print(
        f"{'articles':>9}{'entities':>10}{'things':>8}{'seconds':>9}{'GB':>7}"
        f"{'ratio':>7}{'n log n':>9}"
    )
    told: list[tuple[int, float, float]] = []
    context = multiprocessing.get_context("spawn")
    for size in sizes:
        with context.Pool(1) as pool:
            seconds, peak, entities, things = pool.apply(measure, (size,))
        growth = ""
        if told:
            before, earlier, _ = told[-1]
            growth = f"{seconds / earlier:7.2f}{nlogn(size) / nlogn(before):9.2f}"
        print(f"{size:9,}{entities:10,}{things:8,}{seconds:9.2f}{peak:7.2f}{growth}", flush=True)
        told.append((size, seconds, peak))
    grown, allowed = told[-1][1] / told[0][1], nlogn(sizes[-1]) / nlogn(sizes[0])
    print(
        f"From {sizes[0]:,} to {sizes[-1]:,}: {grown:.1f} times the time; n log n: {allowed:.1f}."
    )
    assert all(a[0] < b[0] for a, b in pairwise(told))
    return int(grown > SLACK * allowed or told[-1][2] >= MOST_MEMORY)


def nlogn(size: int) -> float:
    return size * math.log(size)


if __name__ == "__main__":
    sys.exit(main())
