"""The window: docks, bars, and which action goes where.

The panes of a project are on its `Desk`; the window keeps bars, docks and their layout while
projects come and go.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Signal, SignalInstance, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from ui.action_set import ActionSet
from ui.actions import ACTIONS, Where
from ui.desk import Desk
from ui.dialogs.errors import ErrorDisplay
from ui.docks import TITLES, Docks
from ui.file_dialogs import file_dialog
from ui.folders import keep_folder, last_folder
from ui.handlers import ALWAYS, handlers
from ui.help import Help
from ui.notices import Notice
from ui.recent import RecentProjects
from ui.session import ProjectSession
from ui.start_page import StartPage
from ui.status import StatusLine
from ui.strips import FirstSteps, OpeningNotes
from ui.theme import Scheme, Theme
from ui.top_bar import TopBar
from ui.views import VIEWS
from ui.window_keys import WindowKeys

LAYOUT = 4
"""Version of the stored layout; a stored one of another version is not used."""

DEFAULT_SIZE = (1440, 900)
SMALLEST = (960, 600)
_FRAME = 40
"""Pixels kept for the frame that the system draws around a window."""

_WHERE = {
    "reader": (Where.READER, Where.PASSAGES, Where.LISTS, Where.OFFERS, Where.PANES),
    "passages": (Where.PASSAGES, Where.LISTS, Where.PANES),
    "search": (Where.PANES,),
    "sources": (Where.PANES,),
    "suggestions": (Where.PANES, Where.OFFERS),
    "chart": (Where.PANES,),
    "variants": (Where.LISTS, Where.PANES, Where.OFFERS),
}
_VIEW = (Where.LISTS, Where.PANES)
"""Which keys work in which pane, those of `_VIEW` in all other views; the inspector is all fields
and has none."""

_STATE, _GEOMETRY, _NO_STEPS = "window/state", "window/geometry", "first_steps/dismissed"


class MainWindow(QMainWindow):
    """Shows the start page until `show_session` brings a project.

    What only the program can do is asked for: `new_wanted` and `open_wanted` carry a folder.
    """

    new_wanted = Signal(object)
    open_wanted = Signal(object)
    sample_wanted = Signal()
    restore_wanted = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, settings: QSettings, log: Path) -> None:
        super().__init__()
        self.setWindowTitle("Lode")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self._theme = theme
        self._settings = settings
        self._log = log
        self._layout: QByteArray | None = None
        self.desk: Desk | None = None
        self.recent = RecentProjects(settings)
        self.deeds = ActionSet(self, handlers(self))
        self.start_page = StartPage()
        self.status = StatusLine()
        self.first_steps = FirstSteps()
        self.opening_notes = OpeningNotes()
        self.top_bar = TopBar(self.deeds, self.recent)
        self.docks = Docks(self)
        self.notice = Notice(self)
        self.errors = ErrorDisplay(self)
        self._help = Help(self, self.deeds)
        WindowKeys(self)
        self._build()
        self._connect()
        self._restore_geometry()
        self._leave_project()

    # ── Projects ─────────────────────────────────────────────────────────────────────────

    def show_session(self, session: ProjectSession, *, sample: bool = False) -> None:
        """Show an open project, in the place of the one before."""
        first = self.desk is None
        self._clear_desk()
        desk = Desk(session, self._settings, self)
        self.desk = desk
        for name, pane in desk.panes():
            self.docks.fill(name, pane)
            self.deeds.attach(pane, *_WHERE.get(name, _VIEW if name in VIEWS else ()))
        session.changed.connect(self._refresh)
        session.notice.connect(self.notice.show_notice)
        session.failed.connect(self.errors.show_error)
        desk.bring_wanted.connect(self.docks.bring)
        desk.moved.connect(self._refresh_places)
        desk.help_wanted.connect(self.show_queries)
        desk.restore_wanted.connect(self.restore_wanted)
        self.status.follow(session.jobs)
        self.start_page.hide()
        if first:
            self._restore_layout()
        self._enter_project(session, sample)
        desk.start()

    def clear_session(self) -> None:
        """Take the project's panes away and show the start page."""
        if self.desk is not None:
            self._layout = self.saveState(LAYOUT)
        self._clear_desk()
        self._leave_project()

    def with_desk(self, deed: Callable[[Desk], object]) -> None:
        """Do it on the open project, if there is one."""
        if self.desk is not None:
            deed(self.desk)

    def _clear_desk(self) -> None:
        for dialog in self.findChildren(QDialog):
            dialog.close()
        if self.desk is not None:
            self.desk.close()
            self.desk = None

    def _enter_project(self, session: ProjectSession, sample: bool) -> None:
        name = session.project.name
        self.setWindowTitle(f"{name} — Lode")
        self.top_bar.set_project(name)
        self.recent.add(session.project.folder)
        self.opening_notes.show_notes(session.project.opening_notes)
        self.first_steps.setVisible(sample and not self._settings.value(_NO_STEPS, False, bool))
        for row in ACTIONS:
            self.deeds[row.id].setEnabled(True)
        self.deeds["project.keep_originals"].setChecked(session.project.keeps_originals())
        self._refresh()
        self._refresh_places()

    def _leave_project(self) -> None:
        self.setWindowTitle("Lode")
        self.top_bar.set_project(None)
        self.status.clear_totals()
        self.start_page.show()
        for strip in (self.first_steps, self.opening_notes):
            strip.hide()
        for name in TITLES:
            self.docks[name].hide()
        for row in ACTIONS:
            self.deeds[row.id].setEnabled(row.id in ALWAYS)

    @Slot()
    def _refresh(self) -> None:
        """Show how much there is, and what undo and redo would do."""
        if self.desk is None:
            return
        project = self.desk.session.project
        found = self.desk.session.perform(
            lambda: (project.totals(), project.undo_label(), project.redo_label())
        )
        if found is None:
            return
        totals, undo, redo = found
        self.status.set_totals(totals.articles, totals.passages, totals.unindexed)
        for action_id, verb, label in (("edit.undo", "Undo", undo), ("edit.redo", "Redo", redo)):
            named = f"{verb} {label[0].lower()}{label[1:]}" if label else verb
            self.deeds.set_text(action_id, named)

    @Slot()
    def _refresh_places(self) -> None:
        if self.desk is not None:
            self.deeds["go.back"].setEnabled(self.desk.places.can_go_back)
            self.deeds["go.forward"].setEnabled(self.desk.places.can_go_forward)

    # ── Asking for projects ──────────────────────────────────────────────────────────────

    def ask_new_project(self) -> None:
        """Ask for a name and a place, and have a project made there."""
        dialog = self._folder_dialog("New project: a name and a place")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Create")
        dialog.setLabelText(QFileDialog.DialogLabel.FileName, "Name:")
        dialog.selectFile("New project")
        dialog.fileSelected.connect(partial(self._folder_chosen, self.new_wanted))
        dialog.open()

    def ask_open_project(self) -> None:
        """Ask for the folder of a project and have it opened."""
        dialog = self._folder_dialog("Open project: its folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Open")
        dialog.fileSelected.connect(partial(self._folder_chosen, self.open_wanted))
        dialog.open()

    def ask_recent_project(self) -> None:
        """List the projects that were open before."""
        self._help.choose_project(self.recent.folders(), self.open_wanted.emit)

    def _folder_dialog(self, title: str) -> QFileDialog:
        return file_dialog(self, title, last_folder(self._settings, "project"))

    def _folder_chosen(self, wanted: SignalInstance, name: str) -> None:
        keep_folder(self._settings, "project", Path(name).parent)
        wanted.emit(Path(name))

    # ── Help ─────────────────────────────────────────────────────────────────────────────

    def show_palette(self) -> None:
        """List every action."""
        self._help.show_palette()

    def show_shortcuts(self) -> None:
        """Show every key."""
        self._help.show_shortcuts()

    def show_queries(self) -> None:
        """Show what a query may contain."""
        self._help.show_queries(lambda query: self.with_desk(lambda desk: desk.search_for(query)))

    def show_about(self) -> None:
        """Show version, licences, and where things are kept."""
        places = [("Log", self._log)]
        if self.desk is not None:
            places.insert(0, ("Project", self.desk.session.project.folder))
        self._help.show_about(tuple(places))

    # ── Layout ───────────────────────────────────────────────────────────────────────────

    def toggle_dock(self, name: str) -> None:
        """Close that dock, or bring it back, or to the front when it is behind another."""
        if self.docks.in_front(name):
            self.docks[name].close()
        else:
            self.docks.bring(name)
        self.deeds[f"view.{name}"].setChecked(not self.docks[name].isHidden())

    def reset_layout(self) -> None:
        """Put every pane back where it was at first."""
        self.docks.arrange()

    def set_scheme(self, scheme: Scheme) -> None:
        """Light, dark, or as the system has it."""
        self._theme.set_scheme(scheme)

    def keep_originals(self) -> None:
        """Keep files in the project from now on, or only where they lie."""
        keep = self.deeds["project.keep_originals"].isChecked()
        self.with_desk(lambda desk: desk.source_errands.keep_originals(keep=keep))

    def quit(self) -> None:
        """Close the window, and with it the program."""
        self.close()

    def save_layout(self) -> None:
        """Remember size and docks for the next start."""
        self._settings.setValue(_GEOMETRY, self.saveGeometry())
        state = self.saveState(LAYOUT) if self.desk is not None else self._layout
        if state is not None:
            self._settings.setValue(_STATE, state)

    def _restore_geometry(self) -> None:
        geometry = self._settings.value(_GEOMETRY)
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            room = self.screen().availableGeometry().size()
            self.resize(
                min(DEFAULT_SIZE[0], room.width()),
                min(DEFAULT_SIZE[1], room.height() - _FRAME),
            )

    def _restore_layout(self) -> None:
        state = self._layout or self._settings.value(_STATE)
        if not (isinstance(state, QByteArray) and self.restoreState(state, LAYOUT)):
            self.docks.arrange()

    # ── Building ─────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for bar in (self.top_bar, self.first_steps, self.opening_notes):
            column.addWidget(bar)
        self.setMenuWidget(head)
        self.setCentralWidget(self.start_page)
        self.setStatusBar(self.status)

    def _connect(self) -> None:
        self.top_bar.recent_chosen.connect(self.open_wanted)
        self.start_page.open_wanted.connect(self.ask_open_project)
        self.start_page.new_wanted.connect(self.ask_new_project)
        self.start_page.sample_wanted.connect(self.sample_wanted)
        self.notice.undo_wanted.connect(self.deeds["edit.undo"].trigger)
        self.first_steps.step_wanted.connect(self._first_step)
        self.first_steps.import_wanted.connect(self.deeds["import.folder"].trigger)
        self.first_steps.dismissed.connect(self._no_more_steps)
        for name in TITLES:
            self.docks[name].toggleViewAction().toggled.connect(
                self.deeds[f"view.{name}"].setChecked
            )
        self.deeds[f"view.theme.{self._theme.scheme.value}"].setChecked(True)

    @Slot(str)
    def _first_step(self, name: str) -> None:
        if self.desk is None:
            return
        if name == "search":
            self.desk.search_for("rare earth*")
        elif name == "tag":
            self.desk.focus.enter(self.desk.readers)
            self.notice.show_notice("Select words in the text, then press C, Q or F.")
        else:
            self.docks.bring("chart")

    @Slot()
    def _no_more_steps(self) -> None:
        self._settings.setValue(_NO_STEPS, True)

    # ── Events ───────────────────────────────────────────────────────────────────────────

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders of this computer."""
        if self.desk is not None and _local_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        paths = _local_paths(event)
        if self.desk is not None and paths:
            event.acceptProposedAction()
            self.desk.errands.import_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the layout; everything else is saved already."""
        self.save_layout()
        super().closeEvent(event)
        self.closed.emit()


def _local_paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
