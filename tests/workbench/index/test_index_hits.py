"""Every form of query finds what a plain reading of its definition finds, and nothing else."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from functools import cache
from itertools import permutations, product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.domain import IndexDocument
from workbench.index.deadline import Deadline
from workbench.index.manifest import Verifier
from workbench.index.parser import parse
from workbench.index.searcher import IndexSearcher
from workbench.index.writer import Writer

# Written by hand, so that the test does not lean on the code's own stemmer.
STEMS = {
    "deal": "deal", "deals": "deal", "dealing": "deal", "dealt": "dealt",
    "oil": "oil", "oils": "oil", "boil": "boil", "soil": "soil",
    "price": "price", "prices": "price", "priced": "price",
    "mineral": "mineral", "minerals": "mineral", "miner": "miner", "miners": "miner",
    "the": "the", "of": "of", "rare": "rare", "earth": "earth", "earths": "earth",
    "70": "70", "14.8": "14.8", "нефть": "нефть",
}  # fmt: skip
VOCABULARY = sorted(STEMS)
OUTLETS = ["Meridian Wire", "Meridian", "Fernhill Daily"]
TAGS = ["energy", "energy policy", "supply"]
DAYS = [date(2024, 12, 25) + timedelta(days=9 * n) for n in range(12)]

Test = Callable[[IndexDocument], bool]


@dataclass(frozen=True)
class Query:
    """A query with what it means."""

    text: str
    matches: Test


def make_document(article_id: int, chance: random.Random) -> IndexDocument:
    def some(most: int) -> str:
        return " ".join(chance.choices(VOCABULARY, k=chance.randint(0, most)))

    return IndexDocument(
        id=article_id,
        title=some(3),
        text=some(12),
        author=None,
        source=chance.choice([None, *OUTLETS]),
        language=None,
        published=chance.choice([None, *(day.isoformat() for day in DAYS)]),
        tags=tuple(chance.sample(TAGS, chance.randint(0, 2))),
    )


@dataclass(frozen=True, repr=False)
class Library:
    documents: dict[int, IndexDocument]
    searcher: IndexSearcher

    def found(self, query: str) -> set[int]:
        found = self.searcher.find(parse(query), Deadline(10), wanted=5)
        assert found.total == sum(int(mask.sum()) for mask in found.masks)
        return set(self.searcher.ids(found.masks))

    # What Hypothesis shows of a failure.
    def __repr__(self) -> str:
        return "the library"

    def expected(self, test: Test) -> set[int]:
        return {n for n, document in self.documents.items() if test(document)}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Several segments, with documents that were replaced and removed in them."""
    folder: Path = tmp_path_factory.mktemp("hits") / "index"
    chance = random.Random(20250217)
    documents: dict[int, IndexDocument] = {}
    manifest: dict[str, str] = {}
    for round_ in range(6):
        writer = Writer(folder, manifest, Verifier())
        numbers = sorted({*range(round_ * 20, round_ * 20 + 20), *chance.sample(range(120), 5)})
        fresh = [make_document(number, chance) for number in numbers]
        gone = chance.sample(range(round_ * 20 + 1), min(3, round_ + 1))
        writer.put(one for one in fresh if one.id not in gone)
        writer.remove(gone)
        manifest = writer.commit()
        documents.update((one.id, one) for one in fresh)
        for number in gone:
            documents.pop(number, None)
    searcher = IndexSearcher(folder, manifest, Verifier())
    yield Library(documents, searcher)
    searcher.close()


def prose(document: IndexDocument) -> list[list[str]]:
    return [document.title.split(), document.text.split()]


def has_phrase(words: tuple[str, ...], text: list[str]) -> bool:
    return any(tuple(text[place : place + len(words)]) == words for place in range(len(text)))


def are_near(words: tuple[str, ...], text: list[str], between: int) -> bool:
    places = [[n for n, word in enumerate(text) if word == one] for one in words]
    return any(
        len(set(chosen)) == len(chosen) and max(chosen) - min(chosen) + 1 <= len(words) + between
        for chosen in product(*places)
    )


