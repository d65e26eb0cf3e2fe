"""Graphs to look at: invented articles about invented people, written as the ontology asks.

`ada` is small and friendly, `hostile` has an attack in every field that comes from a text, and
`crowd` makes one of any size.
"""

import hashlib
import re
import runpy
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS

from onrecord.identifiers import Identifiers
from onrecord.rdf import quads
from onrecord.rdf.turtle import Prefixes, body, parts
from onrecord.triples import positions
from onrecord.views import record, triples
from onrecord.views.parts import Corpus

ONR = Namespace("https://w3id.org/onrecord/ns#")
ACT = Namespace("https://w3id.org/onrecord/acts#")
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
XSD = "http://www.w3.org/2001/XMLSchema#"
BASE = Namespace("https://w3id.org/onrecord/id/")
DATES = {4: URIRef(XSD + "gYear"), 7: URIRef(XSD + "gYearMonth"), 10: URIRef(XSD + "date")}
FLAGS = {
    "hedged": (ONR.hedged, Literal(True)),
    "reported": (ONR.secondHand, Literal(True)),
    "guessed": (ONR.confidence, Literal(Decimal("0.60"))),
}
OFFSET = URIRef(XSD + "nonNegativeInteger")

ATTACKS = (
    "</script><script>window.__pwned=1</script>",
    "<img src=x onerror=window.__pwned=1>",
    '"><svg onload=window.__pwned=1>',
    "'-window.__pwned=1-'",
    "href=javascript:window.__pwned=1",
    "<!--<script>window.__pwned=1//",
    "{{constructor.constructor('window.__pwned=1')()}}",
    "__proto__",
    "\u2028\u2029\u0001\u202e]]>",
)


def dated(date: str) -> Literal:
    return Literal(date, datatype=DATES[len(date)])


