"""The Passages pane: every tagged stretch in a table, to filter, sort, tag and delete."""

import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QInputDialog,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from ui.action_set import native
from ui.actions import spec
from ui.formats import elide, plural
from ui.jobs import Job
from ui.models.passages import (
    DATE,
    Listed,
    Listing,
    PassageRow,
    PassagesModel,
    as_row,
    list_passages,
)
from ui.session import AT_ONCE, ProjectSession
from ui.theme import current
from ui.widgets.empty_state import EmptyState
from ui.widgets.line_field import LineField
from ui.widgets.passage_filter_bar import PassageFilterBar
from ui.widgets.passage_table import PassageTable
from workbench.domain import CHOICES, Change, PassageFilter
from workbench.errors import NotFound
from workbench.project import CHOOSABLE, SETTABLE
from workbench.tasks import Task

_TABLES = frozenset({"passages", "passage_tags", "tags", "articles", "people", "aliases"})
SLOW_SECONDS = 0.4
"""A listing that takes longer is made anew only after a pause of twice as long."""

_LONGEST_TAG = 60
_LOOKED_AT = 100


class PassagesPane(QWidget):
    """`passage_chosen` carries the passage that is to be opened in its article,
    `export_wanted` a format, "" to ask for one, and the passages that are to be exported."""

    passage_chosen = Signal(int)
    export_wanted = Signal(str, object)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Passages")
        self._session = session
        self._job: Job | None = None
        self._sorting = (DATE, False)
        self._took = 0.0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.reload)
        self.model = PassagesModel(self._row, self)
        self.bar = PassageFilterBar()
        self.table = PassageTable(self.model)
        self._none_yet = EmptyState(
            "No passages yet",
            "What you tag is listed here, to be filtered, sorted and exported. Select words in "
            f"an article and press {_key('passage.claim')} for a claim, "
            f"{_key('passage.quote')} for a quote or {_key('passage.figure')} for a figure.",
        )
        self._no_match = EmptyState(
            "Nothing matches the filter", "No passage is of that kind or has those words.",
            "Clear filter",
        )  # fmt: skip
        self._pages = QStackedWidget()
        for page in (self.table, self._none_yet, self._no_match):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.table)
        self._connect()
        self.reload()

    def _connect(self) -> None:
        self.table.chosen.connect(self.passage_chosen)
        self.table.delete_wanted.connect(self.delete_selected)
        self.table.menu_wanted.connect(self._show_menu)
        self.bar.changed.connect(self.reload)
        self._no_match.pressed.connect(self.bar.clear)
        self.model.sort_wanted.connect(self._sort)
        self._session.changed.connect(self._refresh)
        current().changed.connect(self.model.refresh)

    # ── What is listed and selected ──────────────────────────────────────────────────────

    def chosen_filter(self) -> PassageFilter:
        """The filter that is set; an export takes the same."""
        return self.bar.chosen()

    def show_only(self, ids: Iterable[int] | None, origin: str = "") -> None:
        """List only these passages, until the chip that says so is pressed; None for all.

        `origin` is the view that they come from, as the chip names it: "the chart". The other
        filters go on choosing among them.
        """
        self.bar.set_only(ids, origin)

    def show_article(self, article_id: int) -> None:
        """Note which article is open: the filter may want only its passages."""
        self.bar.show_article(article_id)

    def select_passage(self, passage_id: int) -> None:
        """Select a passage's row, without telling anybody."""
        self.table.select(passage_id)

    def selected_ids(self) -> list[int]:
        """The selected passages, in the order of the list."""
        return self.table.selected_ids()

    @Slot()
    def reload(self) -> None:
        """List the passages anew, off the GUI thread; an older listing is given up."""
        if self._job is not None:
            self._job.cancel()
        self._later.stop()
        began = time.monotonic()
        project, chosen, by = self._session.project, self.bar.chosen(), self.bar.group_by()
        column, descending = self._sorting

        def work(task: Task) -> Listing:
            return list_passages(project, chosen, column, descending=descending, by=by, task=task)

        def show(listing: Listing) -> None:
            self._took = time.monotonic() - began
            self._show(listing)

        self._job = self._session.jobs.run(
            "List passages", work, on_result=show, quiet=True, lane="lists"
        )

    def _show(self, listing: Listing) -> None:
        self._job = None
        self.table.show_listing(listing)
        self.bar.offer(listing.names)
        self.bar.show_count(len(listing.ids), listing.total)
        pages = (self.table, self._none_yet, self._no_match)
        shown = 0 if len(listing.ids) else 2 if listing.total else 1
        self._pages.setCurrentWidget(pages[shown])
        self.bar.setEnabled(listing.total > 0)

    def _row(self, passage_id: int) -> PassageRow | None:
        project = self._session.project
        try:
            passage = project.passage(passage_id)
            return as_row(Listed(passage, project.article(passage.article_id)))
        except NotFound:
            # Deleted since the list was made; a new one is on its way.
            return None

    @Slot(int, bool)
    def _sort(self, column: int, descending: bool) -> None:
        self._sorting = (column, descending)
        self.reload()

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if not change.tables & _TABLES:
            return
        if self._took <= SLOW_SECONDS:
            self.reload()
        elif not self._later.isActive():
            # Whoever tags on in a very large project is not held up by the list.
            self.model.forget_rows()
            self._later.start(int(2_000 * self._took))

    # ── What is done with the selected passages ──────────────────────────────────────────

    @Slot()
    def delete_selected(self) -> None:
        """Delete the selected passages; undo brings them back."""
        ids, project = self.selected_ids(), self._session.project
        told = f"Deleted {plural(len(ids), 'passage')}"
        self._do(ids, lambda: project.delete_passages(ids), told)

    def add_tag(self, tag: str) -> None:
        """Put a tag on the selected passages."""
        ids, tag, project = self.selected_ids(), " ".join(tag.split()), self._session.project
        if tag:
            told = f"Tagged {plural(len(ids), 'passage')} “{tag}”"
            self._do(ids, lambda: project.add_tag(ids, tag), told)

    def remove_tag(self, tag: str) -> None:
        """Take a tag off the selected passages."""
        ids, project = self.selected_ids(), self._session.project
        told = f"Took “{tag}” off {plural(len(ids), 'passage')}"
        self._do(ids, lambda: project.remove_tag(ids, tag), told)

    def replace_tag(self, old: str, new: str) -> None:
        """Put another tag in the place of one, where the selected passages carry it."""
        ids, new, project = self.selected_ids(), " ".join(new.split()), self._session.project
        if new:
            told = f"Retagged {plural(len(ids), 'passage')} from “{old}” to “{new}”"
            self._do(ids, lambda: project.replace_tag(ids, old, new), told)

    def _do(self, ids: Sequence[int], work: Callable[[], None], told: str) -> None:
        """Change passages and say so; very many of them off the GUI thread."""

        def done() -> bool:
            work()
            return True

        def tell(_done: object) -> None:
            self._session.notice.emit(told, True)

        if not ids:
            return
        if len(ids) > AT_ONCE:
            label = f"Changing {plural(len(ids), 'passage')}"
            self._session.jobs.run(label, lambda _task: done(), on_result=tell)
        elif self._session.perform(done):
            tell(None)

    # ── The context menu ─────────────────────────────────────────────────────────────────

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        if self.selected_ids():
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(place)

    def menu(self) -> QMenu:
        """What can be done with the selected passages."""
        ids = self.selected_ids()
        menu = QMenu(self)
        menu.setAccessibleName("Selected passages")
        if len(ids) == 1:
            _offer(menu, "Open in the reader", partial(self.passage_chosen.emit, ids[0]))
        self._offer_tags(menu, ids)
        for field in SETTABLE:
            _offer(menu, f"Set {field}…", partial(self._ask_value, field))
        for field in CHOOSABLE:
            words = menu.addMenu(f"Set {field}")
            for word in CHOICES[field]:
                _offer(words, word, partial(self.set_value, field, word.value))
            _offer(words, "none", partial(self.set_value, field, ""))
        if len(ids) > 1:
            _offer(menu, f"Merge {plural(len(ids), 'passage')}", self.merge_selected)
        asked = f"Export {plural(len(ids), 'passage')}…"
        _offer(menu, asked, partial(self.export_wanted.emit, "", ids))
        for form, name in (("csv", "CSV"), ("md", "Markdown")):
            title = f"Export {plural(len(ids), 'passage')} as {name}…"
            _offer(menu, title, partial(self.export_wanted.emit, form, ids))
        menu.addSeparator()
        title = f"Delete {plural(len(ids), 'passage')}\t{_key('passage.delete')}"
        _offer(menu, title, self.delete_selected)
        return menu

    def _ask_value(self, field: str) -> None:
        known = self._session.perform(self._known_values(field)) or []
        number = plural(len(self.selected_ids()), "passage")
        self._ask(
            f"Set {field}",
            f"The {field} of {number} (empty: none)",
            ["", *known],
            partial(self.set_value, field),
        )

    def _ask_tag_instead(self, old: str) -> None:
        known = [tag.name for tag in self._session.perform(self._session.project.tags) or []]
        words = f"In the place of “{elide(old, _LONGEST_TAG)}”"
        self._ask("Replace tag", words, known, partial(self.replace_tag, old))

    def _ask(
        self, title: str, words: str, known: Sequence[str], then: Callable[[str], None]
    ) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(words)
        dialog.setComboBoxEditable(True)
        dialog.setComboBoxItems(list(known))
        dialog.textValueSelected.connect(then)
        dialog.open()

    def _known_values(self, field: str) -> Callable[[], list[str]]:
        project = self._session.project
        return project.metrics if field == "metric" else project.speakers

    def set_value(self, field: str, value: str) -> None:
        """Give the selected passages the same speaker, metric, stance or the like."""
        ids, value = self.selected_ids(), " ".join(value.split())
        project = self._session.project
        what = f"the {field} “{value}”" if value else f"no {field}"
        told = f"Gave {plural(len(ids), 'passage')} {what}"
        self._do(ids, lambda: project.set_on_passages(ids, field, value), told)

    @Slot()
    def merge_selected(self) -> None:
        """Make one passage of the selected ones."""
        ids = self.selected_ids()
        project = self._session.project
        merged = self._session.perform(lambda: project.merge_passages(ids))
        if merged is not None:
            self._session.notice.emit(f"Merged {plural(len(ids), 'passage')}", True)
            self.passage_chosen.emit(merged.id)

    def _offer_tags(self, menu: QMenu, ids: list[int]) -> None:
        project = self._session.project
        known = [tag.name for tag in self._session.perform(project.tags) or []]
        looked_at = ids[:_LOOKED_AT]
        worn = self._session.perform(lambda: [project.passage(i).details.tags for i in looked_at])
        adding = menu.addMenu("Add tag")
        field = LineField("New tag", "New tag, then Enter")
        field.returnPressed.connect(lambda: self._add_typed(menu, field.text()))
        line = QWidgetAction(adding)
        line.setDefaultWidget(field)
        adding.addAction(line)
        for tag in known:
            if not worn or not all(tag in tags for tags in worn):
                _offer(adding, elide(tag, _LONGEST_TAG), partial(self.add_tag, tag))
        removable = [tag for tag in known if any(tag in tags for tags in worn or ())]
        if removable:
            for title, deed in (
                ("Remove tag", self.remove_tag),
                ("Replace tag", self._ask_tag_instead),
            ):
                offered = menu.addMenu(title)
                for tag in removable:
                    _offer(offered, elide(tag, _LONGEST_TAG), partial(deed, tag))

    def _add_typed(self, menu: QMenu, tag: str) -> None:
        menu.close()
        self.add_tag(tag)


def _offer(menu: QMenu, title: str, work: Callable[[], None]) -> None:
    # An ampersand would be taken for the mark of a key.
    action = menu.addAction(title.replace("&", "&&"))
    action.triggered.connect(lambda _checked=False: work())


def _key(action_id: str) -> str:
    return native(spec(action_id).keys[0])
