"""How much of a file that somebody else made is looked at: each bound once, with its reason.

They are far above what real files reach and far below what brings a machine of 4 GB down. Sizes
of files are in bytes, of texts in characters (code points).
"""

FILE = 50_000_000  # bytes of a file with articles, and of one with annotations or decisions
LIST = 200_000_000  # bytes of a codebook or a list of people; parlparse's people take 15 million
PAGE = 10_000_000  # bytes of a saved page; its tree takes some hundred times that
UNPACKED = 20_000_000  # bytes of text and styles in a Word document, unpacked
PACKED_PARTS = 10_000  # files inside of one; a book with a thousand pictures has 1,100
PAGES = 10_000  # of a PDF; more are one page named again and again
TEXT = 1_000_000  # characters of an article, 170,000 words; spaCy's own bound, at some GB of memory
FIELD = 1_000  # characters of a title, outlet, author, date or address
DEPTH = 100  # brackets inside brackets in JSON; our own files have 7, JSON-LD some 20
ARTICLES = 100_000  # in one .jsonl file
REFUSALS = 100  # lines of one .jsonl file that are refused one by one; then they are counted
PLACES = 500_000  # where the passages of one annotation file stand in its article, all together
QUERY = 50_000  # characters of a query; the longest of `ontology/queries/` has 2,000
LIST_SECONDS = 600  # the same for a codebook or list; 200 MB of Turtle, 3 million triples, take 150
SECONDS = 60  # of processor time for one file; a megabyte of line breaks in a page takes 8
