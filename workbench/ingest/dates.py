"""Dates as pages, bylines, addresses and file names write them, to ISO 8601.

A day that a reader could take for another (03/04/2025) is no date here.
"""

import datetime
import re
from dataclasses import dataclass

from workbench.ingest.wordlists import furniture, months

_EARLIEST = 1700
_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{2})-(\d{2})"
    r"(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?(?!\d)"
)
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?:\s+(?:of|de))?\s+([^\W\d_]{3,12})\.?,?"
    r"(?:\s+(?:de|del|of))?\s+(\d{4})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)"
)
_NUMBERS = re.compile(r"(?<![\d./])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?![\d/])")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([./])(\d{1,2})\2(\d{1,2})(?!\d)")
_IN_ADDRESS = (
    re.compile(r"/(\d{4})/(\d{1,2})/(\d{1,2})(?=[/_-]|$)"),
    re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)"),
)
_MONTH_IN_ADDRESS = re.compile(r"/(\d{4})/([a-z]{3,9})/(\d{1,2})(?=[/_-]|$)")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_. ]?(\d{2})[-_. ]?(\d{2})(?!\d)")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?")
_DASH = re.compile(r"\s(?:—|–|--|-)\s|\s?[—–]\s?|:\s")
_PLACE = re.compile(r"[^\W\d_][^.!?;:]{1,60}?(?:\.[^.!?;:]{1,20})*,\s*(?:le\s+)?")
_DATELINE_LENGTH = 140


@dataclass(frozen=True, slots=True)
class DateInText:
    """A date with the place where it is written."""

    iso: str
    start: int
    end: int


def first_date(words: str) -> DateInText | None:
    """The first date in `words`; meant for a line, not for a text."""
    found = [
        DateInText(iso, match.start(), match.end())
        for pattern, read in (
            (_ISO, _from_iso),
            (_DAY_FIRST, _from_day_first),
            (_MONTH_FIRST, _from_month_first),
            (_NUMBERS, _from_numbers),
            (_YEAR_FIRST, _from_year_first),
        )
        for match in pattern.finditer(words)
        if (iso := read(match))
    ]
    return min(found, key=lambda date: (date.start, -date.end), default=None)


def iso_date(words: str | None) -> str | None:
    """The first date in `words` as ISO 8601, with its time when it is written in ISO form."""
    found = first_date(words[:200]) if words else None
    return found.iso if found else None


def date_alone(line: str) -> str | None:
    """The date of a line that holds nothing else but "Updated", a weekday, a time of day."""
    if len(line) > 120 or (found := first_date(line)) is None:
        return None
    rest = _TIME.sub(" ", line[: found.start] + " " + line[found.end :])
    words = [word.strip(".,()").lower() for word in re.split(r"[\s|•·:–—-]+", rest)]
    return found.iso if _covered([word for word in words if word and not word.isdigit()]) else None


def _covered(words: list[str]) -> bool:
    """Whether the words are made of the phrases that may stand beside a date."""
    known = furniture().date_words
    if not words:
        return True
    return any(
        " ".join(words[:length]) in known and _covered(words[length:])
        for length in range(1, min(3, len(words)) + 1)
    )


def dateline(paragraph: str) -> str | None:
    """The date of an agency's opening, as in "KYIV, March 12, 2025 (AP) — The …"."""
    opening = paragraph[:_DATELINE_LENGTH]
    found = first_date(opening)
    if found is None or not _PLACE.fullmatch(opening[: found.start]):
        return None
    if opening[0].islower():
        return None
    behind = re.sub(r"^\s*\([^()]{1,40}\)", "", opening[found.end :])
    return found.iso if _DASH.match(behind) else None


def date_in_address(url: str | None) -> str | None:
    """The day that a web address is filed under, as in /2025/03/12/."""
    if not url:
        return None
    path = re.sub(r"^https?://[^/]*", "", url[:1000])
    for pattern in _IN_ADDRESS:
        for match in pattern.finditer(path):
            if iso := _day(*match.groups()):
                return iso
    if (named := _MONTH_IN_ADDRESS.search(path.lower())) and named[2] in months():
        return _day(named[1], months()[named[2]], named[3])
    return None


def day_of_folders(url: str | None) -> str | None:
    """The day whose year, month and day are folders of a web address, as in /2025/03/12/."""
    found = _IN_ADDRESS[0].search(re.sub(r"^https?://[^/]*", "", url[:1000])) if url else None
    return _day(*found.groups()) if found else None


def date_in_name(stem: str) -> str | None:
    """The day that a file is named by, as in 2025-03-12-title."""
    for match in _IN_NAME.finditer(stem[:250]):
        if iso := _day(*match.groups()):
            return iso
    return None


def date_of_file(modified: float | None) -> str | None:
    """The local day of a file's time stamp, unless it is one that no clock has set."""
    if modified is None:
        return None
    try:
        day = datetime.datetime.fromtimestamp(modified, datetime.UTC).astimezone().date()
    except (OverflowError, OSError, ValueError):
        return None
    tomorrow = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=2)
    return day.isoformat() if datetime.date(1990, 1, 1) < day <= tomorrow else None


def _day(year: str, month: str | int, day: str) -> str | None:
    latest = datetime.datetime.now(datetime.UTC).year + 1
    try:
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date.isoformat() if _EARLIEST <= date.year <= latest else None


def _from_iso(match: re.Match[str]) -> str | None:
    year, month, day, hour, minute, second, zone = match.groups()
    date = _day(year, month, day)
    if date is None or hour is None:
        return date
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        return date
    zone = (zone or "").replace("Z", "+00:00")
    if zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{date}T{hour}:{minute}:{second or '00'}{zone}"


def _from_day_first(match: re.Match[str]) -> str | None:
    month = months().get(match[2].lower())
    return _day(match[3], month, match[1]) if month else None


def _from_month_first(match: re.Match[str]) -> str | None:
    month = months().get(match[1].lower())
    return _day(match[3], month, match[2]) if month else None


def _from_numbers(match: re.Match[str]) -> str | None:
    first, sign, second, year = match.groups()
    if sign == "." or first == second or int(first) > 12:
        return _day(year, second, first)
    return _day(year, first, second) if int(second) > 12 else None


def _from_year_first(match: re.Match[str]) -> str | None:
    return _day(match[1], match[3], match[4])
