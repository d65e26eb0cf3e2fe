"""The named queries of two ontology folders beside each other: same rows, same order, how long?

    python tests/compare_queries.py OLD/ontology NEW/ontology BUILD... [--times]

Each query is asked of each build as it stands, narrowed by each parameter alone (to the name that
stands there most often, to one that stands there half as often, to a fragment that many share, to
nothing) and by two parameters at once. Names and dates are those of the build, which may be a mere
index, as `bench_store.py` makes one. `--times` tells CPU seconds of every question, else of those
over half a second. Exit 1 where an answer of NEW is not that of OLD.
"""

import sys
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from rdflib import Graph

from onrecord.query import NamedQuery, Rows, named_queries, run
from onrecord.rdf import quads
from onrecord.rdf.store import open_build
from onrecord.triples.mapping import empty_graph

# What stands for a parameter, the most frequent first.
NAMES = {
    "person": "?by onr:speaker ?x . ?x rdfs:label ?name",
    "policy": "?by onr:target ?x . ?x rdfs:label ?name",
    "about": "?by onr:affects|onr:target ?x . ?x rdfs:label ?name",
    "party": "?by onr:memberOf ?x . ?x rdfs:label ?name",
    "hospital": "?x a onr:Hospital ; onr:mentionedIn ?by ; rdfs:label ?name",
    "date": "?by dct:issued ?name",
}
MANY = "E"  # a letter that most names have
NONE = "no such name"


def values(graph: Graph, parameter: str) -> list[str]:
    """Names for a parameter, at best four; parts of a date for a date."""
    if parameter == "doubtful":
        return ["no"]
    counted = f"SELECT ?name (COUNT(*) AS ?n) {{ {NAMES[parameter]} }} GROUP BY ?name"
    rows = graph.query(f"{counted} ORDER BY DESC(?n) STR(?name)", initNs=dict(graph.namespaces()))
    found = [(str(name), int(n)) for name, n in rows]  # type: ignore[misc, call-overload]
    if not found:
        return [NONE]
    most, times = found[0]
    half = next((name for name, n in found if 2 * n <= times), found[-1][0])
    if parameter == "date":
        return [half, half[:7], half[:4], "1066"]
    return list(dict.fromkeys((most, half, MANY, NONE)))


def questions(graph: Graph, query: NamedQuery) -> Iterator[dict[str, str]]:
    """No parameter, each alone, and two at once by their first two values."""
    yield {}
    known = {name: values(graph, name) for name, _ in query.parameters}
    for name, every in known.items():
        yield from ({name: value} for value in every)
    if len(known) > 1:
        for pair in product(*(every[:2] for every in known.values())):
            yield dict(zip(known, pair, strict=True))


def asked(graph: Graph, query: NamedQuery, given: dict[str, str]) -> tuple[Rows, float]:
    start = time.process_time()
    rows = run(graph, query, given)
    return rows, time.process_time() - start


def opened(build: Path) -> Graph:
    """A build, or an index alone."""
    if (build / "graph.ttl").exists():
        return open_build(build)
    prefixes = {prefix: str(iri) for prefix, iri in empty_graph().namespaces()}
    return quads.as_rdflib(quads.stored(build), prefixes)


def main() -> int:
    old, new, *builds = [argument for argument in sys.argv[1:] if argument != "--times"]
    before = {query.name: query for query in named_queries(Path(old))}
    same, other, slowest = 0, 0, 0.0
    for build in builds:
        graph = opened(Path(build))
        for query in named_queries(Path(new)):
            for given in questions(graph, query):
                wanted, then = asked(graph, before[query.name], given)
                found, now = asked(graph, query, given)
                is_same = wanted == found
                same, other, slowest = same + is_same, other + (not is_same), max(slowest, now)
                if not is_same or max(then, now) > 0.5 or "--times" in sys.argv:
                    told = " ".join(f"{name}={value!r}" for name, value in given.items())
                    mark = "" if is_same else "NOT THE SAME: "
                    print(f"{mark}{build}: {query.name} {told}: {len(found.rows)} rows, ", end="")
                    print(f"{then:.2f} s, {now:.2f} s", flush=True)
    print(f"{same} answers the same, {other} not; the slowest of {new} {slowest:.2f} CPU s")
    return int(other > 0)


if __name__ == "__main__":
    sys.exit(main())
