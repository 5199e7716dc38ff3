"""Made figures of many outlets over eleven years; needs nothing but Python."""

import random
from datetime import date, timedelta
from typing import NamedTuple

NUMBER = 100_000
FIRST = date(2014, 1, 1)
DAYS = 4_000
SIZE = (1_200, 600)
"""Of the picture, in pixels."""

SERIES = (1, 6)
"""How many series the points are shared among."""

FRAMES = 100
STEP = 0.002
"""How far a picture moves from one frame to the next, of the time in view."""


class Made(NamedTuple):
    """A figure: its day, its number, its range or None twice, and its qualifier."""

    day: date
    value: float
    lower: float | None
    upper: float | None
    qualifier: str


def made(number: int, series: int) -> list[list[Made]]:
    """So many points in so many series, each by time; a sixth have ranges."""
    chance = random.Random(7)
    points = []
    for _ in range(number):
        value = chance.gauss(100, 20)
        half = 5.0 if chance.random() < 1 / 6 else None
        points.append(
            Made(
                FIRST + timedelta(days=chance.randrange(DAYS)),
                value,
                value - half if half else None,
                value + half if half else None,
                chance.choices(["", "~", ">", "<"], [80, 10, 5, 5])[0],
            )
        )
    points.sort(key=lambda point: point.day)
    return [points[n::series] for n in range(series)]
