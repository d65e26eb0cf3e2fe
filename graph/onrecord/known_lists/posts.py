"""The bodies and offices of Popolo files, and the names that articles call them by."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.known_lists.listed import Schemes, english, identities, inner, one_line
from onrecord.lexicon import Known
from onrecord.slugs import digest, slug

SECTIONS = ("persons", "organizations", "memberships", "posts", "areas", "events")
_MEMBER = {"", "member", "mp"}  # roles that name no office
_NO_PARTY = {"independent", "independents", "crossbench", "non-affiliated", "no party", "none"}
_NO_PARTY |= {"unknown"}
_DEPARTMENT = re.compile(r"(?:Department|Ministry|Office) (?:of|for) (?:the )?(?=[A-Z])")
_OF_FIELD = re.compile(r"(.+?) \(((?:[\w&-]++ ?){1,4})\)")  # "Minister of State (Pensions)"
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record, and where it stands: file, section, index."""

    source: str
    record: Record


class Posts:
    """Finds what a membership is of. An office is a post, or one role in one organization."""

    def __init__(
        self,
        entries: Mapping[str, Sequence[Entry]],
        schemes: Schemes,
        titles: Collection[str],
        bodies: Collection[str],
    ) -> None:
        self._schemes, self._bodies = schemes, _any(bodies)
        self._title = _any(titles)
        self._organizations = _by_id(entries["organizations"])
        self._posts = _by_id(entries["posts"])
        self._areas, self._periods = _by_id(entries["areas"]), _by_id(entries["events"])
        self._parties: set[str] = set()
        self._roles: dict[str, set[str]] = {}  # organization ids by role
        self._taken: set[str] = set()  # posts that somebody held

    def period(self, record: Record) -> Record:
        return self._periods.get(str(record.get("legislative_period_id")), {})

    def held(self, record: Record) -> list[str]:
        """IRIs of what a membership gives: an office or a body, and the party behind it."""
        found = []
        organization, post = str(record.get("organization_id")), str(record.get("post_id"))
        party = str(record.get("on_behalf_of_id"))
        role = one_line(record.get("role")).lstrip("- ")
        if party in self._organizations:
            self._parties.add(party)
            found.append(self._body(party))
        if post in self._posts:
            self._taken.add(post)
            found.append(_own("office", post))
        elif organization in self._organizations and role.casefold() in _MEMBER:
            found.append(self._body(organization))
        elif organization in self._organizations:
            self._roles.setdefault(role, set()).add(organization)
            found.append(_own("office", role, organization))
        return found

    def known(self) -> Iterator[Known]:
        """Every office that was held so far, and the bodies that a text can mean by name."""
        for identifier, record in self._organizations.items():
            names = _names(record)
            is_party = identifier in self._parties or record.get("classification") == "party"
            if names and self._is_named(names[0], is_party, record):
                yield self._organisation(identifier, names, is_party, record)
        for identifier, record in self._posts.items():
            if names := self._post_names(record):
                yield Known(_own("office", identifier), "Office", names[0], names)
        for role, organizations in self._roles.items():
            for organization in organizations:
                names = self._role_names(role, organization)
                yield Known(_own("office", role, organization), "Office", names[0], names)

    def _is_named(self, name: str, is_party: bool, record: Record) -> bool:
        """Whether a name means this body: "Health" in a list of departments means much else."""
        if name.casefold() in _NO_PARTY or self._title.fullmatch(name):
            return False
        words = name.split()
        ends = (words[0], words[-1]) if len(words) > 1 else ()
        has_noun = any(self._bodies.fullmatch(word) for word in ends)
        return is_party or has_noun or bool(record.get("classification"))

    def _organisation(
        self, identifier: str, names: Sequence[str], is_party: bool, record: Record
    ) -> Known:
        same_as, codes = identities(identifiers(record), self._schemes)
        called = re.sub(r" Party$", "", names[0])
        return Known(
            iri=self._body(identifier),
            kind="Organisation",
            name=names[0],
            labels=tuple(names),
            adherents=(called,) if is_party and called[0].isupper() else (),
            same_as=same_as,
            codes=codes,
        )

    def _body(self, identifier: str) -> str:
        same_as, _ = identities(identifiers(self._organizations[identifier]), self._schemes)
        return same_as[-1] if same_as else _own("organisation", identifier)

    def _post_names(self, record: Record) -> tuple[str, ...]:
        """ "MP for Vale": the label, else the role with the area that it is for."""
        label, role = one_line(record.get("label")), one_line(record.get("role"))
        area = record.get("area")
        area = area if isinstance(area, dict) else self._areas.get(str(record.get("area_id")), {})
        place = one_line(area.get("name"))
        composed = f"{role} for {place}" if role and place else role
        names = [name for name in (label, composed) if self._title.search(name)]
        return tuple(dict.fromkeys(names)) or ((label,) if label else ())

    def _role_names(self, role: str, organization: str) -> tuple[str, ...]:
        """The whole title, and the shorter ones that mean this office alone."""
        body = one_line(self._organizations[organization].get("name")) or organization
        names = [f"{role}, {body}"]
        field = _DEPARTMENT.sub("", body)
        in_brackets = _OF_FIELD.fullmatch(role)
        if in_brackets and self._title.search(in_brackets[1]):
            names.append(f"{in_brackets[1]} for {in_brackets[2]}")
        elif self._title.search(role) and (field != body or not self._bodies.search(body)):
            names.append(f"{role} for {field}")
        is_one = len(self._roles[role]) == 1 and " " in role and "(" not in role
        if is_one and self._title.search(role):
            names.append(role)
        return tuple(names)


def identifiers(record: Record) -> Iterator[tuple[str, str]]:
    """Scheme and value of what identifies a record elsewhere."""
    for each in inner(record, "identifiers"):
        scheme, value = one_line(each.get("scheme")), str(each.get("identifier") or "").strip()
        if scheme and value:
            yield scheme, value


def _names(record: Record) -> tuple[str, ...]:
    names = (one_line(record.get("name")), *(one_line(o.get("name")) for o in english(record)))
    return tuple(dict.fromkeys(filter(None, names)))


def _by_id(entries: Sequence[Entry]) -> dict[str, Record]:
    return {str(entry.record["id"]): entry.record for entry in entries if entry.record.get("id")}


def _own(kind: str, *parts: str) -> str:
    return f"urn:onrecord:people#{kind}-{slug(' '.join(parts))}-{digest(*parts)}"


def _any(words: Collection[str]) -> re.Pattern[str]:
    """Any of these nouns as whole words, in any case; their plurals are none."""
    listed = "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))
    return re.compile(rf"(?<!\w)(?:{listed or '(?!)'})(?!\w)", re.I)