@dataclass
class Newsroom:
    """Writes articles, and what they put on record, into a graph."""

    graph: Graph = field(default_factory=Graph)
    texts: dict[URIRef, str] = field(default_factory=dict)

    def add(self, thing: URIRef, /, **values: object) -> URIRef:
        for name, value in values.items():
            self.graph.add((thing, ONR[name], value))
        return thing

    def article(self, text: str, title: str, path: str, **about: str) -> URIRef:
        sha = hashlib.sha256(text.encode()).hexdigest()
        iri = BASE[f"document/{sha[:12]}"]
        self.texts[iri] = text
        self.graph.add((iri, RDF.type, ONR.Document))
        self.add(iri, sha256=Literal(sha), path=Literal(path))
        self.graph.add((iri, RDFS.label, Literal(title)))
        self.graph.add((iri, DCTERMS.title, Literal(title)))
        for name, value in about.items():
            if name == "issued":
                self.graph.add((iri, DCTERMS.issued, dated(value)))
            elif name == "url":
                self.graph.add((iri, SCHEMA.url, URIRef(value)))
            else:
                self.graph.add((iri, DCTERMS[name], Literal(value)))
        return iri

    def entity(self, kind: str, slug: str, name: str, *aliases: str) -> URIRef:
        iri = BASE[f"{kind.lower()}/{slug}"]
        self.graph.add((iri, RDF.type, ONR[kind]))
        self.graph.add((iri, RDFS.label, Literal(name, lang="en")))
        for alias in aliases:
            self.graph.add((iri, SKOS.altLabel, Literal(alias, lang="en")))
        for document, text in self.texts.items():
            if any(known in text for known in (name, *aliases)):
                self.graph.add((iri, ONR.mentionedIn, document))
        return iri

    def evidence(self, document: URIRef, words: str, near: str = "") -> URIRef:
        """The occurrence of the words that is nearest to other words of the document."""
        text = self.texts[document]
        place = text.index(near or words)
        starts = [m.start() for m in re.finditer(re.escape(words), text)]
        start = min(starts, key=lambda start: abs(start - place))
        end = start + len(words)
        iri = BASE[f"evidence/{document.rpartition('/')[2]}-{start}-{end}"]
        place, quote = URIRef(iri + "#position"), URIRef(iri + "#quote")
        for triple in (
            (iri, RDF.type, OA.SpecificResource),
            (iri, OA.hasSource, document),
            (iri, OA.hasSelector, place),
            (iri, OA.hasSelector, quote),
            (place, RDF.type, OA.TextPositionSelector),
            (place, OA.start, Literal(start, datatype=OFFSET)),
            (place, OA.end, Literal(end, datatype=OFFSET)),
            (quote, RDF.type, OA.TextQuoteSelector),
            (quote, OA.exact, Literal(words)),
            (quote, OA.prefix, Literal(text[max(0, start - 60) : start])),
            (quote, OA.suffix, Literal(text[end : end + 60])),
        ):
            self.graph.add(triple)
        return iri

    def said(
        self,
        document: URIRef,
        speaker: URIRef | None,
        source: str,
        cue: str,
        content: tuple[str, ...],
        *stances: tuple[str, URIRef, str],
        act: str = "asserts",
        form: str = "direct",
        on: str | None = None,
    ) -> URIRef:
        parts = [self.evidence(document, words) for words in content]
        iri = BASE[f"statement/{parts[0].rpartition('/')[2]}"]
        self.graph.add((iri, RDF.type, ONR.Statement))
        self.graph.add((iri, PROV.wasQuotedFrom, document))
        self.add(iri, act=ACT[act], form=Literal(form), words=Literal(" … ".join(content)))
        self.add(iri, confidence=Literal(Decimal("0.90")))
        for part in parts:
            self.add(iri, evidence=part)
        if source:
            self.add(
                iri,
                sourceText=Literal(source),
                sourceEvidence=self.evidence(document, source, content[0]),
            )
        if cue:
            self.add(iri, cue=Literal(cue), cueEvidence=self.evidence(document, cue, content[0]))
        if on:
            self.add(iri, saidOn=dated(on))
        if speaker:
            self.add(iri, speaker=speaker)
        for number, (side, target, words) in enumerate(stances):
            stance = BASE[f"stance/{iri.rpartition('/')[2]}-{number}"]
            self.graph.add((stance, RDF.type, ONR.Stance))
            self.add(stance, polarity=ONR[side.title()], target=target)
            self.add(stance, confidence=Literal(Decimal("0.80")))
            self.add(stance, evidence=self.evidence(document, words))
            self.add(iri, stance=stance)
        return iri

    def relation(self, document: URIRef, one: URIRef, name: str, other: URIRef, words: str) -> None:
        iri = BASE[f"relation/{'--'.join((one.split('/')[-1], name, other.split('/')[-1]))}"]
        self.graph.add((iri, RDF.type, ONR.Relation))
        self.add(iri, subject=one, predicate=ONR[name], object=other)
        self.add(iri, evidence=self.evidence(document, words), confidence=Literal(Decimal("0.80")))
        self.graph.add((one, ONR[name], other))

    def finish(self) -> Graph:
        """Positions and who sides with whom, as the program infers them from the stances."""
        self.graph += positions.inferred(self.graph, Identifiers())
        return self.graph


HERALD = """Ward plan splits the council

Health minister Ada Brook told the Herald that "closing the night ward at Elm Hill is the only \
safe choice". Ms Brook, of the Orchard Party, said the money would follow patients.

But Tom Reed, who speaks for the opposition, said: "We will fight the ward closure." He added: \
"Nurses deserve better than this," and accused Ms Brook of "a failure of nerve".

In 2007 Mr Reed had called the ward closure "a sensible step".

The Fenland Nurses' Union backs free parking at Elm Hill Hospital in Fenwick.
"""

POST = """Minister defends parking fees
By Ivy Lane

Ada Brook said yesterday that "parking fees pay for two extra doctors". The Fenland Nurses' \
Union called the fees "a tax on the sick".

Patients want free parking, a petition says. One critic said it was "daylight robbery".

Tom Reed promised to scrap parking fees at the Fenwick Health Summit.
"""


