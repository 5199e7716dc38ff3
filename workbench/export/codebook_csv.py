"""The codebook as a CSV table: name, parent, definition, colour, key, passages."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.domain import Tag
from workbench.errors import UnreadableFile
from workbench.export.csv_export import FORMULA_SIGNS, table_csv
from workbench.export.files import write_whole
from workbench.text import canonical

COLUMNS = ("name", "parent", "definition", "colour", "shortcut", "passages")

MOST_BYTES = 10_000_000
MOST_TAGS = 20_000
LONGEST_NAME = 500
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class CodebookRow:
    """A tag as a table states it."""

    name: str
    parent: str | None
    definition: str
    colour: str | None
    shortcut: str | None


def write(path: Path, tags: Sequence[Tag]) -> None:
    """Write tags, safe to open in a spreadsheet; raises `ExportError`."""
    names = {tag.id: tag.name for tag in tags}
    rows = [
        (
            tag.name,
            names.get(tag.parent_id or 0, ""),
            tag.definition,
            tag.colour or "",
            tag.shortcut or "",
            tag.passages,
        )
        for tag in tags
    ]
    write_whole(path, [table_csv(COLUMNS, rows)])


def read(path: Path) -> list[CodebookRow]:
    """The tags of a table with a column "name"; of several of one name the last is taken.

    What is no colour or no key is left out. Raises `UnreadableFile`.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableFile(f"“{path.name}” is too large for a codebook.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnreadableFile(f"“{path.name}” cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"“{path.name}” is not a UTF-8 text.") from error
    try:
        table = csv.DictReader(io.StringIO(canonical(text)))
        if "name" not in (table.fieldnames or ()):
            raise UnreadableFile(f"“{path.name}” has no column “name”.")
        found = {row.name.casefold(): row for row in map(_row, table) if row is not None}
    except csv.Error as error:
        raise UnreadableFile(f"“{path.name}” is not a table: {error}.") from error
    if any(len(name) > LONGEST_NAME for name in found):
        raise UnreadableFile(f"“{path.name}” has a name of over {LONGEST_NAME} characters.")
    if len(found) > MOST_TAGS:
        raise UnreadableFile(f"“{path.name}” has more than {MOST_TAGS:,} tags.")
    return list(found.values())


def _row(cells: dict[str, str | None]) -> CodebookRow | None:
    known = {name: _cell(cells.get(name)) for name in COLUMNS}
    if not known["name"]:
        return None
    colour, shortcut = known["colour"], known["shortcut"]
    return CodebookRow(
        name=known["name"],
        parent=known["parent"] or None,
        definition=known["definition"],
        colour=colour.lower() if _COLOUR.fullmatch(colour) else None,
        shortcut=shortcut if shortcut in set("123456789") else None,
    )


def _cell(written: str | None) -> str:
    """A cell without the apostrophe that kept it from being a formula."""
    text = (written or "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_SIGNS else text
