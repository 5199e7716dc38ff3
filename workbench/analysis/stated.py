"""Numbers as sources state them: what they are of, who says so, and how far they reach.

A stated number is an interval: "70 %" is what rounds to it, "over 70 %" has no upper end,
"about 70 %" reaches a tenth to both sides. Two statements contradict each other only where their
intervals have nothing in common.
"""

import math
import re
from functools import lru_cache
from typing import NamedTuple

from workbench.domain import FigureStatus, Qualifier, Quantity

ABOUT = 0.1
"""How far "about" reaches to each side, as a part of the number."""

ROUNDED = 0.025
"""No number is taken to be rounded by more than this part of it: "500" is no word for 550."""

_KEPT = 300_000
"""Results kept of what is asked again and again: some for each figure of 30,000 articles."""

_SIGNS = {sign.value: sign for sign in Qualifier}
_WORD = re.compile(r"[^\W_]+")
# Words of time and size say when and how many, and not of what.
_TIMES_AND_SIZES = frozenset(
    """ago already annual average avg billion bln cents ct cts current daily day dlr dlrs dollar
    dollars earlier euro euros final first half hour hours hundred last latest least mln million
    minute minutes month monthly months mth mths next nil number nine one past pct per percent
    pound pounds prev previous prior quarter quarterly qtr recent second six stg third thousand
    three today tonne tonnes trillion two week weekly weeks worth year yearly years yen
    yesterday""".split()  # noqa: SIM905
)
_GRAMMAR = frozenset({"a", "an", "and", "by", "for", "in", "of", "on", "the", "to"})
_SMALL_WORDS = _TIMES_AND_SIZES | frozenset(
    """a about after all also an and any are as at be been before being both but by can down each
    even every for from fully had has have having he her his if in into is it its just last least
    less more most much nearly net next no not now of off on only or other our out over own per
    said same she since so some still such than that the their them then there these they this
    those to too total under up us very vs was we were what when which while who will with would
    you""".split()  # noqa: SIM905 - so many words read better as a text
)


class StatedFigure(NamedTuple):
    """A number in an article; `passage_id` is None for one that is only suggested.

    `day` is the ISO day of publication, `story` the id that copies of one story share. Numbers
    are as in `Quantity`, `status` as in `FigureStatus`. `subject` holds the sentence's own words
    for what is measured, `words` the stated ones where they are known.
    """

    article_id: int
    story: int
    outlet: str | None
    day: str | None
    start: int
    end: int
    value: float | None
    lower: float | None
    upper: float | None
    unit: str | None
    currency: str | None
    qualifier: str
    as_of: str | None
    metric: str | None
    subject: str | None
    who: str | None
    status: str | None
    score: float = 1.0
    form: str = "amount"
    passage_id: int | None = None
    tags: tuple[str, ...] = ()
    words: str = ""

    @property
    def quantity(self) -> Quantity:
        """The number."""
        return Quantity(
            self.value,
            self.lower,
            self.upper,
            self.unit,
            self.currency,
            _SIGNS[self.qualifier],
            self.as_of,
        )


@lru_cache(_KEPT)
def subject_key(words: str | None) -> tuple[str, ...]:
    """The telling words of a metric or a subject, in a common form and order; () without any.

    "Share of processing" and "processing shares" have one key.
    """
    if not words:
        return ()
    found = {
        _singular(word)
        for word in _WORD.findall(words.casefold())
        if word not in _SMALL_WORDS and not word.isdigit() and len(word) > 1
    }
    return tuple(sorted(found))


@lru_cache(_KEPT)
def metric_key(words: str | None) -> tuple[str, ...]:
    """The words of a metric that an analyst has named, in a common form and order.

    Only words of grammar are left out: "output, first half" is not "output, second half".
    """
    found = {_singular(word) for word in _WORD.findall((words or "").casefold())}
    return tuple(sorted(found - _GRAMMAR)) or tuple(sorted(found))


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]


def known_value(figure: StatedFigure) -> float | None:
    """One number for a figure: its value, the middle of its range, or its only bound."""
    value, lower, upper = (_finite(one) for one in figure[6:9])
    if value is not None:
        return value
    if lower is not None and upper is not None:
        return lower / 2 + upper / 2
    return lower if lower is not None else upper


