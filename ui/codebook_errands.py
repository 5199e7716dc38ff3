"""The windows of the codebook and of people, and the codebook's files."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ui.dialogs.codebook import CodebookDialog
from ui.dialogs.people import PeopleDialog
from ui.errands import Errands
from ui.formats import plural
from ui.session import ProjectSession

_FILES = ("CSV table (*.csv)",)


class CodebookErrands(QObject):
    """`passages_wanted` carries the query that finds the passages of a tag or a person."""

    passages_wanted = Signal(str)

    def __init__(self, session: ProjectSession, errands: Errands, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._errands = errands
        self._window = window
        self._dialog: CodebookDialog | None = None
        self._people: PeopleDialog | None = None

    @Slot()
    def show_people(self) -> None:
        """Show who speaks and claims."""
        if self._people is None:
            self._people = PeopleDialog(self._session, self._window)
            self._people.search_wanted.connect(self.passages_wanted)
            self._people.destroyed.connect(self._forget_people)
        self._people.show()
        self._people.raise_()
        self._people.activateWindow()

    @Slot()
    def _forget_people(self) -> None:
        self._people = None

    @Slot()
    def show(self) -> None:
        """Show all tags."""
        if self._dialog is None:
            self._dialog = CodebookDialog(self._session, self._window)
            self._dialog.search_wanted.connect(self.passages_wanted)
            self._dialog.export_wanted.connect(self.export_codebook)
            self._dialog.import_wanted.connect(self.import_codebook)
            self._dialog.destroyed.connect(self._forget)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    @Slot()
    def _forget(self) -> None:
        self._dialog = None

    @Slot()
    def export_codebook(self) -> None:
        """Ask for a file and write the codebook to it."""
        name = f"{self._session.project.name} codebook.csv"
        self._errands.save_as("Export codebook", name, _FILES, self._write)

    def _write(self, path: Path) -> None:
        project = self._session.project
        number = self._session.perform(lambda: project.export_codebook(path))
        if number is not None:
            self._session.notice.emit(f"Exported {plural(number, 'tag')} to {path}", False)

    @Slot()
    def import_codebook(self) -> None:
        """Ask for a file and take over the tags in it."""
        self._errands.ask_files("Import codebook", _FILES, self._read)

    def _read(self, paths: Sequence[Path]) -> None:
        project = self._session.project
        found = self._session.perform(lambda: project.import_codebook(paths[0]))
        if found is not None:
            new, changed = found
            said = f"{plural(new, 'new tag')}, {changed:,} changed"
            self._session.notice.emit(f"Imported the codebook: {said}", True)
