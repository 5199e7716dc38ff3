"""The Inspector: all that is said of one passage, saved field by field as it is typed."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from ui.action_set import native
from ui.actions import spec
from ui.dialogs.passage_history import PassageHistoryDialog
from ui.passage_fields import Unreadable, edited
from ui.session import ProjectSession
from ui.widgets.empty_state import EmptyState
from ui.widgets.passage_facts import PassageFacts
from ui.widgets.passage_form import PassageForm
from workbench.domain import Change, Kind, Passage, PassageDetails
from workbench.errors import NotFound

_NARROWEST = 288
"""Pixels; narrower, the form would be cut off at the right."""

_TABLES = frozenset({"passages", "passage_tags", "tags", "articles"})


class InspectorPane(QWidget):
    """The form of the passage at hand. Every field that is left is one step of the journal.

    What cannot be saved, such as a number that is none, stays in its field with the reason,
    and is there again when the passage comes back. `passage_changed` carries the passage
    after an edit of it was saved.
    """

    passage_changed = Signal(object)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Inspector")
        self._session = session
        self._passage: Passage | None = None
        self._unsaved: dict[int, dict[str, str]] = {}
        self.form = PassageForm()
        self.facts = PassageFacts()
        self._empty = EmptyState(
            "No passage is chosen",
            "Here you say who said it, what a figure measures, and add tags and a memo. Click "
            f"a tagged passage, or select words and press {_key('passage.claim')}, "
            f"{_key('passage.quote')} or {_key('passage.figure')}.",
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        page = QFrame()
        page.setProperty("role", "surface")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.form)
        line = QFrame()
        line.setProperty("role", "separator")
        line.setProperty("orientation", "h")
        column.addWidget(line)
        column.addWidget(self.facts)
        column.addStretch(1)
        area = QScrollArea()
        self.setMinimumWidth(_NARROWEST)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(area)

    def _connect(self) -> None:
        self.form.field_left.connect(self._save)
        self.form.field_entered.connect(self._offer_words)
        self.form.kind_chosen.connect(self._set_kind)
        self.form.tag_added.connect(self._add_tag)
        self.form.tag_removed.connect(self._remove_tag)
        self.form.read_again.connect(self._read_again)
        self.facts.confirmed.connect(self._confirm_place)
        self.facts.history_wanted.connect(self.show_history)
        self._session.changed.connect(self._refresh)

    # ── Showing ──────────────────────────────────────────────────────────────────────────

    def show_passage(self, passage: Passage | None) -> None:
        """Show a passage, or with None that none is chosen; what was typed before is saved."""
        same = passage is not None and passage.id == self.current_passage_id()
        if not same:
            self.commit_pending()
        self._passage = passage
        if passage is None:
            self._pages.setCurrentIndex(0)
            return
        self.form.show_passage(passage, keep_typed=same)
        self._show_facts(passage)
        if not same:
            self._bring_back_unsaved(passage)
        self._pages.setCurrentIndex(1)

    def current_passage_id(self) -> int | None:
        """The passage at hand."""
        return self._passage.id if self._passage else None

    def focus_field(self, name: str) -> None:
        """Put the cursor into tags, memo, speaker, claimant, value, metric or another field.

        Where a quote has a speaker a claim has a claimant; each name leads to what is there.
        """
        if self._passage is None:
            return
        kind = self._passage.kind
        if name in {"speaker", "claimant"}:
            name = "claimant" if kind is Kind.CLAIM else "speaker"
        if not self.form.has_field(kind, name):
            self._session.notice.emit(f"A {kind} has no {name}: that is for figures.", False)
            return
        field = self.form.tags.input if name == "tags" else self.form.fields[name]
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def commit_pending(self) -> None:
        """Save what has been typed and not yet left. Call before undo, export and closing."""
        if self._passage is None:
            return
        for name, field in self.form.fields.items():
            if field.dirty:
                self._save(name)
        self.form.tags.take_typed()

    def hideEvent(self, event: QHideEvent) -> None:
        self.commit_pending()
        super().hideEvent(event)

    @Slot()
    def show_history(self) -> None:
        """Show what became of the passage at hand."""
        if self._passage is None:
            self._session.notice.emit("Choose a passage first.", False)
            return
        self.commit_pending()
        PassageHistoryDialog(self._session, self._passage, self.window()).show()

    # ── Saving ───────────────────────────────────────────────────────────────────────────

    @Slot(str)
    def _save(self, name: str) -> None:
        if self._passage is None:
            return
        typed = self._typed(name)
        before = self._stored(self._passage.id)
        if before is None:
            self._keep(self._passage.id, name, typed)
            return
        try:
            details = edited(before.details, name, typed, self._session.project.read_quantity)
        except Unreadable as reason:
            self.form.show_reason(name, str(reason))
            self._keep(before.id, name, typed)
            return
        if details == before.details or self._edit(before, details):
            self._unsaved.get(before.id, {}).pop(name, None)
            if name in self.form.fields:
                # Forget what was typed: what is stored may be written otherwise.
                self.form.load(name, typed)
            self.show_passage(self._stored(before.id))

    def _edit(self, passage: Passage, details: PassageDetails) -> bool:
        project = self._session.project
        saved = self._session.perform(lambda: project.edit_passage(passage.id, details))
        if saved is None:
            return False
        self._passage = saved
        self.passage_changed.emit(saved)
        return True

    @Slot(object)
    def _set_kind(self, kind: Kind) -> None:
        self._do(lambda passage: self._session.project.set_kind(passage.id, kind))

    @Slot(str)
    def _add_tag(self, tag: str) -> None:
        self._do(lambda passage: self._session.project.add_tag([passage.id], tag))

    @Slot(str)
    def _remove_tag(self, tag: str) -> None:
        self._do(lambda passage: self._session.project.remove_tag([passage.id], tag))

    @Slot()
    def _confirm_place(self) -> None:
        project = self._session.project

        def settle(passage: Passage) -> None:
            # The offsets of a passage in doubt are those of the text before.
            if passage.proposed is None:
                project.move_passage(passage.id, passage.span)
            else:
                project.accept_proposals([passage.id])

        self._do(settle)

    @Slot()
    def _read_again(self) -> None:
        self.commit_pending()
        passage = self._passage
        if passage is None:
            return
        before = passage.details
        after = self._session.project.read_number_again(passage)
        read = after.quantity
        if read is None:
            self._session.notice.emit("No number can be read from these words.", False)
            return
        if before.quantity is not None and read.as_of is None:
            after = replace(after, quantity=replace(read, as_of=before.quantity.as_of))
        if after == before:
            self._session.notice.emit("The words say what is stored already.", False)
        elif self._edit(passage, after):
            self.show_passage(self._passage)

    def _do(self, work: Callable[[Passage], object]) -> None:
        """Do something to the passage at hand, then show what is stored."""
        passage = self._passage
        if passage is None:
            return
        self._session.perform(partial(work, passage))
        self.show_passage(self._stored(passage.id))

    def _typed(self, name: str) -> str:
        return self.form.fields[name].text()

    def _stored(self, passage_id: int) -> Passage | None:
        try:
            return self._session.project.passage(passage_id)
        except NotFound:
            return None

    # ── What could not be saved ──────────────────────────────────────────────────────────

    def _keep(self, passage_id: int, name: str, typed: str) -> None:
        if name in self.form.fields:
            self._unsaved.setdefault(passage_id, {})[name] = typed

    def _bring_back_unsaved(self, passage: Passage) -> None:
        for name, typed in self._unsaved.get(passage.id, {}).items():
            self.form.fields[name].setText(typed)
            try:
                edited(passage.details, name, typed, self._session.project.read_quantity)
            except Unreadable as reason:
                self.form.show_reason(name, str(reason))

    # ── Following the project ────────────────────────────────────────────────────────────

    @Slot(str)
    def _offer_words(self, name: str) -> None:
        project = self._session.project
        sources: dict[str, Callable[[], list[str]]] = {
            "unit": project.units,
            "metric": project.metrics,
            "speaker": project.speakers,
            "claimant": project.speakers,
            "cue": project.cues,
            "tags": lambda: [tag.name for tag in project.tags()],
        }
        if name in sources:
            self.form.complete(name, self._session.perform(sources[name]) or [])

    def _show_facts(self, passage: Passage) -> None:
        try:
            article = self._session.project.article(passage.article_id)
        except NotFound:
            article = None
        self.facts.show_passage(passage, article)

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if self._passage is None or not change.tables & _TABLES:
            return
        stored = self._stored(self._passage.id)
        if stored is None:
            for name, field in self.form.fields.items():
                if field.dirty:
                    self._keep(self._passage.id, name, field.text())
                    field.load("")
            self._passage = None
        self.show_passage(stored)


def _key(action_id: str) -> str:
    return native(spec(action_id).keys[0])
