"""Documents → one segment file, with no loop over postings.

Each text becomes an array of numbers as it is added. When the segment is written, one
stable sort by stem brings the words of all documents into the order of postings: documents
come in order, positions in order within each, and where stem or document changes a posting
begins.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from workbench.index.segments.files import Array, SegmentFileWriter
from workbench.index.segments.lexicon import Lexicon
from workbench.index.segments.postings import (
    COUNT_BITS,
    FORM_BITS,
    MOST_DOCUMENTS,
    PLACE_BITS,
    narrowed,
    put_packed,
    runs_of,
    stable_order,
    starts_of,
)
from workbench.index.segments.segment import AMOUNTS, COLUMN

VALUE_GAP = 1_000
"""Positions between one value of a field and the next: no phrase runs across."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a segment is to know of one document.

    `numbers`, none of them negative, must have the same columns in every document of an index.
    """

    texts: Mapping[str, str]
    values: Mapping[str, Sequence[str]]
    numbers: Mapping[str, int]
    amounts: Sequence[float] = ()
    """Any numbers that the document has, in no column of their own."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """How text becomes words: the tokeniser, what makes two words one, and their stems."""

    spaced: Callable[[str], str]
    """A text with the same words that a look at what stands between spaces is enough for."""
    tokens: Callable[[str], Sequence[str]]
    fold: Callable[[str], str]
    stemmer: Callable[[str], Callable[[str], str]]
    """What makes stems of the words of a field of running text, by its name."""
    whole: Callable[[Sequence[str]], str]
    """The term that stands for a whole value, given its words."""


class _Vocabulary(dict[str, int]):
    """What stands between spaces → the number of a run of words, mostly of one.

    "price," and "(price" are the same run, "oil-rich" is one of two words. Each way of writing
    is taken apart once, which makes most of a text one look into a dictionary a word.
    """

    def __init__(self, analysis: Analysis) -> None:
        super().__init__()
        self._analysis = analysis
        self._numbers: dict[str, int] = {}
        self._known_runs: dict[tuple[int, ...], int] = {}
        self._values: dict[str, tuple[int, ...]] = {}
        self.words: list[str] = []
        self.runs: list[tuple[int, ...]] = []

    def __missing__(self, written: str) -> int:
        run = tuple(map(self._number, self._folded(written)))
        number = self._known_runs.get(run)
        if number is None:
            number = self._known_runs[run] = len(self.runs)
            self.runs.append(run)
        self[written] = number
        return number

    def terms_of_value(self, value: str) -> tuple[int, ...]:
        """The word that stands for a whole value, and its words."""
        found = self._values.get(value)
        if found is None:
            words = self._folded(value)
            terms = [self._analysis.whole(words), *words]
            found = self._values[value] = tuple(map(self._number, terms))
        return found

    def _folded(self, text: str) -> list[str]:
        return [self._analysis.fold(token) for token in self._analysis.tokens(text)]

    def _number(self, word: str) -> int:
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self.words)
            self.words.append(word)
        return number


class _Tokens:
    """The runs of words of one field, or its words with their places, by document."""

    def __init__(self) -> None:
        self.documents = array("I")
        self.numbers: list[Array] = []
        self.places: list[Array] = []

    def add(self, document: int, numbers: Array, places: Array | None = None) -> None:
        self.documents.append(document)
        self.numbers.append(numbers)
        if places is not None:
            self.places.append(places)


class Builder:
    """Takes up to `MOST_DOCUMENTS` documents and writes them as a segment."""

    def __init__(self, analysis: Analysis, columns: Sequence[str], order: tuple[str, str]) -> None:
        """`order` names the columns of the sort date and of what decides between equal ones."""
        self._analysis = analysis
        self._vocabulary = _Vocabulary(analysis)
        self._texts: dict[str, _Tokens] = {}
        self._values: dict[str, _Tokens] = {}
        self._names: dict[str, tuple[dict[str, int], array[int], array[int]]] = {}
        self._columns = {name: array("q") for name in columns}
        self._amounts = array("I"), array("d")
        self._order = order
        self.documents = 0
        self.words = 0

    def add(self, content: Content) -> None:
        """Add a document."""
        document = self.documents
        if document == MOST_DOCUMENTS:
            raise OverflowError(f"a segment has at most {MOST_DOCUMENTS} documents")
        number_of = self._vocabulary.__getitem__
        for name, text in content.texts.items():
            written = self._analysis.spaced(text).split()
            if written:
                numbers = np.fromiter(map(number_of, written), np.uint32, len(written))
                self._texts.setdefault(name, _Tokens()).add(document, numbers)
                self.words += len(written)
        for name, values in content.values.items():
            if values:
                self._add_values(name, values)
        for name, column in self._columns.items():
            column.append(content.numbers[name])
        for amount in content.amounts:
            self._amounts[0].append(document)
            self._amounts[1].append(amount)
        self.documents += 1

    def _add_values(self, name: str, values: Sequence[str]) -> None:
        numbers: list[int] = []
        places: list[int] = []
        for count, value in enumerate(values, 1):
            terms = self._vocabulary.terms_of_value(value)
            numbers += terms
            places += range(count * VALUE_GAP, count * VALUE_GAP + len(terms))
        tokens = self._values.setdefault(name, _Tokens())
        tokens.add(self.documents, np.array(numbers, np.uint32), np.array(places, np.uint32))
        known, documents, of_pairs = self._names.setdefault(name, ({}, array("I"), array("I")))
        for value in dict.fromkeys(one.replace("\n", " ") for one in values):
            documents.append(self.documents)
            of_pairs.append(known.setdefault(value, len(known)))

    def write(self, path: Path) -> None:
        """Write the segment to a new file."""
        columns = {name: np.frombuffer(kept, np.int64) for name, kept in self._columns.items()}
        order = newest_first(columns, self._order)
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        words = self._vocabulary.words
        by_name = np.array(sorted(range(len(words)), key=words.__getitem__), np.uint32)
        vocabulary = _SortedVocabulary(words, by_name, self._analysis.stemmer)
        with SegmentFileWriter(path) as file:
            for name, tokens in sorted(self._texts.items()):
                postings = _of_runs(tokens, rank, self._vocabulary.runs)
                if len(postings.words):
                    _write_prose(file, name, postings, vocabulary)
            for name, tokens in sorted(self._values.items()):
                _write_values(file, name, _of_values(tokens, rank), vocabulary)
            for name, (known, documents, numbers) in sorted(self._names.items()):
                write_names(file, name, list(known), rank[_of(documents)], _of(numbers))
            documents, amounts = self._amounts
            write_amounts(file, rank[_of(documents)], np.frombuffer(amounts, np.float64))
            for name, column in sorted(columns.items()):
                file.put(f"{COLUMN}{name}", narrowed(column[order]))


@dataclass(frozen=True, slots=True)
class _SortedVocabulary:
    """All words of a segment, their numbers in the order of the words, and their stemmers."""

    words: Sequence[str]
    by_name: Array
    stemmer: Callable[[str], Callable[[str], str]]

    def used(self, numbers: Array) -> tuple[list[int], Array]:
        """The words among `numbers` in their order, and the place of each word in it."""
        is_used = np.zeros(len(self.words), bool)
        is_used[numbers] = True
        used = self.by_name[is_used[self.by_name]]
        rank = np.zeros(len(self.words), np.uint32)
        rank[used] = np.arange(len(used), dtype=np.uint32)
        return used.tolist(), rank


@dataclass(frozen=True, slots=True)
class _Postings:
    """The words of a field as flat arrays, document after document."""

    lengths: Array
    words: Array
    documents: Array
    places: Array


def _of_runs(tokens: _Tokens, rank: Array, runs: Sequence[tuple[int, ...]]) -> _Postings:
    """The words of running text, documents in the order of `rank`."""
    numbers, sizes = _ranked(tokens.documents, tokens.numbers, rank)
    size_of_run = np.fromiter(map(len, runs), np.int64, len(runs))
    words_of_runs = np.fromiter(chain.from_iterable(runs), np.uint32, int(size_of_run.sum()))
    counts = size_of_run[numbers]
    at = runs_of(starts_of(size_of_run)[:-1][numbers], counts)
    # How many words there are up to the end of each document.
    ends = starts_of(counts)[starts_of(sizes)]
    lengths = np.diff(ends).astype(np.uint32)
    places = np.arange(len(at), dtype=np.uint32)
    places -= np.repeat(ends[:-1].astype(np.uint32), lengths)
    documents = np.repeat(np.arange(len(rank), dtype=np.uint16), lengths)
    return _Postings(lengths, words_of_runs[at], documents, places)


def _of_values(tokens: _Tokens, rank: Array) -> _Postings:
    """The words of values, documents in the order of `rank`."""
    words, lengths = _ranked(tokens.documents, tokens.numbers, rank)
    places, _ = _ranked(tokens.documents, tokens.places, rank)
    documents = np.repeat(np.arange(len(rank), dtype=np.uint16), lengths)
    return _Postings(lengths, words, documents, places)


def _ranked(documents: "array[int]", parts: Sequence[Array], rank: Array) -> tuple[Array, Array]:
    """The parts of some documents in the order of `rank`, and the size of each document's."""
    own = rank[_of(documents)]
    sizes = np.zeros(len(rank), np.uint32)
    sizes[own] = [len(part) for part in parts]
    return np.concatenate([parts[number] for number in np.argsort(own).tolist()]), sizes


