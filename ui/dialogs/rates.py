"""Exchange rates that the analyst gives, so that charts can compare currencies."""

import re

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.dialogs.list_dialog import ListDialog
from ui.formats import CURRENCY_SIGN, format_typed
from ui.models.rows import Column
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from ui.widgets.line_field import LineField
from workbench.domain import Change, Rate

_SIZE = (160 * GRID, 90 * GRID)
_CODE_WIDTH, _RATE_WIDTH = 18 * GRID, 26 * GRID
_WIDTHS = {0: 24 * GRID, 1: 36 * GRID, 2: 24 * GRID}
_CODES = {sign: code for code, sign in CURRENCY_SIGN.items()}

_COLUMNS: tuple[Column[Rate], ...] = (
    Column("Currency", lambda row: row.currency),
    Column("Rate", lambda row: format_typed(row.rate), right=True),
    Column("In", lambda row: row.target),
    Column("Whose rate, of when", lambda row: row.note),
)


class RatesDialog(ListDialog[Rate]):
    """A rate is used both ways. Currencies without one stay apart."""

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        nothing = EmptyState(
            "No exchange rate is given yet",
            "Charts keep currencies apart until you say what one is in another. Write a rate "
            "below, and whose it is.",
        )
        super().__init__(
            session, "Exchange rates", _COLUMNS, nothing, stretched=3, widths=_WIDTHS, parent=parent
        )
        self.resize(*_SIZE)
        self.currency = LineField("Currency", "EUR")
        self.rate = LineField("Rate", "1.08")
        self.target = LineField("Currency to compare with", "USD")
        self.note = LineField("Whose rate, of when", "Whose rate, of when")
        self.trouble = QLabel()
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.setProperty("role", "bad")
        self.trouble.setWordWrap(True)
        self.set_button = QPushButton("Set rate")
        self.set_button.setToolTip("Keep this rate, in the place of the one between the two")
        self._lay_out()
        self.delete_button = self.add_button(
            "Delete", "Forget the chosen rate  (Delete)", self.delete
        )
        self.foot.addStretch(1)
        self.set_button.clicked.connect(self.set_rate)
        self.table.selectionModel().currentRowChanged.connect(self._show_chosen)
        shortcut = QShortcut(QKeySequence("Del"), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.delete)
        session.changed.connect(self._refresh)
        self.refresh()
        self.currency.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        for field in (self.currency, self.target):
            field.setFixedWidth(_CODE_WIDTH)
            field.complete_from(sorted(CURRENCY_SIGN))
        self.rate.setFixedWidth(_RATE_WIDTH)
        for widget in (
            QLabel("1"),
            self.currency,
            QLabel("="),
            self.rate,
            self.target,
            self.note,
            self.set_button,
        ):
            row.addWidget(widget, 1 if widget is self.note else 0)
        whole = self.layout()
        if isinstance(whole, QVBoxLayout):
            whole.insertLayout(1, row)
            whole.insertWidget(2, self.trouble)
        self.trouble.hide()
        self.set_button.setDefault(True)

    # ── What is shown ────────────────────────────────────────────────────────────────────

    def refresh(self) -> None:
        """List the rates."""
        self.show_rows(self.session.perform(self.session.project.rates) or [])

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if "rates" in change.tables:
            self.refresh()

    @Slot(QModelIndex)
    def _show_chosen(self, _index: QModelIndex) -> None:
        chosen = self.chosen()
        typing = any(field.dirty for field in (self.currency, self.rate, self.target, self.note))
        if chosen is not None and not typing:
            self.currency.load(chosen.currency)
            self.rate.load(format_typed(chosen.rate))
            self.target.load(chosen.target)
            self.note.load(chosen.note)

    # ── What is done ─────────────────────────────────────────────────────────────────────

    @Slot()
    def set_rate(self) -> None:
        """Keep what is typed."""
        currency, target = _code(self.currency), _code(self.target)
        rate = _number(self.rate)
        trouble = ""
        if currency is None or target is None:
            trouble = "A currency is written with three letters, such as USD or EUR."
        elif rate is None:
            trouble = "Write the rate as a number, such as 1.08."
        elif currency == target:
            trouble = "A rate is between two currencies."
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        self.currency.mark_invalid(currency is None)
        self.target.mark_invalid(target is None or currency == target)
        self.rate.mark_invalid(rate is None)
        if trouble or currency is None or target is None or rate is None:
            return
        project, note = self.session.project, self.note.text().strip()

        def keep() -> bool:
            project.set_rate(currency, target, rate, note)
            return True

        if self.session.perform(keep):
            for field in (self.currency, self.rate, self.target, self.note):
                field.load("")
            self.session.notice.emit(f"Set the rate of {currency} in {target}", True)
            self.currency.setFocus()

    @Slot()
    def delete(self) -> None:
        """Forget the chosen rate; Undo brings it back."""
        chosen = self.chosen()
        if chosen is not None:
            project, number = self.session.project, chosen.id
            self.session.perform(lambda: project.delete_rate(number))
            words = f"Deleted the rate of {chosen.currency} in {chosen.target}"
            self.session.notice.emit(words, True)


def _code(field: QLineEdit) -> str | None:
    typed = field.text().strip()
    code = _CODES.get(typed, typed.upper())
    return code if re.fullmatch("[A-Z]{3}", code) else None


def _number(field: QLineEdit) -> float | None:
    typed = field.text().strip().replace(",", "")
    try:
        rate = float(typed)
    except ValueError:
        return None
    return rate if 0 < rate < float("inf") else None
