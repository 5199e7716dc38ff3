"""One field of a segment: which documents have a word, how often, and where in them.

Running text is kept by stems. Which of its forms a stem has at each place stands beside the
positions, in half a byte, and only for stems that have several; so the words as written need
no postings of their own.
"""

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from workbench.index.segments.files import Array
from workbench.index.segments.lexicon import Lexicon
from workbench.index.segments.postings import Packed, starts_of


class Field:
    """The postings of one field; `terms` are stems in running text, else words.

    Term numbers and word numbers are those of the lexicons. Documents come sorted.
    """

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self.terms = Lexicon(arrays[f"{name}/terms"])
        self.starts = arrays[f"{name}/starts"]
        """Where the documents of each term begin, uint32[terms + 1]."""
        self.places_at = arrays[f"{name}/places_at"]
        """Where the positions of each term begin, uint32[terms + 1]."""
        self.documents = arrays[f"{name}/documents"]
        self.lengths = arrays[f"{name}/lengths"]
        """Words of each document in this field."""
        self._counts = Packed(arrays, f"{name}/counts")
        self._places = Packed(arrays, f"{name}/places")
        self._forms = Packed(arrays, f"{name}/forms")
        self._words = arrays.get(f"{name}/words")
        self._stem_of_word = arrays.get(f"{name}/stem_of_word")

    @property
    def has_forms(self) -> bool:
        """Whether this is running text."""
        return self._words is not None

    @cached_property
    def total_length(self) -> int:
        """Words of all documents."""
        return int(self.lengths.sum(dtype=np.int64))

    def frequency(self, term: int) -> int:
        """How many documents have a term."""
        return int(self.starts[term + 1]) - int(self.starts[term])

    def frequencies(self, first: int, end: int) -> Array:
        """How many documents have each of the terms from `first` to before `end`."""
        return _between(self.starts[first : end + 1])

    def occurrences(self, first: int, end: int) -> Array:
        """How often each of the terms from `first` to before `end` stands anywhere."""
        return _between(self.places_at[first : end + 1])

    def documents_of(self, term: int) -> Array:
        """The documents that have a term, as uint16."""
        return self.documents[int(self.starts[term]) : int(self.starts[term + 1])]

    def counts_of(self, term: int) -> Array:
        """How often the term stands in each of `documents_of`."""
        return self.counts(term, term + 1)

    def counts(self, first: int, end: int) -> Array:
        """How often each of the terms from `first` to before `end` stands in its documents."""
        return self._counts.part(int(self.starts[first]), int(self.starts[end]))

    def places_of(self, term: int) -> Array:
        """All positions of a term, document after document, ascending in each."""
        return self.places(term, term + 1)

    def places(self, first: int, end: int) -> Array:
        """All positions of the terms from `first` to before `end`."""
        return self._places.part(int(self.places_at[first]), int(self.places_at[end]))

    # ── Forms of stems ───────────────────────────────────────────────────────────────────

    @cached_property
    def words(self) -> Lexicon:
        """The words as written; in a field without stems they are its terms."""
        return self.terms if self._words is None else Lexicon(self._words)

    @property
    def stem_of_word(self) -> Array:
        """The term of each word, uint32[words]."""
        if self._stem_of_word is None:
            return np.arange(len(self.terms), dtype=np.uint32)
        return self._stem_of_word

    @cached_property
    def forms_of_stem(self) -> tuple[Array, Array]:
        """Word numbers sorted by term and word, and where those of each term begin."""
        order = np.argsort(self.stem_of_word, kind="stable").astype(np.uint32)
        return order, starts_of(np.bincount(self.stem_of_word, minlength=len(self.terms)))

    @cached_property
    def has_several_forms(self) -> Array:
        """Whether each term stands for more than one word, bool[terms]."""
        return np.diff(self.forms_of_stem[1]) > 1

    @cached_property
    def _forms_at(self) -> Array:
        occurrences = self.occurrences(0, len(self.terms))
        return starts_of(np.where(self.has_several_forms, occurrences, 0))

    def form_of_word(self, word: int) -> int:
        """Which of its stem's forms a word is, in the order of words."""
        order, starts = self.forms_of_stem
        stem = int(self.stem_of_word[word])
        return int(np.searchsorted(order[starts[stem] : starts[stem + 1]], word))

    def forms_at_places(self, first: int, end: int) -> Array:
        """Which form stands at each position of the terms `first` to before `end` that have
        several; nothing of the others."""
        return self._forms.part(int(self._forms_at[first]), int(self._forms_at[end]))

    def word_at_places(self, first: int, end: int) -> Array:
        """The word number at each position of the terms from `first` to before `end`."""
        order, starts = self.forms_of_stem
        counts = self.occurrences(first, end)
        slots = np.repeat(starts[first:end], counts)
        if self.has_forms:
            several = np.repeat(self.has_several_forms[first:end], counts)
            slots[several] += self.forms_at_places(first, end)
        words: Array = order[slots]
        return words

    def as_written(self, word: int) -> tuple[Array, Array, Array]:
        """Documents, counts and positions of a word as written."""
        stem = int(self.stem_of_word[word])
        documents, counts, places = (
            self.documents_of(stem),
            self.counts_of(stem),
            self.places_of(stem),
        )
        if not self.has_forms or not self.has_several_forms[stem]:
            return documents, counts, places
        here = self.forms_at_places(stem, stem + 1) == self.form_of_word(word)
        owners = np.repeat(np.arange(len(documents)), counts)[here]
        of_each = np.bincount(owners, minlength=len(documents))
        kept = np.flatnonzero(of_each)
        return documents[kept], of_each[kept].astype(np.uint32), places[here]


def _between(bounds: Array) -> Array:
    """The distances of sorted numbers, as int64."""
    wide = bounds.astype(np.int64)
    return wide[1:] - wide[:-1]