def interval(figure: StatedFigure) -> tuple[float, float] | None:
    """What a figure allows, in its own unit; an end that is open is infinite.

    None for a figure without a number.
    """
    lower, upper = _finite(figure.lower), _finite(figure.upper)
    if lower is not None and upper is not None:
        lower, upper = min(lower, upper), max(lower, upper)
        return lower - rounding(lower), upper + rounding(upper)
    value = known_value(figure)
    if value is None:
        return None
    sign = figure.qualifier
    if _finite(figure.value) is None and not sign:
        sign = Qualifier.AT_LEAST.value if lower is not None else Qualifier.AT_MOST.value
    if sign in (Qualifier.ABOVE, Qualifier.AT_LEAST):
        return value, math.inf
    if sign in (Qualifier.BELOW, Qualifier.AT_MOST):
        return -math.inf, value
    about = abs(value) * ABOUT if sign == Qualifier.ABOUT else 0.0
    reach = max(about, rounding(value))
    return value - reach, value + reach


def rounding(value: float) -> float:
    """How far off a number can be that has been rounded to the digits it is stated with."""
    if not value:
        return 0.0
    mantissa, _, power = f"{abs(value):.12e}".partition("e")
    digits = len(mantissa.rstrip("0").replace(".", "")) or 1
    step = 10.0 ** (int(power) - digits + 1)
    return min(step / 2, ROUNDED * abs(value))


def status_class(status: str | None) -> str:
    """ "demanded", "planned", or "" for what is said to be so; the two are other quantities."""
    return status if status in (FigureStatus.DEMANDED, FigureStatus.PLANNED) else ""


def _finite(number: float | None) -> float | None:
    return number if number is not None and math.isfinite(number) else None


# Factors to the first unit of each dimension. A "ton" of news stands for a tonne: which ton is
# meant is hardly ever said. Temperatures and levels of sound have no zero and are left as stated.
_FACTORS = {
    "ratio": {"percent": 1.0, "per mille": 0.1},
    "mass": {
        "tonne": 1.0, "ton": 1.0, "kilotonne": 1e3, "megatonne": 1e6, "gigatonne": 1e9,
        "kilogram": 1e-3, "gram": 1e-6, "milligram": 1e-9, "pound": 0.45359237e-3,
        "ounce": 28.349523125e-6, "troy ounce": 31.1034768e-6, "carat": 0.2e-6,
    },
    "length": {
        "kilometre": 1.0, "metre": 1e-3, "centimetre": 1e-5, "millimetre": 1e-6,
        "mile": 1.609344, "nautical mile": 1.852, "yard": 0.9144e-3, "foot": 0.3048e-3,
        "inch": 25.4e-6,
    },
    "area": {
        "square kilometre": 1.0, "square metre": 1e-6, "square centimetre": 1e-10,
        "square mile": 2.589988110336, "square foot": 0.09290304e-6,
        "square yard": 0.83612736e-6, "hectare": 0.01, "acre": 4046.8564224e-6,
    },
    "volume": {
        "cubic metre": 1.0, "cubic kilometre": 1e9, "cubic centimetre": 1e-6,
        "cubic foot": 0.028316846592, "barrel": 0.158987294928, "litre": 1e-3,
        "millilitre": 1e-6, "hectolitre": 0.1, "gallon": 3.785411784e-3,
    },
    "duration": {
        "day": 1.0, "week": 7.0, "hour": 1 / 24, "minute": 1 / 1440, "second": 1 / 86400,
    },
    "long duration": {"year": 1.0, "month": 1 / 12, "decade": 10.0, "century": 100.0},
    "speed": {
        "kilometre per hour": 1.0, "metre per second": 3.6, "mile per hour": 1.609344,
        "knot": 1.852,
    },
    "energy": {
        "kilowatt-hour": 1.0, "watt-hour": 1e-3, "megawatt-hour": 1e3, "gigawatt-hour": 1e6,
        "terawatt-hour": 1e9, "joule": 1 / 3.6e6, "megajoule": 1 / 3.6,
    },
    "power": {
        "megawatt": 1.0, "watt": 1e-6, "kilowatt": 1e-3, "gigawatt": 1e3, "terawatt": 1e6,
    },
}  # fmt: skip
_OF_UNIT = {
    unit: (dimension, factor)
    for dimension, units in _FACTORS.items()
    for unit, factor in units.items()
}
_NO_ZERO = ("degree", "decibel", "celsius", "fahrenheit", "kelvin")


@lru_cache(_KEPT)
def measure(unit: str | None, currency: str | None) -> tuple[str, float]:
    """What a unit measures, and how many of the dimension's first unit it is.

    Each currency is a dimension of its own, and so is a unit that is not known.
    """
    if currency is not None:
        return f"{currency} {unit or ''}".strip(), 1.0
    if unit is None:
        return "", 1.0
    return _OF_UNIT.get(unit, (unit, 1.0))


def has_zero(unit: str | None) -> bool:
    """Whether "twice as much" says anything in that unit: of 20 °C and 10 °C it does not."""
    return unit is None or not any(part in unit.casefold() for part in _NO_ZERO)
