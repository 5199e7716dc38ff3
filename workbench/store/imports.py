"""The record of imports: which files were looked at, and how each one ended."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.domain import Article, FileOutcome, ImportReport, Outcome, VanishedFile
from workbench.errors import NotFound
from workbench.store.connection import Store, Writer
from workbench.store.writing import now

_VANISHED = "vanished"
"""Beside the outcomes: no file was found, so it counts with none that were."""


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One import as the project remembers it; `finished` is None when it was cut off."""

    id: int
    started: str
    finished: str | None
    roots: tuple[str, ...]
    cancelled: bool
    counts: dict[Outcome, int]


def begin(store: Store, roots: Sequence[str]) -> int:
    """Note that an import has begun; returns its id."""
    with store.write() as writer:
        return writer.insert(
            "imports",
            {
                "started": now(),
                "finished": None,
                "roots": json.dumps(list(roots), ensure_ascii=False),
                "cancelled": 0,
            },
        )


def note(writer: Writer, import_id: int, file: FileOutcome) -> None:
    """Note how one file ended, in the transaction that stored its article."""
    writer.insert(
        "import_files",
        {
            "import_id": import_id,
            "path": file.path,
            "outcome": file.outcome,
            "reason": file.reason,
            "article_id": file.article_id,
            "member": file.member,
        },
    )


def note_vanished(writer: Writer, import_id: int, gone: Iterable[Article]) -> None:
    """Note the articles whose file was missing from a folder that was imported."""
    for article in gone:
        writer.insert(
            "import_files",
            {
                "import_id": import_id,
                "path": article.path,
                "outcome": _VANISHED,
                "reason": "The file is no longer there; its article stays.",
                "article_id": article.id,
                "member": article.member,
            },
        )


def finish(store: Store, import_id: int, *, cancelled: bool) -> None:
    """Note that an import has ended."""
    with store.write() as writer:
        writer.update("imports", import_id, {"finished": now(), "cancelled": int(cancelled)})


def report(store: Store, import_id: int) -> ImportReport:
    """The report of an import; raises `NotFound`."""
    row = store.row("SELECT cancelled FROM imports WHERE id = ?", [import_id])
    if row is None:
        raise NotFound(f"There is no import {import_id} in this project.")
    rows = list(
        store.rows("SELECT * FROM import_files WHERE import_id = ? ORDER BY id", [import_id])
    )
    return ImportReport(
        import_id,
        tuple(
            FileOutcome(
                file["path"],
                Outcome(file["outcome"]),
                file["reason"],
                file["article_id"],
                file["member"],
            )
            for file in rows
            if file["outcome"] != _VANISHED
        ),
        cancelled=bool(row["cancelled"]),
        vanished=tuple(
            VanishedFile(file["path"], file["member"], file["article_id"])
            for file in rows
            if file["outcome"] == _VANISHED
        ),
    )


def all_imports(store: Store) -> list[ImportRecord]:
    """Every import, the newest first."""
    counts: dict[int, Counter[Outcome]] = defaultdict(Counter)
    for row in store.rows(
        "SELECT import_id, outcome, count(*) AS n FROM import_files "
        "WHERE outcome <> ? GROUP BY 1, 2",
        [_VANISHED],
    ):
        counts[row["import_id"]][Outcome(row["outcome"])] = row["n"]
    return [
        ImportRecord(
            id=row["id"],
            started=row["started"],
            finished=row["finished"],
            roots=tuple(json.loads(row["roots"])),
            cancelled=bool(row["cancelled"]),
            counts={outcome: counts[row["id"]][outcome] for outcome in Outcome},
        )
        for row in store.rows("SELECT * FROM imports ORDER BY id DESC")
    ]