@pytest.fixture(scope="session")
def ada() -> Graph:
    """Two invented articles with eleven entities of all kinds but one isolated place."""
    room = Newsroom()
    herald = room.article(
        HERALD, "Ward plan splits the council", "herald.txt", publisher="The Fenwick Herald",
        issued="2013-06-07", url="https://herald.example/ward-plan",
    )  # fmt: skip
    post = room.article(
        POST, "Minister defends parking fees", "post.txt", publisher="Evening Post",
        creator="Ivy Lane", issued="2013-08",
    )  # fmt: skip
    brook = room.entity("Person", "ada-brook", "Ada Brook", "Ms Brook", "Health minister Ada Brook")
    reed = room.entity("Person", "tom-reed", "Tom Reed", "Mr Reed")
    party = room.entity("Organisation", "orchard-party", "Orchard Party")
    room.graph.add((party, SCHEMA.color, Literal("#5A8F29")))
    union = room.entity("Organisation", "nurses-union", "Fenland Nurses' Union", "nurses’ union")
    patients = room.entity("Group", "patients", "Patients", "patients")
    elm = room.entity("Hospital", "elm-hill", "Elm Hill Hospital", "Elm Hill")
    ward = room.entity("Policy", "ward-closure", "Ward closure", "ward closure")
    fees = room.entity("Policy", "parking-fees", "Hospital parking fees", "parking fees")
    office = room.entity("Office", "health-minister", "Health minister")
    fenwick = room.entity("Place", "fenwick", "Fenwick")
    summit = room.entity("Event", "summit", "Fenwick Health Summit")
    only_safe = "closing the night ward at Elm Hill is the only safe choice"
    room.said(
        herald, brook, "Health minister Ada Brook", "told", (only_safe,),
        ("supports", ward, "only safe choice"),
    )  # fmt: skip
    room.said(
        herald, brook, "Ms Brook", "said", ("the money would follow patients",),
        act="promises", form="indirect",
    )  # fmt: skip
    room.said(
        herald, reed, "Tom Reed", "said", ("We will fight the ward closure.",),
        ("opposes", ward, "fight the ward closure"), act="promises",
    )  # fmt: skip
    room.said(
        herald, reed, "He", "added", ("Nurses deserve better than this", "a failure of nerve"),
        ("opposes", brook, "failure of nerve"), act="criticises",
    )  # fmt: skip
    room.said(
        herald, reed, "Mr Reed", "called", ("a sensible step",),
        ("supports", ward, "sensible step"), act="supports", on="2007",
    )  # fmt: skip
    room.said(
        post, brook, "Ada Brook", "said yesterday", ("parking fees pay for two extra doctors",),
        ("supports", fees, "pay for two extra doctors"), form="mixed",
    )  # fmt: skip
    room.said(
        post, union, "Union", "called", ("a tax on the sick",),
        ("opposes", fees, "a tax on the sick"), act="criticises",
    )  # fmt: skip
    room.said(
        post, None, "One critic", "said", ("daylight robbery",),
        ("opposes", fees, "daylight robbery"), act="criticises",
    )  # fmt: skip
    room.said(
        post, reed, "Tom Reed", "promised", ("to scrap parking fees",),
        ("opposes", fees, "scrap parking fees"), act="promises", form="indirect",
    )  # fmt: skip
    room.relation(herald, brook, "holdsOffice", office, "Health minister Ada Brook")
    room.relation(herald, brook, "memberOf", party, "Ms Brook, of the Orchard Party")
    room.relation(herald, reed, "criticises", brook, 'accused Ms Brook of "a failure of nerve"')
    room.relation(herald, ward, "affects", elm, "closing the night ward at Elm Hill")
    room.relation(herald, elm, "locatedIn", fenwick, "Elm Hill Hospital in Fenwick")
    room.relation(post, patients, "opposes", fees, "Patients want free parking")
    room.relation(post, reed, "opposes", fees, "scrap parking fees")
    room.relation(post, reed, "tookPartIn", summit, "at the Fenwick Health Summit")
    return room.finish()


