"""Everything that can go wrong, as a tree.

OnrecordError            what, where, next step; the command line prints it and exits 2
├── SourceError          a file that could not be read: the report lists it, the rest goes on
├── AnnotationError      an annotation file that breaks the format
├── VocabularyError      a file of ontology/ (or --topics, --people) that breaks its rules
├── DecisionError        a same-as.csv that cannot be understood or contradicts itself
├── ModelError           a language model that is not installed or does not load
├── EngineError          machines that should read articles and do not answer, or are not alike
├── QueryError           SPARQL that does not parse, or a query name that does not exist
│   └── Refused          SPARQL that would change something or reach out to a network
├── ServeError           an address where nothing can be served
└── StoreError           a build that is missing, unreadable or cannot be written
"""


class OnrecordError(Exception):
    """Base of all errors that a user can mend; its text says what, where and the next step."""


class SourceError(OnrecordError):
    """A source file or folder that could not be read."""


class AnnotationError(OnrecordError):
    """An annotation file that breaks the interchange format."""


class VocabularyError(OnrecordError):
    """An ontology, topics or people file that cannot be used."""


class DecisionError(OnrecordError):
    """A file of decisions on who is whom that cannot be obeyed."""


class ModelError(OnrecordError):
    """A language model that is missing or broken."""


class EngineError(OnrecordError):
    """An engine that is missing, does not answer, or whose machines are not alike."""


class QueryError(OnrecordError):
    """A query that does not exist, does not parse, or is not allowed."""


class Refused(QueryError):
    """A query that would change something, reach out to a network, or answer without end."""


class ServeError(OnrecordError):
    """A host or port at which a server cannot be started."""


class StoreError(OnrecordError):
    """A build folder that is missing, unreadable or cannot be written."""
