"""Figures that can be charted: their day, and the number that they are drawn at."""

import math
import re
from dataclasses import dataclass, replace
from datetime import date

from workbench.domain import Article, PassageDetails, Qualifier, Quantity, Span

_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of an article: a passage's, or one that is only suggested."""

    details: PassageDetails
    article: Article
    span: Span
    passage_id: int | None = None

    @property
    def is_suggested(self) -> bool:
        """Whether no passage has been made of it."""
        return self.passage_id is None


def charted_day(figure: Figure, *, as_of: bool) -> str | None:
    """The day of publication, or with `as_of` that which the number is of; None without one.

    A month or a year stands at its first day.
    """
    quantity = figure.details.quantity
    return _day((quantity.as_of if quantity else None) if as_of else figure.article.published)


def known_quantity(quantity: Quantity | None) -> Quantity | None:
    """`quantity` with a finite value, made from its bounds where it states none.

    One bound alone is at least, or at most, what it says. None where there is no number.
    """
    if quantity is None:
        return None
    value, lower, upper = (
        number if number is not None and math.isfinite(number) else None
        for number in (quantity.value, quantity.lower, quantity.upper)
    )
    sign = quantity.qualifier
    if value is None and lower is not None and upper is not None:
        value = lower / 2 + upper / 2
    elif value is None and lower is not None:
        value, lower, sign = lower, None, sign or Qualifier.AT_LEAST
    elif value is None and upper is not None:
        value, upper, sign = upper, None, sign or Qualifier.AT_MOST
    if value is None:
        return None
    return replace(quantity, value=value, lower=lower, upper=upper, qualifier=sign)


def _day(moment: str | None) -> str | None:
    if not moment:
        return None
    parts = _YEAR_OR_MONTH.fullmatch(moment.strip())
    try:
        if parts is not None:
            return date(int(parts[1]), int(parts[2] or 1), 1).isoformat()
        return date.fromisoformat(moment.strip()[:10]).isoformat()
    except ValueError:
        return None
