"""CSV lists of hospitals: name, code, place, other names, whatever the columns are called.

Separated by comma, semicolon, tab, | or ¬ (as NHS open data are); UTF-8, UTF-16 with a byte order
mark, or Windows-1252. A row that has no name is reported and left out.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.errors import SourceError, VocabularyError
from onrecord.files import intake, limits
from onrecord.known_lists.listed import Listed, Schemes, identities, one_line
from onrecord.lexicon import Known
from onrecord.slugs import digest, slug

COLUMNS: Mapping[str, tuple[str, ...]] = {  # in order of preference; letters and digits alone
    "name": (
        *("name", "hospital", "hospitalname", "sitename", "facilityname", "organisationname"),
        *("organizationname", "trustname", "providername", "institution", "label", "title"),
    ),
    "code": (
        *("code", "hospitalcode", "sitecode", "facilityid", "facilitycode", "organisationcode"),
        *("organizationcode", "trustcode", "providercode", "providerid", "identifier", "id"),
    ),
    "place": ("place", "town", "city", "towncity", "location", "locality", "municipality"),
    "aliases": (
        *("aliases", "alias", "othernames", "othername", "alsoknownas", "aka", "altnames"),
        *("alternativenames", "alternativename", "shortname", "synonyms"),
    ),
}
_DELIMITERS = ",;\t|¬"
_SMALL = {"of", "and", "the", "for", "at", "in", "on", "upon"}
_LONGEST = 200  # characters of a name; a longer one is a broken row (an unclosed quote)


@dataclass(slots=True)
class _Hospital:
    source: str  # file and line
    name: str
    place: str
    labels: dict[str, None] = field(default_factory=dict)  # in order, none twice
    identifiers: set[tuple[str, str]] = field(default_factory=set)  # scheme ("": none), value


def read_hospitals(paths: Iterable[Path], schemes: Schemes, common: Collection[str]) -> Listed:
    """The hospitals of CSV files; rows of one name, code and place are one hospital.

    A place's name and a word of `common` (head nouns such as "hospital") name no hospital by
    themselves: as other names they are reported and left out, and so is a code that two hospitals
    have. Raises VocabularyError for a file that cannot be read or has no column of names.
    """
    found: dict[tuple[str, ...], _Hospital] = {}
    faults: list[tuple[str, str]] = []
    for path in paths:
        for source, row in _rows(path, schemes):
            fault = _take(source, row, found)
            if fault:
                faults.append((source, fault))
    hospitals = found.values()
    places = {_town(hospital) for hospital in hospitals} | {word.casefold() for word in common}
    owners = Counter(pair for hospital in hospitals for pair in hospital.identifiers)
    for hospital in hospitals:
        faults += [(hospital.source, fault) for fault in _mend(hospital, places, owners)]
    return Listed(tuple(_known(hospital, schemes) for hospital in hospitals), faults=tuple(faults))


def _take(
    source: str, row: Mapping[str, str], found: dict[tuple[str, ...], _Hospital]
) -> str | None:
    """Adds a row to what was found; the reason where it cannot be used."""
    name, code, place = _cased(row.get("name", "")), row.get("code", ""), row.get("place", "")
    if not re.search(r"[^\W\d_]", name):
        return "no name. Fill its column or delete the row."
    if len(name) > _LONGEST:
        return f"a name of {len(name)} characters. Look for a quotation mark that is not closed."
    key = (name.casefold(), code.casefold(), place.casefold())
    hospital = found.setdefault(key, _Hospital(source, name, _cased(place)))
    aliases = re.split(r"[;|]", row.get("aliases", ""))
    hospital.labels |= dict.fromkeys((name, *filter(None, map(one_line, aliases))))
    hospital.identifiers |= {(k[1:], v) for k, v in row.items() if k.startswith("=") and v}
    hospital.identifiers |= {("", code)} if code else set()
    return None


def _mend(
    hospital: _Hospital, places: Collection[str], owners: Mapping[tuple[str, str], int]
) -> Iterator[str]:
    """Takes out the names and codes that do not mean this hospital alone, and says which."""
    for label in [n for n in hospital.labels if n.casefold().removeprefix("the ") in places]:
        if label != hospital.name:
            del hospital.labels[label]
            yield f'"{label}" is a place or a common noun, no name. Give the hospital another.'
    for pair in sorted(p for p in hospital.identifiers if owners[p] > 1):
        hospital.identifiers.discard(pair)
        yield f'the code "{pair[1]}" is that of {owners[pair]} hospitals. Correct the rows.'


def _known(hospital: _Hospital, schemes: Schemes) -> Known:
    same_as, codes = identities(hospital.identifiers, schemes)
    hashed = digest(hospital.name, hospital.place, *codes)
    return Known(
        iri=same_as[-1] if same_as else f"urn:onrecord:hospital#{slug(hospital.name)}-{hashed}",
        kind="Hospital",
        name=hospital.name,
        labels=tuple(hospital.labels),
        same_as=same_as,
        codes=codes,
        place=hospital.place or None,
    )


def _town(hospital: _Hospital) -> str:
    return hospital.place.partition(",")[0].strip().casefold()


def _rows(path: Path, schemes: Schemes) -> Iterator[tuple[str, dict[str, str]]]:
    """File and line, and the known fields by their names in COLUMNS or "=scheme"."""
    text = _text(path)
    lines = io.StringIO(text, newline="")
    heading = next((line for line in lines if line.strip()), "")
    candidates = [(_columns(_split(heading, d), schemes), d) for d in _DELIMITERS]
    columns, delimiter = max(candidates, key=lambda c: ("name" in c[0].values(), len(c[0])))
    if "name" not in columns.values():
        raise VocabularyError(
            f"{path}: no column of names in its first line ({heading.strip()[:200]!r}). "
            f"Call it one of: {', '.join(COLUMNS['name'])}."
        )
    above = len(text[: lines.tell()].splitlines())
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                cells = {columns[i]: one_line(row[i]) for i in columns if i < len(row)}
                yield f"{path.name}:{above + reader.line_num}", cells
    except csv.Error as error:
        at = f"{path}:{above + reader.line_num}"
        raise VocabularyError(f"{at}: no CSV ({error}). Mend the file.") from error


def _columns(heading: Sequence[str], schemes: Schemes) -> dict[int, str]:
    """What each column holds; of several that could be one field, the best known name wins."""
    plain = [re.sub(r"[\W_]+", "", cell).casefold() for cell in heading]
    found: dict[int, str] = {}
    for name, variants in COLUMNS.items():
        index = next((plain.index(v) for v in variants if v in plain), None)
        if index is not None:
            found[index] = name
    for index, cell in enumerate(plain):
        scheme = re.sub(r"(?:code|id)$", "", cell)
        if scheme in schemes and index not in found:
            found[index] = f"={scheme}"
    return found


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # a field of more than 131,072 characters
        return []


def _text(path: Path) -> str:
    from onrecord.read.encoding import decode  # brings all readers; most commands have no list

    try:
        data = intake.content(path, limits.LIST)
        return decode(data, "cp1252")
    except OSError as error:
        raise VocabularyError(f"{path}: {error.strerror}. Check the path.") from error
    except SourceError as error:
        if b"\0" in data:
            raise VocabularyError(f"{path}: {error}.") from error
        return data.decode("latin-1")


def _cased(words: str) -> str:
    """Names that a list prints in capitals alone, as articles write them."""
    if not words.isupper() or " " not in words:
        return words
    lowered = re.sub(
        r"[^\W\d_]+(?:[’'][^\W\d_]+)?",
        lambda word: word[0] if word[0] in _SMALL else word[0].capitalize(),
        words.lower(),
    )
    return lowered[0].upper() + lowered[1:]
