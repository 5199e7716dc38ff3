"""The sample project: the corpus that comes with Lode, imported and partly tagged."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import platformdirs
from filelock import FileLock, Timeout

from workbench.domain import Kind, Member, PassageDetails, Quantity, Span, StatementSort
from workbench.errors import NotFound, ProjectError, ProjectLocked
from workbench.project import Project
from workbench.store.folder import DATABASE
from workbench.tasks import Task

_WAITING = 120.0
"""Seconds to wait for another process that is making the sample project."""


def default_folder() -> Path:
    """Where the sample project lies on this computer."""
    return platformdirs.user_data_path("lode") / "Sample project"


def ensure_sample(
    folder: Path | None = None, *, cache: Path | None = None, task: Task | None = None
) -> Path:
    """The folder of the sample project, made from the corpus when there is none yet.

    It is made beside its place and moved there whole, so that an interrupted first start
    begins again instead of leaving half a project.
    """
    folder = folder or default_folder()
    if (folder / DATABASE).exists():
        return folder
    partial = folder.with_name(folder.name + ".partial")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # A second first start waits for the first one, instead of clearing its work away.
        with FileLock(f"{partial}.lock", timeout=_WAITING):
            if not (folder / DATABASE).exists():
                shutil.rmtree(partial, ignore_errors=True)
                _make(partial, cache, task)
                partial.rename(folder)
    except Timeout:
        raise ProjectLocked("The sample project is being made by another Lode.") from None
    except OSError as error:
        raise ProjectError(
            f"The sample project could not be made in {folder}: {error.strerror or error}."
        ) from error
    return folder


def _make(folder: Path, cache: Path | None, task: Task | None) -> None:
    with (
        resources.as_file(resources.files("corpus")) as corpus,
        Project.create(folder, cache=cache) as project,
    ):
        project.import_paths([corpus / "articles"], task)
        _tag(project, corpus)
        project.sync_index(task)


def _tag(project: Project, corpus: Path) -> None:
    by_file = {
        Path(article.path).relative_to((corpus / "articles").resolve()).as_posix(): article.id
        for article in project.articles()
    }
    wanted = []
    statements: list[tuple[str | None, bool]] = []
    for line in (corpus / "passages.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        article_id = by_file[entry["file"]]
        span = _find(project.text(article_id), entry["text"], entry.get("occurrence", 1))
        kind = Kind(entry["kind"])
        details = PassageDetails(
            tags=tuple(entry.get("tags", ())),
            memo=entry.get("memo") or "",
            speaker=entry.get("speaker"),
            claimant=entry.get("claimant"),
            metric=entry.get("metric"),
            quantity=_quantity(project, kind, entry),
        )
        wanted.append((article_id, span, kind, details))
        statements.append((entry.get("statement"), bool(entry.get("opposite"))))
    made = project.tag_many(wanted, "Tag the sample passages")
    groups: dict[str, list[Member]] = {}
    for passage, (statement, opposite) in zip(made, statements, strict=True):
        if statement:
            groups.setdefault(statement, []).append(Member(passage.id, opposite))
    for label, members in groups.items():
        project.settle_statement(StatementSort.CLAIM, members, label=label)


def _find(text: str, words: str, occurrence: int) -> Span:
    start = -1
    for _ in range(occurrence):
        start = text.find(words, start + 1)
        if start < 0:
            raise NotFound(f"The sample's words “{words}” are not in their article.")
    return Span(start, start + len(words))


def _quantity(project: Project, kind: Kind, entry: Mapping[str, Any]) -> Quantity | None:
    if kind is not Kind.FIGURE:
        return None
    read = project.read_quantity(entry["text"]) or Quantity()
    # "quantity" holds what an analyst would have corrected, such as three quarters to 75 percent.
    return replace(read, as_of=entry.get("as_of"), **entry.get("quantity", {}))
