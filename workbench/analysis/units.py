"""Units of one dimension made comparable, and currencies where the analyst has given a rate.

Factors stand in `resources/units.yaml`; a unit without one is never converted. A rate such as
"barrel per day" is converted part by part.
"""

import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from workbench.domain import Quantity, Rate
from workbench.extract.lexicon import lexicon

_PER = " per "


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number is read in; None for a bare count, or for no money."""

    currency: str | None
    unit: str | None

    @property
    def label(self) -> str | None:
        """As a series names it: "USD", "tonne", "USD per kilogram" or None."""
        return " ".join(part for part in (self.currency, self.unit) if part) or None


@dataclass(frozen=True)
class Rates:
    """What one of a currency is of another, as the analyst says; used both ways, never chained."""

    of: Mapping[tuple[str, str], float] = field(default_factory=dict)

    @classmethod
    def given(cls, rates: Iterable[Rate]) -> "Rates":
        """The rates of a project."""
        return cls({(one.currency, one.target): one.rate for one in rates})

    def between(self, currency: str | None, target: str | None) -> float | None:
        """How many of `target` one of `currency` is; None when nobody has said so."""
        if currency == target:
            return 1.0
        if currency is None or target is None:
            return None
        if (rate := self.of.get((currency, target))) is not None:
            return rate
        back = self.of.get((target, currency))
        return 1 / back if back else None


NO_RATES = Rates()


def measure_of(quantity: Quantity) -> Measure:
    """What the numbers of `quantity` are read in."""
    return Measure(quantity.currency, quantity.unit)


def factor(measure: Measure, target: Measure, rates: Rates = NO_RATES) -> float | None:
    """How many of `target` one of `measure` is; None when they cannot be compared."""
    if measure == target:
        return 1.0
    money = rates.between(measure.currency, target.currency)
    (size, dimensions), (target_size, target_dimensions) = _size(measure.unit), _size(target.unit)
    if money is None or dimensions != target_dimensions:
        return None
    return money * (size / target_size)


def common(measures: Iterable[Measure], rates: Rates = NO_RATES) -> dict[Measure, Measure]:
    """For each of `measures`, given once a figure, the one that it is to be converted into.

    Those that can be compared share the one that most figures are stated in; ties go by name.
    """
    counted = Counter(measures)
    by_use = sorted(counted, key=lambda one: (-counted[one], one.label or ""))
    targets: list[Measure] = []
    chosen: dict[Measure, Measure] = {}
    for measure in by_use:
        for target in targets:
            if factor(measure, target, rates) is not None:
                chosen[measure] = target
                break
        else:
            targets.append(measure)
            chosen[measure] = measure
    return chosen


def converted(quantity: Quantity, target: Measure, rates: Rates = NO_RATES) -> Quantity | None:
    """`quantity` in `target`; None when it cannot be compared with it."""
    by = factor(measure_of(quantity), target, rates)
    if by is None:
        return None
    if by == 1.0:
        return replace(quantity, unit=target.unit, currency=target.currency)
    value, lower, upper = (
        None if number is None else number * by
        for number in (quantity.value, quantity.lower, quantity.upper)
    )
    return replace(
        quantity,
        value=value,
        lower=lower,
        upper=upper,
        unit=target.unit,
        currency=target.currency,
    )


@functools.cache
def _size(unit: str | None) -> tuple[float, tuple[str, ...]]:
    """A unit's size, and the dimension of each of its parts; of one without a factor its name."""
    if unit is None:
        return 1.0, ()
    known = lexicon().measures
    size, dimensions = 1.0, []
    # "per kilogram" stands behind a currency: its first part is the money.
    for place, part in enumerate(f" {unit}".split(_PER)):
        name = part.strip()
        measure = known.get(name)
        if measure is None or measure.factor is None:
            dimensions.append(f"={name}")
            continue
        dimensions.append(measure.dimension)
        size = size * measure.factor if place == 0 else size / measure.factor
    return size, tuple(dimensions)
