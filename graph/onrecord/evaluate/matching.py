"""Which entities are one, and which pairs of many make the best one-to-one matching."""

from collections.abc import Sequence

from onrecord.evaluate.codings import Named, Tie


def same(one: Named, other: Named, described: bool = True) -> bool:
    """Whether two entities are one: a name in common, for persons the surname of a full name.

    `described` lets an overlap of words do: half of them, or all of the shorter name's two.
    """
    if one.names & other.names:
        return True
    if one.kind == other.kind == "Person":
        return bool(one.surnames & other.surnames)
    return described and any(
        2 * len(a & b) >= len(a | b) or (min(len(a), len(b)) >= 2 and (a <= b or b <= a))
        for a in one.stems
        for b in other.stems
    )


def pairs(weights: dict[tuple[int, int], float]) -> dict[int, int]:
    """A one-to-one matching with as many of these pairs as there can be, as left -> right.

    Pairs are taken by falling weight (of equal ones the later first); whoever is left out then
    looks for a partner along augmenting paths, again by falling weight (Kuhn 1955).
    """
    ranked = sorted(weights, key=lambda pair: (weights[pair], pair), reverse=True)
    choices: dict[int, list[int]] = {}
    partner: dict[int, int] = {}  # right -> left
    settled = set()
    for left, right in ranked:
        choices.setdefault(left, []).append(right)
        if left not in settled and right not in partner:
            partner[right] = left
            settled.add(left)

    def place(left: int, tried: set[int]) -> bool:
        for right in choices[left]:
            if right not in tried:
                tried.add(right)
                if right not in partner or place(partner[right], tried):
                    partner[right] = left
                    return True
        return False

    waiting = choices.keys() - settled
    for left in sorted(waiting, key=lambda left: (-weights[left, choices[left][0]], left)):
        place(left, set())
    return {left: right for right, left in partner.items()}


def tied(gold: Sequence[Tie], predicted: Sequence[Tie], label: bool = True) -> dict[int, int]:
    """A matching of ties with the same ends and, if `label`, the same predicate or side."""
    return pairs(
        {
            (i, j): 1.0
            for i, one in enumerate(gold)
            for j, other in enumerate(predicted)
            if (one.label == other.label or not label)
            and same(one.subject, other.subject)
            and same(one.object, other.object)
        }
    )
