"""The codebook: all tags as a tree, what each means, and how often it is used."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QMessageBox,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.formats import plural
from ui.session import AT_ONCE, ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from ui.widgets.tag_form import TagForm, dot
from workbench.domain import Change, Tag

_SIZE = (200 * GRID, 120 * GRID)
_TABLES = frozenset({"tags", "passage_tags"})
_ID = Qt.ItemDataRole.UserRole
_NAME, _PASSAGES, _KEY = range(3)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CodebookDialog(QDialog):
    """Not modal. `search_wanted` carries the query that finds a tag's passages; `export_wanted`
    and `import_wanted` ask for a file."""

    search_wanted = Signal(str)
    export_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Codebook")
        self.resize(*_SIZE)
        self._session = session
        self._tags: dict[int, Tag] = {}
        self._open = True
        self.tree = QTreeWidget()
        self.form = TagForm()
        self.new_button = QPushButton("New tag…")
        self.merge_button = QPushButton("Merge…")
        self.delete_button = QPushButton("Delete…")
        self.find_button = QPushButton("Find its passages")
        self.import_button = QPushButton("Import…")
        self.export_button = QPushButton("Export…")
        self.nothing = EmptyState(
            "No tags yet",
            "Tags say what passages are about. Make one here, put some on passages with T, or "
            "import a codebook.",
            "New tag…",
        )
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.tree.setAccessibleName("Tags")
        self.tree.setHeaderLabels(["Tag", "Passages", "Key"])
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setUniformRowHeights(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.tree.headerItem().setTextAlignment(_PASSAGES, _RIGHT)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(self.form)
        split.setSizes([110 * GRID, 82 * GRID])
        self._pages.addWidget(split)
        self._pages.addWidget(self.nothing)
        foot = QHBoxLayout()
        foot.setSpacing(2 * GRID)
        for button in (self.new_button, self.merge_button, self.delete_button, self.find_button):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self.import_button, self.export_button):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[4 * GRID] * 4)
        whole.setSpacing(3 * GRID)
        whole.addWidget(self._pages, 1)
        whole.addLayout(foot)

    def _connect(self) -> None:
        deeds: list[tuple[QPushButton, str, Callable[[], None]]] = [
            (self.new_button, "Ins", self.ask_new),
            (self.merge_button, "Ctrl+M", self.ask_merge),
            (self.delete_button, "Del", self.ask_delete),
            (self.find_button, "Ctrl+Return", self.find_passages),
        ]
        for button, keys, deed in deeds:
            button.setAutoDefault(False)
            button.setToolTip(f"{button.text().rstrip('…')}  ({keys})")
            button.clicked.connect(deed)
            shortcut = QShortcut(QKeySequence(keys), self.tree)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(deed)
        rename = QShortcut(QKeySequence("F2"), self.tree)
        rename.setContext(Qt.ShortcutContext.WidgetShortcut)
        rename.activated.connect(self._go_to_name)
        for button, signal in (
            (self.import_button, self.import_wanted),
            (self.export_button, self.export_wanted),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(signal)
        self.nothing.pressed.connect(self.ask_new)
        self.tree.itemSelectionChanged.connect(self._show_chosen)
        self.form.changed.connect(self._change)
        self._session.changed.connect(self._refresh)

    # ── What is shown ────────────────────────────────────────────────────────────────────

    def refresh(self) -> None:
        """Show the codebook as it is now; what is chosen and folded stays so."""
        tags = self._session.perform(self._session.project.tags) or []
        chosen = {tag.id for tag in self.chosen()}
        folded = {item.data(0, _ID) for item in self._items() if not item.isExpanded()}
        current = self.tree.currentItem()
        at = current.data(0, _ID) if current is not None else None
        self._tags = {tag.id: tag for tag in tags}
        self.tree.blockSignals(True)
        self.tree.clear()
        self._fill(tags)
        for item in self._items():
            item.setExpanded(item.data(0, _ID) not in folded)
            if item.data(0, _ID) == at:
                self.tree.setCurrentItem(item)
        for item in self._items():
            item.setSelected(item.data(0, _ID) in chosen)
        self.tree.blockSignals(False)
        self._pages.setCurrentIndex(0 if tags else 1)
        self._show_chosen()

    def _fill(self, tags: Sequence[Tag]) -> None:
        below: dict[int | None, list[Tag]] = defaultdict(list)
        for tag in tags:
            below[tag.parent_id if tag.parent_id in self._tags else None].append(tag)

        def add(parent: QTreeWidgetItem, tag: Tag) -> None:
            item = QTreeWidgetItem(parent, [tag.name, f"{tag.passages:,}", _key(tag)])
            item.setData(0, _ID, tag.id)
            item.setTextAlignment(_PASSAGES, _RIGHT)
            if tag.colour:
                item.setIcon(_NAME, dot(tag.colour))
            for child in below[tag.id]:
                add(item, child)

        for tag in below[None]:
            add(self.tree.invisibleRootItem(), tag)

    def _items(self) -> Iterator[QTreeWidgetItem]:
        waiting = [self.tree.invisibleRootItem()]
        while waiting:
            item = waiting.pop()
            children = [item.child(number) for number in range(item.childCount())]
            found = [child for child in children if child is not None]
            waiting += found
            yield from found

    def chosen(self) -> list[Tag]:
        """The tags that are chosen, in the order of the tree."""
        ids = [item.data(0, _ID) for item in self.tree.selectedItems()]
        return [self._tags[tag_id] for tag_id in ids if tag_id in self._tags]

    def choose(self, tag_id: int) -> None:
        """Choose one tag."""
        for item in self._items():
            if item.data(0, _ID) == tag_id:
                flags = QItemSelectionModel.SelectionFlag
                self.tree.setCurrentItem(item, _NAME, flags.ClearAndSelect | flags.Rows)

    @Slot()
    def _show_chosen(self) -> None:
        chosen = self.chosen()
        one = chosen[0] if len(chosen) == 1 else None
        above = [tag for tag in self._tags.values() if one and not self._stands_below(tag, one)]
        self.form.show_tag(one, above)
        self.merge_button.setEnabled(bool(chosen) and len(self._tags) > 1)
        self.delete_button.setEnabled(bool(chosen))
        self.find_button.setEnabled(one is not None)

    def _stands_below(self, tag: Tag, other: Tag) -> bool:
        """Whether `tag` is `other` or stands somewhere under it."""
        above: Tag | None = tag
        for _ in self._tags:
            if above is None or above.id == other.id:
                break
            above = self._tags.get(above.parent_id or 0)
        return above is not None and above.id == other.id

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if change.tables & _TABLES:
            self.refresh()

    # ── What is done ─────────────────────────────────────────────────────────────────────

    @Slot(int, str, object)
    def _change(self, tag_id: int, column: str, value: object) -> None:
        project = self._session.project
        work = partial(project.change_tag, tag_id, **{column: value})
        if self._session.perform(work) is None:
            # What cannot be is put back to what is stored; what can comes with the notice.
            self.form.forget()
            self._show_chosen()

    @Slot()
    def _go_to_name(self) -> None:
        self.form.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.form.name.selectAll()

    @Slot()
    def ask_new(self) -> None:
        """Ask for the name of a new tag, which will stand beside the chosen one."""
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("New tag")
        dialog.setLabelText("Name")
        dialog.textValueSelected.connect(self.make)
        dialog.open()

    @Slot(str)
    def make(self, name: str) -> None:
        """Make a tag, beside the chosen one."""
        chosen = self.chosen()
        parent = chosen[0].parent_id if chosen else None
        if not name.strip():
            return
        project = self._session.project
        made = self._session.perform(lambda: project.new_tag(name, parent_id=parent))
        if made is not None:
            self.refresh()
            self.choose(made.id)

    @Slot()
    def ask_merge(self) -> None:
        """Ask which tag is to take the place of the chosen ones."""
        chosen = self.chosen()
        others = [tag.name for tag in self._tags.values() if [tag] != chosen]
        if not chosen or not others:
            return
        names = ", ".join(f"“{tag.name}”" for tag in chosen)
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Merge tags")
        dialog.setLabelText(f"{names}\n\nwill be on no passage any more, but instead:")
        dialog.setComboBoxItems(others)
        ids = [tag.id for tag in chosen]
        dialog.textValueSelected.connect(lambda name: self.merge(ids, name))
        dialog.open()

    def merge(self, tag_ids: Sequence[int], into: str) -> None:
        """Put one tag in the place of others; Undo takes it back."""
        target = next((tag for tag in self._tags.values() if tag.name == into), None)
        gone = [tag_id for tag_id in tag_ids if target is not None and tag_id != target.id]
        if target is None or not gone:
            return
        project, used = self._session.project, sum(self._tags[one].passages for one in gone)

        def tell() -> None:
            self._session.notice.emit(f"Merged {plural(len(gone), 'tag')} into “{into}”", True)
            self.refresh()
            self.choose(target.id)

        self._do(used, lambda: project.merge_tags(gone, target.id), "Merging tags", tell)

    @Slot()
    def ask_delete(self) -> None:
        """Say what deleting the chosen tags does, and do it if that is wanted."""
        chosen = self.chosen()
        if not chosen:
            return
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle("Delete tags")
        box.setText(self.consequences(chosen))
        button = box.addButton("Delete", QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        ids = [tag.id for tag in chosen]
        button.clicked.connect(lambda _checked=False: self.delete(ids))
        box.open()

    def consequences(self, chosen: Sequence[Tag]) -> str:
        """What becomes of passages and of other tags when these are deleted."""
        names = ", ".join(f"“{tag.name}”" for tag in chosen)
        used = sum(tag.passages for tag in chosen)
        ids = {tag.id for tag in chosen}
        below = [t for t in self._tags.values() if t.parent_id in ids and t.id not in ids]
        parts = [f"Delete {names}?"]
        if used:
            parts.append(f"Taken off {plural(used, 'passage')}; the passages stay.")
        if below:
            parts.append(f"{plural(len(below), 'tag')} below will move up.")
        return " ".join([*parts, "Undo brings everything back."])

    def delete(self, tag_ids: Sequence[int]) -> None:
        """Delete tags; Undo brings them back."""
        project = self._session.project
        used = sum(self._tags[one].passages for one in tag_ids if one in self._tags)

        def tell() -> None:
            self._session.notice.emit(f"Deleted {plural(len(tag_ids), 'tag')}", True)
            self.refresh()

        self._do(used, lambda: project.delete_tags(tag_ids), "Deleting tags", tell)

    def _do(
        self, passages: int, work: Callable[[], object], label: str, tell: Callable[[], None]
    ) -> None:
        """Change tags that so many passages carry, and tell; very many off the GUI thread."""

        def done() -> bool:
            work()
            return True

        if passages > AT_ONCE:
            self._session.jobs.run(
                label, lambda _task: done(), on_result=lambda _done: tell() if self._open else None
            )
        elif self._session.perform(done):
            tell()

    @Slot()
    def find_passages(self) -> None:
        """Search for the passages of the chosen tag."""
        for tag in self.chosen()[:1]:
            self.search_wanted.emit(f'tag:="{tag.name.replace(chr(34), " ")}"')

    def done(self, result: int) -> None:
        self._open = False
        self.form.commit()
        super().done(result)


def _key(tag: Tag) -> str:
    return f"Ctrl+{tag.shortcut}" if tag.shortcut else ""
