"""How a metric for which sources differ, and a number with several meanings, stand in a list."""

from ui.formats import format_day, format_quantity
from ui.models.rows import Column
from ui.models.stated_rows import shown_meaning
from workbench.analysis.conflicts import Conflict, Difference
from workbench.analysis.same_numbers import SameNumber
from workbench.domain import Quantity

_MEANINGS = 4
_SAYS = {
    Difference.VALUES: "contradict",
    Difference.MOVED: "moved",
    Difference.DATES: "other dates",
    Difference.UNITS: "other units",
    Difference.BOUNDS: "other bounds",
}


def _range(one: Conflict) -> str:
    if one.difference is Difference.UNITS:
        return ""
    least, most = one.least, one.most
    middle = least / 2 + most / 2
    return format_quantity(Quantity(middle, least, most, unit=one.unit, currency=one.currency))


def shown_spread(spread: float | None) -> str:
    """ "+21 %" by which the largest exceeds the smallest, from twice as much on "× 2.4"."""
    if not spread:
        return ""
    if spread < 1:
        return f"+{spread:.0%}".replace("%", " %")
    return f"× {spread + 1:,.1f}" if spread < 9 else f"× {spread + 1:,.0f}"


def shown_stretch(first: str | None, last: str | None) -> str:
    """ "Feb – Aug 2025": the months from one ISO day to another."""
    if not first or not last:
        return ""
    begin, end = format_day(first[:7]), format_day(last[:7])
    if begin == end:
        return end
    same_year = first[:4] == last[:4]
    return f"{begin.split()[0] if same_year else begin} – {end}"


CONFLICTS: tuple[Column[Conflict], ...] = (
    Column("Metric", lambda one: one.metric),
    Column("They", lambda one: _SAYS[one.difference]),
    Column("Spread", lambda one: shown_spread(one.spread), right=True),
    Column("Range", _range),
    Column("Sources", lambda one: f"{one.sources:,}", right=True),
    Column("Stories", lambda one: f"{one.stories:,}", right=True),
    Column(
        "Published", lambda one: shown_stretch(one.first, one.last), lambda one: one.first or ""
    ),
)
SAME_NUMBERS: tuple[Column[SameNumber], ...] = (
    Column(
        "Number",
        lambda one: format_quantity(Quantity(one.value, unit=one.unit, currency=one.currency)),
    ),
    Column(
        "Said of",
        lambda one: " · ".join(
            shown_meaning(each.label, each.status) for each in one.meanings[:_MEANINGS]
        ),
    ),
    Column("Meanings", lambda one: f"{len(one.meanings):,}", right=True),
    Column("Stories", lambda one: f"{one.stories:,}", right=True),
)


def said_of(one: SameNumber) -> str:
    """The number and all that it is said of, for a filter."""
    quantity = Quantity(one.value, unit=one.unit, currency=one.currency)
    return " ".join([format_quantity(quantity), *(each.label for each in one.meanings)])


def conflict_name(one: Conflict) -> str:
    """What a conflict is found by again."""
    return f"{one.metric} {one.unit or ''} {one.currency or ''}"


def number_name(one: SameNumber) -> str:
    """What a number is found by again."""
    return f"{one.value:g} {one.unit or ''} {one.currency or ''}"
