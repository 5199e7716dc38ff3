"""Our segments as Whoosh sees them: its own `Searcher` reads the same files.

Lode searches the arrays directly (`matching`, `scoring`). This is what makes the index a
Whoosh index: tables of contents, readers, terms, postings, positions and columns are there
for Whoosh's interface, with the same numbers, so that the two can be held against each other.
Segments are written by `segments.builder` and `segments.merging`, not through this interface.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.columns import ColumnReader
from whoosh.matching import LeafMatcher
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length, length_to_byte

from workbench.index.schema import EXACT
from workbench.index.segments.fields import Field
from workbench.index.segments.files import Array
from workbench.index.segments.lexicon import Lexicon
from workbench.index.segments.postings import starts_of
from workbench.index.segments.segment import Segment

NAME = "MAIN"
EXTENSION = ".lode"

# Whoosh scores with lengths that were rounded to one of 256; beyond the last they are equal.
_LONGEST_TOLD_APART = 1 << 17
_BYTE_OF_LENGTH = np.array([length_to_byte(n) for n in range(_LONGEST_TOLD_APART)], np.uint8)
ROUNDED = np.array([byte_to_length(n) for n in range(256)], np.float32)
"""The length that each of the 256 stands for."""

Term = tuple[str, bytes]


def length_bytes(lengths: Array) -> Array:
    """Which of the 256 rounded lengths each length is."""
    longest = np.uint32(_LONGEST_TOLD_APART - 1)
    return _BYTE_OF_LENGTH[np.minimum(np.asarray(lengths, np.uint32), longest)]


class FlatSegment(base.Segment):  # type: ignore[misc] # Whoosh is not typed
    """What a table of contents says of a segment: its name, its size, who is deleted."""

    def __init__(self, documents: int, deleted: Iterable[int] = ()) -> None:
        super().__init__(NAME)
        self._documents = documents
        self._deleted = frozenset(deleted)

    @classmethod
    def named(cls, segid: str, documents: int) -> "FlatSegment":
        """The segment that another process has written under that id."""
        entry = cls(documents)
        entry.segid = segid
        return entry

    def codec(self) -> "FlatCodec":
        """What reads it."""
        return FlatCodec()

    def without(self, deleted: Iterable[int]) -> "FlatSegment":
        """The same segment with more documents deleted."""
        changed = copy(self)
        changed._deleted = self._deleted.union(deleted)
        return changed

    def live(self) -> Array | None:
        """Which documents are not deleted, bool[documents]; None when all are there."""
        if not self._deleted:
            return None
        live = np.ones(self._documents, bool)
        live[list(self._deleted)] = False
        return live

    def doc_count_all(self) -> int:
        """All documents, deleted ones among them."""
        return self._documents

    def deleted_count(self) -> int:
        """How many documents are deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> frozenset[int]:
        """The numbers of deleted documents."""
        return self._deleted

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return docnum in self._deleted

    def should_assemble(self) -> bool:
        """It is one file already."""
        return False


class FlatCodec(base.Codec):  # type: ignore[misc] # Whoosh is not typed
    """Reads segments for Whoosh; it writes none."""

    def terms_reader(self, storage: Any, segment: FlatSegment) -> "FlatTerms":
        """The words and postings of a segment."""
        return FlatTerms(open_segment(storage, segment))

    def per_document_reader(self, storage: Any, segment: FlatSegment) -> "FlatDocuments":
        """The lengths and columns of a segment."""
        return FlatDocuments(open_segment(storage, segment), segment)


def open_segment(storage: Any, segment: FlatSegment) -> Segment:
    """The arrays of a segment; raises `IndexDamaged`."""
    return Segment(Path(storage.folder) / segment.make_filename(EXTENSION))


