# ruff: noqa: E501 (hostile inputs stand on one line each)
"""No regular expression of the readers takes time that grows faster than the text it looks at.

They are collected from the program itself: those that the modules have compiled when they are
loaded, and those that stand in their source. Each is tried on long texts made to mislead it. The
patterns of `ontology/furniture.txt` see 600 characters at most, so that they are tried on those.
"""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import onrecord
from onrecord import limits
from onrecord.read import compile_furniture, dates
from onrecord.vocabulary import ontology_folder

LENGTH = 5_000  # characters; at this length a quadratic pattern takes a second
SECONDS = 0.25
FURNITURE = 600
READERS = (
    *("annotations", "codebooks", "dates", "evidence", "intake", "known_lists", "lexicon", "query"),
    *("quotation_marks", "read", "resolve.decisions", "results", "slugs", "spreadsheet", "store"),
    *("turtle", "vocabulary"),
)
# Tried at the length that their texts have at most.
SHORT = {dates._TIME.pattern: dates._LONGEST, r"(.+?) \(((?:[\w&-]+ ?){1,4})\)": limits.FIELD}
RUNS = (
    " ",
    "a",
    "A",
    "1",
    ".",
    ",",
    "\n",
    "-",
    "=",
    "“",
    "'",
    '"',
    "(",
    "[",
    "<",
    "&",
    "\\",
    ":",
    "/",
)
PAIRS = (
    "a ",
    "A ",
    "A. ",
    "1 ",
    "1,",
    "a-",
    "A-",
    "a, ",
    "A,",
    "a\n",
    " \n",
    '"a',
    "“a",
    "a.",
    "a:",
    "<a",
)
PAIRS = (
    *PAIRS,
    "Mr A ",
    "the A of ",
    "By A ",
    "of the ",
    "said ",
    "A and ",
    "2013-",
    "x\r\n",
    "' ",
    ", and ",
)


def patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(onrecord.__path__, "onrecord."):
        if not module.name.removeprefix("onrecord.").startswith(READERS):
            continue
        loaded = importlib.import_module(module.name)
        for pattern in _held(vars(loaded).values()):
            found[pattern.pattern] = pattern
        for pattern in _written(Path(str(loaded.__file__))):
            found.setdefault(pattern.pattern, pattern)
    return found


def furniture() -> dict[str, re.Pattern[str]]:
    rows = (ontology_folder() / "furniture.txt").read_text("utf-8").splitlines()
    return {pattern.pattern: pattern for pattern in compile_furniture(rows)}


def _held(values: Iterable[object], depth: int = 0) -> Iterator[re.Pattern[str]]:
    for value in values:
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            yield value
        elif isinstance(value, dict) and depth < 3:
            yield from _held([*value.keys(), *value.values()], depth + 1)
        elif isinstance(value, list | tuple | set | frozenset) and depth < 3 and len(value) < 1000:
            yield from _held(value, depth + 1)


def _written(path: Path) -> Iterator[re.Pattern[str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                try:
                    yield re.compile(first.value)
                except re.error:
                    yield re.compile(first.value, re.VERBOSE)


def texts(pattern: str, length: int) -> Iterator[str]:
    """Long texts: runs and pairs, and the words that stand in the pattern itself, again and again."""
    own = sorted(set(re.findall(r"[A-Za-z]{2,}|[^\w\s\\]", pattern)))[:6]
    for unit in (*RUNS, *PAIRS, *(f"{word} " for word in own)):
        yield (unit * length)[:length] + "\u0001"


def test_the_patterns_were_found() -> None:
    assert len(patterns()) > 40
    assert len(furniture()) > 40


def test_no_pattern_is_slow() -> None:
    assert slow(patterns(), LENGTH) == {}


def test_no_pattern_of_furniture_is_slow() -> None:
    assert slow(furniture(), FURNITURE) == {}


def slow(patterns: dict[str, re.Pattern[str]], length: int) -> dict[str, tuple[str, float]]:
    slow = {}
    for source, pattern in sorted(patterns.items()):
        for text in texts(source, SHORT.get(source, length)):
            for look in (pattern.fullmatch, lambda t, p=pattern: list(p.finditer(t))):
                began = time.process_time()
                look(text)
                took = time.process_time() - began
                if took > SECONDS:
                    slow[source] = (text[:20], round(took, 1))
                    break
            if source in slow:
                break
    return slow
