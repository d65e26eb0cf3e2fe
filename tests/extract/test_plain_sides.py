"""Sides that may make a line, and sides whose words are not plain enough for one."""

from collections.abc import Sequence
from typing import Any, cast

import pytest

from onrecord.attribution_model import AttributionModel
from onrecord.extract.stances.cue_sides import cue_side
from onrecord.model import SURE, Attribution, Reading, Span
from onrecord.reading import read_on_record
from onrecord.stance_model import Answer


@pytest.fixture(scope="module")
def attributing() -> AttributionModel:
    return AttributionModel.load()


def sides(reader: Any, text: str) -> list[tuple[str, bool]]:
    """What is supported and opposed in a text, and whether surely enough for a line."""
    read = reader.read(text)
    return sorted(
        {
            (f"{side.polarity} {side.target}", side.confidence >= SURE)
            for said in read.statements
            for side in said.stances
        }
    )


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Nora Field called for a ferry ban.", "supports ferry-ban"),
        ("Nora Field promised to phase out the ferry ban.", "opposes ferry-ban"),
        ("Nora Field vowed to vote to keep the ferry ban.", "supports ferry-ban"),
        ("Nora Field wants the board to keep the ferry ban.", "supports ferry-ban"),
        ("Nora Field demanded that the ferry ban be lifted.", "opposes ferry-ban"),
        ("Nora Field said there should be a ferry ban.", "supports ferry-ban"),
        ("Nora Field said the ferry ban should be abolished.", "opposes ferry-ban"),
        ("Nora Field said Tom Reed was dangerous.", "opposes tom-reed"),
        ("Nora Field said Tom Reed and Sam Holt had failed the town.", "opposes tom-reed"),
        ("Nora Field attacked Tom Reed.", "opposes tom-reed"),
        ("Nora Field said the ferry ban was wrong.", "opposes ferry-ban"),
        ("Nora Field said the town should face no ferry ban.", "opposes ferry-ban"),
        ("Nora Field said it was brave of Tom Reed to stay.", "supports tom-reed"),
        ("Nora Field opposes whale hunting.", "opposes whale-hunting"),
        ("Nora Field promised to drive through the ferry ban.", "supports ferry-ban"),
        ("Nora Field said there needs to be a ferry ban.", "supports ferry-ban"),
        ("Nora Field said the ferry ban needs to be introduced.", "supports ferry-ban"),
        ("Nora Field vowed to work to abolish the ferry ban.", "supports abolishing-the-ferry-ban"),
        ("Nora Field criticised the mayor, Tom Reed, for the delay.", "opposes tom-reed"),
        ("Nora Field vowed to defeat Tom Reed.", "opposes tom-reed"),
        ("Nora Field said Tom Reed was unfit for office.", "opposes tom-reed"),
        ("Nora Field asked the council to drop the ferry ban.", "opposes ferry-ban"),
        ("Nora Field once again attacked Tom Reed.", "opposes tom-reed"),
        ("“Scrapping the ferry ban is wrong,” said Nora Field.", "opposes scrapping-the-ferry-ban"),
        ("Nora Field said the ferry ban was too weak.", "opposes ferry-ban"),
        ("Nora Field said there was nothing wrong with the ferry ban.", "supports ferry-ban"),
        ("Nora Field said she was against the ferry ban.", "opposes ferry-ban"),
        ("“I am against the ferry ban,” said Nora Field.", "opposes ferry-ban"),
        ("Nora Field said she is opposed to the ferry ban.", "opposes ferry-ban"),
        ("Nora Field said she was in favour of the ferry ban.", "supports ferry-ban"),
        ("Nora Field said she was not in favour of the ferry ban.", "opposes ferry-ban"),
        ("Nora Field said she would lift the ferry ban.", "opposes ferry-ban"),
        ("Nora Field said it was time to scrap the ferry ban.", "supports scrapping-the-ferry-ban"),
        ("Nora Field said the ferry ban is needed.", "supports ferry-ban"),
        ("“We will ignore the ferry ban,” said Nora Field.", "opposes ferry-ban"),
        ("“Our ferry subsidy system is broken,” said Nora Field.", "opposes ferry-subsidy-system"),
    ],
)
def test_plain(reader: Any, text: str, side: str) -> None:
    assert (side, True) in sides(reader, text)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Nora Field pushed for tolls while the ferry ban is worked out.", "ferry-ban"),
        ("Nora Field said the storm was a disaster for Tom Reed.", "tom-reed"),
        ("Nora Field said the fine was worse than that of Tom Reed.", "tom-reed"),
        ("Nora Field said Tom Reed is a supporter of the tolls.", "tom-reed"),
        ("Nora Field said that Tom Reed welcomed the rain.", "tom-reed"),
        ("Nora Field used to back Tom Reed.", "tom-reed"),
        ("Nora Field has not endorsed Tom Reed.", "tom-reed"),
        ("Nora Field declined at first to criticise Tom Reed.", "tom-reed"),
        ("Nora Field attacked companies.", "companies"),
        ("Nora Field called for action.", "action"),
        ("Nora Field would need to lift the ferry ban by May.", "ferry-ban"),
        ("A judge blocked the ferry ban, opposed by Nora Field.", "ferry-ban"),
        ("Nora Field credited the rise of Tom Reed to the ferry ban.", "tom-reed"),
        ("Nora Field criticised Tom Reed on the ferry ban.", "ferry-ban"),
        ("“Do I believe that Tom Reed is the answer? No,” said Nora Field.", "tom-reed"),
        ("Nora Field said that Tom Reed was not attacking the town.", "tom-reed"),
        ("Nora Field said her guess was right of Tom Reed's.", "tom-reed"),
        ("The survey is expected to show no ferry ban.", "ferry-ban"),
        ("Nora Field has never said that she would back the ferry ban.", "ferry-ban"),
        ("Nora Field rejected the idea that the ferry ban amounted to theft.", "ferry-ban"),
        ("Nora Field credited Tom Reed's victory to the rain.", "tom-reed"),
        ("Nora Field said the town will not trust her because of the ferry ban.", "ferry-ban"),
        ("Nora Field said the plan would require a ferry ban.", "ferry-ban"),
        ("Nora Field said the town needs Tom Reed to lift the ferry ban.", "ferry-ban"),
        ("Nora Field endorsed the re-election of Tom Reed.", "re"),
        ("Nora Field said she was not against the ferry ban.", "ferry-ban"),
        ("“I was against the ferry ban,” said Nora Field.", "ferry-ban"),
        ("Nora Field said she would consider a ferry ban.", "ferry-ban"),
        ("Nora Field said she would lose votes over the ferry ban.", "ferry-ban"),
        ("Nora Field said she would make an exception in case of a ferry ban.", "ferry-ban"),
        ("Nora Field hopes that the Harbour Council will endorse the ferry ban.", "ferry-ban"),
        ("They marched in the hope that the board would back the ferry ban.", "ferry-ban"),
        ("Nora Field called on the assembly to amend the ferry ban.", "ferry-ban"),
        ("Nora Field attacked the smugglers through the ferry ban.", "ferry-ban"),
        ("Nora Field promised help for islanders to adapt to the ferry ban.", "ferry-ban"),
        ("Lawyers suggest such a tax could violate the Ferry Act.", "ferry-act"),
        ("“The tolls will never work, even with the ferry ban,” said Nora Field.", "ferry-ban"),
        ("Nora Field called the ferry ban “the least bad option”.", "ferry-ban"),
        ("Nora Field said the ferry ban was the least bad option.", "ferry-ban"),
        ("“Sometimes they say, ‘Tom Reed is right,’” said Nora Field.", "tom-reed"),
        ("Nora Field said Tom Reed stood by his remarks.", "tom-reed"),
        ("Nora Field called for unity.", "unity"),
        ("Nora Field once backed the ferry ban.", "ferry-ban"),
        ("Nora Field no longer supports the ferry ban.", "ferry-ban"),
        ("Nora Field withdrew her support for the ferry ban.", "ferry-ban"),
        ("Nora Field dropped her opposition to the ferry ban.", "ferry-ban"),
        ("Nora Field said supporters of the ferry ban were naive.", "ferry-ban"),
        ("Nora Field predicted the ferry ban would fail.", "ferry-ban"),
        ("Nora Field said that Tom Reed was too honest for the job.", "tom-reed"),
        ("Nora Field said that attacking Tom Reed was wrong.", "tom-reed"),
        ("Nora Field spoke of the town's failure to come to the aid of Tom Reed.", "tom-reed"),
        ("Nora Field stopped short of backing the ferry ban.", "ferry-ban"),
        ("Nora Field asked whether the council would drop the ferry ban.", "ferry-ban"),
        ("Nora Field said the tolls were a threat to the ferry grant.", "ferry-grant"),
        ("“Tom Reed is wrong about the ferry ban,” said Nora Field.", "ferry-ban"),
        ("Nora Field urged Tom Reed not to resign.", "tom-reed"),
        ("Nora Field wrote that the rules issued in the autumn hurt her.", "issuing-in-the-autumn"),
    ],
)
def test_not_plain(reader: Any, text: str, target: str) -> None:
    assert not [side for side, sure in sides(reader, text) if sure and side.endswith(f" {target}")]


