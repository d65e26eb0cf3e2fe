"""Popolo JSON: people with their parties and posts, as EveryPolitician and parlparse publish them.

Popolo: www.popoloproject.com. The two shapes differ in where a name is (`name`, or the latest
"Main" one of `other_names`), where dates are (in the membership, or in its legislative period) and
where identifiers are (`identifiers`, or the id itself: uk.org.publicwhip/person/N). Files are read
together, since one may hold the people and another their offices. A record that cannot be used
is reported and left out; one that only stands for another (`redirect`) is followed.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from onrecord.errors import SourceError, VocabularyError
from onrecord.files import intake, limits
from onrecord.known_lists.listed import Listed, Schemes, english, identities, one_line
from onrecord.known_lists.posts import SECTIONS, Entry, Posts, identifiers
from onrecord.lexicon import Known, Tenure
from onrecord.slugs import digest, slug

_FOREVER = "9999"  # parlparse's year for an end that has not come
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)


def is_popolo(path: Path) -> bool:
    """Whether a list is Popolo: by its ending, else by the brace that it begins with."""
    if path.suffix.lower() in {".json", ".ttl"}:
        return path.suffix.lower() == ".json"
    try:
        with intake.opened(path) as file:
            return file.read(200).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    except OSError:
        return False


def read_people(
    paths: Iterable[Path], schemes: Schemes, titles: Collection[str], bodies: Collection[str]
) -> Listed:
    """The people, bodies and tenures of Popolo files.

    `titles` and `bodies` are head nouns of offices and organisations: a role without a title is
    no name of an office. Raises VocabularyError for a file that cannot be read, is no JSON or has
    no Popolo section.
    """
    faults: list[tuple[str, str]] = []
    entries: dict[str, list[Entry]] = {section: [] for section in SECTIONS}
    for path in paths:
        _add_sections(path, entries, faults)
    people = _people(entries["persons"], schemes, faults)
    posts = Posts(entries, schemes, titles, bodies)
    tenures: set[Tenure] = set()
    strangers: dict[str, list[str]] = {}
    for entry in entries["memberships"]:
        if "redirect" in entry.record:
            continue
        held, person = posts.held(entry.record), _id(entry.record, "person_id")
        if person not in people:
            strangers.setdefault(entry.source.partition(":")[0], []).append(entry.source)
            continue
        dates, fault = _dates(entry.record, posts)
        if fault or not held:
            missing = "no organization, post or party that is listed. Add it."
            faults.append((entry.source, fault or missing))
            continue
        who = people[person]
        tenures |= {
            Tenure(iri, who.name, dates[0] or "", dates[1], holder_iri=who.iri) for iri in held
        }
    for file, sources in sorted(strangers.items()):
        reason = f"{len(sources)} memberships of people whom no file names, such as"
        faults.append((file, f"{reason} {sources[0]}. Give the file with the people, too."))
    known = {thing.iri: thing for thing in (*people.values(), *posts.known())}
    order = sorted(tenures, key=lambda t: (t.office, t.start, t.holder, t.end or "", t.holder_iri))
    return Listed(tuple(known.values()), tuple(order), tuple(faults))


def _people(
    entries: Iterable[Entry], schemes: Schemes, faults: list[tuple[str, str]]
) -> dict[str, Known]:
    """By every id; two records with one address are one person."""
    people: dict[str, Known] = {}
    owners: dict[str, list[str]] = {}  # ids by address
    redirects: dict[str, str] = {}
    for entry in entries:
        identifier, names = _id(entry.record, "id"), _names(entry.record)
        if identifier and "redirect" in entry.record:
            redirects[identifier] = _id(entry.record, "redirect")
        elif not identifier or not names:
            lacks = "name" if identifier else "id"
            faults.append((entry.source, f"no {lacks}. Add one, or delete the person."))
        else:
            person = _person(identifier, names, entry.record, schemes)
            ids = {i for address in person.same_as for i in owners.get(address, ())} | {identifier}
            for other in sorted(ids & people.keys()):
                person = _joined(people[other], person)
            people |= dict.fromkeys(ids, person)
            for address in person.same_as:
                owners.setdefault(address, []).extend(ids)
    people |= {old: people[new] for old, new in redirects.items() if new in people}
    return people


def _person(
    identifier: str, names: tuple[str, ...], record: Mapping[str, Any], schemes: Schemes
) -> Known:
    scheme, _, value = identifier.rpartition("/")
    pairs = [*identifiers(record), *([(scheme, value)] if scheme.casefold() in schemes else [])]
    same_as, codes = identities(pairs, schemes)
    own = f"urn:onrecord:people#person-{slug(identifier)}-{digest(identifier)}"
    return Known(
        iri=same_as[-1] if same_as else own,
        kind="Person",
        name=names[0],
        labels=names,
        same_as=same_as,
        codes=codes,
    )


def _joined(one: Known, other: Known) -> Known:
    """One person of two records that share an identifier; the first one's name and IRI stay."""
    return Known(
        iri=one.iri,
        kind="Person",
        name=one.name,
        labels=tuple(dict.fromkeys((*one.labels, *other.labels))),
        same_as=tuple(sorted({*one.same_as, *other.same_as})),
        codes=tuple(sorted({*one.codes, *other.codes})),
    )


