"""How kinds, numbers, quantities and dates are written in the window.

Nothing is rounded away: a number is scaled ("14.8 tn") only where the scaled form is exact.
"""

import html
from collections.abc import Sequence
from datetime import date, datetime

from workbench.domain import Article, DateBasis, Kind, Qualifier, Quantity

KIND_LETTER = {Kind.CLAIM: "C", Kind.QUOTE: "Q", Kind.FIGURE: "F"}
"""The letter that stands beside a passage, so that colour is never alone."""

KIND_NAME = {Kind.CLAIM: "Claim", Kind.QUOTE: "Quote", Kind.FIGURE: "Figure"}

KIND_PLURAL = {Kind.CLAIM: "claims", Kind.QUOTE: "quotes", Kind.FIGURE: "figures"}

QUALIFIER_WORDS = {
    Qualifier.EXACT: "exactly",
    Qualifier.ABOUT: "about",
    Qualifier.ABOVE: "over",
    Qualifier.AT_LEAST: "at least",
    Qualifier.BELOW: "under",
    Qualifier.AT_MOST: "at most",
}
"""Qualifiers as an analyst says them, in the order in which a list offers them."""

QUALIFIER_SIGN = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "≈",
    Qualifier.BELOW: "<",
    Qualifier.AT_MOST: "≤",
    Qualifier.ABOVE: ">",
    Qualifier.AT_LEAST: "≥",
}

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

CURRENCY_SIGN = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "CNY": "CN¥",
    "UAH": "₴",
    "INR": "₹",
    "KRW": "₩",
    "AUD": "A$",
    "CAD": "C$",
}

UNIT_SIGN = {
    "percent": "%",
    "percentage point": "pp",
    "per mille": "‰",
    "part per million": "ppm",
    "part per billion": "ppb",
    "tonne": "t",
    "kilotonne": "kt",
    "megatonne": "Mt",
    "gigatonne": "Gt",
    "kilogram": "kg",
    "gram": "g",
    "milligram": "mg",
    "microgram": "µg",
    "kilometre": "km",
    "metre": "m",
    "centimetre": "cm",
    "millimetre": "mm",
    "square kilometre": "km²",
    "square metre": "m²",
    "cubic metre": "m³",
    "hectare": "ha",
    "kilometre per hour": "km/h",
    "watt": "W",
    "kilowatt": "kW",
    "megawatt": "MW",
    "gigawatt": "GW",
    "terawatt": "TW",
    "kilowatt-hour": "kWh",
    "megawatt-hour": "MWh",
    "gigawatt-hour": "GWh",
    "terawatt-hour": "TWh",
    "degree Celsius": "°C",
    "degree Fahrenheit": "°F",
    "megabyte": "MB",
    "gigabyte": "GB",
    "terabyte": "TB",
}
"""Units with a sign of their own; every other is written out."""

_SCALES = ((12, "tn"), (9, "bn"), (6, "m"))
_ALIKE = {
    "hertz",
    "horsepower",
    "aircraft",
    "series",
    "species",
    "sheep",
    "people",
    "personnel",
    "staff",
}
_IRREGULAR = {
    "person": "people",
    "man": "men",
    "woman": "women",
    "child": "children",
    "foot": "feet",
    "penny": "pence",
}
_DECIMALS = 3
_TOO_LARGE = 100_000


def format_number(value: float) -> str:
    """The number in full, with thousands separators: "1,234,567.25"."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    if float(f"{value:.6f}") == 0 and value != 0:
        text = f"{value:g}"
    return text.replace("-", "−") if text != "-0" else "0"


def format_typed(value: float) -> str:
    """The number as somebody would type it, exact: "14.8 tn", "1.2 million", "1,200"."""
    [number], scale = _scaled((value,), money=False)
    if not scale:
        number = f"{value:,.15g}"
        if float(number.replace(",", "")) != value:
            number = f"{value:,}".removesuffix(".0")
    return f"{number} {scale}".strip().replace("−", "-")


def format_quantity(quantity: Quantity) -> str:
    """A quantity in short: "≥ 70 %", "$110–130 bn", "12,000 t", "" without a number."""
    sign, low, high = _bounds(quantity)
    if low is None:
        return ""
    ends = (low,) if high is None else (low, high)
    numbers, scale = _scaled(ends, money=quantity.currency is not None)
    separator = " to " if any(end < 0 for end in ends) else "–"
    if quantity.currency and not scale:
        numbers = [_with_cents(number) for number in numbers]
    amount = _with_currency(separator.join(numbers), quantity.currency)
    unit = _unit(quantity.unit, ends)
    words = " ".join(part for part in (sign, amount, scale, unit) if part)
    return words.replace(" /", "/")


def format_bytes(number: int) -> str:
    """ "1.4 MB": a file's size."""
    size = float(number)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            break
        size /= 1000
    return f"{size:,.0f} {unit}" if unit == "bytes" or size >= 100 else f"{size:,.1f} {unit}"


def format_day(iso: str | None) -> str:
    """A date as "26 Feb 2025"; of a month or a year what is there, of anything else itself."""
    if not iso:
        return ""
    parts = iso[:10].split("-")
    try:
        if len(parts) == 3:
            day = date.fromisoformat(iso[:10])
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        if len(parts) == 2 and 1 <= int(parts[1]) <= 12:
            return f"{MONTHS[int(parts[1]) - 1]} {int(parts[0])}"
    except ValueError:
        return iso
    return iso