@pytest.fixture(scope="session")
def hostile() -> Graph:
    """Every field that a text, a file name or a list can fill carries an attack."""
    room = Newsroom()
    text = "\n\n".join(
        f"{a} Mr {a} {a} of {a}: “{a} said so {a}” in {number} {a}"
        for number, a in enumerate(ATTACKS)
    )
    document = room.article(
        text, " ".join(ATTACKS), "/".join(ATTACKS), publisher=ATTACKS[0], creator=ATTACKS[1],
        issued="2013-06-07", url="javascript:window.__pwned=1",
    )  # fmt: skip
    other = room.article(
        text + " again", ATTACKS[1], ATTACKS[2], publisher=ATTACKS[2],
        url="data:text/html,%3Cscript%3Ewindow.__pwned=1%3C/script%3E",
    )  # fmt: skip
    kinds = ("Person", "Organisation", "Group", "Hospital", "Policy", "Office", "Place", "Event")
    things = [
        room.entity(
            kinds[place % 8], f"attack-{place}", attack, f"Mr {attack}", f"{attack} {place}"
        )
        for place, attack in enumerate(ATTACKS)
    ]
    for place, attack in enumerate(ATTACKS):
        target, side = things[(place + 1) % len(things)], ("supports", "opposes")[place % 2]
        article = (document, other)[place % 2]
        words = f"{attack} said so {attack}"
        room.said(
            article, things[place], f"Mr {attack}", attack, (words,), (side, target, attack),
            act=f"act{place}", form=attack,
        )  # fmt: skip
        room.relation(article, things[place], "memberOf", things[(place + 3) % 9], f"of {attack}")
    return room.finish()


@pytest.fixture(scope="session")
def two_camps() -> Graph:
    """Four who are for what four others are against, named so that no order of names shows it."""
    room = Newsroom()
    names = [f"{'Red' if n % 2 else 'Blue'} {n}" for n in range(8)]
    plans = [f"Plan {n}" for n in range(4)]
    said = [f"{name} said {plan} is {name} {plan} talk." for name in names for plan in plans]
    paper = room.article("\n".join(said), "Camps", "camps.txt", issued="2013-06-07")
    people = {name: room.entity("Person", name.lower().replace(" ", "-"), name) for name in names}
    things = {plan: room.entity("Policy", plan.lower().replace(" ", "-"), plan) for plan in plans}
    room.entity("Policy", "lonely-thing", "Lonely thing")
    for turn, name in enumerate(names):
        for at, plan in enumerate(plans):
            if (turn + at) % 3 == 0:
                continue
            side = "supports" if name.startswith("Red") == (at % 2 == 0) else "opposes"
            words = f"{plan} is {name} {plan} talk"
            room.said(paper, people[name], name, "said", (words,), (side, things[plan], words))
    return room.finish()


@pytest.fixture(scope="session")
def unsure() -> Graph:
    """One plan and seven people, year by year: plain words, and what weighs less or nothing."""
    year_by_year = {
        "Ann Lee": ("opposes", "supports"),
        "Bob Roe": (*("supports",) * 5, "opposes"),  # his one against is too little for a position
        "Cay Moss": ("hedged supports", "hedged supports"),
        "Dan Fell": ("opposes and reported supports", "hedged opposes"),
        "Eve Yu": ("opposes", "hedged supports", "hedged supports"),
        "Flo Rye": ("reported supports",),
        "Gil Orr": ("guessed opposes", "opposes", "guessed supports"),
    }
    told = [(who, str(2010 + n), what) for who, all in year_by_year.items()
            for n, what in enumerate(all)]  # fmt: skip
    room = Newsroom()
    text = "\n".join(f"{who} spoke of the toll: view of {year}, {who}." for who, year, _ in told)
    paper = room.article(text, "The toll", "toll.txt", issued="2016-02-03")
    toll = room.entity("Policy", "toll", "toll")
    people = {
        who: room.entity("Person", who.lower().replace(" ", "-"), who) for who in year_by_year
    }
    for who, year, what in told:
        words = f"view of {year}, {who}"
        sides = [tuple(side.split()) for side in what.split(" and ")]
        stances = [(side, toll, words) for *_, side in sides]
        said = room.said(paper, people[who], who, "spoke", (words,), *stances, on=year)
        for number, (*flags, _) in enumerate(sides):
            stance = BASE[f"stance/{said.rpartition('/')[2]}-{number}"]
            for flag in flags:
                room.graph.set((stance, *FLAGS[flag]))
    return room.finish()


