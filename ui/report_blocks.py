"""What a report shows of a saved view: a chart as a picture, other views as tables.

Reading is for another thread, drawing for that of the window: `prepared` does the one, and what
it returns the other.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.chart_export import rendered
from ui.chart_settings import days_of, keys_of, names_of
from ui.formats import format_day
from ui.plot.units import stated
from workbench.analysis.hypotheses import weighed
from workbench.domain import SavedView, Stance, ViewSort
from workbench.errors import LodeError
from workbench.export.document import Block, Paragraph, Picture, Table
from workbench.project import Project

Drawing = Callable[[], Sequence[Block]]

_MOST_ROWS = 30
"""Of a table; a report is to be read."""


def prepared(project: Project, view: SavedView) -> Drawing:
    """Reads what a saved view shows; what is returned makes blocks of it, on the GUI thread."""
    try:
        if view.sort is ViewSort.CHART:
            return _chart(project, view)
        maker = _TABLES.get(view.sort)
        if maker is None:
            return lambda: [Paragraph(f"The view “{view.name}” is shown in Lode only.", quiet=True)]
        blocks = [*maker(project, view.settings), Paragraph(view.name, quiet=True)]
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
        table = Table(("Metric", "Of", "Date", "Value", "From"), tuple(points[:_MOST_ROWS]))
        return [Picture(png, view.name), table]

    return draw


def _claims(project: Project, _kept: Mapping[str, Any]) -> Sequence[Block]:
    rows = [
        (
            group.name,
            str(group.stories(Stance.ASSERTED)),
            str(group.stories(Stance.DENIED)),
            str(group.stories(Stance.HEDGED)),
            str(group.independent),
            ", ".join(group.speakers),
        )
        for group in project.claim_groups()
    ]
    columns = ("Claim", "Assert", "Deny", "Hedge", "Independent stories", "Who")
    return [Table(columns, tuple(rows[:_MOST_ROWS]))]


def _matrix(project: Project, kept: Mapping[str, Any]) -> Sequence[Block]:
    matrices = project.matrices()
    named = (one for one in matrices if one.name == kept.get("matrix"))
    matrix = next(named, next(iter(matrices), None))
    if matrix is None:
        return []
    words = {
        one.id: " ".join(one.words.split())
        for one in project.passages_by_id([one.passage_id for one in matrix.evidence])
    }
    rows = [
        (
            words.get(one.passage_id, ""),
            one.weight.value,
            *(
                one.ratings[hypothesis.id].value if hypothesis.id in one.ratings else "?"
                for hypothesis in matrix.hypotheses
            ),
        )
        for one in matrix.evidence
    ]
    against = tuple(f"{one.inconsistency:g}" for one in weighed(matrix))
    columns = ("Evidence", "Weight", *(one.text for one in matrix.hypotheses))
    told = "CC and C are consistent, N neutral, I and II inconsistent."
    foot = ("Inconsistency (the least is the likeliest)", "", *against)
    return [Table(columns, (*rows, foot)), Paragraph(told, quiet=True)]


def _variants(project: Project, _kept: Mapping[str, Any]) -> Sequence[Block]:
    rows = [
        (
            (group.statement.label if group.statement else "") or group.base.words,
            ", ".join(group.speakers),
            str(group.wordings),
            ", ".join(group.outlets),
            str(group.independent),
            format_day(group.first_seen or None),
        )
        for group in project.variants()
    ]
    columns = ("Statement", "Speaker", "Wordings", "Outlets", "Independent", "First")
    return [Table(columns, tuple(rows[:_MOST_ROWS]))]


_TABLES: Mapping[ViewSort, Callable[[Project, Mapping[str, Any]], Sequence[Block]]] = {
    ViewSort.CLAIMS: _claims,
    ViewSort.MATRIX: _matrix,
    ViewSort.VARIANTS: _variants,
}
