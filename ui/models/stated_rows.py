"""What one source states, as a row of a table: value, its bar on a common scale, who and when."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ui.formats import elide, format_day, format_quantity, plural
from ui.models.rows import Column
from workbench.analysis.conflicts import Conflict
from workbench.analysis.same_numbers import SameNumber
from workbench.analysis.stated import StatedFigure

_LONGEST = 240
_WIDE = 30.0
"""From this ratio of the largest to the smallest value on, the common scale is logarithmic."""

_ARROWS = {1: "▲ ", -1: "▼ ", 0: ""}
_STATUS = {"": "", "planned": " (planned)", "demanded": " (demanded)"}


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval on a common scale, from 0 to 1; `open_low` and `open_high` have no end.

    `against` says that other sources contradict it, `faint` that it is only suggested.
    """

    low: float
    value: float
    high: float
    open_low: bool = False
    open_high: bool = False
    against: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True)
class StatedRow:
    """A row; `meaning` is what the number is said to be, `moved` as in a `Statement`."""

    figure: StatedFigure
    who: str
    meaning: str = ""
    bar: Bar | None = None
    moved: int = 0
    against: int = 0
    copies: int = 0

    @property
    def faint(self) -> bool:
        """Whether it is only suggested."""
        return self.figure.passage_id is None


def rows_of_conflict(conflict: Conflict) -> list[StatedRow]:
    """The statements of a metric, the oldest first, with their bars on one scale."""
    bars = _bars(conflict) if conflict.unit or conflict.currency or _one_unit(conflict) else None
    return [
        StatedRow(
            figure=one.figure,
            who=one.source if one.figure.who else "",
            bar=None if bars is None else bars[number],
            moved=one.moved,
            against=one.against,
            copies=len(one.copies),
        )
        for number, one in enumerate(conflict.statements)
    ]


def rows_of_number(number: SameNumber) -> list[StatedRow]:
    """The places of a number, by meaning."""
    return [
        StatedRow(
            figure=one, who=one.who or "", meaning=shown_meaning(meaning.label, meaning.status)
        )
        for meaning in number.meanings
        for one in meaning.figures
    ]


def shown_meaning(label: str, status: str) -> str:
    """ "resources (demanded)"."""
    return (label or "not said of what") + _STATUS.get(status, "")


def with_words(rows: Sequence[StatedRow], words: Iterable[str]) -> list[StatedRow]:
    """The rows with the words that state them."""
    return [
        replace(row, figure=row.figure._replace(words=stated))
        for row, stated in zip(rows, words, strict=True)
    ]


def _one_unit(conflict: Conflict) -> bool:
    return all(not one.figure.unit and not one.figure.currency for one in conflict.statements)


def _bars(conflict: Conflict) -> list[Bar]:
    ends = [
        end
        for one in conflict.statements
        for end in (one.low, one.value, one.high)
        if math.isfinite(end)
    ]
    least, most = min(ends), max(ends)
    logarithmic = least > 0 and most / least > _WIDE

    def scaled(number: float) -> float:
        return math.log(number) if logarithmic else number

    low, high = scaled(least), scaled(most)
    room = (high - low) or 1.0

    def place(number: float) -> float:
        if math.isinf(number):
            return 0.0 if number < 0 else 1.0
        # Open ends reach beyond what is stated.
        return 0.06 + 0.88 * (scaled(number) - low) / room

    return [
        Bar(
            low=place(one.low),
            value=place(one.value),
            high=place(one.high),
            open_low=math.isinf(one.low),
            open_high=math.isinf(one.high),
            against=one.against > 0,
            faint=one.figure.passage_id is None,
        )
        for one in conflict.statements
    ]


def _words(row: StatedRow) -> str:
    return elide(" ".join(row.figure.words.split()), _LONGEST)


def _against(row: StatedRow) -> str:
    return f"{row.against:,}" if row.against else ""


BAR, AS_OF, WORDS, AGAINST, COPIES = 1, 5, 6, 7, 8
"""Columns of `OF_CONFLICT`."""

OF_CONFLICT: tuple[Column[StatedRow], ...] = (
    Column("States", lambda row: _ARROWS[row.moved] + format_quantity(row.figure.quantity)),
    Column("", lambda _row: "", lambda row: row.bar),
    Column("Who", lambda row: row.who),
    Column("Outlet", lambda row: row.figure.outlet or ""),
    Column("Published", lambda row: format_day(row.figure.day)),
    Column("As of", lambda row: format_day(row.figure.as_of)),
    Column("Words", _words),
    Column("Against", _against, right=True),
    Column("", lambda row: plural(row.copies, "copy", "copies") if row.copies else ""),
)
OF_NUMBER: tuple[Column[StatedRow], ...] = (
    Column("Said of", lambda row: row.meaning),
    Column("States", lambda row: format_quantity(row.figure.quantity)),
    Column("Who", lambda row: row.who),
    Column("Outlet", lambda row: row.figure.outlet or ""),
    Column("Published", lambda row: format_day(row.figure.day)),
    Column("Status", lambda row: row.figure.status or ""),
    Column("Words", _words),
)
