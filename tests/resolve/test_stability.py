"""Properties of joining a corpus, on generated articles: order, adding, removing, one node each."""

from collections import defaultdict
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicon import Lexicon
from onrecord.model import Entity, Kind, Reading, Relation, Span, Thing
from onrecord.resolve.corpus import merge, resolve

HERE = Span(0, 4)
PEOPLE = ("Nora Field", "N. Field", "Field", "Nora Ann Field", "Andy Merrow", "Andrew Merrow",
          "Adam Merrow", "Merrow", "Robert Vane Jr", "Robert Vane Sr", "Robert Vane")  # fmt: skip
BODIES = ("National Rail Board", "NRB", "Kestrel Trust", "Kestrel NHS Trust", "Government")
EXCLUDING = (
    {"Andy Merrow", "Adam Merrow"},
    {"Andrew Merrow", "Adam Merrow"},
    {"Robert Vane Jr", "Robert Vane Sr"},
    {"Kestrel Trust", "NRB"},
)
POSTS = ("Rail Minister", "MP for Eastvale", "MP for Dunmore", "director")
PARTIES = ("Meadow Party", "Harbour Party")
DATES = (None, "2004-05", "2005-01-01", "2012-03-04", "2013")


@st.composite
def told(draw: Any) -> tuple[Any, ...]:
    """What an article tells: its date, and names with a post or party each."""
    people = draw(st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True))
    facts = [
        (name, draw(st.sampled_from((None, *POSTS))), draw(st.sampled_from((None, *PARTIES))))
        for name in people
    ]
    bodies = draw(st.lists(st.sampled_from(BODIES), max_size=2, unique=True))
    return draw(st.sampled_from(DATES)), tuple(facts), tuple(bodies)


PROPERTY = settings(deadline=None, max_examples=60)  # a busy machine is no failure
CORPORA = st.lists(told(), min_size=1, max_size=7)


def reading(story: Any, number: int, told: tuple[Any, ...]) -> Reading:
    date, facts, bodies = told
    entities: dict[str, Entity] = {}
    relations = []

    def add(kind: Kind, name: str) -> str:
        id = f"{kind}-{name}"
        entities.setdefault(id, Entity(id, kind, name))
        return id

    for name, post, party in facts:
        who = add("Person", name)
        if post:
            relations.append(Relation(who, "holdsOffice", add("Office", post), HERE, 0.9))
        if party:
            relations.append(Relation(who, "memberOf", add("Organisation", party), HERE, 0.9))
    for name in bodies:
        add("Organisation", name)
    document = story.document(
        f"d{number}", f"Article {number}.", **({"published": date} if date else {})
    )
    return Reading(document, tuple(entities.values()), (), tuple(relations))


def corpus(story: Any, all_told: list[tuple[Any, ...]]) -> list[Reading]:
    return [reading(story, number, told) for number, told in enumerate(all_told)]


def parts(things: Any) -> dict[Thing, set[tuple[str, str]]]:
    found: dict[Thing, set[tuple[str, str]]] = defaultdict(set)
    for spot, thing in things.items():
        found[thing].add(spot)
    return found


@PROPERTY
@given(all_told=CORPORA, random=st.randoms(use_true_random=False))
def test_another_order_gives_the_same_things_and_the_same_log(
    story: Any, lexicon: Lexicon, all_told: Any, random: Any
) -> None:
    readings = corpus(story, all_told)
    found = resolve(readings, lexicon)
    again = resolve(random.sample(readings, len(readings)), lexicon)
    assert (found.things, [*found.log]) == (again.things, [*again.log])


@PROPERTY
@given(all_told=CORPORA)
def test_every_entity_is_one_thing_and_no_two_things_share_a_key(
    story: Any, lexicon: Lexicon, all_told: Any
) -> None:
    readings = corpus(story, all_told)
    things = merge(readings, lexicon)
    assert set(things) == {(r.document.id, e.id) for r in readings for e in r.entities}
    found = parts(things)
    assert len({(t.kind, t.key) for t in found}) == len(found)
    for thing, spots in found.items():
        assert thing.kind != "Person" or len({document for document, _ in spots}) == len(spots)
        assert thing.key not in thing.replaces
        assert not {(thing.kind, key) for key in thing.replaces} & {(t.kind, t.key) for t in found}


