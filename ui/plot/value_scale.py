"""Numbers on an axis: linear or logarithmic, and the values that deserve a label."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_CLOSE = 0.7
_NICE = (1.0, 2.0, 5.0, 10.0)
_MOST_DECADES = 300.0
_DECADES_FOR_POWERS = 3.0
_DECADES_FOR_STEPS = 0.7


@dataclass(frozen=True, slots=True)
class ValueScale:
    """Converts between a value and its place on the axis."""

    logarithmic: bool = False

    def place(self, value: float) -> float | None:
        """Where `value` stands; None when it cannot stand on this axis."""
        if not math.isfinite(value):
            return None
        if not self.logarithmic:
            return value
        return math.log10(value) if value > 0 else None

    def places(self, values: Sequence[float | None]) -> NDArray[np.float64]:
        """Where each of `values` stands; nan for one that is None or cannot stand here."""
        found = np.array([np.nan if value is None else value for value in values], dtype=float)
        found[~np.isfinite(found)] = np.nan
        if self.logarithmic:
            found[~(found > 0)] = np.nan
            found = np.log10(found)
        return found

    def value(self, place: float) -> float:
        """What stands at `place`."""
        if not self.logarithmic:
            return place
        return float(10.0 ** min(max(place, -_MOST_DECADES), _MOST_DECADES))

    def ticks(self, low: float, high: float, most: int) -> list[float]:
        """About `most` round values whose places lie between `low` and `high`."""
        if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
            return []
        if not self.logarithmic:
            return _round_values(low, high, most)
        low, high = max(low, -_MOST_DECADES), min(high, _MOST_DECADES)
        if high <= low:
            return []
        if high - low <= _DECADES_FOR_STEPS:
            return [v for v in _round_values(self.value(low), self.value(high), most) if v > 0]
        return [v for v in _powers(low, high, most) if low <= math.log10(v) <= high]


def _round_values(low: float, high: float, most: int) -> list[float]:
    rough = (high - low) / max(most, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next((n * power for n in _NICE if n * power >= rough * _CLOSE), 10 * power)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [_clean(n * step, step) for n in range(first, last + 1)]


def _powers(low: float, high: float, most: int) -> list[float]:
    first, last = math.floor(low), math.ceil(high)
    within = (1.0, 2.0, 5.0) if high - low <= _DECADES_FOR_POWERS and most > 4 else (1.0,)
    stride = max(1, math.ceil((last - first) / max(most, 1)))
    return [n * 10.0**p for p in range(first, last + 1, stride) for n in within]


def _clean(value: float, step: float) -> float:
    # 3 × 0.1 is 0.30000000000000004, which nobody wants to read on an axis.
    digits = max(0, -math.floor(math.log10(step)) + 1)
    return round(value, digits) + 0.0
