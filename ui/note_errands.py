"""The windows of bookmarks and of the project's memo."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ui.dialogs.bookmarks import BookmarksDialog
from ui.dialogs.project_memo import ProjectMemoDialog
from ui.session import ProjectSession
from workbench.domain import Bookmark


class NoteErrands(QObject):
    """`place_wanted` carries an article and the stretch in it that a bookmark leads to, or None
    for the article's beginning."""

    place_wanted = Signal(int, object)

    def __init__(self, session: ProjectSession, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    @Slot()
    def show_memo(self) -> None:
        """Show what is noted of the project."""
        ProjectMemoDialog(self._session, self._window).show()

    @Slot()
    def show_bookmarks(self) -> None:
        """List the bookmarks."""
        dialog = BookmarksDialog(self._session, self._window)
        dialog.place_wanted.connect(self._go)
        dialog.show()

    def toggle_bookmark(self, article_id: int | None, point: int) -> None:
        """Put a bookmark on the paragraph at a place, or take the one there away."""
        if article_id is None:
            self._session.notice.emit("Open an article first.", False)
            return
        project = self._session.project
        work = partial(project.toggle_bookmark, article_id, point)
        is_there = self._session.perform(lambda: (work(),))
        if is_there is None:
            return
        told = {
            True: ("Marked this paragraph", True),
            False: ("Took the bookmark away", True),
            None: ("There are no words at the cursor to mark.", False),
        }
        self._session.notice.emit(*told[is_there[0]])

    @Slot(object)
    def _go(self, bookmark: Bookmark) -> None:
        place = self._session.perform(lambda: (self._session.project.bookmark_place(bookmark),))
        if place is None:
            return
        if place[0] is None:
            self._session.notice.emit(
                "The words of this bookmark are no longer in the article, or more than once.", False
            )
        self.place_wanted.emit(bookmark.article_id, place[0])
