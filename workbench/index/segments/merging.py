"""Several segments → one, without the documents that are no longer current.

The words of all sources are brought into one order; then postings are copied for a slice of
the words at a time, so that memory is bounded whatever the size of the index. The documents of
all sources are brought into one order, too, the newest first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workbench.index.segments.builder import forms_of, newest_first, write_amounts, write_names
from workbench.index.segments.fields import Field
from workbench.index.segments.files import Array, SegmentFileWriter
from workbench.index.segments.lexicon import Lexicon
from workbench.index.segments.postings import (
    COUNT_BITS,
    FORM_BITS,
    PLACE_BITS,
    PackedWriter,
    narrowed,
    runs_of,
    stable_order,
    starts_of,
)
from workbench.index.segments.segment import COLUMN, Segment

SLICE = 1 << 20
"""Positions copied at a time, if no single word has more."""

_GONE = -1


@dataclass(frozen=True, slots=True)
class Source:
    """A segment and its documents that are to be kept, bool[documents]; None for all."""

    segment: Segment
    live: Array | None

    @property
    def kept(self) -> int:
        """How many documents are kept."""
        return self.segment.documents if self.live is None else int(self.live.sum())


class _Part:
    """One field of one source, and what its numbers become."""

    def __init__(self, field: Field, live: Array | None, new_documents: Array) -> None:
        self.field = field
        self.live = live
        self.new_documents = new_documents
        self.new_terms: Array = _NOTHING
        self.new_words: Array = _NOTHING
        self.frequencies, self.occurrences = self._kept_of_terms()

    def _kept_of_terms(self) -> tuple[Array, Array]:
        """Documents and positions of each term that stay."""
        field = self.field
        if self.live is None:
            return field.frequencies(0, len(field.terms)), field.occurrences(0, len(field.terms))
        frequencies = np.zeros(len(field.terms), np.int64)
        occurrences = np.zeros(len(field.terms), np.int64)
        for first, end in slices(field.occurrences(0, len(field.terms))):
            kept = self.live[field.documents[int(field.starts[first]) : int(field.starts[end])]]
            owner = np.repeat(np.arange(end - first), field.frequencies(first, end))
            counts = field.counts(first, end)
            frequencies[first:end] = np.bincount(owner[kept], minlength=end - first)
            occurrences[first:end] = np.bincount(
                owner[kept], weights=counts[kept], minlength=end - first
            )
        return frequencies, occurrences


_NOTHING = np.empty(0, np.int64)


def slices(sizes: Array) -> list[tuple[int, int]]:
    """Ranges of neighbours, each as many as have `SLICE` together but at least one."""
    ends = np.cumsum(sizes, dtype=np.int64)
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(sizes):
        before = int(ends[first - 1]) if first else 0
        end = max(first + 1, int(np.searchsorted(ends, before + SLICE, "right")))
        found.append((first, end))
        first = end
    return found


def merge(sources: Sequence[Source], path: Path, order: tuple[str, str]) -> None:
    """Write one segment with the documents of all sources to a new file.

    `order` is as for `Builder`.
    """
    columns: dict[str, Array] = {}
    for name in sources[0].segment.column_names:
        kept = [_live_part(one.segment.column(name), one.live) for one in sources]
        columns[name] = np.concatenate([one.astype(np.int64) for one in kept])
    by_date = newest_first(columns, order)
    numbers = _new_numbers(sources, by_date)
    with SegmentFileWriter(path) as file:
        for name in sorted({name for one in sources for name in one.segment.field_names}):
            _merge_field(file, name, sources, numbers)
        for name in sorted({name for one in sources for name in one.segment.named_fields}):
            _merge_names(file, name, sources, numbers)
        _merge_amounts(file, sources, numbers)
        for name, column in columns.items():
            file.put(f"{COLUMN}{name}", narrowed(column[by_date]))


def _new_numbers(sources: Sequence[Source], by_date: Array) -> list[Array]:
    """What the document numbers of each source become."""
    rank = np.empty(len(by_date), np.int64)
    rank[by_date] = np.arange(len(by_date))
    found: list[Array] = []
    offset = 0
    for source in sources:
        own = rank[offset : offset + source.kept]
        offset += source.kept
        if source.live is not None:
            numbers = np.full(source.segment.documents, _GONE)
            numbers[source.live] = own
            own = numbers
        found.append(own)
    return found


def _live_part(numbers: Array, live: Array | None) -> Array:
    return numbers if live is None else numbers[live]


def _merge_field(
    file: SegmentFileWriter,
    name: str,
    sources: Sequence[Source],
    numbers: Sequence[Array],
) -> None:
    parts: list[_Part] = []
    lengths = np.zeros(sum(source.kept for source in sources), np.uint32)
    for source, new_documents in zip(sources, numbers, strict=True):
        field = source.segment.field(name)
        if field is not None:
            kept = _live_part(new_documents, source.live)
            lengths[kept] = _live_part(field.lengths, source.live)
            parts.append(_Part(field, source.live, new_documents))
    frequencies, occurrences, terms = _united_terms(parts)
    if not terms:
        return
    file.put_bytes(f"{name}/terms", Lexicon.packed(terms))
    file.put(f"{name}/starts", starts_of(frequencies).astype(np.uint32))
    file.put(f"{name}/places_at", starts_of(occurrences).astype(np.uint32))
    file.put(f"{name}/lengths", narrowed(lengths))
    forms = _united_words(file, name, parts, len(terms)) if parts[0].field.has_forms else None
    _Copier(file, name, parts, (frequencies, occurrences), forms).run()


def _united_terms(parts: Sequence[_Part]) -> tuple[Array, Array, list[bytes]]:
    """How often each term of the merged field occurs, and the terms themselves, sorted.

    Terms that no kept document has are left out; `new_terms` gets the number of each term.
    """
    own = [part.field.terms.all() for part in parts]
    terms = sorted(
        {
            term
            for part, mine in zip(parts, own, strict=True)
            for term, count in zip(mine, part.frequencies.tolist(), strict=True)
            if count
        }
    )
    number_of = {term: number for number, term in enumerate(terms)}
    frequencies = np.zeros(len(terms), np.int64)
    occurrences = np.zeros(len(terms), np.int64)
    for part, mine in zip(parts, own, strict=True):
        numbers = (number_of.get(term, _GONE) for term in mine)
        part.new_terms = np.fromiter(numbers, np.int64, len(mine))
        known = part.new_terms != _GONE
        frequencies[part.new_terms[known]] += part.frequencies[known]
        occurrences[part.new_terms[known]] += part.occurrences[known]
    return frequencies, occurrences, terms


@dataclass(frozen=True, slots=True)
class _Forms:
    """The merged words: which form of its stem each is, and which stems have several."""

    of_word: Array
    several: Array


def _united_words(file: SegmentFileWriter, name: str, parts: Sequence[_Part], stems: int) -> _Forms:
    """Write the words of the merged field; `new_words` gets the number of each word."""
    own = [part.field.words.all() for part in parts]
    stem_of: dict[bytes, int] = {}
    for part, mine in zip(parts, own, strict=True):
        # A word whose last document is gone may stay as long as its stem does.
        stems_of_words = part.new_terms[part.field.stem_of_word].tolist()
        known = zip(mine, stems_of_words, strict=True)
        stem_of.update((word, stem) for word, stem in known if stem != _GONE)
    words = sorted(stem_of)
    number_of = {word: number for number, word in enumerate(words)}
    for part, mine in zip(parts, own, strict=True):
        numbers = (number_of.get(word, _GONE) for word in mine)
        part.new_words = np.fromiter(numbers, np.int64, len(mine))
    stem_of_word = np.fromiter((stem_of[word] for word in words), np.uint32, len(words))
    file.put_bytes(f"{name}/words", Lexicon.packed(words))
    file.put(f"{name}/stem_of_word", stem_of_word)
    return _Forms(*forms_of(stem_of_word, stems))


class _Copier:
    """Copies the postings of one field, slice after slice of the merged terms."""

    def __init__(
        self,
        file: SegmentFileWriter,
        name: str,
        parts: Sequence[_Part],
        sizes: tuple[Array, Array],
        forms: _Forms | None,
    ) -> None:
        """`sizes` are documents and positions of each merged term."""
        frequencies, self._occurrences = sizes
        self._parts = parts
        self._forms = forms
        postings, places = int(frequencies.sum()), int(self._occurrences.sum())
        self._documents = file.region(f"{name}/documents", np.uint16, postings)
        self._counts = PackedWriter(file, f"{name}/counts", COUNT_BITS, postings)
        self._places = PackedWriter(file, f"{name}/places", PLACE_BITS, places)
        self._form_writer: PackedWriter | None = None
        if forms is not None:
            kept = int(self._occurrences[forms.several].sum())
            self._form_writer = PackedWriter(file, f"{name}/forms", FORM_BITS, kept)

    def run(self) -> None:
        """Copy everything."""
        for first, end in slices(self._occurrences):
            self._copy(first, end)
        for writer in (self._counts, self._places, self._form_writer):
            if writer is not None:
                writer.finish()

    def _copy(self, first: int, end: int) -> None:
        taken = [
            _Taken(part, first, end, with_words=self._forms is not None) for part in self._parts
        ]
        terms = np.concatenate([one.terms for one in taken])
        documents = np.concatenate([one.documents for one in taken])
        counts = np.concatenate([one.counts for one in taken])
        order = np.argsort(documents.astype(np.uint16), kind="stable")
        order = order[stable_order(terms[order], end - first)]
        at = runs_of(starts_of(counts)[:-1][order], counts[order])
        self._documents.append(documents[order])
        self._counts.append(counts[order])
        self._places.append(np.concatenate([one.places for one in taken])[at])
        if self._forms is not None and self._form_writer is not None:
            words = np.concatenate([one.words for one in taken])[at]
            several = np.repeat(self._forms.several[first:end], self._occurrences[first:end])
            self._form_writer.append(self._forms.of_word[words[several]])


class _Taken:
    """The postings that one source has of a slice of the merged terms."""

    def __init__(self, part: _Part, first: int, end: int, *, with_words: bool) -> None:
        field = part.field
        # New numbers of terms ascend, but for those that have gone.
        at = np.flatnonzero((part.new_terms >= first) & (part.new_terms < end))
        low, high = (int(at[0]), int(at[-1]) + 1) if len(at) else (0, 0)
        old = field.documents[int(field.starts[low]) : int(field.starts[high])]
        own_terms = np.repeat(part.new_terms[low:high] - first, field.frequencies(low, high))
        self.documents = part.new_documents[old]
        self.counts = field.counts(low, high).astype(np.int64)
        self.places = field.places(low, high)
        self.words = _NOTHING
        if with_words:
            self.words = part.new_words[field.word_at_places(low, high)]
        self.terms = own_terms
        if part.live is not None:
            kept = part.live[old]
            at_places = np.repeat(kept, self.counts)
            self.terms, self.documents = self.terms[kept], self.documents[kept]
            self.counts, self.places = self.counts[kept], self.places[at_places]
            if with_words:
                self.words = self.words[at_places]


def _merge_names(
    file: SegmentFileWriter, field: str, sources: Sequence[Source], numbers: Sequence[Array]
) -> None:
    number_of: dict[str, int] = {}
    documents: list[Array] = []
    of_pairs: list[Array] = []
    for source, new_documents in zip(sources, numbers, strict=True):
        names = source.segment.names(field)
        if names is None:
            continue
        own = [number_of.setdefault(name.decode(), len(number_of)) for name in names.lexicon]
        pairs = new_documents[names.documents]
        kept = pairs != _GONE
        documents.append(pairs[kept])
        of_pairs.append(np.array(own, np.uint32)[names.numbers[kept]])
    if documents:
        write_names(
            file, field, list(number_of), np.concatenate(documents), np.concatenate(of_pairs)
        )


def _merge_amounts(
    file: SegmentFileWriter, sources: Sequence[Source], numbers: Sequence[Array]
) -> None:
    documents: list[Array] = []
    amounts: list[Array] = []
    for source, new_documents in zip(sources, numbers, strict=True):
        own, values = source.segment.amounts
        renumbered = new_documents[own]
        kept = renumbered != _GONE
        documents.append(renumbered[kept])
        amounts.append(values[kept])
    write_amounts(file, np.concatenate(documents), np.concatenate(amounts))
