"""One segment, opened: its fields, the numbers and the names of its documents."""

from functools import cached_property
from pathlib import Path

from workbench.index.segments.fields import Field
from workbench.index.segments.files import Array, SegmentFile
from workbench.index.segments.lexicon import Lexicon

AMOUNTS = "amounts"
COLUMN = "column/"
"""What the names of columns begin with in a file."""


class Names:
    """The values of one field as they are written, for counting: (document, value) pairs."""

    def __init__(self, arrays: SegmentFile, field: str) -> None:
        self.lexicon = Lexicon(arrays[f"{field}/names"])
        """The names; a line break in one is kept as a space."""
        self.documents = arrays[f"{field}/name_documents"]
        """Documents of the pairs, sorted."""
        self.numbers = arrays[f"{field}/name_numbers"]
        """The name's number in `lexicon` of each pair."""


class Segment:
    """The arrays of one file; its documents are numbered from the newest on.

    Raises `IndexDamaged` when the file does not hold together.
    """

    def __init__(self, path: Path) -> None:
        self._file = SegmentFile(path)
        self._fields: dict[str, Field | None] = {}
        self._names: dict[str, Names | None] = {}

    @cached_property
    def documents(self) -> int:
        """How many documents the file holds."""
        return len(self.column(self.column_names[0]))

    @cached_property
    def field_names(self) -> list[str]:
        """The fields that any document has something in."""
        return sorted(name[:-6] for name in self._file if name.endswith("/terms"))

    @cached_property
    def column_names(self) -> list[str]:
        """The columns."""
        return sorted(name[len(COLUMN) :] for name in self._file if name.startswith(COLUMN))

    @cached_property
    def named_fields(self) -> list[str]:
        """The fields that have `names`."""
        return sorted(name[:-6] for name in self._file if name.endswith("/names"))

    def field(self, name: str) -> Field | None:
        """A field, or None when no document has anything in it."""
        if name not in self._fields:
            known = f"{name}/terms" in self._file
            self._fields[name] = Field(self._file, name) if known else None
        return self._fields[name]

    def names(self, field: str) -> Names | None:
        """The values of a field as they are written, or None when there are none."""
        if field not in self._names:
            known = f"{field}/names" in self._file
            self._names[field] = Names(self._file, field) if known else None
        return self._names[field]

    @cached_property
    def amounts(self) -> tuple[Array, Array]:
        """Documents, sorted, and a number that each of them has, float64; some have several."""
        return self._file[f"{AMOUNTS}/documents"], self._file[f"{AMOUNTS}/values"]

    def column(self, name: str) -> Array:
        """A number of each document."""
        return self._file[COLUMN + name]

    def close(self) -> None:
        """Let go of the file."""
        self._fields.clear()
        self._names.clear()
        self._file.close()