def _of(numbers: "array[int]") -> Array:
    return np.frombuffer(numbers, np.uint32)


def _write_prose(
    file: SegmentFileWriter, name: str, postings: _Postings, vocabulary: _SortedVocabulary
) -> None:
    used, rank = vocabulary.used(postings.words)
    own_stems = list(map(vocabulary.stemmer(name), map(vocabulary.words.__getitem__, used)))
    terms = sorted(set(own_stems))
    number_of = {stem: number for number, stem in enumerate(terms)}
    stem_of_word = np.fromiter(map(number_of.__getitem__, own_stems), np.uint32, len(own_stems))
    form_of_word, several = forms_of(stem_of_word, len(terms))
    ranks = rank[postings.words]
    keys = stem_of_word[ranks]
    order = stable_order(keys, len(terms))
    keys = keys[order]
    _write_postings(file, name, postings, terms, (keys, order))
    forms = form_of_word[ranks[order][several[keys]]]
    put_packed(file, f"{name}/forms", forms, FORM_BITS)
    words = [vocabulary.words[number].encode() for number in used]
    file.put_bytes(f"{name}/words", Lexicon.packed(words))
    file.put(f"{name}/stem_of_word", stem_of_word)


def _write_values(
    file: SegmentFileWriter, name: str, postings: _Postings, vocabulary: _SortedVocabulary
) -> None:
    used, rank = vocabulary.used(postings.words)
    keys = rank[postings.words]
    order = stable_order(keys, len(used))
    terms = [vocabulary.words[number] for number in used]
    _write_postings(file, name, postings, terms, (keys[order], order))


