"""What joining a corpus keeps of an article: little while it goes on, less when it is done."""

import random
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from onrecord.lexicon import Lexicon
from onrecord.model import Reading
from onrecord.resolve.corpus import resolve

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench_resolve import article, people


def readings(size: int) -> Iterator[Reading]:
    """One after another: none of them is anybody's but the caller's."""
    random_ = random.Random(2006)
    known = people(random_)
    return (article(number, known, random_) for number in range(size))


def traced(size: int, lexicon: Lexicon) -> tuple[int, int]:
    """Bytes kept with the result, and at most."""
    tracemalloc.start()
    found = resolve(readings(size), lexicon)
    kept = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found.things) > 10 * size
    return kept


def test_an_article_more_takes_little_memory(lexicon: Lexicon) -> None:
    few, many = traced(100, lexicon), traced(400, lexicon)
    kept, peak = ((b - a) / 300 for a, b in zip(few, many, strict=True))
    assert kept < 8_000
    assert peak < 18_000
