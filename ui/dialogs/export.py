"""What is exported, as what, put together how: with a look at it before it is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.formats import plural
from ui.latest import Latest
from ui.session import ProjectSession
from ui.theme import GRID
from workbench.domain import PassageFilter, PassageGrouping
from workbench.errors import LodeError
from workbench.export import SUFFIXES, TEMPLATED, standard_template, write_whole

FORM_NAMES = {
    "docx": "Word document",
    "html": "Web page, one file",
    "md": "Markdown document",
    "obsidian": "Note for Obsidian or Logseq",
    "xlsx": "Excel workbook",
    "csv": "CSV table",
    "jsonld": "Annotations (W3C, JSON-LD)",
    "bib": "Articles as BibTeX",
    "ris": "Articles as RIS (Zotero, EndNote)",
    "csl": "Articles as CSL-JSON",
}
"""What each form is called."""

_GROUPINGS = {
    PassageGrouping.ARTICLE: "Article",
    PassageGrouping.TAGS: "Tag",
    PassageGrouping.WHO: "Speaker or claimant",
    PassageGrouping.METRIC: "Metric",
    PassageGrouping.STORY: "Story",
    PassageGrouping.OUTLET: "Outlet",
}
_AS_TEXT = {"docx": "md", "xlsx": "csv"}
"""What the preview shows of forms that are no text."""
_SIZE = (200 * GRID, 150 * GRID)
_MOST_SHOWN = 20
_LONGEST = 60_000


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is to be written."""

    form: str
    chosen: PassageFilter
    by: PassageGrouping
    template: Path | None


class ExportDialog(QDialog):
    """`wanted` carries the `ExportOrder`; whoever asks for a file's name goes on with it.

    `choices` are what can be exported, the first being proposed: names with filters.
    """

    wanted = Signal(object)

    def __init__(
        self,
        session: ProjectSession,
        choices: Sequence[tuple[str, PassageFilter]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export passages")
        self._session = session
        self._asking = Latest(session, "Preview the export")
        self._template: Path | None = None
        self.what = _box("What", choices)
        self.form = _box("Format", [(name, form) for form, name in FORM_NAMES.items()])
        self.by = _box("Grouped by", [(name, by) for by, name in _GROUPINGS.items()])
        self.template = QComboBox()
        self.template.setAccessibleName("Template")
        self.template.addItem("Standard", None)
        self.template_button = _button("Choose…", "Use a template of your own", self._choose)
        self.standard_button = _button(
            "Save the standard one…", "Write the standard template to a file, to change it",
            self._save_standard,
        )  # fmt: skip
        self.shown = QPlainTextEdit()
        self.shown.setReadOnly(True)
        self.shown.setAccessibleName("Preview")
        self.shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.note = QLabel()
        self.note.setProperty("role", "small")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export_button = self.buttons.addButton(
            "Export…", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._build()
        for box in (self.what, self.form, self.by, self.template):
            box.currentIndexChanged.connect(self._changed)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._changed()
        self.resize(*_SIZE)

    def _build(self) -> None:
        templates = QHBoxLayout()
        templates.setSpacing(2 * GRID)
        templates.addWidget(self.template, 1)
        templates.addWidget(self.template_button)
        templates.addWidget(self.standard_button)
        form = QFormLayout()
        form.setSpacing(2 * GRID)
        form.addRow("What", self.what)
        form.addRow("Format", self.form)
        form.addRow("Grouped by", self.by)
        form.addRow("Template", templates)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[4 * GRID] * 4)
        whole.setSpacing(3 * GRID)
        whole.addLayout(form)
        whole.addWidget(self.note)
        whole.addWidget(self.shown, 1)
        whole.addWidget(self.buttons)

    def order(self) -> ExportOrder:
        """What is chosen now."""
        form: str = self.form.currentData()
        return ExportOrder(
            form,
            self.what.currentData(),
            PassageGrouping(self.by.currentData()),
            self._template if form in TEMPLATED and self.template.currentIndex() else None,
        )

    def accept(self) -> None:
        self._asking.forget()
        self.wanted.emit(self.order())
        super().accept()

    def reject(self) -> None:
        self._asking.forget()
        super().reject()

    @Slot()
    def _changed(self) -> None:
        order, project = self.order(), self._session.project
        has_template = order.form in TEMPLATED
        for widget in (self.template, self.template_button):
            widget.setEnabled(has_template)
        self.standard_button.setEnabled(has_template and order.form != "docx")
        form = _AS_TEXT.get(order.form, order.form)
        template = None if order.form in _AS_TEXT else order.template

        def question() -> tuple[int, str]:
            content = project.preview(
                form, order.chosen, by=order.by, template=template, most=_MOST_SHOWN
            )
            number = len(project.passage_ids(order.chosen))
            return number, content.decode("utf-8-sig", "replace")[:_LONGEST]

        self._asking.ask(question, self._show, failed=self._refuse)

    def _show(self, found: tuple[int, str]) -> None:
        number, text = found
        self.export_button.setEnabled(number > 0)
        if not number:
            self.note.setText("There is no passage to export.")
        else:
            first = f", the first {_MOST_SHOWN} of which are shown" if number > _MOST_SHOWN else ""
            as_text = " Shown as text." if self.form.currentData() in _AS_TEXT else ""
            self.note.setText(f"{plural(number, 'passage')}{first}.{as_text}")
        self.shown.setPlainText(text.replace("\x00", "\ufffd"))

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, LodeError):
            raise error
        self.export_button.setEnabled(False)
        self.note.setText(str(error))
        self.shown.clear()

    # ── Templates ────────────────────────────────────────────────────────────────────────

    def _choose(self) -> None:
        suffix = SUFFIXES[self.form.currentData()]
        path, _ = QFileDialog.getOpenFileName(
            self, "Choose a template", "", f"Templates (*.{suffix});;All files (*)"
        )
        if path:
            self.use_template(Path(path))

    def use_template(self, path: Path) -> None:
        """Write by this template."""
        self._template = path
        if self.template.count() > 1:
            self.template.removeItem(1)
        self.template.addItem(path.name, path)
        self.template.setCurrentIndex(1)
        self._changed()

    def _save_standard(self) -> None:
        form: str = self.form.currentData()
        path, _ = QFileDialog.getSaveFileName(
            self, "Save the standard template", f"lode template.{SUFFIXES[form]}"
        )
        if path:
            self.save_standard(Path(path))

    def save_standard(self, path: Path) -> None:
        """Write the template that is used otherwise to a file."""
        text = standard_template(self.form.currentData())

        def work() -> bool:
            write_whole(path, [text.encode()])
            return True

        if self._session.perform(work):
            self._session.notice.emit(f"Wrote {path}", False)


def _box(name: str, entries: Sequence[tuple[str, object]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for words, value in entries:
        box.addItem(words, value)
    return box


def _button(text: str, tip: str, deed: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    button.clicked.connect(partial(_run, deed))
    return button


def _run(deed: Callable[[], None], _checked: bool = False) -> None:
    deed()
