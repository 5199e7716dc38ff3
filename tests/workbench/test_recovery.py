"""A damaged project opens: the newest sound backup, and all that the damaged file still tells."""

import random
import sqlite3
from pathlib import Path

import pytest

from workbench.domain import Kind, PassageDetails, Span
from workbench.errors import ProjectDamaged
from workbench.project import Project
from workbench.recovery import open_or_recover

TEXT = "Over 70% of supply is Chinese, the survey says, and others dispute the figure. " * 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project that was backed up with one article and passage; another article, three more
    passages, an edit and an undo have come since."""
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"Title {name}\n\n{name} {TEXT}\n", encoding="utf-8")
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as project:
        project.import_paths([tmp_path / "a.txt"])
        project.tag(1, Span(0, 8), Kind.FIGURE)
        project.back_up()
        project.import_paths([tmp_path / "b.txt"])
        second = project.tag(2, Span(9, 20), Kind.CLAIM, PassageDetails(tags=("late",)))
        project.edit_passage(second.id, PassageDetails(memo="changed", tags=("late", "more")))
        project.tag(1, Span(30, 44), Kind.QUOTE)
        project.tag(2, Span(30, 44), Kind.QUOTE)
        project.undo()
        project.edit_article(2, title="Corrected")
    return tmp_path / "P"


def content(project: Project) -> list[object]:
    passages = [
        (p.uid, p.article_id, p.span, p.text, p.details, p.kind) for p in project.passages()
    ]
    return [passages, project.articles(), [project.text(a.id) for a in project.articles()]]


def opened(folder: Path) -> Project:
    return open_or_recover(folder, cache=folder.parent / "cache")


def spoil_header(database: Path) -> None:
    """The file is no database any more, so that nothing of it can be taken over."""
    data = database.read_bytes()
    database.write_bytes(b"\0" * 100 + data[100:])


def spoil_row(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("UPDATE passages SET memo = 'altered' WHERE id = 1")
    connection.commit()
    connection.close()
    (database.parent / "project.holder").write_text("{}")


def test_a_sound_project_is_opened_as_it_is(folder: Path) -> None:
    with opened(folder) as project:
        assert project.opening_notes == ()
        assert len(project.passages()) == 3


def test_all_that_came_after_the_backup_is_done_again(folder: Path) -> None:
    with Project.open(folder, cache=folder.parent / "cache") as project:
        before, label = content(project), project.undo_label()
    spoil_row(folder / "project.sqlite")
    with opened(folder) as project:
        assert content(project) == before
        assert project.check() == []
        note = project.opening_notes[0]
        assert "The database was damaged. The backup of" in note
        assert "1 imported article and 6 later steps were taken over" in note
        # Undo goes on where it was.
        assert project.undo_label() == label
        project.undo()
        project.undo()
        assert len(project.passages()) == 2
        assert project.redo_label() is not None
    kept = [path for path in folder.iterdir() if path.name.startswith("project.sqlite.2")]
    assert kept


def test_without_anything_to_read_the_backup_is_what_there_is(folder: Path) -> None:
    spoil_header(folder / "project.sqlite")
    with opened(folder) as project:
        assert len(project.passages()) == 1
        assert project.check() == []
        assert "were taken over" not in project.opening_notes[0]


def test_a_backup_that_is_damaged_itself_is_passed_over(folder: Path) -> None:
    with Project.open(folder, cache=folder.parent / "cache") as project:
        newest = project.back_up()
        before = content(project)
    spoil_header(newest)
    spoil_row(folder / "project.sqlite")
    with opened(folder) as project:
        assert content(project) == before


def test_without_a_sound_backup_nothing_is_touched(folder: Path) -> None:
    for path in (folder / "backups").iterdir():
        spoil_header(path)
    spoil_header(folder / "project.sqlite")
    before = {p: p.read_bytes() for p in folder.rglob("*.sqlite")}
    with pytest.raises(ProjectDamaged, match="no sound backup"):
        opened(folder)
    assert {p: p.read_bytes() for p in folder.rglob("*.sqlite")} == before


def test_a_step_that_cannot_be_read_ends_what_is_done_again(folder: Path) -> None:
    database = folder / "project.sqlite"
    connection = sqlite3.connect(database)
    connection.execute("DROP TRIGGER changes_no_update")
    connection.execute("UPDATE changes SET after = replace(after, 'changed', 'altered')")
    connection.commit()
    connection.close()
    with opened(folder) as project:
        assert project.check() == []
        note = project.opening_notes[0]
        assert "could not be read" in note
        assert not any(p.details.memo == "altered" for p in project.passages())


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_flipped_no_altered_word_comes_through(folder: Path, seed: int) -> None:
    with Project.open(folder, cache=folder.parent / "cache") as project:
        known = {p.uid: p for p in project.passages()}
        memos = {"", "changed"}
    chance = random.Random(seed)
    database = folder / "project.sqlite"
    data = bytearray(database.read_bytes())
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
    if seed % 3 == 0:
        del data[chance.randrange(len(data) // 2, len(data)) :]
    database.write_bytes(data)
    (folder / "project.holder").write_text("{}")
    with opened(folder) as project:
        assert project.check() == []
        for passage in project.passages():
            if passage.uid in known:
                assert passage.text == known[passage.uid].text
            assert passage.details.memo in memos
        assert any(passage.id == 1 for passage in project.passages())