class Seconding:
    """A model that finds every side for, or every side against, what it is asked about."""

    def __init__(self, against: bool = False) -> None:
        self._answer = Answer(0.8, 0.1, 0.1) if against else Answer(0.1, 0.1, 0.8)

    def answers(self, questions: Sequence[object], _: object) -> list[Answer]:
        return [self._answer for _ in questions]

    def trust(self, _: Answer, __: str) -> float:
        return 0.5


class Certain(Seconding):
    """The same, surer than any side needs."""

    def __init__(self, against: bool) -> None:
        self._answer = Answer(0.98, 0.01, 0.01) if against else Answer(0.01, 0.01, 0.98)


@pytest.mark.parametrize(
    ("text", "target", "against"),
    [
        ("Nora Field called for cheaper tickets.", "cheaper-tickets", False),
        ("Nora Field voiced her support for free buses.", "free-buses", False),
        ("Nora Field said there is no need for a ferry ban.", "ferry-ban", True),
        ("Nora Field urged members to vote against the ferry ban.", "ferry-ban", True),
        ("Nora Field vowed to fight cuts across trams and the ferry ban.", "ferry-ban", True),
    ],
)
def test_what_needs_a_second_makes_a_line_only_with_one(
    reader: Any, text: str, target: str, against: bool
) -> None:
    def sure(model: Any) -> list[str]:
        read = read_on_record(reader.parse(text), reader.lexicon, sides=model)
        each = (side for said in read.statements for side in said.stances)
        return [side.target for side in each if side.confidence >= SURE]

    assert target in sure(Seconding(against))
    assert target not in sure(Seconding(not against))
    assert target not in sure(None)


