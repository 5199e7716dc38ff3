"""The project's memo: what it is about, what is to be found out, what was decided."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.memo_field import MemoField
from workbench.domain import Change

_SIZE = (150 * GRID, 120 * GRID)


class ProjectMemoDialog(QDialog):
    """Not modal. What is typed is saved when the field is left or the window closed."""

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Project memo")
        self.resize(*_SIZE)
        self._session = session
        self.memo = MemoField(
            "Project memo", "What is this project to find out? Markdown, if you like."
        )
        words = QLabel("Stands at the head of Markdown exports, and is found by searches.")
        words.setProperty("role", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(*[4 * GRID] * 4)
        column.setSpacing(2 * GRID)
        column.addWidget(self.memo, 1)
        column.addWidget(words)
        self.memo.left.connect(self.commit)
        session.changed.connect(self._refresh)
        self.memo.load(session.perform(session.project.memo) or "")

    @Slot()
    def commit(self) -> None:
        """Save what has been typed."""
        if self.memo.dirty:
            typed = self.memo.text()

            def work() -> bool:
                self._session.project.set_memo(typed)
                return True

            if self._session.perform(work):
                self.memo.load(typed.rstrip())

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if "project_notes" in change.tables and not self.memo.dirty:
            self.memo.load(self._session.perform(self._session.project.memo) or "")

    def done(self, result: int) -> None:
        self._session.changed.disconnect(self._refresh)
        self.commit()
        super().done(result)