@PROPERTY
@given(all_told=CORPORA)
def test_no_chain_joins_what_excludes_each_other(
    story: Any, lexicon: Lexicon, all_told: Any
) -> None:
    """No thing has two of these names, nor two parties in articles of three years or less."""
    readings = corpus(story, all_told)
    year = {r.document.id: int((r.document.published or "0")[:4]) for r in readings}
    parties = {
        (r.document.id, relation.subject): relation.object
        for r in readings
        for relation in r.relations
        if relation.predicate == "memberOf"
    }
    posts = {(r.document.id, q.subject) for r in readings for q in r.relations
             if q.predicate == "holdsOffice"}  # fmt: skip
    for thing, spots in parts(merge(readings, lexicon)).items():
        names = {id.partition("-")[2] for _, id in spots}
        for apart in EXCLUDING:
            assert len(apart & names) < 2, thing
        if not spots & posts:  # one who holds a single post is one, whatever the party
            told = [(parties[spot], year[spot[0]]) for spot in spots & parties.keys()]
            assert not [1 for a, x in told for b, y in told
                        if a != b and (abs(x - y) <= 3 or not x or not y)], thing  # fmt: skip


@PROPERTY
@given(all_told=CORPORA)
def test_a_stranger_changes_nothing_and_leaves_nothing(
    story: Any, lexicon: Lexicon, all_told: Any
) -> None:
    """An article that names nobody else's names adds its own things and no more."""
    readings = corpus(story, all_told)
    stranger = Reading(
        story.document("stranger", "Another text.", published="1990"),
        (Entity("p", "Person", "Olga Tamm"), Entity("o", "Organisation", "Sea Guild")),
    )
    before, after = merge(readings, lexicon), merge([*readings, stranger], lexicon)
    assert {spot: after[spot] for spot in before} == before
    assert set(after) - set(before) == {("stranger", "p"), ("stranger", "o")}


@PROPERTY
@given(all_told=CORPORA, gone=st.integers(0, 6))
def test_without_an_article_its_things_are_gone_and_strangers_to_it_stay(
    story: Any, lexicon: Lexicon, all_told: Any, gone: int
) -> None:
    """Removing is never having had it; what shares no surname or body with it is untouched."""
    readings = corpus(story, all_told)
    removed = readings[gone % len(readings)]
    rest = [r for r in readings if r is not removed]
    before, after = merge(readings, lexicon), merge(rest, lexicon)
    assert set(after) == {spot for spot in before if spot[0] != removed.document.id}
    touched = {family(e) for e in removed.entities}
    for spot, thing in after.items():
        if thing.kind in ("Person", "Organisation") and family_of(spot) not in touched:
            assert before[spot] == thing


@PROPERTY
@given(all_told=CORPORA, last=told())
def test_a_later_article_keeps_each_key_or_says_what_became_of_it(
    story: Any, lexicon: Lexicon, all_told: Any, last: Any
) -> None:
    """A key stays, or stands in `replaces`, unless the article brought another of that name."""
    readings = corpus(story, all_told)
    later = reading(story, 99, ("2020-01-01", *last[1:]))
    before, after = merge(readings, lexicon), merge([*readings, later], lexicon)
    named = {family(e) for e in later.entities}
    for spot, thing in before.items():
        if thing.kind in ("Person", "Organisation") and after[spot].key != thing.key:
            assert thing.key in after[spot].replaces or family_of(spot) in named


def family(entity: Entity) -> str:
    return family_of(("", entity.id))


def family_of(spot: tuple[str, str]) -> str:
    """What like names have in common: a surname, the first word of a body or its acronym."""
    kind, _, name = spot[1].partition("-")
    if kind == "Person":
        return name.removesuffix(" Jr").removesuffix(" Sr").split()[-1]
    return "NRB" if name == "National Rail Board" else name.split()[0]


@PROPERTY
@given(all_told=CORPORA, story_date=st.just("2021-01-01"))
def test_the_same_facts_told_again_later_change_no_key(
    story: Any, lexicon: Lexicon, all_told: Any, story_date: str
) -> None:
    """Full names without a conflict: another article about them leaves every key alone."""
    plain = [(date, tuple((n, None, None) for n, *_ in facts if n == "Nora Field"), ())
             for date, facts, _ in all_told]  # fmt: skip
    readings = corpus(story, plain)
    again = reading(story, 99, (story_date, (("Nora Field", "Rail Minister", None),), ()))
    before, after = merge(readings, lexicon), merge([*readings, again], lexicon)
    assert {spot: after[spot].key for spot in before} == {s: t.key for s, t in before.items()}