@pytest.mark.parametrize(
    ("text", "target", "against"),
    [
        ("Nora Field said it was time to scrap the ferry ban.", "scrapping-the-ferry-ban", True),
        ("Nora Field said Tom Reed was wrong about the ferry ban.", "ferry-ban", True),
        ("Nora Field stopped short of backing the ferry ban.", "ferry-ban", True),
        ("Nora Field said critics of the ferry ban were right.", "ferry-ban", False),
        ("Nora Field attacked opponents of the ferry ban.", "ferry-ban", True),
        ("Nora Field called for a vote on the ferry ban.", "ferry-ban", False),
        ("Nora Field called for an inquiry into the ferry ban.", "ferry-ban", False),
        ("Nora Field spoke of picking a fight with Tom Reed.", "tom-reed", False),
        ("Nora Field said the ferry ban was anything but fair.", "ferry-ban", False),
        ("Nora Field called on the assembly to amend the ferry ban.", "ferry-ban", False),
    ],
)
def test_a_model_does_not_mislead(reader: Any, text: str, target: str, against: bool) -> None:
    side = f"{'opposes' if against else 'supports'} {target}"
    read = read_on_record(reader.parse(text), reader.lexicon, sides=cast(Any, Certain(against)))
    found = {f"{s.polarity} {s.target}" for said in read.statements for s in said.stances}
    assert side not in found