class FlatTerms(base.TermsReader):  # type: ignore[misc] # Whoosh is not typed
    """The words of a segment; "…_exact" are words as written, kept with their stems."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def __contains__(self, term: Term) -> bool:
        return self._find(term) is not None

    def indexed_field_names(self) -> list[str]:
        """The fields that have words."""
        names = self._segment.field_names
        exact = [
            name + EXACT
            for name in names
            if (field := self._segment.field(name)) and field.has_forms
        ]
        return sorted([*names, *exact])

    def cursor(self, fieldname: str, fieldobj: Any) -> Any:
        """A way through the words of a field."""
        lexicon = self._lexicon(fieldname)
        return base.EmptyCursor() if lexicon is None else _Cursor(lexicon, fieldobj)

    def terms(self) -> Iterator[Term]:
        """All words of all fields, in order."""
        for name in self.indexed_field_names():
            yield from self.terms_from(name, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """The words of a field from `prefix` on."""
        lexicon = self._lexicon(fieldname)
        if lexicon is not None:
            for number in range(bisect_left(lexicon, prefix), len(lexicon)):
                yield fieldname, lexicon[number]

    def items(self) -> Iterator[tuple[Term, Any]]:
        """All words with what there is to know of each."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, Any]]:
        """The words of a field from `prefix` on with what there is to know of each."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> Any:
        """How often a word occurs."""
        field, documents, counts, _ = self._postings((fieldname, text))
        if not len(documents):
            # Merging keeps a form whose last document is gone as long as its stem is there.
            return TermInfo(0.0, 0, 0, 0, 0.0, 0, 0)
        lengths = length_bytes(field.lengths[documents])
        return TermInfo(
            weight=float(counts.sum(dtype=np.int64)),
            df=len(documents),
            minlength=int(ROUNDED[lengths.min()]),
            maxlength=int(ROUNDED[lengths.max()]),
            maxweight=float(counts.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """How many documents have a word."""
        found = self._find((fieldname, text))
        return 0 if found is None else len(self._postings((fieldname, text))[1])

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        """The postings of a word."""
        _, documents, counts, places = self._postings((fieldname, text))
        return _Matcher((fieldname, text), format_, scorer, (documents, counts, places))

    def close(self) -> None:
        """Let go of the file."""
        self._segment.close()

    def _lexicon(self, fieldname: str) -> Lexicon | None:
        field = self._segment.field(fieldname.removesuffix(EXACT))
        if field is None:
            return None
        return field.words if fieldname.endswith(EXACT) else field.terms

    def _find(self, term: Term) -> int | None:
        lexicon = self._lexicon(term[0])
        number = -1 if lexicon is None else lexicon.find(term[1])
        return None if number < 0 else number

    def _postings(self, term: Term) -> tuple[Field, Array, Array, Array]:
        number = self._find(term)
        field = self._segment.field(term[0].removesuffix(EXACT))
        if number is None or field is None:
            raise TermNotFound(f"No term {term[0]}:{term[1]!r}")
        if term[0].endswith(EXACT):
            return field, *field.as_written(number)
        documents, counts = field.documents_of(number), field.counts_of(number)
        return field, documents, counts, field.places_of(number)


class _Cursor(base.FieldCursor):  # type: ignore[misc] # Whoosh is not typed
    def __init__(self, lexicon: Lexicon, field: Any) -> None:
        self._lexicon = lexicon
        self._field = field
        self._at = 0

    def first(self) -> str | None:
        self._at = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        word = string if isinstance(string, bytes) else self._field.to_bytes(string)
        self._at = bisect_left(self._lexicon, word)
        return self.text()

    def next(self) -> str | None:
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        return str(self._field.from_bytes(self._lexicon[self._at])) if self.is_valid() else None

    def is_valid(self) -> bool:
        return self._at < len(self._lexicon)


class _Matcher(LeafMatcher):  # type: ignore[misc] # Whoosh is not typed
    """Goes through the postings of one word."""

    def __init__(
        self, term: Term, format_: Any, scorer: Any, postings: tuple[Array, Array, Array]
    ) -> None:
        """`postings` are documents, counts and positions."""
        documents, counts, places = postings
        self._term = term
        self.format = format_
        self.scorer = scorer
        self._documents: list[int] = documents.tolist()
        self._counts: list[int] = counts.tolist()
        self._places = places
        self._at = 0

    @cached_property
    def _starts(self) -> Array:
        return starts_of(np.array(self._counts, np.int64))

    def is_active(self) -> bool:
        return self._at < len(self._documents)

    def reset(self) -> None:
        self._at = 0

    def id(self) -> int:
        return self._documents[self._at]

    def next(self) -> bool:
        self._at += 1
        return False

    def skip_to(self, id: int) -> bool:
        self._at = bisect_left(self._documents, id, self._at)
        return False

    def weight(self) -> float:
        return float(self._counts[self._at])

    def all_ids(self) -> Iterator[int]:
        return iter(self._documents[self._at :])

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            start, end = self._starts[self._at : self._at + 2]
            return self._places[start:end].tolist()
        return self.weight()

    def supports_block_quality(self) -> bool:
        return False

    def copy(self) -> "_Matcher":
        return copy(self)


class FlatDocuments(base.PerDocumentReader):  # type: ignore[misc] # Whoosh is not typed
    """The documents of a segment: lengths, columns, deletions."""

    def __init__(self, segment: Segment, entry: FlatSegment) -> None:
        self._segment = segment
        self._entry = entry

    def close(self) -> None:
        """Let go of the file."""
        self._segment.close()

    def doc_count(self) -> int:
        """Documents that are not deleted."""
        return int(self._entry.doc_count())

    def doc_count_all(self) -> int:
        """All documents."""
        return self._entry.doc_count_all()

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return bool(self._entry.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return self._entry.is_deleted(docnum)

    def deleted_docs(self) -> frozenset[int]:
        """The numbers of deleted documents."""
        return self._entry.deleted_docs()

    def supports_columns(self) -> bool:
        """There are columns."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether there is a number of each document by that name."""
        return fieldname in self._segment.column_names

    def list_columns(self) -> list[str]:
        """The names of the columns."""
        return self._segment.column_names

    def column_reader(self, fieldname: str, _column: Any) -> Any:
        """The numbers of a column."""
        return _Column(self._segment.column(fieldname))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """The rounded length of a document's field."""
        field = self._field(fieldname)
        if field is None or not field.lengths[docnum]:
            return default
        return int(ROUNDED[length_bytes(field.lengths[docnum])])

    def field_length(self, fieldname: str) -> int:
        """The exact length of a field in all documents."""
        field = self._field(fieldname)
        return 0 if field is None else field.total_length

    def min_field_length(self, fieldname: str) -> int:
        """The least length of a field in any document."""
        lengths = self._lengths(fieldname)
        return int(ROUNDED[lengths.min()]) if len(lengths) else 0

    def max_field_length(self, fieldname: str) -> int:
        """The greatest length of a field in any document."""
        lengths = self._lengths(fieldname)
        return int(ROUNDED[lengths.max()]) if len(lengths) else 0

    def stored_fields(self, _docnum: int) -> dict[str, Any]:
        """Nothing is stored: texts and titles are kept by the project."""
        return {}

    def _field(self, fieldname: str) -> Field | None:
        return self._segment.field(fieldname.removesuffix(EXACT))

    def _lengths(self, fieldname: str) -> Array:
        field = self._field(fieldname)
        return np.empty(0, np.uint8) if field is None else length_bytes(field.lengths)


class _Column(ColumnReader):  # type: ignore[misc] # Whoosh is not typed
    def __init__(self, numbers: Array) -> None:
        self._numbers = numbers
        self._sign = 1

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, docnum: int) -> int:
        return self._sign * int(self._numbers[docnum])

    def __iter__(self) -> Iterator[int]:
        return iter((self._sign * self._numbers).tolist())

    def sort_key(self, docnum: int) -> int:
        return self[docnum]

    def load(self) -> "_Column":
        return self

    def set_reverse(self) -> None:
        self._sign = -1
