"""What the passage keys do, on the selected words or on the chosen passages."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.formats import plural
from ui.panes.inspector import InspectorPane
from ui.panes.passages import PassagesPane
from ui.readers import Readers
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
        readers: Readers,
        passages: PassagesPane,
        inspector: InspectorPane,
        *,
        show_inspector: Callable[[], None],
        here: Callable[[], QWidget | None],
        edit_article_memo: Callable[[], None],
    ) -> None:
        self._session = session
        self._readers = readers
        self._passages = passages
        self._inspector = inspector
        self._show_inspector = show_inspector
        self._here = here
        self._edit_article_memo = edit_article_memo

    def tag(self, kind: Kind) -> None:
        """Tag the reader's selection as `kind`, or make the passage chosen in the table one."""
        if not self._in_list():
            self._readers.active.tagging.tag_selection(kind)
            return
        chosen = self.chosen()
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
        if not self.chosen():
            self._session.notice.emit(NOTHING_CHOSEN, False)
        elif self._in_list():
            self._passages.delete_selected()
        else:
            self._readers.active.tagging.delete()

    def edit(self, field: str) -> None:
        """Put the cursor into a field of the chosen passage: tags, memo, speaker or value.

        With no passage chosen the memo is that of the article that is open.
        """
        if not self.chosen():
            if field == "memo" and self._readers.active.article_id() is not None:
                self._edit_article_memo()
            else:
                self._session.notice.emit(NOTHING_CHOSEN, False)
            return
        self._show_inspector()
        self._inspector.focus_field(field)

    def tag_by_key(self, digit: str) -> None:
        """Put the tag that has this key on the chosen passages; take it off where all have it."""
        project, chosen = self._session.project, self.chosen()
        tags = self._session.perform(project.tags) or []
        tag = next((one.name for one in tags if one.shortcut == digit), None)
        if tag is None:
            said = f"No tag has the key Ctrl+{digit}; give it to one in the codebook (Ctrl+B)."
            self._session.notice.emit(said, False)
        elif not chosen:
            self._session.notice.emit(NOTHING_CHOSEN, False)
        else:
            self._toggle(chosen, tag)

    def _toggle(self, ids: list[int], tag: str) -> None:
        project = self._session.project

        def work() -> bool:
            worn = [tag in project.passage(passage_id).details.tags for passage_id in ids]
            (project.remove_tag if all(worn) else project.add_tag)(ids, tag)
            return all(worn)

        taken_off = self._session.perform(work)
        if taken_off is not None:
            number = plural(len(ids), "passage")
            said = f"Took “{tag}” off {number}" if taken_off else f"Tagged {number} “{tag}”"
            self._session.notice.emit(said, True)

    def chosen(self) -> list[int]:
        """The passages that a gesture is for."""
        if self._in_list():
            return self._passages.selected_ids()
        current = self._readers.active.current_passage_id()
        return [] if current is None else [current]

    def _in_list(self) -> bool:
        return self._here() is self._passages
