"""IRIs come from content, stay apart where the content differs, and are always usable."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

from onrecord.errors import OnrecordError
from onrecord.identifiers import Identifiers, is_iri
from onrecord.model import Attribution, Span
from onrecord.slugs import slug

SHA = "3f2a9c0d1b22" + "0" * 52
MAKE = Identifiers()


@given(st.text())
def test_a_slug_is_plain_never_empty_and_stays_itself(name: str) -> None:
    made = slug(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) <= 80
    assert slug(made) == made


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jeremy Hunt", "jeremy-hunt"),
        ("Łukasz Żółć", "lukasz-zolc"),
        ("St Thomas’ Hospital", "st-thomas-hospital"),
        ("A&E – downgrade", "a-e-downgrade"),
        ("Straße", "strasse"),
    ],
)
def test_slugs_are_what_a_reader_expects(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_names_in_other_scripts_do_not_become_one() -> None:
    assert len({slug(name) for name in ("王毅", "李强", "Ann 王", "Ann 李", "Ann", "!!!")}) == 6


@pytest.mark.parametrize(
    "base",
    [
        *("", "id/", "ftp://x.org/", "https://x.org/id", "https:///id/", "https://x.org/a b/"),
        *("javascript:alert(1)/", "https://[bad/", "https://x.org/<id>/", "https://x.org/a#b#"),
    ],
)
def test_a_base_that_makes_no_iris_is_refused_with_the_option_to_mend(base: str) -> None:
    with pytest.raises(OnrecordError, match=r"--base-iri.*https://w3id.org/onrecord/id/"):
        Identifiers(base)


@pytest.mark.parametrize("base", ["http://x.org/id#", "https://x.org/", "https://x.org/é/"])
def test_every_iri_of_a_good_base_is_one(base: str) -> None:
    make = Identifiers(base)
    evidence = make.evidence(SHA, Span(3, 9))
    assert evidence.startswith(base)
    assert is_iri(evidence)
    assert is_iri(make.selector(evidence, "quote"))
    assert make.selector(evidence, "quote") != make.selector(evidence, "position")


def test_iris_are_readable() -> None:
    hunt, policy = MAKE.entity("Person", "jeremy-hunt"), MAKE.entity("Policy", "ward-closure")
    assert str(hunt) == "https://w3id.org/onrecord/id/person/jeremy-hunt"
    assert MAKE.document(SHA).endswith("/document/3f2a9c0d1b22")
    assert MAKE.evidence(SHA, Span(413, 480)).endswith("/evidence/3f2a9c0d1b22-413-480")
    assert "/position/jeremy-hunt--ward-closure-" in MAKE.position(hunt, policy)
    assert "/relation/jeremy-hunt-opposes-ward-closure-" in MAKE.relation(hunt, "opposes", policy)


def test_one_name_of_two_kinds_gives_two_positions() -> None:
    holder = MAKE.entity("Person", "ann-lee")
    targets = (MAKE.entity("Policy", "nhs"), MAKE.entity("Organisation", "nhs"))
    assert MAKE.position(holder, targets[0]) != MAKE.position(holder, targets[1])


def test_an_alignment_is_the_same_from_both_sides() -> None:
    one, other = MAKE.entity("Person", "ann"), MAKE.entity("Person", "bob")
    assert MAKE.alignment(one, other) == MAKE.alignment(other, one)


def said(source: int = 0, cue: int = 4, content: int = 9) -> Attribution:
    spans = [(Span(start, start + 3),) for start in (source, cue, content)]
    return Attribution(*spans, "direct", 1.0)


def test_a_statement_is_its_document_places_and_speaker() -> None:
    iris = [
        MAKE.statement(SHA, said(), "ann"),
        MAKE.statement(SHA, said(), "bob"),
        MAKE.statement(SHA, said(), None),
        MAKE.statement(SHA, said(source=1), "ann"),
        MAKE.statement(SHA, said(cue=5), "ann"),
        MAKE.statement(SHA, said(content=10), "ann"),
        MAKE.statement("0" * 64, said(), "ann"),
    ]
    assert len(set(iris)) == len(iris)
    assert MAKE.statement(SHA, said(), "ann") == iris[0]


def test_a_stance_is_its_statement_side_and_target() -> None:
    statement, target = MAKE.statement(SHA, said(), "ann"), URIRef("https://x.org/#a")
    sides = {MAKE.stance(statement, side, target) for side in ("supports", "opposes")}
    assert len(sides | {MAKE.stance(statement, "supports", URIRef("https://x.org/#b"))}) == 3
