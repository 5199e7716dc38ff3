"""Our regular expressions take time in proportion to the text, whatever the text is.

Each pattern of the modules that see imported text is run over repetitions of the characters
that it knows, alone and in pairs: four times the text may not take nine times as long.
"""

import dataclasses
import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterator
from re import _constants as codes
from re import _parser as parser
from typing import Any

import pytest

import workbench

OF_TEXT = {"ingest", "extract", "text", "sentences", "reanchoring", "copies"}
SHORT = {
    "workbench.ingest.bylines._END": "a line of at most 150 characters",
    "workbench.ingest.bylines._SPACED_COLON": "a line of at most 150 characters",
    "workbench.ingest.wordlists.byline_marks().tails": "a line of at most 150 characters",
    "workbench.ingest.wordlists.furniture().byline_joins": "a line of at most 150 characters",
    "workbench.ingest.readers.pdf._PAGE_NUMBER": "a line of a page, as a whole",
}
"""Patterns that only ever see little, and what."""

LONG, SHORTER = 4_800, 1_200
SLOW_SECONDS = 0.015
WORSE_THAN_LINEAR = 9
EVERYWHERE = (" ", "\n", "a", "1", ".", ",", '"', "<")


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Every compiled pattern once, by the name under which a module has it."""
    seen: set[tuple[Any, int]] = set()
    for module in pkgutil.walk_packages(workbench.__path__, "workbench."):
        parts = module.name.split(".")
        if parts[1] not in OF_TEXT or parts[-1] == "guard":
            continue
        loaded = importlib.import_module(module.name)
        for name, value in vars(loaded).items():
            if callable(value) and getattr(value, "__module__", "") != module.name:
                continue
            for where, pattern in held(f"{module.name}.{name}", value):
                if (pattern.pattern, pattern.flags) not in seen:
                    seen.add((pattern.pattern, pattern.flags))
                    yield where, pattern


def held(name: str, value: Any, depth: int = 0) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns in a value: itself, in a collection, in what a cached function returns."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif depth > 2 or isinstance(value, type):
        return
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from held(f"{name}[{key}]", one, depth + 1)
            yield from held(f"{name} key", key, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for number, one in enumerate(value):
            yield from held(f"{name}[{number}]", one, depth + 1)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from held(f"{name}.{field.name}", getattr(value, field.name), depth + 1)
    elif hasattr(value, "cache_info") and depth == 0 and not value.__wrapped__.__code__.co_argcount:
        yield from held(f"{name}()", value(), depth + 1)


_INNER = {
    codes.MAX_REPEAT: 2,
    codes.MIN_REPEAT: 2,
    codes.POSSESSIVE_REPEAT: 2,
    codes.SUBPATTERN: 3,
    codes.ASSERT: 1,
    codes.ASSERT_NOT: 1,
}
"""Where in the parser's tuple of each kind the pattern within it stands."""


def _member(kind: Any, value: Any) -> str:
    if kind is codes.CATEGORY:
        name = str(value)
        return "1" if "DIGIT" in name else " " if "SPACE" in name else "a"
    if kind is codes.RANGE:
        return chr(value[0])
    return chr(value) if kind is codes.LITERAL else "z"


def characters(pattern: re.Pattern[Any]) -> list[str]:
    """A character for each thing that the pattern can match."""
    source = pattern.pattern
    words = source if isinstance(source, str) else source.decode("latin-1")
    found: list[str] = []

    def walk(tree: Any) -> None:
        for op, value in tree:
            if op is codes.IN:
                found.extend(_member(kind, one) for kind, one in value)
            elif op is codes.BRANCH:
                for branch in value[1]:
                    walk(branch)
            elif op in _INNER:
                walk(value[_INNER[op]])
            elif op is codes.ATOMIC_GROUP:
                walk(value)
            elif op in (codes.LITERAL, codes.ANY, codes.NOT_LITERAL):
                found.append(chr(value) if op is codes.LITERAL else "z")

    walk(parser.parse(words, 0 if isinstance(source, bytes) else pattern.flags))
    return list(dict.fromkeys(found))[:12]


def pumps(pattern: re.Pattern[Any]) -> list[str]:
    known = list(dict.fromkeys([*characters(pattern), *EVERYWHERE]))
    pairs = [one + other for one in known[:8] for other in known[:8] if one != other]
    runs = re.findall(r"[a-zA-Z<>/:=\"'-]{2,12}", str(pattern.pattern))[:4]
    return [*known, *pairs, *runs, *(f"{run} " for run in runs)]


def ways(name: str) -> frozenset[str]:
    """How the module uses the pattern: at one place of a text ("match", "fullmatch") or all."""
    module, _, own = name.rpartition(".")
    if not own.isidentifier() or "(" in module:
        return frozenset({"finditer"})
    source = inspect.getsource(importlib.import_module(module))
    uses = re.findall(rf"(?<!\w){own}(?!\w)(?:\.(\w+)\()?", source)[1:]
    anchored = uses and set(uses) <= {"match", "fullmatch"}
    return frozenset(uses) if anchored else frozenset({"finditer"})


def seconds(pattern: re.Pattern[Any], text: str, used: frozenset[str]) -> float:
    subject: Any = text.encode("latin-1", "replace") if pattern.flags & re.UNICODE == 0 else text
    if isinstance(pattern.pattern, bytes):
        subject = text.encode("latin-1", "replace")
    started = time.perf_counter()
    for way in used:
        found = getattr(pattern, way)(subject)
        if way == "finditer":
            for _ in found:
                pass
    return time.perf_counter() - started


def is_superlinear(pattern: re.Pattern[Any], pump: str, used: frozenset[str]) -> bool:
    longer, shorter = (pump * (length // len(pump)) + "!" for length in (LONG, SHORTER))
    # Each as the best of three: on a busy machine a single time says nothing.
    if seconds(pattern, longer, used) < SLOW_SECONDS:
        return False
    best = [min(seconds(pattern, text, used) for _ in range(3)) for text in (longer, shorter)]
    return best[0] > SLOW_SECONDS and best[0] > WORSE_THAN_LINEAR * best[1]


ALL = dict(patterns())


def test_the_patterns_are_found() -> None:
    assert len(ALL) > 60
    assert SHORT.keys() <= ALL.keys()


@pytest.mark.parametrize("name", sorted(ALL.keys() - SHORT.keys()))
def test_time_grows_with_the_text(name: str) -> None:
    pattern, used = ALL[name], ways(name)
    slow = [one for one in pumps(pattern) if is_superlinear(pattern, one, used)]
    assert slow == [], pattern.pattern[:200]


def test_a_pattern_that_is_quadratic_is_told() -> None:
    assert is_superlinear(re.compile(r"\s+$"), " ", frozenset({"finditer"}))
