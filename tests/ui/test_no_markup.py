"""Imported text is never markup: not in the code, and not in the window that is opened."""

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.jobs import JobRunner
from ui.main_window import MainWindow
from ui.session import ProjectSession
from ui.theme import current
from workbench.domain import Kind, PassageDetails, Span
from workbench.project import Project

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "ui").rglob("*.py"))
FORBIDDEN = {"setHtml", "insertHtml", "appendHtml", "setMarkdown", "setRichText", "fromHtml"}
FORMATS = {"RichText", "AutoText", "MarkdownText"}
HOSTILE = '<b>Bold</b> <img src="file:///etc/passwd"> & <a href="x">gone</a>'


def names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_turns_text_into_markup(path: Path) -> None:
    assert not names(path) & (FORBIDDEN | FORMATS)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    folder = tmp_path / "in"
    folder.mkdir()
    text = f"{HOSTILE}\n\nBy {HOSTILE}\n\nReserves of 14.8 trillion dollars, said {HOSTILE}."
    (folder / "a & b <i>.txt").write_text(text, encoding="utf-8")
    (folder / "empty <u>.txt").write_bytes(b"")
    with Project.create(tmp_path / "A <b>bold<b> project", cache=tmp_path / "cache") as project:
        project.import_paths([folder])
        project.sync_index()
        [article] = project.articles()
        project.edit_article(article.id, title=HOSTILE, author=HOSTILE, source=HOSTILE)
        details = PassageDetails((HOSTILE,), HOSTILE, HOSTILE, HOSTILE, HOSTILE)
        for kind in Kind:
            project.tag(article.id, Span(0, 40), kind, details)
        yield project
    shutil.rmtree(folder)


def test_hostile_words_are_shown_as_they_are(
    qtbot: QtBot, project: Project, jobs: JobRunner, settings: QSettings
) -> None:
    session = ProjectSession(project, jobs)
    window = MainWindow(current(), settings, Path("lode.log"))
    qtbot.addWidget(window)
    window.show()
    window.show_session(session)
    desk = window.desk
    desk.search_for("reserves")
    qtbot.waitUntil(lambda: desk.search.model.rowCount() == 1, timeout=20_000)
    qtbot.waitUntil(lambda: len(desk.passages.model.ids) == 3)
    desk.open_passage(project.passages()[0].id)
    window.deeds["import.report"].trigger()
    window.notice.show_notice(f"Undone: {HOSTILE}")
    window.errors.show_error(f"“{HOSTILE}” cannot be read.", HOSTILE)

    assert [where(label) for label in labels(window) if is_markup(label)] == []
    assert [where(each) for each in window.findChildren(QWidget) if tip_is_markup(each)] == []
    assert not window.grab().isNull()
    session.close()
    assert jobs.shut_down()
    window.clear_session()


def labels(window: QWidget) -> list[QLabel]:
    found = window.findChildren(QLabel)
    assert any(HOSTILE in label.text() for label in found), "the test shows nothing hostile"
    return found


def is_markup(label: QLabel) -> bool:
    return label.textFormat() is not Qt.TextFormat.PlainText and "<" in label.text()


def tip_is_markup(widget: QWidget) -> bool:
    tip = widget.toolTip()
    return "<b>" in tip or "<img" in tip or "<i>" in tip


def where(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.toolTip()
    return f"{type(widget.parent()).__name__} > {type(widget).__name__}: {words[:60]}"
