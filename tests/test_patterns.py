"""No regular expression of the readers takes time that grows faster than the text it looks at.

They are collected from the program itself: those that the modules have compiled when they are
loaded, and those that stand in their source, each with the ways in which it is used. Each is tried
on long texts made to mislead it: runs, pairs, and for each of its own repetitions a text that comes
to it and then repeats. The patterns of `ontology/furniture.txt` see 600 characters at most, so that
they are tried on those.
"""

import ast
import importlib
import pkgutil
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import onrecord
from onrecord.files import intake
from onrecord.read import compile_furniture, dates
from onrecord.vocabulary import ontology_folder

LENGTH = 4_000  # characters; here a quadratic pattern takes 0.06 to 0.6 s, a cubic one hours
SECONDS = 0.2  # of processor time; the others take a hundredth of it
WAYS = {  # what a text is put to where a pattern is used so; one look at its start, or everywhere
    "fullmatch": {"fullmatch"},
    "match": {"match"},
    **{way: {"finditer"} for way in ("search", "finditer", "findall", "sub", "subn", "split")},
}
FURNITURE = 600
READERS = (
    *(
        "annotations",
        "codebooks",
        "entity_model.naming",
        "extract",
        "files",
        "known_lists",
        "lexicon",
    ),
    *(
        "parsing",
        "query",
        "rdf",
        "read",
        "resolve",
        "results",
        "serve",
        "slugs",
        "triples",
        "views",
    ),
    "vocabulary",
)
# Tried at the length that their texts have at most.
SHORT = {dates._TIME.pattern: dates._LONGEST, r"([\w’'-]+) $": 30}
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


Used = tuple[re.Pattern[str], frozenset[str]]  # and in which ways


def patterns() -> dict[str, Used]:
    modules = [
        importlib.import_module(module.name)
        for module in pkgutil.walk_packages(onrecord.__path__, "onrecord.")
        if module.name.removeprefix("onrecord.").startswith(READERS)
    ]
    trees = {module: ast.parse(Path(str(module.__file__)).read_text("utf-8")) for module in modules}
    ways = _ways(trees.values())
    found: dict[str, Used] = {}
    for module, tree in trees.items():
        for name, value in vars(module).items():
            for pattern in _held([value]):
                found[pattern.pattern] = (pattern, ways.get(name, EVERY))
        for pattern, used in _written(tree):
            found.setdefault(pattern.pattern, (pattern, used))
    return found


EVERY = frozenset({"fullmatch", "match", "finditer"})


def _ways(trees: Iterable[ast.Module]) -> dict[str, frozenset[str]]:
    """How patterns are used, by their names; every way for one that is also handed on."""
    called: dict[str, set[str]] = {}
    loose: set[str] = set()
    for tree in trees:
        inside: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                way, held = node.func.attr, node.func.value
                name = getattr(held, "attr", getattr(held, "id", ""))
                # From a place in a text on: perhaps from each of its places.
                everywhere = way == "match" and len(node.args) > 1
                if way in WAYS:
                    called.setdefault(name, set()).update(EVERY if everywhere else WAYS[way])
                    inside.add(id(held))
        loose |= {
            getattr(node, "attr", getattr(node, "id", ""))
            for node in ast.walk(tree)
            if isinstance(node, ast.Name | ast.Attribute)
            and isinstance(node.ctx, ast.Load)
            and id(node) not in inside
        }
    return {name: EVERY if name in loose else frozenset(ways) for name, ways in called.items()}


def furniture() -> dict[str, Used]:
    rows = (ontology_folder() / "furniture.txt").read_text("utf-8").splitlines()
    return {pattern.pattern: (pattern, EVERY) for pattern in compile_furniture(rows)}


def _held(values: Iterable[object], depth: int = 0) -> Iterator[re.Pattern[str]]:
    for value in values:
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            yield value
        elif isinstance(value, dict) and depth < 3:
            yield from _held([*value.keys(), *value.values()], depth + 1)
        elif isinstance(value, list | tuple | set | frozenset) and depth < 3 and len(value) < 1000:
            yield from _held(value, depth + 1)


