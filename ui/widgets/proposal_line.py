"""A line that proposes to let a name be somebody's, to be accepted or turned down."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui.formats import elide, plural
from ui.theme import GRID
from workbench.likely_names import Proposal

_LONGEST = 50


class ProposalLine(QWidget):
    """`accepted` and `refused` carry the proposal that is shown."""

    accepted = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposal: Proposal | None = None
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.accept_button = QPushButton("Yes, the same")
        self.refuse_button = QPushButton("No")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self.words, 1)
        for button, deed in (
            (self.accept_button, self._accept),
            (self.refuse_button, self._refuse),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(deed)
            row.addWidget(button)
        self.hide()

    def show_proposal(self, proposal: Proposal | None, number: int) -> None:
        """Show the first of `number` proposals, or nothing."""
        self._proposal = proposal
        self.setVisible(proposal is not None)
        if proposal is not None:
            more = f"  ({plural(number, 'proposal')})" if number > 1 else ""
            name, full = elide(proposal.name, _LONGEST), elide(proposal.full, _LONGEST)
            self.words.setText(f"Is “{name}” the same as “{full}”?{more}")

    @Slot()
    def _accept(self) -> None:
        if self._proposal is not None:
            self.accepted.emit(self._proposal)

    @Slot()
    def _refuse(self) -> None:
        if self._proposal is not None:
            self.refused.emit(self._proposal)