@cache
def differs_by(one: str, other: str) -> int:
    """The optimal string alignment distance, by its definition."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        differs_by(one[1:], other) + 1,
        differs_by(one, other[1:]) + 1,
        differs_by(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if one[:2] == other[1::-1] and len(one) > 1 and len(other) > 1:
        ways.append(differs_by(one[2:], other[2:]) + 1)
    return min(ways)


def stems(text: list[str]) -> list[str]:
    return [STEMS[word] for word in text]


words = st.sampled_from(VOCABULARY)


@st.composite
def single(draw: st.DrawFn) -> Query:
    word = draw(words)
    return Query(word, lambda d: any(STEMS[word] in stems(text) for text in prose(d)))


@st.composite
def exact(draw: st.DrawFn) -> Query:
    word = draw(words)
    return Query("=" + word.upper(), lambda d: any(word in text for text in prose(d)))


@st.composite
def phrase(draw: st.DrawFn) -> Query:
    chosen = tuple(draw(st.lists(words, min_size=2, max_size=3)))
    sought = tuple(STEMS[word] for word in chosen)
    return Query(
        f'"{" ".join(chosen)}"', lambda d: any(has_phrase(sought, stems(t)) for t in prose(d))
    )


@st.composite
def exact_phrase(draw: st.DrawFn) -> Query:
    chosen = tuple(draw(st.lists(words, min_size=2, max_size=2)))
    return Query(f'="{" ".join(chosen)}"', lambda d: any(has_phrase(chosen, t) for t in prose(d)))


@st.composite
def nearby(draw: st.DrawFn) -> Query:
    chosen = tuple(draw(st.lists(words, min_size=2, max_size=3)))
    between = draw(st.integers(0, 6))
    sought = tuple(STEMS[word] for word in chosen)
    return Query(
        f'"{" ".join(chosen)}"~{between}',
        lambda d: any(are_near(sought, stems(text), between) for text in prose(d)),
    )


@st.composite
def wildcard(draw: st.DrawFn) -> Query:
    word = draw(words.filter(lambda word: len(word) > 3 and word.isalpha()))
    cut = draw(st.integers(2, len(word) - 1))
    pattern = draw(
        st.sampled_from([word[:cut] + "*", word[:cut] + "?" + word[cut + 1 :], "*" + word[-3:]])
    )
    return Query(
        pattern, lambda d: any(fnmatchcase(one, pattern) for text in prose(d) for one in text)
    )


@st.composite
def fuzzy(draw: st.DrawFn) -> Query:
    word = draw(words.filter(lambda word: len(word) > 3 and word.isalpha()))
    distance = draw(st.integers(1, 2))
    typed = draw(st.sampled_from([word, word[0] + word[2] + word[1] + word[3:], word[:-1]]))
    typed = typed if len(typed) >= distance + 2 else word
    return Query(
        f"{typed}~{distance}",
        lambda d: any(differs_by(typed, one) <= distance for text in prose(d) for one in text),
    )


@st.composite
def in_title(draw: st.DrawFn) -> Query:
    word = draw(words)
    return Query(f"title:{word}", lambda d: STEMS[word] in stems(d.title.split()))


@st.composite
def of_value(draw: st.DrawFn) -> Query:
    tag, outlet = draw(st.sampled_from(TAGS)), draw(st.sampled_from(OUTLETS))
    first = tag.split()[0]
    return draw(
        st.sampled_from(
            [
                Query(f'tag:="{tag}"', lambda d: tag in d.tags),
                Query(f"tag:{first}", lambda d: any(first in one.split() for one in d.tags)),
                Query(f'outlet:"{outlet}"', lambda d: outlet in (d.source or "")),
                Query(f'source:="{outlet}"', lambda d: d.source == outlet),
                Query("tag:*", lambda d: bool(d.tags)),
                Query("outlet:fern*", lambda d: d.source == "Fernhill Daily"),
            ]
        )
    )


@st.composite
def of_date(draw: st.DrawFn) -> Query:
    length = st.sampled_from([4, 7, 10])
    first, last = sorted([draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))])
    start, end = first.isoformat()[: draw(length)], last.isoformat()[: draw(length)]

    def published(test: Callable[[str], bool]) -> Test:
        return lambda d: d.published is not None and test(d.published)

    return draw(
        st.sampled_from(
            [
                Query(f"date:{start}", published(lambda day: day.startswith(start))),
                Query(
                    f"date:{start}..{end}", published(lambda d: start <= d and d[: len(end)] <= end)
                ),
                Query(f"date:>{start}", published(lambda day: day[: len(start)] > start)),
                Query(f"date:>={start}", published(lambda day: day >= start)),
                Query(f"date:<{start}", published(lambda day: day < start)),
                Query(f"date:<={start}", published(lambda day: day[: len(start)] <= start)),
                Query(f"date:..{end}", published(lambda day: day[: len(end)] <= end)),
                Query("date:*", published(lambda day: True)),
            ]
        )
    )


simple = st.one_of(
    single(), exact(), phrase(), exact_phrase(), nearby(), wildcard(), fuzzy(), in_title(),
    of_value(), of_date(), st.just(Query("*", lambda d: True)),
)  # fmt: skip


def joined(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    def both(a: Query, b: Query) -> Query:
        return Query(f"(({a.text}) ({b.text}))", lambda d: a.matches(d) and b.matches(d))

    def either(a: Query, b: Query) -> Query:
        return Query(f"(({a.text}) OR {b.text})", lambda d: a.matches(d) or b.matches(d))

    def without(a: Query, b: Query) -> Query:
        return Query(
            f"(({a.text}) AND NOT ({b.text}))", lambda d: a.matches(d) and not b.matches(d)
        )

    def negated(a: Query) -> Query:
        return Query(f"-({a.text})", lambda d: not a.matches(d))

    return st.one_of(
        st.builds(both, parts, parts),
        st.builds(either, parts, parts),
        st.builds(without, parts, parts),
        st.builds(negated, parts),
    )


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(query=st.recursive(simple, joined, max_leaves=6))
def test_hits_are_those_of_a_plain_reading(library: Library, query: Query) -> None:
    assert library.found(query.text) == library.expected(query.matches), query.text


@settings(max_examples=100, deadline=None)
@given(query=simple)
def test_each_form_by_itself(library: Library, query: Query) -> None:
    assert library.found(query.text) == library.expected(query.matches), query.text


def test_the_library_has_what_the_test_is_about(library: Library) -> None:
    assert len(library.documents) > 80
    for text in ("oil", '"oil price"', "tag:energy", "date:2025-01", '"oil price"~3'):
        found = library.found(text)
        assert found, text
        assert found != set(library.documents), text


def test_words_in_any_order_are_near(library: Library) -> None:
    answers = {
        frozenset(library.found(f'"{" ".join(order)}"~4'))
        for order in permutations(["oil", "price", "deal"])
    }
    assert len(answers) == 1
