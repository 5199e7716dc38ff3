"""The panels of a chart, one below the other or side by side, all over the same dates."""

from collections.abc import Callable, Sequence
from typing import Any

from ui.plot.look import Look
from ui.plot.panel import Panel
from ui.plot.placed import PlacedSeries, bounds
from ui.plot.units import tick_writer, unit_title
from ui.plot.value_scale import ValueScale

_LEAST_WIDTH = 400  # of small charts side by side, in pixels
_MOST_COLUMNS = 3


class PanelStack:
    """Makes and removes panels in `layout`, pyqtgraph's grid; `moved` is called when the user
    has moved or zoomed one.
    """

    def __init__(
        self, layout: Any, look: Look, moved: Callable[[], None], *, for_file: bool
    ) -> None:
        self.panels: list[Panel] = []
        self.columns = 1
        self.width = 0
        """Of all of them, in pixels."""
        self._layout = layout
        self._look = look
        self._moved = moved
        self._for_file = for_file

    def show_groups(
        self, groups: Sequence[list[PlacedSeries]], scale: ValueScale, *, apart: bool
    ) -> None:
        """A panel for each group of series; with `apart` small ones, side by side."""
        columns = max(1, min(len(groups), self.width // _LEAST_WIDTH, _MOST_COLUMNS))
        columns = columns if apart else 1
        kept = len(groups) if columns == self.columns else 0
        self.columns = columns
        while len(self.panels) > kept:
            self._layout.removeItem(self.panels.pop())
        while len(self.panels) < len(groups):
            self._add()
        for n, (panel, placed) in enumerate(zip(self.panels, groups, strict=True)):
            write = tick_writer(placed[0].series.unit)
            titled = apart and len(placed) == 1 and placed[0].series.group is None
            title = unit_title(placed, named=apart)
            panel.show_series(placed, title, scale, write, named=not titled)
            panel.showAxis("bottom", n >= len(groups) - columns)
        self.align()

    def set_look(self, look: Look) -> None:
        """Draw in these colours."""
        self._look = look
        for panel in self.panels:
            panel.set_look(look)

    def fit(self) -> None:
        """Show every point of every panel."""
        around = bounds([each for panel in self.panels for each in panel.placed])
        if around is None:
            return
        for panel in self.panels:
            panel.fit(around[:2])
        self.align()

    def align(self, *_: object) -> None:
        """Give every panel the same room beside it, so that a day stands below itself."""
        if not self.panels:
            return
        left = max(p.values.needed_width(*p.vb.viewRange()[1]) for p in self.panels)
        right = max(panel.ends.needed_width() for panel in self.panels)
        most = max(self.width // self.columns // 4, 40)
        for panel in self.panels:
            panel.values.setWidth(left)
            panel.ends.setWidth(min(right, most))

    def _add(self) -> None:
        panel = Panel(for_file=self._for_file)
        panel.set_look(self._look)
        panel.vb.sigYRangeChanged.connect(self.align)
        panel.vb.sigXRangeChanged.connect(self._share_days)
        panel.vb.sigRangeChangedManually.connect(self._moved_by_hand)
        row, column = divmod(len(self.panels), self.columns)
        self._layout.addItem(panel, row=row, col=column)
        self.panels.append(panel)

    def _share_days(self, view: object, days: tuple[float, float]) -> None:
        # pyqtgraph's own links shift a range where views do not lie exactly below each other,
        # which they do not while the window is being laid out.
        for panel in self.panels:
            if panel.vb is not view and panel.vb.viewRange()[0] != list(days):
                panel.vb.setXRange(*days, padding=0)

    def _moved_by_hand(self, *_: object) -> None:
        self._moved()