@pytest.fixture(scope="session")
def undated() -> Graph:
    """Nothing has a date; one takes two sides in one breath, another's name fills two lines."""
    room, words = Newsroom(), "the levy, not the dam"
    name = "Royal Society for the Long Names of Committees and of Working Groups"
    paper = room.article(f"Ann Lee said: {words}. The {name} said: no.", "Water", "water.txt")
    lee = room.entity("Person", "ann-lee", "Ann Lee")
    levy, dam = (room.entity("Policy", plan, plan) for plan in ("levy", "dam"))
    sides = (("supports", levy, "levy"), ("opposes", dam, "dam"))
    room.said(paper, lee, "Ann Lee", "said", (words,), *sides)
    room.said(paper, room.entity("Organisation", "body", name), name, "said", ("no",))
    return room.finish()


@pytest.fixture(scope="session")
def doubted() -> Graph:
    """One plan and five people, some of whose statements are read with little confidence."""
    told = {
        "Ann Lee": (("supports", "0.50"),),  # all that she says is doubtful
        "Bob Roe": (("supports", "0.90"), ("supports", "0.42")),
        "Cay Moss": (("supports", "0.90"), ("opposes", "0.59")),  # on one side surely
        "Dan Fell": (("opposes", "0.60"),),  # just not doubtful
        "Eve Yu": (("supports", "0.90"),),
    }
    room = Newsroom()
    views = [(who, n, *view) for who, all in told.items() for n, view in enumerate(all)]
    text = "\n".join(f"{who} spoke of the toll: view {n} of {who}." for who, n, *_ in views)
    paper = room.article(text, "The toll", "toll.txt", issued="2016-02-03")
    toll = room.entity("Policy", "toll", "toll")
    people = {who: room.entity("Person", who.lower().replace(" ", "-"), who) for who in told}
    for who, n, side, confidence in views:
        words = f"view {n} of {who}"
        said = room.said(paper, people[who], who, "spoke", (words,), (side, toll, words))
        room.graph.set((said, ONR.confidence, Literal(Decimal(confidence))))
    return room.finish()


@pytest.fixture(scope="session")
def crowd() -> Callable[[int], Any]:
    """Makes the network of so many entities; see `crowd.py`, which a measurement uses, too."""
    made: Callable[[int], Any] = runpy.run_path(str(Path(__file__).with_name("crowd.py")))["crowd"]
    return cache(made)


@pytest.fixture(scope="session")
def many(crowd: Callable[[int], Any]) -> Any:
    return crowd(60)


@pytest.fixture(scope="session")
def in_parts() -> Callable[[Graph], Corpus]:
    """What makes of a graph that which a build hands to the views: what each article says as it
    is kept, and all else as Turtle, a few things at a time."""
    return _in_parts


def _in_parts(graph: Graph) -> Corpus:
    relations = graph.subjects(RDF.type, ONR.Relation)
    evidence = [str(place) for node in relations for place in graph.objects(node, ONR.evidence)]
    articles = triples.articles(graph, evidence)
    kept = {iri: record.dumps(article) for iri, article in articles.items()}
    prefixes = Prefixes(graph.namespaces())
    shared = [own for document, own in parts(graph) if document is None]
    texts = [
        body(graph, own[at : at + 3], prefixes) for own in shared for at in range(0, len(own), 3)
    ]
    head = prefixes.declarations()
    pieces = [partial(quads.triples, f"{head}{text}".encode()) for text in texts]
    return Corpus(kept, lambda iri: record.loads(kept[iri]), pieces)
