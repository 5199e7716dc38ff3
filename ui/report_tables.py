"""What a report shows of saved views that are lists: tables of what they list."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from ui.formats import format_day
from ui.models.conflict_rows import CONFLICTS, SAME_NUMBERS, conflict_name, number_name, said_of
from ui.models.rows import Column
from ui.models.stated_rows import (
    OF_CONFLICT,
    OF_NUMBER,
    StatedRow,
    rows_of_conflict,
    rows_of_number,
    with_words,
)
from ui.offers import LEAST
from workbench.analysis.conflicts import WITHIN
from workbench.analysis.hypotheses import weighed
from workbench.domain import Stance, ViewSort
from workbench.export.document import Block, Paragraph, Table
from workbench.project import Project

T = TypeVar("T")

_ORIGINS, _SILENCES = 1, 2
"""Kinds of coverage, as a view keeps them."""

_MOST_ROWS = 30
"""Of a table; a report is to be read."""


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Block]:
    """A table of the first rows; what is left out is said below it."""
    blocks: list[Block] = [Table(tuple(columns), tuple(tuple(row) for row in rows[:_MOST_ROWS]))]
    if len(rows) > _MOST_ROWS:
        told = f"The first {_MOST_ROWS} of {len(rows):,}; all of them are in Lode."
        blocks.append(Paragraph(told, quiet=True))
    return blocks


def _listed(columns: Iterable[Column[T]], rows: Sequence[T]) -> list[Block]:
    shown = [one for one in columns if one.heading]
    return table([one.heading for one in shown], [[one.text(row) for one in shown] for row in rows])


def _score(kept: Mapping[str, Any]) -> float | None:
    return LEAST if kept.get("suggested") is True else None


def _asked(text: str, kept: Mapping[str, Any]) -> bool:
    """Whether the words that the view was filtered by are in it."""
    folded = text.casefold()
    return all(word in folded for word in str(kept.get("text", "")).casefold().split())


def _conflicts(project: Project, kept: Mapping[str, Any]) -> Sequence[Block]:
    within = kept.get("within", WITHIN)
    found = project.conflicts(
        suggested_from=_score(kept), within=within if isinstance(within, int) else None
    )
    chosen, wanted = kept.get("chosen"), kept.get("difference")

    def states(columns: Iterable[Column[StatedRow]], rows: Sequence[StatedRow]) -> list[Block]:
        stated = project.words_of([row.figure for row in rows])
        return _listed(columns, with_words(rows, stated))

    if kept.get("numbers"):
        numbers = [one for one in found.numbers if _asked(said_of(one), kept)]
        blocks = _listed(SAME_NUMBERS, numbers)
        for number in numbers:
            if number_name(number) == chosen:
                blocks += states(OF_NUMBER, rows_of_number(number))
        return blocks
    conflicts = [
        one
        for one in found.conflicts
        if _asked(one.metric, kept) and wanted in (None, "", one.difference)
    ]
    blocks = _listed(CONFLICTS, conflicts)
    for conflict in conflicts:
        if conflict_name(conflict) == chosen:
            blocks += states(OF_CONFLICT, rows_of_conflict(conflict))
    return blocks


def _actors(project: Project, kept: Mapping[str, Any]) -> Sequence[Block]:
    found = project.voices(suggested_from=_score(kept))
    sort = kept.get("topics")
    rows = [
        (
            actor.name,
            topic.name,
            f"{len(cell.utterances):,}",
            format_day(cell.first),
            format_day(cell.last),
            "; ".join(turn.words for turn in cell.turns),
        )
        for actor in found.actors
        if _asked(actor.name, kept) and (actor.all.turns or not kept.get("turned"))
        for topic, cell in actor.topics.items()
        if sort in (None, "", topic.sort)
    ]
    return table(("Who", "On", "Passages", "First", "Last", "Changes of stance"), rows)


def _coverage(project: Project, kept: Mapping[str, Any]) -> Sequence[Block]:
    found = project.coverage()
    mode = kept.get("mode")
    if mode == _ORIGINS:
        origins = [
            (
                one.topic.name,
                f"{len(one.passages):,}",
                f"{one.articles:,}",
                one.passages[0].outlet,
                found.titles.get(one.story, ""),
            )
            for one in found.origins
        ]
        return table(("Topic", "Passages", "Articles", "First outlet", "Story"), origins)
    if mode == _SILENCES:
        silences = [
            (one.topic.name, ", ".join(one.outlets), ", ".join(one.silent))
            for one in found.silences
        ]
        return table(("Tag", "Mentioned by", "Never in"), silences)
    grid = found.grid
    counts = [
        (
            outlet,
            *(
                f"{len(grid.cells[row, column]):,}" if (row, column) in grid.cells else ""
                for column in range(len(grid.months))
            ),
        )
        for row, outlet in enumerate(grid.outlets)
    ]
    return table(("Outlet", *(format_day(month) or month for month in grid.months)), counts)


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
    return table(columns, rows)


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
    return [Table(tuple(columns), (*rows, foot)), Paragraph(told, quiet=True)]


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
    return table(columns, rows)


TABLES: Mapping[ViewSort, Callable[[Project, Mapping[str, Any]], Sequence[Block]]] = {
    ViewSort.CONFLICTS: _conflicts,
    ViewSort.ACTORS: _actors,
    ViewSort.COVERAGE: _coverage,
    ViewSort.CLAIMS: _claims,
    ViewSort.MATRIX: _matrix,
    ViewSort.VARIANTS: _variants,
}
"""What makes the blocks of a view, from the project and what was kept of the view."""