def _written(tree: ast.Module) -> Iterator[Used]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
            first, way = node.args[0], getattr(node.func, "attr", "")
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                used = frozenset(WAYS.get(way, EVERY))
                try:
                    yield re.compile(first.value), used
                except re.error:
                    yield re.compile(first.value, re.VERBOSE), used


def texts(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Long texts: runs and pairs, after a word or not, and what the pattern itself repeats."""
    own = sorted(set(re.findall(r"[A-Za-z]{2,}|[^\w\s\\]", pattern.pattern)))[:6]
    for unit in (*RUNS, *PAIRS, *(f"{word} " for word in own)):
        yield (unit * length)[:length] + END
    for lead, unit in sorted(set(pumped(parser.parse(pattern.pattern, pattern.flags), ""))):
        if unit:
            yield lead + (unit * length)[:length] + END


END = "\u0001"
MANY = "a_A1 .,-’'\"“\n\t:;*[]()<>=/&#@|!?«»…–—é"


def pumped(parts: Iterable[Any], lead: str) -> Iterator[tuple[str, str]]:
    """For each repetition in a parsed pattern: what comes before it, and what it repeats."""
    for operator, value in parts:
        name = str(operator)
        if name.endswith("REPEAT"):
            _, most, body = value
            if most > 9:
                yield from ((lead, sample(body, turn)) for turn in range(4))
            yield from pumped(body, lead)
        elif name == "SUBPATTERN":
            yield from pumped(value[-1], lead)
        elif name == "ATOMIC_GROUP":
            yield from pumped(value, lead)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from pumped(branch, lead)
        elif name in {"ASSERT", "ASSERT_NOT"}:
            yield from pumped(value[1], lead)
        lead += sample([(operator, value)], 0)


def sample(parts: Iterable[Any], turn: int) -> str:
    """A text that a part of a pattern takes; another `turn`, where there is a choice, another."""
    found = ""
    for operator, value in parts:
        name = str(operator)
        if name == "LITERAL":
            found += chr(value)
        elif name in {"IN", "ANY", "NOT_LITERAL", "CATEGORY"}:
            one = parser.SubPattern(parser.State(), [(operator, value)])
            takes = compiler.compile(one).match
            able = [char for char in MANY if takes(char)]
            found += able[turn % len(able)] if able else ""
        elif name.endswith("REPEAT"):
            found += sample(value[2], turn) * max(1, min(value[0], 3))
        elif name == "SUBPATTERN":
            found += sample(value[-1], turn)
        elif name == "ATOMIC_GROUP":
            found += sample(value, turn)
        elif name == "BRANCH":
            found += sample(value[1][turn % len(value[1])], turn)
    return found


def test_the_patterns_were_found() -> None:
    assert len(patterns()) > 40
    assert len(furniture()) > 40


def test_no_pattern_is_slow() -> None:
    assert slow(patterns(), LENGTH) == {}


def test_no_pattern_of_furniture_is_slow() -> None:
    assert slow(furniture(), FURNITURE) == {}


def test_a_pattern_that_is_slow_is_found() -> None:
    """As this program once had them: also such as are slow only after what they begin with."""
    for source, way in (
        (r"an official in ((?:[\w&-]+ ?)+)$", "match"),
        (r"[A-Z]\w*[*_]*\w*:", "match"),
        (r"[\s,]*(?:and)?[\s,]*(?:is)?$", "finditer"),
    ):
        assert slow({source: (re.compile(source), frozenset({way}))}, LENGTH), source


def slow(patterns: dict[str, Used], length: int) -> dict[str, str]:
    """Those that take longer than they may, each with the beginning of the text."""
    return {
        source: found
        for source, used in sorted(patterns.items())
        if (found := _slow(used, SHORT.get(source, length))) is not None
    }


def _slow(used: Used, length: int) -> str | None:
    pattern, ways = used
    looks = [getattr(pattern, way) for way in sorted(ways)]
    for text in texts(pattern, length):
        if all(_is_late(looks, text) for _ in range(3)):  # a busy machine may be late once
            return text[:30]
    return None


def _is_late(looks: list[Callable[[str], object]], text: str) -> bool:
    try:
        with intake.in_time(SECONDS):
            for look in looks:
                found = look(text)
                if isinstance(found, Iterator):
                    deque(found, 0)
    except intake.OutOfTime:
        return True
    return False
