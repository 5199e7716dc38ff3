"""What became of files: imports, checks, exports."""

from dataclasses import dataclass
from pathlib import Path

from workbench.domain.articles import ArticleDraft
from workbench.domain.values import Outcome, shown_member


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """How one file of an import, or one article of it, ended, with the reason in words."""

    path: str
    outcome: Outcome
    reason: str = ""
    article_id: int | None = None
    member: str | None = None

    @property
    def shown(self) -> str:
        """The path, with the article of it where it holds several."""
        return shown_member(self.path, self.member)


COLUMN_ROLES = ("title", "text", "date", "author", "source", "url", "language", "id")
"""What a column of a table of articles may hold."""


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The columns of a table of articles, which one holds what, and the first rows' cells."""

    columns: tuple[str, ...]
    mapping: dict[str, str]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class VanishedFile:
    """A file that an earlier import has read and that is no longer there; its article stays."""

    path: str
    member: str | None
    article_id: int

    @property
    def shown(self) -> str:
        """The path, with the article of it where it held several."""
        return shown_member(self.path, self.member)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All files of one import. `counts` add up to `found`; `vanished` ones were not found."""

    import_id: int
    files: tuple[FileOutcome, ...]
    cancelled: bool = False
    vanished: tuple[VanishedFile, ...] = ()

    @property
    def found(self) -> int:
        """How many files were looked at."""
        return len(self.files)

    @property
    def counts(self) -> dict[Outcome, int]:
        """Files by outcome, every outcome present."""
        tally = dict.fromkeys(Outcome, 0)
        for file in self.files:
            tally[file.outcome] += 1
        return tally


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check has found. `severity` is "error" or "warning"."""

    severity: str
    what: str
    where: str
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a reader process says of one article of a file. `draft` is set when it was read.

    `outcome` is imported, degraded, refused, failed, or unchanged when the file's bytes have
    the hash that the caller already knew. A file of several articles gives one of these for
    each, told apart by `member`, all but the last with `more`. `sha256` is that of the bytes
    the article was read from and `file_sha256` that of the whole file, "" when it is the same.
    `sketch` is what copies of one story are found by; see `workbench.copies`.
    """

    path: str
    outcome: Outcome
    reason: str
    sha256: str
    draft: ArticleDraft | None
    member: str | None = None
    file_sha256: str = ""
    sketch: tuple[int, ...] = ()
    more: bool = False

    @property
    def shown(self) -> str:
        """The path, with the article of it where it holds several."""
        return shown_member(self.path, self.member)


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote; `notes` lists every truncation or substitution."""

    written: str
    passages: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """A copy of the database: where, when it was made (ISO 8601), how much it holds.

    `replaced` ones are databases that were set aside when a backup was restored. None where
    it cannot be read.
    """

    path: Path
    made: str
    size: int
    articles: int | None
    passages: int | None
    replaced: bool = False
