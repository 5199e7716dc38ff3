"""A notice at the foot of the window: what was done, with Undo where it can be undone."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from ui.icons import keep_icon
from ui.theme import GRID

STAY_MS = 8000
"""How long a notice stays; not while the pointer is on it."""

_ABOVE_FOOT = 12 * GRID
_WIDEST = 180 * GRID


class Notice(QFrame):
    """Shows one text at a time over the foot of `over`; a newer one takes its place.

    `undo_wanted` comes when its Undo is pressed.
    """

    undo_wanted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("role", "toast")
        self._over = over
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = QPushButton("Undo")
        self._undo.setFlat(True)
        self._undo.clicked.connect(self._undo_pressed)
        close = QToolButton()
        close.setAccessibleName("Close notice")
        close.setToolTip("Close notice")
        keep_icon(close, "x", "secondary")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, GRID, GRID)
        row.setSpacing(2 * GRID)
        for widget in (self._text, self._undo, close):
            row.addWidget(widget)
        self._leave = QTimer(self)
        self._leave.setSingleShot(True)
        self._leave.setInterval(STAY_MS)
        self._leave.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What the notice says now, "" when there is none."""
        return self._text.text() if self.isVisibleTo(self._over) else ""

    @property
    def label(self) -> QLabel:
        """Where the text stands."""
        return self._text

    @property
    def undo_button(self) -> QPushButton:
        """The button that takes the step back."""
        return self._undo

    @Slot(str, bool)
    def show_notice(self, text: str, offers_undo: bool = False) -> None:
        """Say `text`, with an Undo button when `offers_undo`."""
        self._text.setText(text)
        self._undo.setVisible(offers_undo)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._leave.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is here."""
        self._leave.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Begin the time anew when the pointer has gone."""
        self._leave.start()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the middle of the foot when the window changes its size."""
        if watched is self._over and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    @Slot()
    def _undo_pressed(self) -> None:
        self.hide()
        self.undo_wanted.emit()

    def _place(self) -> None:
        widest = min(_WIDEST, self._over.width() - 8 * GRID)
        self._text.setWordWrap(False)
        self._text.setMinimumWidth(0)
        if self.sizeHint().width() > widest:
            beside = self.sizeHint().width() - self._text.sizeHint().width()
            self._text.setWordWrap(True)
            self._text.setMinimumWidth(widest - beside)
        self.adjustSize()
        x = (self._over.width() - self.width()) // 2
        self.move(x, self._over.height() - self.height() - _ABOVE_FOOT)
