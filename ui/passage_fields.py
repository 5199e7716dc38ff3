"""What an analyst may type about a passage, and what is stored of it.

A field is shown as `shown` says and read back by `edited`, which keeps everything else as it
is. Numbers are read by the project, as they are in articles.
"""

import math
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ui.formats import CURRENCY_SIGN, UNIT_SIGN, format_day, format_number, format_typed, read_day
from workbench.domain import (
    CHOICES,
    PassageDetails,
    Qualifier,
    Quantity,
)

ReadQuantity = Callable[[str], Quantity | None]

WORDS = ("speaker", "claimant", "cue", "metric", "memo")
NUMBERS = ("value", "lower", "upper")
QUANTITY = (*NUMBERS, "unit", "currency", "as_of", "qualifier")

_GROUPED = re.compile(r"[-−]?\d{1,3}(?:[,  \u202f'’]\d{3})+(?:\.\d+)?|[-−]\d+(?:\.\d+)?")
_NOT_DIGITS = re.compile(r"[,  \u202f'’]")
_CODES = {sign: code for code, sign in CURRENCY_SIGN.items()}
_UNITS = {sign: unit for unit, sign in UNIT_SIGN.items()}


class Unreadable(Exception):
    """What was typed cannot be stored; `str()` is the reason, for the user."""


def shown(details: PassageDetails, field: str) -> str:
    """What a field shows."""
    if field in WORDS or field in CHOICES:
        return str(getattr(details, field) or "")
    value = getattr(details.quantity or Quantity(), field)
    if value is None:
        return ""
    if field in NUMBERS:
        return format_typed(value)
    return format_day(value) if field == "as_of" else str(value)


def edited(details: PassageDetails, field: str, text: str, read: ReadQuantity) -> PassageDetails:
    """The details after `text` was typed into a field; raises `Unreadable`."""
    if field == "memo":
        # A blank last line is left by an Enter too many, never meant.
        return replace(details, memo=text.rstrip())
    typed = " ".join(text.split())
    if field in WORDS:
        words: dict[str, Any] = {field: typed or None}
        return replace(details, **words)
    if field in CHOICES:
        chosen: dict[str, Any] = {field: CHOICES[field](typed) if typed else None}
        return replace(details, **chosen)
    before = details.quantity or Quantity()
    after = _edited_quantity(before, field, typed, read)
    changed = replace(details, quantity=None if after == Quantity() else after)
    if any(getattr(before, name) != getattr(after, name) for name in NUMBERS):
        # A number that was typed was read from no words.
        changed = replace(changed, read_from=None)
    return changed


def _edited_quantity(before: Quantity, field: str, typed: str, read: ReadQuantity) -> Quantity:
    if field == "value":
        return _with_value(before, typed, read)
    if field in NUMBERS:
        return _with_end(before, field, typed, read)
    if field == "qualifier":
        return replace(before, qualifier=Qualifier(typed))
    readers: dict[str, Callable[[str], str]] = {
        "unit": lambda unit: _UNITS.get(unit, unit),
        "currency": _currency,
        "as_of": _day,
    }
    read_back: dict[str, Any] = {field: readers[field](typed) if typed else None}
    return replace(before, **read_back)


def _with_value(before: Quantity, typed: str, read: ReadQuantity) -> Quantity:
    if not typed:
        return replace(before, value=None)
    stated = _stated(typed, read)
    if stated.lower is None and stated.upper is None:
        stated = replace(stated, lower=before.lower, upper=before.upper)
    _check_range(stated)
    # "$14.8 tn" says more than a number; what it does not say stays as it was.
    said: dict[str, Any] = {
        name: getattr(stated, name)
        for name in ("unit", "currency", "as_of", "qualifier")
        if getattr(stated, name)
    }
    return replace(before, value=stated.value, lower=stated.lower, upper=stated.upper, **said)


def _with_end(before: Quantity, field: str, typed: str, read: ReadQuantity) -> Quantity:
    end: dict[str, Any] = {field: _stated(typed, read).value if typed else None}
    after = replace(before, **end)
    # The value of a range that is stated by its ends is their middle.
    if before.value is None or before.value == _middle(before):
        middle = _middle(after)
        after = replace(after, value=before.value if middle is None else middle)
    _check_range(after)
    return after


def _middle(quantity: Quantity) -> float | None:
    if quantity.lower is None or quantity.upper is None:
        return None
    return (quantity.lower + quantity.upper) / 2


def _check_range(quantity: Quantity) -> None:
    low, high, value = quantity.lower, quantity.upper, quantity.value
    if low is not None and high is not None and low > high:
        raise Unreadable(
            f"A range goes from the lower number to the higher one, not from "
            f"{format_number(low)} to {format_number(high)}."
        )
    if value is None:
        return
    if low is not None and value < low:
        raise Unreadable(f"The value lies below the range, which begins at {format_number(low)}.")
    if high is not None and value > high:
        raise Unreadable(f"The value lies above the range, which ends at {format_number(high)}.")


def _stated(typed: str, read: ReadQuantity) -> Quantity:
    plain = typed
    if _GROUPED.fullmatch(typed):
        plain = _NOT_DIGITS.sub("", typed).replace("−", "-")
    try:
        stated: Quantity | None = Quantity(float(plain))
    except ValueError:
        stated = read(typed)
    if stated is None or stated.value is None or not math.isfinite(stated.value):
        raise Unreadable(f"No number can be read from “{typed}”. Write it as 1,200 or 14.8 bn.")
    return stated


def _currency(typed: str) -> str:
    code = _CODES.get(typed, typed.upper())
    if not re.fullmatch("[A-Z]{3}", code):
        raise Unreadable("A currency is written with three letters, such as USD or EUR.")
    return code


def _day(typed: str) -> str:
    day = read_day(typed)
    if day is None:
        raise Unreadable("A date is written as 26 Feb 2025 or 2025-02-26.")
    return day
