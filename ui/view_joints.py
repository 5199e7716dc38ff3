"""What panes of many passages tell each other and the list of passages."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot

from ui.errands import Errands
from ui.panes.claims import ClaimsPane
from ui.panes.matrix import MatrixPane
from ui.panes.passages import PassagesPane
from ui.panes.report import ReportPane
from ui.widgets.view_pane import ViewPane


class ViewJoints(QObject):
    """Joins the views of a desk; `bring` shows a dock by its name."""

    def __init__(
        self,
        views: Mapping[str, ViewPane[Any]],
        passages: PassagesPane,
        bring: Callable[[str], None],
        errands: Errands,
    ) -> None:
        super().__init__(passages)
        self._passages = passages
        self._bring = bring
        self._errands = errands
        self._matrix: MatrixPane | None = None
        self._report: ReportPane | None = None
        for view in views.values():
            view.passages_chosen.connect(partial(self._list_passages, view.title))
            if isinstance(view, MatrixPane):
                self._matrix = view
                view.chosen_passages = passages.selected_ids
            elif isinstance(view, ReportPane):
                self._report = view
                view.chosen_passages = passages.selected_ids
                view.document_wanted.connect(errands.export_report)
            elif isinstance(view, ClaimsPane):
                view.evidence_wanted.connect(self._add_evidence)

    def _list_passages(self, origin: str, ids: Sequence[int]) -> None:
        self._passages.show_only(ids, origin)
        self._bring("passages")

    @Slot(object)
    def _add_evidence(self, ids: Sequence[int]) -> None:
        if self._matrix is not None:
            self._bring("matrix")
            self._matrix.add_passages(ids)

    def add_to_report(self, ids: Sequence[int]) -> None:
        """Put passages into the report that is shown."""
        if self._report is not None:
            self._bring("report")
            self._report.add_passages(ids)

    def export_report(self) -> None:
        """Have the report that is shown written to a file."""
        if self._report is not None:
            self._bring("report")
            self._report.export()
