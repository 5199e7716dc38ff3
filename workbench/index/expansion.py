"""Which words of a segment a wildcard or a misspelling stands for, and who has them."""

import numpy as np

from workbench.index import glob
from workbench.index.deadline import Deadline
from workbench.index.query import Fuzzy, Pattern
from workbench.index.schema import WHOLE
from workbench.index.segments.fields import Field
from workbench.index.segments.files import Array
from workbench.index.segments.lexicon import Lexicon

_CHECK_EVERY = 4_096
_FEW = 4
_FEW_TERMS = 64


def expanded(words: Lexicon, node: Pattern | Fuzzy, deadline: Deadline) -> Array:
    """The numbers, sorted, of the words that `node` stands for; no whole values."""
    if isinstance(node, Pattern):
        return _matching(words, node.pattern, deadline)
    return _similar(words, node.word, node.distance, deadline)


def _matching(words: Lexicon, pattern: str, deadline: Deadline) -> Array:
    head = glob.literal_head(pattern)
    if head:
        first, end = words.starting(head.encode())
        if pattern == head + "*":
            return np.arange(first, end)
        candidates: list[int] = list(range(first, end))
    else:
        piece = max(glob.literal_pieces(pattern), key=len)
        candidates = words.holding(piece.encode()) if piece else list(range(len(words)))
    fits = glob.compiled(pattern).match
    found: list[int] = []
    for count, number in enumerate(candidates):
        if count % _CHECK_EVERY == 0:
            deadline.check()
        word = words[number].decode()
        if not word.startswith(WHOLE) and fits(word):
            found.append(number)
    return np.array(found, np.int64)


def _similar(words: Lexicon, word: str, distance: int, deadline: Deadline) -> Array:
    # What differs in too many letters cannot be near, whatever their order: most words are
    # ruled out by comparing one number each.
    different = words.signatures ^ np.uint32(_signature(word))
    near = np.bitwise_count(different) <= 2 * distance
    near &= np.abs(words.letters - len(word)) <= distance
    found: list[int] = []
    for count, number in enumerate(np.flatnonzero(near).tolist()):
        if count % _CHECK_EVERY == 0:
            deadline.check()
        other = words[number].decode()
        if not other.startswith(WHOLE) and glob.within(word, other, distance):
            found.append(number)
    return np.array(found, np.int64)


def _signature(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def mark_words(mask: Array, field: Field, words: Array, deadline: Deadline) -> None:
    """Set in `mask`, bool[documents], those that have any of these words as written.

    `words` are word numbers, sorted.
    """
    if not len(words):
        return
    if not field.has_forms:
        _mark_terms(mask, field, words)
        return
    stems = field.stem_of_word[words]
    first = int(stems.min())
    chosen = np.bincount(stems - first)
    forms = field.forms_of_stem[1][first : first + len(chosen) + 1]
    forms = forms[1:] - forms[:-1]
    # Of stems that are meant in all their forms the postings are taken as they are.
    _mark_terms(mask, field, np.flatnonzero(chosen == forms) + first)
    parts = np.flatnonzero((chosen > 0) & (chosen < forms)) + first
    if len(parts):
        wanted = np.zeros(len(field.words), bool)
        wanted[words] = True
        for count, term in enumerate(parts.tolist()):
            if count % _FEW_TERMS == 0:
                deadline.check()
            _mark_forms(mask, field, wanted, term)


def _mark_terms(mask: Array, field: Field, terms: Array) -> None:
    """Set the documents of terms; the postings of neighbours lie one behind the other."""
    if not len(terms):
        return
    if len(terms) <= _FEW:
        for term in terms.tolist():
            mask[field.documents_of(term)] = True
        return
    breaks = np.flatnonzero(terms[1:] - terms[:-1] != 1)
    starts = field.starts[terms[np.concatenate(([0], breaks + 1))]].tolist()
    ends = field.starts[terms[np.concatenate((breaks, [len(terms) - 1]))] + 1].tolist()
    for start, end in zip(starts, ends, strict=True):
        mask[field.documents[start:end]] = True


def _mark_forms(mask: Array, field: Field, wanted: Array, term: int) -> None:
    """Set the documents that have any of the wanted words, some of which are forms of `term`."""
    here = wanted[field.word_at_places(term, term + 1)]
    mask[np.repeat(field.documents_of(term), field.counts_of(term))[here]] = True
