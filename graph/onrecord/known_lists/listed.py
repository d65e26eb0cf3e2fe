"""What a list gives: things, tenures, and the records that were left out with the reason why."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.files import limits
from onrecord.lexicon import Known, Tenure


@dataclass(frozen=True, slots=True)
class Listed:
    """The content of one or more lists as plain values."""

    known: tuple[Known, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()  # file; which record, what is wrong, what to do


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the identifiers of one kind become web addresses (`ontology/identifiers.ttl`)."""

    space: str  # what comes before the identifier
    pattern: str  # found in the address of a right one


Schemes = Mapping[str, Scheme]


def identities(
    identifiers: Iterable[tuple[str, str]], schemes: Schemes
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Pairs of scheme and value as addresses, and those without one as "scheme:value"; sorted."""
    addresses, codes = set(), set()
    for scheme, value in identifiers:
        known = schemes.get(scheme.casefold())
        address = known.space + value if known else ""
        if known and re.search(known.pattern, address):
            addresses.add(address)
        else:
            codes.add(f"{scheme}:{value}" if scheme else value)
    return tuple(sorted(addresses)), tuple(sorted(codes))


def one_line(value: object) -> str:
    """A text of a record with its spaces evened; "" for anything that is no text, or no name."""
    fits = isinstance(value, str) and len(value) <= limits.FIELD
    return " ".join(str(value).split()) if fits else ""


def inner(record: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The objects in a list inside a record; none where it holds something else."""
    found = record.get(key)
    return [o for o in found if isinstance(o, dict)] if isinstance(found, list) else []


def english(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The other names of a record that are in English, or in no language."""
    return [
        name
        for name in inner(record, "other_names")
        if str(name.get("lang") or "en").partition("-")[0] in {"en", "mul"}
    ]