def format_moment(iso: str) -> str:
    """A stored point in time as this computer's clock has it: "26 Feb 2025, 14:05"."""
    try:
        moment = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return iso
    return f"{format_day(moment.date().isoformat())}, {moment:%H:%M}"


def read_day(text: str) -> str | None:
    """The ISO date that somebody has typed, as 2025-02-26 or 26 Feb 2025; None if it is none."""
    parts = text.replace(".", " ").replace(",", " ").split()
    try:
        if len(parts) == 3 and parts[1].isalpha():
            month = [name.casefold() for name in MONTHS].index(parts[1][:3].casefold()) + 1
            return date(int(parts[2]), month, int(parts[0])).isoformat()
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        return None


_BASES = {DateBasis.URL: "the address", DateBasis.FILE: "the file"}


def format_published(article: Article) -> str:
    """An article's date, saying so where it was guessed; "" without one."""
    day = format_day(article.published)
    if not day or article.date_basis is DateBasis.STATED:
        return day
    source = _BASES.get(article.date_basis)
    return f"{day}, guessed from {source}" if source else f"{day}, guessed"


def short_published(article: Article) -> str:
    """An article's date for a list, "≈" before it where it was guessed; "" without one."""
    day = format_day(article.published)
    return f"≈ {day}" if day and article.date_basis is not DateBasis.STATED else day


def date_basis(articles: Sequence[Article]) -> str:
    """What the dates of these articles rest on, in a sentence; "" where they are stated."""
    guessed = [a for a in articles if a.published and a.date_basis is not DateBasis.STATED]
    if not guessed:
        return ""
    if len(articles) > 1:
        return f"The date of {len(guessed):,} of them is guessed; one typed here counts as stated."
    read_from = _BASES.get(guessed[0].date_basis, "elsewhere")
    return f"Guessed from {read_from}; one typed here counts as stated."


def elide(text: str, limit: int) -> str:
    """The text on one line, cut with "…" after `limit` characters."""
    line = " ".join(text[: limit * 4].split())
    return line if len(line) <= limit and len(text) <= limit * 4 else line[: limit - 1] + "…"


def plain_tool_tip(text: str) -> str:
    """A tool tip that shows `text` as it is, whatever markup it may hold, its lines wrapped."""
    escaped = html.escape(text).replace("\n", "<br>")
    return f"<p>{escaped}</p>" if text else ""


def plural(count: int, one: str, many: str | None = None) -> str:
    """ "1 passage", "14 passages"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _bounds(quantity: Quantity) -> tuple[str, float | None, float | None]:
    sign = QUALIFIER_SIGN[quantity.qualifier]
    low, high, value = quantity.lower, quantity.upper, quantity.value
    if low is not None and high is not None and low != high:
        return sign, low, high
    if value is not None:
        return sign, value, None
    if low is not None:
        return sign or "≥", low, None
    return (sign or "≤" if high is not None else sign), high, None


def _scaled(ends: tuple[float, ...], *, money: bool) -> tuple[list[str], str]:
    # "1.2 m t" would read as metres, so a count is scaled with the word written out.
    words = {"m": "m"} if money else {"m": "million"}
    largest = max(abs(end) for end in ends)
    for power, name in _SCALES:
        size = 10**power
        if size <= largest < size * _TOO_LARGE and all(_is_short(end, power) for end in ends):
            return [format_number(end / size) for end in ends], words.get(name, name)
    return [format_number(end) for end in ends], ""


def _is_short(value: float, power: int) -> bool:
    return float(f"{value / 10**power:.{_DECIMALS}f}e{power}") == value


def _with_cents(number: str) -> str:
    """A price as prices are written: "76.40" for "76.4"; whole and finer ones as they are."""
    whole, point, cents = number.partition(".")
    return f"{whole}.{cents.ljust(2, '0')}" if point else number


def _with_currency(amount: str, currency: str | None) -> str:
    if currency is None:
        return amount
    sign = CURRENCY_SIGN.get(currency)
    if sign is None:
        return f"{currency} {amount}"
    return f"−{sign}{amount[1:]}" if amount.startswith("−") else sign + amount


def _unit(unit: str | None, ends: tuple[float, ...]) -> str:
    """The unit behind a number; of a rate ("tonne per day") the first part is counted."""
    if not unit:
        return ""
    counted, per, time = unit.partition(" per ")
    if unit in UNIT_SIGN:
        return UNIT_SIGN[unit]
    if unit.startswith("per "):
        divisor = UNIT_SIGN.get(unit.removeprefix("per "))
        return f"/{divisor}" if divisor else unit
    if counted not in UNIT_SIGN:
        head, _, last = counted.rpartition(" ")
        last = last if ends == (1,) else _plural_word(last)
        return f"{head} {last}".strip() + per + time
    return UNIT_SIGN[counted] + per + time


def _plural_word(word: str) -> str:
    if word in _ALIKE or not word.replace("-", "").isalpha() or not word.isascii():
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word + "s"
