"""Lists of people and hospitals in the shapes that others publish -> plain values.

popolo.py: people, parties and posts (JSON); hospitals.py: hospitals (CSV). What `ontology/people`
holds in Turtle, `vocabulary` reads itself.
"""

from onrecord.known_lists.adopted import adopted
from onrecord.known_lists.hospitals import read_hospitals
from onrecord.known_lists.listed import Listed, Scheme, Schemes
from onrecord.known_lists.popolo import is_popolo, read_people

__all__ = [
    "Listed",
    "Scheme",
    "Schemes",
    "adopted",
    "is_popolo",
    "read_hospitals",
    "read_people",
]
