"""The same of a whole graph, asked of an index: what no part can tell of itself."""

from collections.abc import Iterator

from rdflib import PROV

from onrecord.identifiers import OA, ONR
from onrecord.validation.shapes import Link, Question
from onrecord.validation.verify.promises import (
    BARE,
    DERIVED,
    SHORTCUTS,
    SIDES,
    UNBACKED,
    WITH_EVIDENCE,
    ungrounded,
)


def _questions() -> Iterator[Question]:
    """Facts, inferences and shortcuts of `check_evidence`, asked of an index.

    Each condition is nested in the one before: as one group Oxigraph would go through all evidence
    for every fact, 52 s at 200 articles instead of 0.5.
    """
    for kind in WITH_EVIDENCE:
        select = _LACKING.format(kind=ONR[kind], link=ONR.evidence, end=OA.SpecificResource)
        link = Link(ONR[kind], ONR.evidence, OA.SpecificResource)
        yield Question(select, BARE, ONR.evidence, link=link)
    for kind, ground in DERIVED:
        select = _LACKING.format(kind=kind, link=PROV.wasDerivedFrom, end=ground)
        yield Question(select, ungrounded(ground), PROV.wasDerivedFrom)
    for line in SHORTCUTS:
        backings = []  # what backs most of these lines first: the next is asked of what is left
        if line in _BALANCES:
            backings.append(_ALIGNMENT.format(sign=_BALANCES[line]))
        if line in SIDES:
            backings.append(_POSITION.format(side=SIDES[line]))
        backings.append(_RELATION.format(line=line))
        lacks = " ".join(f"FILTER NOT EXISTS {{ {backing} }}" for backing in backings)
        select = (
            f"SELECT $this ?value {{ $this <{line}> ?value FILTER(!isLiteral(?value)) {lacks} }}"
        )
        yield Question(select, UNBACKED, line)


_LACKING = """SELECT $this {{
    $this a <{kind}>
    FILTER NOT EXISTS {{ $this <{link}> ?end FILTER EXISTS {{ ?end a <{end}> }} }}
}}"""
_RELATION = """?node onr:subject $this ; onr:object ?value .
    FILTER EXISTS {{ ?node onr:predicate <{line}> ; a onr:Relation }}"""
_POSITION = """?node onr:holder $this ; onr:target ?value .
    FILTER EXISTS {{ ?node onr:polarity <{side}> ; a onr:Position }}"""
_ALIGNMENT = """?node onr:actor $this , ?value . FILTER($this != ?value)
    FILTER EXISTS {{
        ?node a onr:Alignment .
        OPTIONAL {{ ?node onr:agreements ?agreements }}
        OPTIONAL {{ ?node onr:disagreements ?disagreements }}
        BIND(IF(BOUND(?agreements), ?agreements, 0) AS ?same)
        BIND(IF(BOUND(?disagreements), ?disagreements, 0) AS ?opposite)
        FILTER(isNumeric(?same) && isNumeric(?opposite) && ?same {sign} ?opposite)
    }}"""
_BALANCES = {ONR.agreesWith: ">", ONR.disagreesWith: "<"}
QUESTIONS = tuple(_questions())