def _write_postings(
    file: SegmentFileWriter,
    name: str,
    postings: _Postings,
    terms: Sequence[str],
    by_term: tuple[Array, Array],
) -> None:
    """`by_term` are the terms of all words, sorted, and the order that sorts them."""
    keys, order = by_term
    documents = postings.documents[order]
    begins = np.ones(len(keys), bool)
    begins[1:] = (keys[1:] != keys[:-1]) | (documents[1:] != documents[:-1])
    at = np.flatnonzero(begins)
    file.put_bytes(f"{name}/terms", Lexicon.packed([term.encode() for term in terms]))
    frequencies = np.bincount(keys[at], minlength=len(terms))
    file.put(f"{name}/starts", starts_of(frequencies).astype(np.uint32))
    of_terms = np.bincount(keys, minlength=len(terms))
    file.put(f"{name}/places_at", starts_of(of_terms).astype(np.uint32))
    file.put(f"{name}/documents", documents[at])
    put_packed(file, f"{name}/counts", np.diff(at, append=len(keys)), COUNT_BITS)
    put_packed(file, f"{name}/places", postings.places[order], PLACE_BITS)
    file.put(f"{name}/lengths", narrowed(postings.lengths))


def forms_of(stem_of_word: Array, stems: int) -> tuple[Array, Array]:
    """Which of its stem's forms each word is, and whether each stem has several."""
    counts = np.bincount(stem_of_word, minlength=stems)
    order = np.argsort(stem_of_word, kind="stable")
    form = np.empty(len(stem_of_word), np.uint16)
    form[order] = np.arange(len(order)) - np.repeat(starts_of(counts)[:-1], counts)
    return form, counts > 1


def newest_first(columns: Mapping[str, Array], order: tuple[str, str]) -> Array:
    """The order of the documents of a segment, given the numbers of each: the newest first.

    Sorting by date is then no work, a range of dates is a run of documents, and of documents
    that are otherwise equal the newest is simply the first.
    """
    newest, tie = (columns[name].astype(np.int64) for name in order)
    return np.lexsort((tie, -newest))


def write_names(
    file: SegmentFileWriter, field: str, names: Sequence[str], documents: Array, numbers: Array
) -> None:
    """Add the values of a field as they are written: pairs of a document and a value."""
    by_name = sorted(range(len(names)), key=lambda number: names[number].encode())
    rank = np.empty(len(names), np.uint32)
    rank[by_name] = np.arange(len(names), dtype=np.uint32)
    order = np.argsort(documents, kind="stable")
    file.put_bytes(f"{field}/names", Lexicon.packed([names[i].encode() for i in by_name]))
    file.put(f"{field}/name_documents", documents[order].astype(np.uint16))
    file.put(f"{field}/name_numbers", narrowed(rank[numbers[order]]))


def write_amounts(file: SegmentFileWriter, documents: Array, amounts: Array) -> None:
    """Add numbers that documents have: pairs of a document and a number."""
    order = np.argsort(documents, kind="stable")
    file.put(f"{AMOUNTS}/documents", documents[order].astype(np.uint16))
    file.put(f"{AMOUNTS}/values", amounts[order])
