import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.dialogs.backups import BackupsDialog
from ui.main_window import MainWindow
from ui.program import Program
from ui.theme import current
from workbench.domain import Kind, Span
from workbench.project import Project
from workbench.tasks import Task


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, settings: QSettings) -> Iterator[Program]:
    made = started(qtbot, tmp_path, settings)
    yield made
    assert made.shut_down()


def started(qtbot: QtBot, tmp_path: Path, settings: QSettings) -> Program:
    window = MainWindow(current(), settings, tmp_path / "lode.log")
    qtbot.addWidget(window)
    window.show()
    return Program(
        window, cache=tmp_path / "cache", sample=tmp_path / "Sample project", child_index=False
    )


def new_project(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    article = tmp_path / f"{name}.txt"
    article.write_text(f"{name}\n\nGraphite is mined near the village.", encoding="utf-8")
    with Project.create(folder, cache=tmp_path / "cache") as project:
        project.import_paths([article])
    return folder


def wait_for(qtbot: QtBot, program: Program, name: str) -> None:
    qtbot.waitUntil(lambda: program.window.windowTitle() == f"{name} — Lode", timeout=30_000)


def test_a_first_start_opens_the_sample_with_something_in_every_pane(
    qtbot: QtBot, program: Program
) -> None:
    program.start(None)
    wait_for(qtbot, program, "Sample project")
    desk = program.window.desk
    assert program.window.first_steps.isVisible()
    assert desk.session.project.totals().articles >= 24
    assert desk.reader.article_id() is not None
    qtbot.waitUntil(lambda: len(desk.passages.model.ids) > 10)
    qtbot.waitUntil(desk.chart.can_export)
    desk.search.set_query("rare earth*")
    qtbot.waitUntil(lambda: desk.search.model.rowCount() > 3)


def test_the_next_start_opens_what_was_open_last(
    qtbot: QtBot, tmp_path: Path, program: Program, settings: QSettings
) -> None:
    folder = new_project(tmp_path, "Minerals")
    program.open(folder)
    wait_for(qtbot, program, "Minerals")
    assert not program.window.first_steps.isVisible()
    assert program.shut_down()

    again = started(qtbot, tmp_path, settings)
    again.start(None)
    wait_for(qtbot, again, "Minerals")
    assert again.shut_down()


def test_an_article_that_was_not_indexed_yet_is_found_after_opening(
    qtbot: QtBot, tmp_path: Path, program: Program
) -> None:
    program.open(new_project(tmp_path, "Minerals"))
    wait_for(qtbot, program, "Minerals")
    qtbot.waitUntil(lambda: program.session.project.totals().unindexed == 0, timeout=20_000)
    program.window.desk.search.set_query("graphite")
    qtbot.waitUntil(lambda: program.window.desk.search.model.rowCount() == 1)


def test_a_new_project_takes_the_place_of_the_old_without_leftovers(
    qtbot: QtBot, tmp_path: Path, program: Program
) -> None:
    old_folder = new_project(tmp_path, "Old")
    program.open(old_folder)
    wait_for(qtbot, program, "Old")
    owned = [program.session, program.window.desk, *dict(program.window.desk.panes()).values()]
    gone: list[bool] = []
    for each in owned:
        each.destroyed.connect(lambda *_: gone.append(True))
    number, held = len(owned), [weakref.ref(each) for each in owned]
    del owned, each

    program.create(tmp_path / "New")
    wait_for(qtbot, program, "New")
    qtbot.waitUntil(lambda: len(gone) == number, timeout=10_000)
    gc.collect()
    assert [reference() for reference in held if reference() is not None] == []
    assert program.window.status.text == "0 articles · 0 passages"
    assert program.window.desk.reader.article_id() is None
    # Its hold has been let go: somebody else may open it.
    Project.open(old_folder, cache=tmp_path / "cache").close()


def test_undo_stays_with_its_project(qtbot: QtBot, tmp_path: Path, program: Program) -> None:
    one, two = new_project(tmp_path, "One"), new_project(tmp_path, "Two")
    program.open(one)
    wait_for(qtbot, program, "One")
    project = program.session.project
    project.tag(project.articles()[0].id, Span(0, 3), Kind.CLAIM)
    program.open(two)
    wait_for(qtbot, program, "Two")
    assert program.window.deeds["edit.undo"].text() == "Undo"
    program.window.deeds["edit.undo"].trigger()
    assert program.window.notice.text == "There is nothing to undo."
    program.open(one)
    wait_for(qtbot, program, "One")
    assert program.window.deeds["edit.undo"].text() == "Undo tag as claim"


def test_a_project_that_cannot_be_opened_leaves_the_open_one(
    qtbot: QtBot, tmp_path: Path, program: Program
) -> None:
    program.open(new_project(tmp_path, "Good"))
    wait_for(qtbot, program, "Good")
    (tmp_path / "Empty").mkdir()
    program.open(tmp_path / "Empty")
    qtbot.waitUntil(lambda: program.window.errors.shown is not None)
    assert program.window.windowTitle() == "Good — Lode"
    program.window.errors.shown.accept()


def test_opening_what_is_open_says_so(qtbot: QtBot, tmp_path: Path, program: Program) -> None:
    folder = new_project(tmp_path, "Good")
    program.open(folder)
    wait_for(qtbot, program, "Good")
    program.open(folder)
    assert program.window.notice.text == "This project is open already."


def test_a_project_that_another_holds_is_named_and_can_be_tried_again(
    qtbot: QtBot, tmp_path: Path, program: Program
) -> None:
    folder = new_project(tmp_path, "Shared")
    with Project.open(folder, cache=tmp_path / "cache"):
        program.start(folder)
        page = program.window.start_page
        qtbot.waitUntil(lambda: str(folder) in page.text)
        assert page.isVisible()
        offers = [button.text() for button in page.findChildren(QPushButton)]
        assert "Open another project…" in offers
    retry = next(b for b in page.findChildren(QPushButton) if b.text() == "Try again")
    qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
    wait_for(qtbot, program, "Shared")


def test_leaving_ends_running_work_and_nothing_is_left(
    qtbot: QtBot, tmp_path: Path, settings: QSettings
) -> None:
    program = started(qtbot, tmp_path, settings)
    folder = new_project(tmp_path, "Busy")
    program.open(folder)
    wait_for(qtbot, program, "Busy")
    begun = threading.Event()

    def until_cancelled(task: Task) -> None:
        while True:
            task.step(1, 0)
            begun.set()

    program.session.jobs.run("Importing", until_cancelled)
    assert begun.wait(10)
    program.window.close()
    assert program.shut_down()
    assert not [each for each in threading.enumerate() if each.name.startswith("lode ")]
    Project.open(folder, cache=tmp_path / "cache").close()


def test_a_backup_is_chosen_and_put_back_and_that_is_undone(
    qtbot: QtBot, tmp_path: Path, program: Program
) -> None:
    folder = new_project(tmp_path, "Minerals")
    with Project.open(folder, cache=tmp_path / "cache") as project:
        project.back_up()
        project.tag(1, Span(0, 8), Kind.CLAIM)
    program.open(folder)
    wait_for(qtbot, program, "Minerals")
    desk = program.window.desk
    desk.show_backups()
    dialog = program.window.findChild(BackupsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.model.rowCount() >= 1)
    oldest = dialog.model.rowCount() - 1
    assert [dialog.model.index(oldest, column).data() for column in (1, 2)] == ["1", "0"]
    dialog.table.setCurrentIndex(dialog.model.index(oldest, 0))
    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.session is not None and program.window.desk is not None)
    assert program.session is not None
    project = program.session.project
    assert project.passages() == []
    assert "was restored" in project.opening_notes[0]
    replaced = next(one for one in project.backups() if one.replaced)
    assert (replaced.articles, replaced.passages) == (1, 1)
    program.restore(replaced)
    qtbot.waitUntil(lambda: program.session is not None and program.window.desk is not None)
    assert len(program.session.project.passages()) == 1


def test_a_damaged_project_is_recovered_and_says_so(
    qtbot: QtBot, tmp_path: Path, program: Program
) -> None:
    folder = new_project(tmp_path, "Minerals")
    with Project.open(folder, cache=tmp_path / "cache") as project:
        project.back_up()
    database = folder / "project.sqlite"
    database.write_bytes(b"\0" * 100 + database.read_bytes()[100:])
    program.open(folder)
    wait_for(qtbot, program, "Minerals")
    assert "The database was damaged" in program.window.opening_notes.text
