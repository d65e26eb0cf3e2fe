"""Stable IRIs from content: the same thing on record has the same IRI in every build.

Nothing here counts, looks at a clock or remembers: an IRI is a function of what it names, so that
a rerun, another order of files or a later article changes none. Where words alone could be the
same for two things (a person and an office of one name), a short hash tells them apart.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from rdflib import Namespace, URIRef

from onrecord.errors import OnrecordError
from onrecord.files.addresses import DEFAULT_BASE
from onrecord.model import Attribution, Kind, Polarity, Span
from onrecord.slugs import digest, slug


class Terms(Namespace):
    """A namespace that makes each term once: to make one costs 1 µs, a graph names thousands."""

    def __getattr__(self, name: str) -> URIRef:
        found = super().__getattr__(name)
        self.__dict__[name] = found
        return found


ONR = Terms("https://w3id.org/onrecord/ns#")
ACT = Terms("https://w3id.org/onrecord/acts#")
OA = Terms("http://www.w3.org/ns/oa#")
SCHEMA = Terms("https://schema.org/")

FOLDERS = (
    *("person", "organisation", "group", "hospital", "policy", "office", "place", "event"),
    *("document", "statement", "stance", "evidence", "position", "change", "alignment"),
    *("relation", "tenure", "build", "inferred"),
)

_NOT_IN_AN_IRI = re.compile(r"[\x00-\x20\x7f-\xa0<>\"{}|\\^`\ud800-\udfff]")


def is_iri(text: str) -> bool:
    """Whether this is an absolute web address that every serialisation can hold."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    sound = not _NOT_IN_AN_IRI.search(text) and text.count("#") <= 1
    return sound and parts.scheme in ("http", "https") and bool(parts.netloc)


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Makes the IRIs of one graph.

    Raises:
        OnrecordError: the base is no absolute web address, or ends in neither "/" nor "#".
    """

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not is_iri(self.base) or not self.base.endswith(("/", "#")):
            raise OnrecordError(
                f"--base-iri {self.base!r}: not a base for IRIs. Give an absolute http or https "
                f"address that ends in / or #, such as {DEFAULT_BASE}"
            )

    def _iri(self, folder: str, local: str) -> URIRef:
        return URIRef(f"{self.base}{folder}/{local}")

    def document(self, sha256: str) -> URIRef:
        return self._iri("document", sha256[:12])

    def entity(self, kind: Kind, key: str) -> URIRef:
        """A key that is no slug yet becomes one: two keys of one slug are one entity."""
        return self._iri(kind.lower(), slug(key))

    def evidence(self, sha256: str, span: Span) -> URIRef:
        return self._iri("evidence", f"{sha256[:12]}-{span.start}-{span.end}")

    def selector(self, evidence: URIRef, name: str) -> URIRef:
        """A part of a piece of evidence: "position" or "quote"."""
        return URIRef(f"{evidence}{'/' if '#' in self.base else '#'}{name}")

    def statement(self, sha256: str, said: Attribution, speaker: str | None) -> URIRef:
        """The same words by two speakers ("Ann and Bob said") are two statements.

        `speaker` is the entity's id within the document, since one that is merged over the
        corpus could change with the next article.
        """
        hashed = digest(*map(_spans, (said.source, said.cue, said.content)), speaker or "")
        return self._iri("statement", f"{sha256[:12]}-{said.content[0].start}-{hashed}")

    def stance(self, statement: URIRef, polarity: Polarity, target: URIRef) -> URIRef:
        hashed = digest(polarity, target, length=6)
        return self._iri("stance", f"{_last_part(statement)}-{hashed}")

    def inferred(self, statement: URIRef, concept: URIRef) -> URIRef:
        hashed = digest(concept, length=6)
        return self._iri("inferred", f"{_last_part(statement)}-{hashed}")

    def position(self, holder: URIRef, target: URIRef) -> URIRef:
        return self._between("position", holder, target)

    def change(self, holder: URIRef, target: URIRef, before: URIRef, after: URIRef) -> URIRef:
        return self._between("change", holder, target, before, after)

    def alignment(self, one: URIRef, other: URIRef) -> URIRef:
        """The same whichever of the two comes first."""
        return self._between("alignment", *sorted((one, other)))

    def relation(self, subject: URIRef, predicate: str, object: URIRef) -> URIRef:
        """`predicate` is the local name of one of the closed set, such as "holdsOffice"."""
        return self._between("relation", subject, object, joined_by=f"-{predicate}-")

    def tenure(self, holder: URIRef, office: URIRef, start: str | None) -> URIRef:
        return self._between("tenure", holder, office, start or "")

    def build(self, *facts: str) -> URIRef:
        return self._iri("build", digest(*facts, length=12))

    def _between(
        self, folder: str, one: URIRef, other: URIRef, *more: str, joined_by: str = "--"
    ) -> URIRef:
        hashed = digest(one, joined_by, other, *more, length=6)
        return self._iri(folder, f"{_last_part(one)}{joined_by}{_last_part(other)}-{hashed}")


def _spans(spans: Iterable[Span]) -> str:
    return ",".join(f"{span.start}-{span.end}" for span in spans)


def _last_part(iri: str) -> str:
    return slug(re.split("[/#]", iri.rstrip("/#"))[-1])
