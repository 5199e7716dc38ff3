"""What the passage keys do, on the selected words or on the chosen passages."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.panes.inspector import InspectorPane
from ui.panes.passages import PassagesPane
from ui.panes.reader import ReaderPane
from ui.session import ProjectSession
from workbench.domain import Kind

NOTHING_CHOSEN = "Choose a passage first."


class PassageGestures:
    """Carries the gestures to reader, inspector and project.

    `here` is the pane that the user is in, or was in last: in the table of passages the
    gestures mean its chosen rows, elsewhere the reader's passage.
    """

    def __init__(
        self,
        session: ProjectSession,
        reader: ReaderPane,
        passages: PassagesPane,
        inspector: InspectorPane,
        *,
        show_inspector: Callable[[], None],
        here: Callable[[], QWidget | None],
    ) -> None:
        self._session = session
        self._reader = reader
        self._passages = passages
        self._inspector = inspector
        self._show_inspector = show_inspector
        self._here = here

    def tag(self, kind: Kind) -> None:
        """Tag the reader's selection as `kind`, or make the passage chosen in the table one."""
        if not self._in_list():
            self._reader.tag_selection(kind)
            return
        chosen = self._chosen()
        if not chosen:
            self._session.notice.emit(NOTHING_CHOSEN, False)
            return
        before = self._session.perform(partial(self._session.project.passage, chosen[0]))
        if before is None or before.kind is kind:
            return
        if self._session.perform(partial(self._session.project.set_kind, before.id, kind)):
            self._session.notice.emit(f"Changed from {before.kind} to {kind}", True)

    def delete(self) -> None:
        """Delete the chosen passages; undo brings them back."""
        if not self._chosen():
            self._session.notice.emit(NOTHING_CHOSEN, False)
        elif self._in_list():
            self._passages.delete_selected()
        else:
            self._reader.delete_current()

    def edit(self, field: str) -> None:
        """Put the cursor into a field of the chosen passage: tags, memo, speaker or value."""
        if not self._chosen():
            self._session.notice.emit(NOTHING_CHOSEN, False)
            return
        self._show_inspector()
        self._inspector.focus_field(field)

    def _chosen(self) -> list[int]:
        if self._in_list():
            return self._passages.selected_ids()
        current = self._reader.current_passage_id()
        return [] if current is None else [current]

    def _in_list(self) -> bool:
        return self._here() is self._passages
