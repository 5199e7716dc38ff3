"""Gestures on a real project, and what it holds, in the model's words."""

import random
from dataclasses import replace
from pathlib import Path

from benchmarks.soak.model import TEXT, Gesture, State
from workbench.domain import Kind, PassageDetails, Span
from workbench.errors import ConflictError
from workbench.project import Project

FILES = 3
"""Files in one import."""


def make(folder: Path) -> None:
    """A project of one article, in a new folder."""
    article = folder.with_suffix(".txt")
    article.write_text(f"A title\n\n{TEXT}\n", encoding="utf-8")
    with Project.create(folder, cache=folder.with_suffix(".cache")) as project:
        project.import_paths([article])
        assert project.text(1).startswith(TEXT[:80])


def files_of(folder: Path, batch: int) -> list[Path]:
    """The files of an import, written where they are not there yet."""
    inbox = folder.with_suffix(".inbox")
    inbox.mkdir(exist_ok=True)
    files = []
    for number in range(FILES):
        file = inbox / f"{batch}-{number}.txt"
        if not file.exists():
            file.write_text(words_of(batch, number), encoding="utf-8")
        files.append(file)
    return files


def words_of(batch: int, number: int) -> str:
    """What stands in a file of an import."""
    chance = random.Random(f"{batch}-{number}")
    words = (f"word{chance.randrange(1_000)}" for _ in range(300))
    return f"Batch {batch} number {number}\n\n{' '.join(words)}.\n"


def imported(project: Project) -> dict[str, str]:
    """The texts of imported articles by the names of their files."""
    return {
        Path(article.path).name: project.text(article.id)
        for article in project.articles()
        if article.id != 1
    }


def opened(folder: Path) -> Project:
    """The project."""
    return Project.open(folder, cache=folder.with_suffix(".cache"))


def perform(project: Project, gesture: Gesture) -> None:
    """Do it; what this returns from is saved."""
    match gesture["do"]:
        case "tag":
            details = PassageDetails(tags=tuple(gesture["tags"]))
            project.tag(1, Span(*gesture["span"]), Kind(gesture["kind"]), details)
        case "edit":
            before = project.passage(gesture["id"]).details
            said = replace(before, tags=tuple(gesture["tags"]), memo=gesture["memo"])
            project.edit_passage(gesture["id"], said)
        case "delete":
            project.delete_passages(gesture["ids"])
        case "bulk":
            project.add_tag(gesture["ids"], gesture["tag"])
        case "move":
            project.move_passage(gesture["id"], Span(*gesture["span"]))
        case "kind":
            project.set_kind(gesture["id"], Kind(gesture["kind"]))
        case "merge":
            _merge(project, gesture["tag"], gesture["into"])
        case "undo":
            project.undo()
        case "redo":
            project.redo()
        case "backup":
            project.back_up()
        case "import":
            project.import_paths(files_of(project.folder, gesture["batch"]))


def _merge(project: Project, gone: str, into: str) -> None:
    """Merge one tag into another, if passages carry it."""
    tags = {tag.name: tag for tag in project.tags()}
    if gone not in tags or not tags[gone].passages:
        return
    if into in tags:
        project.merge_tags([tags[gone].id], tags[into].id)
    else:
        project.change_tag(tags[gone].id, name=into)


def held(project: Project) -> State:
    """What the project holds; raises when a passage does not stand on its words."""
    text = project.text(1)
    found: State = {}
    for passage in project.passages():
        if text[passage.span.start : passage.span.end] != passage.text:
            raise ConflictError(f"passage {passage.id} does not stand on its words")
        found[passage.id] = {
            "span": [passage.span.start, passage.span.end],
            "kind": passage.kind.value,
            "tags": sorted(passage.details.tags),
            "memo": passage.details.memo,
        }
    return found
