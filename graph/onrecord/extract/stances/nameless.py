"""Targets whose words do not say what or who they are: "the companies", "action"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from onrecord.extract.stances.leaning import MEANT
from onrecord.lexicon import Lexicon
from onrecord.model import Stance, Statement


def doubted(
    statements: Iterable[Statement], names: Mapping[str, str], lexicon: Lexicon
) -> tuple[Statement, ...]:
    """The statements, with too little confidence for a line in sides towards such targets.

    "Called for action", "attacked companies": which, only the sentence says, if anything does.

    names: of the entities, by id.
    """

    def known(side: Stance) -> Stance:
        if not is_nameless(names.get(side.target, ""), lexicon):
            return side
        return replace(side, confidence=min(side.confidence, MEANT))

    return tuple(
        replace(s, stances=tuple(map(known, s.stances))) if s.stances else s for s in statements
    )


def is_nameless(name: str, lexicon: Lexicon) -> bool:
    """Whether a name is one of st:nameless, singular or plural."""
    *first, last = name.lower().removeprefix("the ").split() or [""]
    singular = re.sub(r"(?<=\w{3})s$", "", re.sub(r"ies$", "y", last))
    forms = {(*first, word) for word in (last, singular, re.sub(r"(?<=s)e$", "", singular))}
    return not forms.isdisjoint(lexicon.evaluations["nameless"])