def test_a_side_is_as_sure_as_such_sides_were_right_in_unread_news(reader: Any) -> None:
    text = "Nora Field attacked Tom Reed. Nora Field opposes the ferry ban."
    seconded = read_on_record(reader.parse(text), reader.lexicon, sides=cast(Any, Seconding(True)))
    alone = reader.read(text)

    def sure(read: Reading) -> dict[str, float]:
        return {s.target: s.confidence for said in read.statements for s in said.stances}

    assert sure(seconded)["tom-reed"] > sure(seconded)["ferry-ban"] > sure(alone)["ferry-ban"]
    assert sure(alone)["ferry-ban"] >= SURE


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("Nora Field celebrated the harbour anniversary.", False),
        ("Nora Field mocked the harbour anniversary.", True),
        ("Nora Field dismissed the harbour quarrel as absurd.", True),
    ],
)
def test_praise_and_blame_make_no_policy_of_a_thing(reader: Any, text: str, against: bool) -> None:
    read = read_on_record(reader.parse(text), reader.lexicon, sides=cast(Any, Seconding(against)))
    (side,) = (side for said in read.statements for side in said.stances)
    assert side.target.startswith("harbour")
    assert side.confidence < SURE


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Nora Field has avoided directly criticising Tom Reed.", "tom-reed"),
        ("Nora Field has yet to back the ferry ban.", "ferry-ban"),
        ("Nora Field defended herself on Friday for dropping the ferry ban.", "ferry-ban"),
        ("Nora Field called upon Governor Bill Reed to go home.", "governor-bill"),
        ("Nora Field also urged the glass industry to do more.", "glass-industry"),
        ("Organisers have grappled with calls for a ban on ferries.", "ban-on-ferries"),
    ],
)
def test_not_plain_in_what_the_model_finds_said(
    reader: Any, attributing: AttributionModel, text: str, target: str
) -> None:
    read = read_on_record(reader.parse(text), reader.lexicon, attributing)
    assert read.statements
    sure = [s.target for said in read.statements for s in said.stances if s.confidence >= SURE]
    assert target not in sure


@pytest.mark.parametrize("asked", ["urged Tom Reed to resign", "called on Tom Reed to quit"])
def test_who_is_asked_to_go_is_opposed(
    reader: Any, attributing: AttributionModel, asked: str
) -> None:
    read = read_on_record(reader.parse(f"Nora Field {asked}."), reader.lexicon, attributing)
    (side,) = (side for said in read.statements for side in said.stances)
    assert (side.polarity, side.target, side.confidence >= SURE) == ("opposes", "tom-reed", True)


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        (
            "Tom Reed has not received any endorsement from Nora Field.",
            "has not received any endorsement from",
            "Tom Reed",
        ),
        ("Nora Field fired back at Tom Reed.", "fired back at", "Tom Reed"),
    ],
)
def test_cues_without_a_side(reader: Any, text: str, cue: str, content: str) -> None:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    said = Attribution((span("Nora Field"),), (span(cue),), (span(content),), "indirect", 1.0)
    assert cue_side(reader.parse(text), said, reader.lexicon)[0] == 0
