"""What is closed is gone: nothing waits for the garbage collector.

It runs in whatever thread is at work, and Qt's objects may only be deleted in the GUI thread.
"""

import gc
import weakref
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.backups import BackupsDialog
from ui.dialogs.codebook import CodebookDialog
from ui.dialogs.context import ContextDialog
from ui.dialogs.history import HistoryDialog
from ui.dialogs.saved_searches import SavedSearchesDialog
from ui.session import ProjectSession
from workbench.project import Project

AddArticle = Callable[..., int]

DIALOGS: dict[str, Callable[[ProjectSession, QWidget], QDialog]] = {
    "backups": BackupsDialog,
    "codebook": CodebookDialog,
    "context": lambda session, parent: ContextDialog(session, "oil", typing=False, parent=parent),
    "history": HistoryDialog,
    "saved searches": SavedSearchesDialog,
}


@pytest.fixture
def _without_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_without_collector")
@pytest.mark.parametrize("name", DIALOGS)
def test_a_closed_dialog_is_gone(
    qtbot: QtBot, session: ProjectSession, project: Project, add_article: AddArticle, name: str
) -> None:
    add_article("Oil and gas.")
    project.new_tag("energy")
    project.save_search("oil")
    project.sync_index()
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = DIALOGS[name](session, window)
    dialog.show()
    qtbot.waitUntil(lambda: not session.jobs.active())
    remembered = weakref.ref(dialog)
    dialog.close()
    del dialog
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: remembered() is None, timeout=2_000)
