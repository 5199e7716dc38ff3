"""Words in a row and near each other, on the line of all documents."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.index import phrases
from workbench.index.deadline import Deadline
from workbench.index.phrases import Line, Occurrences
from workbench.index.proximity import near, phrase_starts

texts = st.lists(st.text(alphabet="abc", max_size=8), min_size=1, max_size=6)
queries = st.text(alphabet="abc", min_size=2, max_size=4)


def occurrences(documents: list[str], word: str) -> Occurrences:
    places = [[n for n, one in enumerate(text) if one == word] for text in documents]
    having = [n for n, found in enumerate(places) if found]
    return Occurrences(
        np.array(having, np.uint16),
        np.array([len(places[n]) for n in having], np.uint8),
        np.array([place for n in having for place in places[n]], np.uint16),
    )


def candidates(documents: list[str], query: str) -> np.ndarray:
    return np.array([set(query) <= set(text) for text in documents])


@pytest.fixture(params=["searched", "marked"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of comparing places, which large and small numbers of them choose between."""
    monkeypatch.setattr(phrases, "_CHEAPER_TO_SEARCH", 1e9 if request.param == "marked" else 0)


@settings(max_examples=200)
@given(documents=texts, query=queries)
def test_phrases_are_those_of_each_document(documents: list[str], query: str) -> None:
    line = Line(np.array([len(text) for text in documents]))
    words = [occurrences(documents, word) for word in query]
    if not all(len(word.documents) for word in words):
        return
    found = line.phrase(words, candidates(documents, query), Deadline(5))
    positions = [
        {word: [n for n, one in enumerate(text) if one == word] for word in query}
        for text in documents
    ]
    expected = {n for n, known in enumerate(positions) if phrase_starts(query, known)}
    assert set(found.tolist()) == expected


@settings(max_examples=200)
@given(documents=texts, query=queries, between=st.integers(0, 3))
def test_near_words_are_those_of_each_document(
    documents: list[str], query: str, between: int
) -> None:
    line = Line(np.array([len(text) for text in documents]))
    words = [occurrences(documents, word) for word in query]
    if not all(len(word.documents) for word in words):
        return
    found = line.near(words, query, between, candidates(documents, query), Deadline(5))
    positions = [
        {word: [n for n, one in enumerate(text) if one == word] for word in query}
        for text in documents
    ]
    expected = {n for n, known in enumerate(positions) if near(query, known, between)}
    assert set(found.tolist()) == expected
