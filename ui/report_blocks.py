"""What a report shows of a saved view: a chart as a picture, other views as tables.

Reading is for another thread, drawing for that of the window: `prepared` does the one, and what
it returns the other.
"""

from collections.abc import Callable, Sequence

from ui.chart_export import rendered
from ui.chart_settings import days_of, keys_of, names_of
from ui.formats import format_day
from ui.plot.units import stated
from ui.report_tables import TABLES, table
from workbench.domain import SavedView, ViewSort
from workbench.errors import LodeError
from workbench.export.document import Block, Paragraph, Picture
from workbench.project import Project

Drawing = Callable[[], Sequence[Block]]


def prepared(project: Project, view: SavedView) -> Drawing:
    """Reads what a saved view shows; what is returned makes blocks of it, on the GUI thread."""
    try:
        if view.sort is ViewSort.CHART:
            return _chart(project, view)
        blocks = [*TABLES[view.sort](project, view.settings), Paragraph(view.name, quiet=True)]
    except LodeError as error:
        told = Paragraph(f"The view “{view.name}” cannot be shown: {error}", quiet=True)
        return lambda: [told]
    return lambda: blocks


def _chart(project: Project, view: SavedView) -> Drawing:
    kept = view.settings
    by, time = kept.get("by"), kept.get("time")
    wanted = set(names_of(kept.get("metrics")))
    found = project.series(
        by=by if isinstance(by, str) else None,
        time=time if isinstance(time, str) else "published",
        convert=kept.get("convert", True) is True,
        once=kept.get("once", True) is True,
        suggested=kept.get("suggested") is True,
    )
    series = [one for one in found if one.points and one.metric in wanted]

    def draw() -> Sequence[Block]:
        try:
            png = rendered(
                series,
                ".png",
                logarithmic=kept.get("logarithmic") is True,
                hidden=keys_of(kept.get("hidden")),
                apart=kept.get("apart") is True,
                days=days_of(kept.get("days")),
            )
        except LodeError as error:
            return [Paragraph(f"The chart “{view.name}” cannot be drawn: {error}", quiet=True)]
        points = [
            (
                one.metric,
                one.group or "",
                format_day(point.t),
                stated(one, point),
                "" if point.passage_id is None else f"passage {point.passage_id}",
            )
            for one in series
            for point in one.points
        ]
        return [Picture(png, view.name), *table(("Metric", "Of", "Date", "Value", "From"), points)]

    return draw
