"""Numbers in queries: what “value:” takes, as in value:>1bn, value:5..10m, value:70."""

import math
import re

from workbench.index.query import Valued

_TIMES = {
    "": 1.0,
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
    "tn": 1e12,
    "trillion": 1e12,
}
_NUMBER = re.compile(
    rf"([+-]?\d{{1,3}}(?:,\d{{3}}){{1,6}}(?:\.\d{{1,20}})?|[+-]?\d{{1,20}}(?:\.\d{{1,20}})?)"
    rf"({'|'.join(filter(None, _TIMES))})?",
    re.IGNORECASE,
)
_BOUND = re.compile(r"(>=|<=|>|<)(.*)")
_SAME = 1e-9
"""The share by which numbers may differ that are the same but for rounding."""


def read(value: str) -> Valued:
    """What “>1bn”, “5..10m” or “70” means; raises `ValueError` with the reason in words."""
    if value == "*":
        return Valued(-math.inf, math.inf)
    if bound := _BOUND.fullmatch(value):
        number, above = _number(bound[2]), bound[1].startswith(">")
        if bound[1] in (">", "<"):
            number = math.nextafter(number, math.inf if above else -math.inf)
        return Valued(number, math.inf) if above else Valued(-math.inf, number)
    if ".." in value:
        start, _, end = value.partition("..")
        # "5..10m" means millions on both sides.
        last = _NUMBER.fullmatch(end)
        if last and last[2] and start and start[-1].isdigit():
            start += last[2]
        least = _number(start) if start else -math.inf
        most = _number(end) if end else math.inf
        if least > most or not (start or end):
            raise ValueError("A range of numbers needs at least one end, the smaller one first.")
        return Valued(least, most)
    number = _number(value)
    margin = abs(number) * _SAME
    return Valued(number - margin, number + margin)


def _number(written: str) -> float:
    match = _NUMBER.fullmatch(written.removesuffix("%"))
    if match is None:
        raise ValueError(
            f"“{written}” is not a number. Write it as 500, 14.8 or 1.5bn (k, m, bn, tn); a range "
            "as 5..10m, a bound as >1bn."
        )
    return float(match[1].replace(",", "")) * _TIMES[(match[2] or "").lower()]
