"""Reference cycles are collected on the GUI thread, and on no other.

Python collects cycles on whichever thread happens to allocate next. A window that was closed
is full of cycles, and a `QObject` that is destroyed on a worker's thread while the GUI thread
is in Qt can lock both for good. So collecting is taken from Python and done by a timer here.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 250


class GarbageCollector(QObject):
    """Collects by Python's own thresholds, between events, from its making until `stop`.

    It has to be made on the GUI thread.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._collect)
        self._timer.start(_EVERY_MS)

    @Slot()
    def _collect(self) -> None:
        # A generation counts the collections of the one before it, so the oldest comes first.
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        over = [generation for generation, (count, most) in enumerate(due) if count > most]
        if over:
            gc.collect(over[-1])

    def stop(self) -> None:
        """Leave collecting to Python again, when no thread works any more."""
        self._timer.stop()
        gc.enable()
