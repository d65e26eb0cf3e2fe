"""The record as a keyed multigraph of networkx: two ties between the same two are two ties.

Nodes are entities; edges are positions and relations (and, on request, alignments of actors),
each under its IRI as key and with the passages that it rests on.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TypeAlias

import networkx as nx
from rdflib import Graph

from onrecord import xml_graphs
from onrecord.slugs import plain_words
from onrecord.views import selection, style
from onrecord.views.record import Alignment, Entity, Passage, Position, Record, Relation
from onrecord.views.triples import read
from onrecord.xml_graphs import storable

Network: TypeAlias = "nx.MultiDiGraph[str]"
Scalar: TypeAlias = str | int | float


def network(graph: Graph | Record, alignments: bool = False) -> Network:
    """The network of a graph; `.graph["record"]` keeps the values that it was made from.

    Nodes: label, kind, aliases, party, statements (how many it made or that take a side on it).
    Edges: tie ("position", "relation", "alignment"), label, polarity ("supports", "opposes",
    "mixed" or ""), weight, first, last, statements (IRIs) and evidence (passages); positions
    also supporting, opposing, doubtful and firm (the side without doubtful statements, where that
    is another); relations predicate and confidence; alignments agreements and disagreements.
    """
    record = read(graph) if isinstance(graph, Graph) else graph
    net: Network = nx.MultiDiGraph(record=record, alignments=alignments)
    counts = _statement_counts(record)
    parties = _parties(record)
    for iri, thing in record.entities.items():
        net.add_node(
            iri,
            label=thing.name,
            kind=thing.kind,
            aliases=thing.aliases,
            party=parties.get(iri),
            statements=counts[iri],
        )
    held: dict[str, list[Position]] = defaultdict(list)
    for position in record.positions:
        held[position.holder].append(position)
        _add_position(net, position, record)
    for relation in record.relations:
        _add_relation(net, relation)
    if alignments:
        for alignment in record.alignments:
            of_both = [p for actor in alignment.actors for p in held[actor]]
            behind = [p for p in of_both if p.target in alignment.targets]
            _add_alignment(net, alignment, behind, record)
    return net


def part(
    net: Network,
    entity: str | None = None,
    topic: str | None = None,
    since: str | None = None,
    until: str | None = None,
    types: Iterable[str] = (),
) -> Network:
    """The network of a part of the record; `selection.select` says what each condition keeps.

    Raises QueryError if no entity, topic or type of that name is there.
    """
    record = selection.select(net.graph["record"], entity, topic, since, until, types)
    return network(record, alignments=net.graph["alignments"])


def graphml(net: Network) -> str:
    """GraphML with scalar attributes only, which Gephi and yEd open; same network, same bytes."""
    return "\n".join(nx.generate_graphml(_scalars(net))) + "\n"


def gexf(net: Network) -> str:
    """GEXF for Gephi with scalar attributes only."""
    return xml_graphs.gexf(_scalars(net))


def _add_position(net: Network, position: Position, record: Record) -> None:
    statements = [record.statements[i] for i in position.statements if i in record.statements]
    net.add_edge(
        position.holder,
        position.target,
        key=position.iri,
        tie="position",
        label=style.LINES[style.line("position", position.polarity)].label,
        polarity=position.polarity,
        supporting=position.supporting,
        opposing=position.opposing,
        doubtful=position.doubtful,
        firm=position.firm,
        weight=max(1, len(statements)),
        first=position.first,
        last=position.last,
        statements=position.statements,
        evidence=tuple(passage for statement in statements for passage in statement.content),
    )


def _add_relation(net: Network, relation: Relation) -> None:
    net.add_edge(
        relation.subject,
        relation.object,
        key=relation.iri,
        tie="relation",
        label=plain_words(relation.predicate),
        predicate=relation.predicate,
        polarity=style.LEANINGS.get(relation.predicate, ""),
        confidence=relation.confidence,
        weight=max(1, len(relation.evidence)),
        first=None,
        last=None,
        statements=(),
        evidence=relation.evidence,
    )


def _add_alignment(
    net: Network, alignment: Alignment, behind: list[Position], record: Record
) -> None:
    """An edge from the first to the second actor, to be read without direction."""
    statements = tuple(dict.fromkeys(iri for position in behind for iri in position.statements))
    agreements, disagreements = alignment.agreements, alignment.disagreements
    net.add_edge(
        *alignment.actors,
        key=alignment.iri,
        tie="alignment",
        label=f"agree {agreements}, disagree {disagreements}",
        polarity=_side(agreements, disagreements),
        agreements=agreements,
        disagreements=disagreements,
        weight=max(1, agreements + disagreements),
        first=alignment.first,
        last=alignment.last,
        statements=statements,
        evidence=tuple(
            passage
            for iri in statements
            if iri in record.statements
            for passage in record.statements[iri].content
        ),
    )


def _side(agreements: int, disagreements: int) -> str:
    if agreements == disagreements:
        return "mixed"
    return "supports" if agreements > disagreements else "opposes"


def _statement_counts(record: Record) -> Counter[str]:
    """How many statements each entity made, or has a stance in."""
    counts: Counter[str] = Counter()
    for statement in record.statements.values():
        targets = {stance.target for stance in statement.stances}
        counts.update(targets | ({statement.speaker} if statement.speaker else set()))
    return counts


def _parties(record: Record) -> dict[str, str]:
    """The name of the party that each person is a member of; a party with a colour is its own."""
    found = {iri: body.name for iri, body in record.entities.items() if body.colour}
    for relation in record.relations:
        body = record.entities[relation.object]
        if relation.predicate == "memberOf" and _is_party(body):
            found.setdefault(relation.subject, body.name)
    return found


def _is_party(body: Entity) -> bool:
    """A body whose colour a list gives, or that is called a party."""
    names = (body.name, *body.aliases)
    return bool(body.colour) or any("party" in name.casefold().split() for name in names)


def _scalars(net: Network) -> Network:
    """The same nodes and edges with flat, XML-safe attributes; what is unknown is left out."""
    flat: Network = nx.MultiDiGraph()
    record: Record = net.graph["record"]
    for node, data in net.nodes(data=True):
        flat.add_node(storable(node), **_flat(data))
    for holder, target, key, data in sorted(net.edges(keys=True, data=True), key=_ends):
        passages: tuple[Passage, ...] = data["evidence"]
        documents = (
            record.documents[p.document] for p in passages if p.document in record.documents
        )
        more = {
            "quotes": " | ".join(passage.exact for passage in passages),
            "evidence": " ".join(passage.iri for passage in passages),
            "documents": " | ".join(dict.fromkeys(d.title for d in documents)),
        }
        flat.add_edge(
            storable(holder),
            storable(target),
            key=storable(key),
            id=storable(key),
            **_flat(data | more),
        )
    return flat


def _ends(edge: tuple[str, str, str, dict[str, object]]) -> tuple[str, str, str]:
    return edge[:3]


def _flat(data: dict[str, object]) -> dict[str, Scalar]:
    """Tuples joined, None left out; names that GEXF keeps for itself are not used above."""
    flat: dict[str, Scalar] = {}
    for name, value in data.items():
        if isinstance(value, tuple):
            value = " | ".join(map(str, value))
        if isinstance(value, str):
            flat[name] = storable(value)
        elif isinstance(value, int | float):
            flat[name] = value
    return flat
