"""The interchange format: one JSON per document, to and from a `Reading`.

Written by the program in its long form (every passage with its offsets) and by people in the
short form (passages as plain strings), which is aligned to the text here. Both may be mixed.
Passages are checked against the text either way: what is loaded stands where it says it stands.
"""

from onrecord.annotations.files import find_text, load_file, load_json
from onrecord.annotations.loading import load
from onrecord.annotations.terms import (
    ACTS,
    ARGUABLE,
    FORMS,
    KINDS,
    POLARITIES,
    PREDICATES,
    SURE,
    Json,
)
from onrecord.annotations.writing import dump, dumps

__all__ = [
    "ACTS",
    "ARGUABLE",
    "FORMS",
    "KINDS",
    "POLARITIES",
    "PREDICATES",
    "SURE",
    "Json",
    "dump",
    "dumps",
    "find_text",
    "load",
    "load_file",
    "load_json",
]