def _dates(
    record: Mapping[str, Any], posts: Posts
) -> tuple[tuple[str | None, str | None], str | None]:
    """Start and end, from the membership or its legislative period; what is wrong, if it is."""
    period = posts.period(record)
    told = [record.get(key) or period.get(key) or "" for key in ("start_date", "end_date")]
    for date in told:
        if not isinstance(date, str) or (date and not _DATE.fullmatch(date)):
            return (None, None), f"{date!r} is no date. Write it as 2013-06-07, 2013-06 or 2013."
    start, end = told[0] or None, None if told[1].startswith(_FOREVER) else told[1] or None
    if start and end and end < start[: len(end)]:
        return (None, None), f"it ends ({end}) before it starts ({start}). Correct the dates."
    return (start, end), None


def _names(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The name to show, then all others that an English text may use.

    parlparse has no `name` but dated "Main" ones: the latest is shown.
    """
    others = english(record)
    others.sort(key=lambda o: str(o.get("end_date") or _FOREVER), reverse=True)
    others.sort(key=lambda o: o.get("note") != "Main")
    plain = one_line(record.get("name")) or _parts(record)
    names = dict.fromkeys(n for n in (plain, *(n for o in others for n in _forms(o))) if n)
    return tuple(names)


def _forms(name: Mapping[str, Any]) -> tuple[str, ...]:
    """A name as it stands, or out of its parts: first and last name, or a peer's title."""
    plain = one_line(name.get("name"))
    title, of = one_line(name.get("lordname")), one_line(name.get("lordofname"))
    rank = one_line(name.get("honorific_prefix"))
    if plain or not (title or of):
        return (plain or _parts(name),)
    short = " ".join(filter(None, (rank, title)))
    return (f"{short} of {of}", short) if of else (short,)


def _parts(name: Mapping[str, Any]) -> str:
    parts = (one_line(name.get(key)) for key in ("given_name", "family_name"))
    return " ".join(filter(None, parts))


def _id(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return str(value) if isinstance(value, str | int) else ""


def _add_sections(
    path: Path, entries: Mapping[str, list[Entry]], faults: list[tuple[str, str]]
) -> None:
    """Adds the records of a file, those inside of others included, each with where it stands."""
    content = _json(path)
    if isinstance(content, list):
        content = {"persons": content}
    if not isinstance(content, dict) or not entries.keys() & content.keys():
        raise VocabularyError(f"{path}: no Popolo. It needs a list of {' or '.join(SECTIONS)}.")
    for section, found in entries.items():
        records = content.get(section) or []
        if not isinstance(records, list):
            faults.append((f"{path.name}:{section}", "no list. Write it as [ ... ]."))
            continue
        for index, record in enumerate(records):
            source = f"{path.name}:{section}[{index}]"
            if not isinstance(record, dict):
                faults.append((source, "no object. Write it as { ... }."))
                continue
            found.append(Entry(source, record))
            if section == "persons" and isinstance(record.get("memberships"), list):
                entries["memberships"].extend(
                    Entry(f"{source}.memberships[{i}]", {"person_id": record.get("id")} | inner)
                    for i, inner in enumerate(record["memberships"])
                    if isinstance(inner, dict)
                )


def _json(path: Path) -> Any:
    from onrecord.read.encoding import decode  # brings all readers; most commands have no list

    try:
        return intake.from_json(decode(intake.content(path, limits.LIST)), storable=True)
    except OSError as error:
        raise VocabularyError(f"{path}: {error.strerror}. Check the path.") from error
    except (ValueError, SourceError) as error:
        raise VocabularyError(
            f"{path}: no JSON that can be read ({error}). Mend the file."
        ) from error
