"""The metrics that can be charted, each with a tick: on the chart or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.formats import plain_tool_tip, plural
from workbench.domain import Series

Index = QModelIndex | QPersistentModelIndex

COUNT_ROLE = Qt.ItemDataRole.UserRole
"""Gives "USD · 7": the units of a metric and how many figures it has."""

_NOWHERE = QModelIndex()
_NUMBERS = "number"


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric with the units and the number of its figures."""

    name: str
    units: tuple[str, ...]
    figures: int


def metrics_of(series: Iterable[Series]) -> list[Metric]:
    """The metrics of `series`, the one with the most figures first.

    A figure that stands in several groups counts once.
    """
    figures: dict[str, set[object]] = {}
    units: dict[str, dict[str, None]] = {}
    for each in series:
        found = {point.passage_id or (point.article_id, point.span) for point in each.points}
        if found:
            figures.setdefault(each.metric, set()).update(found)
            units.setdefault(each.metric, {})[each.unit or _NUMBERS] = None
    made = [Metric(name, tuple(units[name]), len(ids)) for name, ids in figures.items()]
    return sorted(made, key=lambda metric: (-metric.figures, metric.name.casefold()))


class MetricsModel(QAbstractListModel):
    """`chosen_changed` comes when the user ticks or unticks a metric."""

    chosen_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._metrics: list[Metric] = []
        self._chosen: set[str] = set()

    def show_metrics(self, metrics: Sequence[Metric]) -> None:
        """Show these. Ticks stay; when none is left, the first metric has one."""
        names = {metric.name for metric in metrics}
        self._chosen &= names
        if not self._chosen and metrics:
            self._chosen = {metrics[0].name}
        same = [metric.name for metric in metrics] == [metric.name for metric in self._metrics]
        if same:
            self._metrics = list(metrics)
            self._tell_all()
            return
        self.beginResetModel()
        self._metrics = list(metrics)
        self.endResetModel()

    def chosen(self) -> set[str]:
        """The names of the ticked metrics."""
        return set(self._chosen)

    def choose(self, names: Iterable[str]) -> None:
        """Tick these and no others."""
        self._chosen = set(names) & {metric.name for metric in self._metrics}
        self._tell_all()
        self.chosen_changed.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._metrics)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        metric = self._metrics[index.row()]
        name = " ".join(metric.name.split())
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = metric.name in self._chosen
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == COUNT_ROLE:
            return f"{', '.join(metric.units)} · {metric.figures:,}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            text = f"{name}: {plural(metric.figures, 'figure')} in {', '.join(metric.units)}"
            return plain_tool_tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        name = self._metrics[index.row()].name
        # Views hand the state over as an enum, the keyboard as its number.
        if value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value):
            self._chosen.add(name)
        else:
            self._chosen.discard(name)
        self.dataChanged.emit(index, index)
        self.chosen_changed.emit()
        return True

    def _tell_all(self) -> None:
        if self._metrics:
            self.dataChanged.emit(self.index(0), self.index(len(self._metrics) - 1))
