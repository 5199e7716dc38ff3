"""People and organisations: who speaks and claims, under which names, and how often."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.formats import plural
from ui.latest import Latest
from ui.session import ProjectSession
from ui.theme import GRID, current
from ui.widgets.empty_state import EmptyState
from ui.widgets.person_form import PersonForm
from ui.widgets.proposal_line import ProposalLine
from workbench.domain import Change, People, Person
from workbench.likely_names import Proposal, proposals

_SIZE = (200 * GRID, 120 * GRID)
_TABLES = frozenset({"people", "aliases", "passages"})
_ID, _TEXT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NOBODY = 0


class PeopleDialog(QDialog):
    """Not modal. `search_wanted` carries the query that finds somebody's passages.

    A person's names stand below it; names that are nobody's yet stand after the people.
    """

    search_wanted = Signal(str)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("People and organisations")
        self.resize(*_SIZE)
        self._session = session
        self._people = People((), ())
        self._refused: set[Proposal] = set()
        self._asking = Latest(session, "List people")
        self.filter = QLineEdit()
        self.proposal = ProposalLine()
        self.tree = QTreeWidget()
        self.form = PersonForm()
        self.new_button = QPushButton("New…")
        self.name_button = QPushButton("Add name…")
        self.merge_button = QPushButton("Make one")
        self.split_button = QPushButton("Split off")
        self.delete_button = QPushButton("Delete")
        self.find_button = QPushButton("Find passages")
        self.nothing = EmptyState(
            "Nobody speaks yet",
            "Speakers and claimants of your passages are listed here, so that “Putin” and "
            "“Vladimir Putin” can be made one. Give a quote its speaker with S.",
        )
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.filter.setAccessibleName("Filter names")
        self.filter.setPlaceholderText("Filter names")
        self.filter.setClearButtonEnabled(True)
        self.tree.setAccessibleName("People and their names")
        self.tree.setHeaderLabels(["Name", "Passages"])
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setUniformRowHeights(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.headerItem().setTextAlignment(1, _RIGHT)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.filter)
        column.addWidget(self.tree, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.form)
        split.setSizes([120 * GRID, 72 * GRID])
        self._pages.addWidget(split)
        self._pages.addWidget(self.nothing)
        foot = QHBoxLayout()
        foot.setSpacing(2 * GRID)
        for button in (
            *(self.new_button, self.name_button, self.merge_button),
            *(self.split_button, self.delete_button),
        ):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.find_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[4 * GRID] * 4)
        whole.setSpacing(3 * GRID)
        whole.addWidget(self.proposal)
        whole.addWidget(self._pages, 1)
        whole.addLayout(foot)

    def _connect(self) -> None:
        deeds: list[tuple[QPushButton, str, str, Callable[[], None]]] = [
            (self.new_button, "Ins", "Make a person or organisation", self.ask_new),
            (self.name_button, "Ctrl+N", "Let the chosen one go by another name", self.ask_name),
            (self.merge_button, "Ctrl+M", "Make one person of all that is chosen", self.merge),
            (self.split_button, "Ctrl+U", "Take the chosen names from their person", self.split),
            (self.delete_button, "Del", "Take people out of the list; passages keep their names",
             self.delete),
            (self.find_button, "Ctrl+Return", "Find the passages of the chosen one",
             self.find_passages),
        ]  # fmt: skip
        for button, keys, tip, deed in deeds:
            button.setAutoDefault(False)
            button.setToolTip(f"{tip}  ({keys})")
            button.clicked.connect(deed)
            self._on_key(keys, deed)
        self._on_key("F2", self._go_to_name)
        self.filter.textChanged.connect(self._show_filtered)
        self.tree.itemSelectionChanged.connect(self._show_chosen)
        self.form.changed.connect(self._change)
        self.proposal.accepted.connect(self._accept)
        self.proposal.refused.connect(self._refuse)
        self._session.changed.connect(self._refresh)
        current().changed.connect(self.refresh)

    def _on_key(self, keys: str, deed: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self.tree)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(deed)

    # ── What is shown ────────────────────────────────────────────────────────────────────

    @Slot()
    def refresh(self) -> None:
        """List everybody as they are now, off the GUI thread."""
        self._asking.ask(self._session.project.people, self._show)

    def _show(self, people: People) -> None:
        chosen = {(item.data(0, _ID), item.data(0, _TEXT)) for item in self.tree.selectedItems()}
        self._people = people
        self.tree.blockSignals(True)
        self.tree.clear()
        for person in people.known:
            item = _item(self.tree.invisibleRootItem(), person.id, person.name, person.passages)
            for alias in person.aliases:
                _item(item, person.id, alias.name, alias.passages)
            item.setExpanded(True)
        for name in people.loose:
            item = _item(self.tree.invisibleRootItem(), _NOBODY, name.name, name.passages)
            item.setForeground(0, current().token("secondary"))
        for item in self._items():
            item.setSelected((item.data(0, _ID), item.data(0, _TEXT)) in chosen)
        self.tree.blockSignals(False)
        self._pages.setCurrentIndex(0 if people.known or people.loose else 1)
        self._show_filtered()
        self._show_chosen()
        self._propose()

    def _items(self) -> list[QTreeWidgetItem]:
        top = _below(self.tree.invisibleRootItem())
        return [one for item in top for one in (item, *_below(item))]

    @Slot()
    def _show_filtered(self) -> None:
        wanted = self.filter.text().casefold().strip()
        for item in _below(self.tree.invisibleRootItem()):
            names = [item.text(0), *(alias.text(0) for alias in _below(item))]
            item.setHidden(not any(wanted in name.casefold() for name in names))

    def chosen_people(self) -> list[Person]:
        """The people that are chosen, by themselves or by one of their names."""
        ids = dict.fromkeys(item.data(0, _ID) for item in self.tree.selectedItems())
        known = {person.id: person for person in self._people.known}
        return [known[one] for one in ids if one in known]

    def loose_names(self) -> list[str]:
        """The chosen names that are nobody's."""
        items = self.tree.selectedItems()
        return [item.data(0, _TEXT) for item in items if item.data(0, _ID) == _NOBODY]

    def choose(self, *names: str) -> None:
        """Choose the rows with these names."""
        for item in self._items():
            item.setSelected(item.text(0) in names)
            if item.text(0) in names:
                self.tree.setCurrentItem(item)
        for item in self._items():
            item.setSelected(item.text(0) in names)

    def _aliases(self) -> dict[int, list[str]]:
        """The chosen names that are not somebody's main one."""
        found: dict[int, list[str]] = {}
        for item in self.tree.selectedItems():
            if item.parent() is not None:
                found.setdefault(item.data(0, _ID), []).append(item.data(0, _TEXT))
        return found

    @Slot()
    def _show_chosen(self) -> None:
        people, loose = self.chosen_people(), self.loose_names()
        one = people[0] if len(people) == 1 and not loose else None
        self.form.show_person(one)
        self.name_button.setEnabled(one is not None)
        self.merge_button.setEnabled(len(people) + len(loose) > 1)
        self.split_button.setEnabled(bool(self._aliases()))
        self.delete_button.setEnabled(bool(people) and not loose)
        self.find_button.setEnabled(len(people) + len(loose) == 1)

    def _propose(self) -> None:
        found = proposals(
            (name.name for name in self._people.loose),
            (person.names for person in self._people.known),
        )
        open_ = [one for one in found if one not in self._refused]
        self.proposal.show_proposal(next(iter(open_), None), len(open_))

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.tables & _TABLES:
            self.refresh()

    # ── What is done ─────────────────────────────────────────────────────────────────────

    def _do(self, work: Callable[[], object], told: str = "") -> bool:
        def done() -> bool:
            work()
            return True

        if not self._session.perform(done):
            return False
        if told:
            self._session.notice.emit(told, True)
        return True

    @Slot(int, str, str)
    def _change(self, person_id: int, column: str, value: str) -> None:
        project = self._session.project
        if not self._do(partial(project.change_person, person_id, **{column: value})):
            self.form.forget()
            self._show_chosen()

    @Slot()
    def _go_to_name(self) -> None:
        self.form.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.form.name.selectAll()

    @Slot()
    def ask_new(self) -> None:
        """Ask for the name of somebody; the chosen loose names will be theirs, too."""
        loose = self.loose_names()
        self._ask("New person or organisation", "Main name", partial(self.make, loose))

    def make(self, names: Sequence[str], name: str) -> None:
        """Make somebody of that name who goes by the others, too."""
        if name.strip():
            project = self._session.project
            others = [one for one in names if one.casefold() != name.strip().casefold()]
            self._do(lambda: project.new_person(name.strip(), others))

    @Slot()
    def ask_name(self) -> None:
        """Ask for another name of the chosen person."""
        for person in self.chosen_people()[:1]:
            self._ask("Add a name", f"{person.name} also goes by", partial(self._name, person.id))

    def _name(self, person_id: int, name: str) -> None:
        if name.strip():
            self._do(lambda: self._session.project.add_name(person_id, name))

    def _ask(self, title: str, words: str, then: Callable[[str], object]) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(words)
        dialog.textValueSelected.connect(then)
        dialog.open()

    @Slot()
    def merge(self) -> None:
        """Make one person of all that is chosen: the one with most passages, else the longest
        name, gives the main name; F2 changes it."""
        people, loose = self.chosen_people(), self.loose_names()
        number = len(people) + len(loose)
        if number < 2:
            return
        project = self._session.project
        if people:
            into = max(people, key=lambda one: one.passages)
            name = into.name
            work: Callable[[], object] = partial(
                project.merge_people, [one.id for one in people], loose, into.id
            )
        else:
            name = max(loose, key=len)
            work = partial(project.new_person, name, [one for one in loose if one != name])
        self._do(work, f"Made one of {plural(number, 'name')}: {name}")

    @Slot()
    def split(self) -> None:
        """Take the chosen names from their person; they are nobody's then."""
        project = self._session.project
        for person_id, names in self._aliases().items():
            told = f"Split off {plural(len(names), 'name')}"
            self._do(partial(project.split_names, person_id, names), told)

    @Slot()
    def delete(self) -> None:
        """Take the chosen people out of the list; Undo brings them back."""
        people = self.chosen_people()
        if people and not self.loose_names():
            ids = [one.id for one in people]
            number = plural(len(ids), "person", "people")
            self._do(lambda: self._session.project.delete_people(ids), f"Deleted {number}")

    @Slot()
    def find_passages(self) -> None:
        """Search for the passages of the chosen person or name."""
        names = [person.name for person in self.chosen_people()] + self.loose_names()
        for name in names[:1]:
            quoted = '"' + name.replace('"', " ") + '"'
            self.search_wanted.emit(f"speaker:={quoted} OR claimant:={quoted}")

    @Slot(object)
    def _accept(self, proposal: Proposal) -> None:
        project = self._session.project
        person_id = project.name_book().person(proposal.full)
        told = f"{proposal.name} is {proposal.full}"
        if person_id is None:
            self._do(lambda: project.new_person(proposal.full, [proposal.name]), told)
        else:
            self._do(lambda: project.add_name(person_id, proposal.name), told)

    @Slot(object)
    def _refuse(self, proposal: Proposal) -> None:
        self._refused.add(proposal)
        self._propose()

    def done(self, result: int) -> None:
        self._session.changed.disconnect(self._refresh)
        current().changed.disconnect(self.refresh)
        self.form.commit()
        self._asking.forget()
        super().done(result)


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (item.child(number) for number in range(item.childCount()))
    return [child for child in children if child is not None]


def _item(parent: QTreeWidgetItem, owner: int, name: str, passages: int) -> QTreeWidgetItem:
    item = QTreeWidgetItem(parent, [name, f"{passages:,}"])
    item.setData(0, _ID, owner)
    item.setData(0, _TEXT, name)
    item.setTextAlignment(1, _RIGHT)
    return item
