"""Dates of a running text: stated ones, those relative to the publication, durations.

Values are written as TIMEX3 does (Pustejovsky et al. 2003, TimeML): 2025-02-24, 2025-02,
2025-W09, 2025-Q1, 2025-SU, 197 (the 1970s), P3D, PXY (some years), PAST_REF.
"""

import re
from datetime import date, timedelta

from workbench.domain import DatePrecision, Span, SuggestedDate
from workbench.extract.date_words import DateWords, date_words

_WORD = re.compile(r"[^\W\d_]+|\d+")
_REACH = 48
"""Code points around a word that shows a date in which all of it stands."""
_HALF_A_YEAR = 183
_ABBREVIATED = 5
"""Letters of the longest abbreviation of a month or a day, and one."""
_RATES = re.compile(
    r"(?:in|for|within|over|after|during|about|nearly|almost|than|by|of|once|took|takes|least|least|every|half)$"
)
_BACK = frozenset({"last", "previous", "past"})
_ON = frozenset({"next", "following", "coming"})
_SMALL_UNITS = frozenset({"S", "H"})


def find_dates(text: str, published: str | None = None) -> list[SuggestedDate]:
    """All dates of a text, in its order and without overlap.

    `published` is the day, ISO 8601, that relative dates are counted from; without it their
    values have an X for what is not known. Takes time linear in the length of the text.
    """
    words = date_words()
    reader = _Reader(words, _day(published))
    found: list[SuggestedDate] = []
    ended = 0
    for word in _WORD.finditer(text):
        spelled = word.group()
        if word.start() < ended or not (spelled[0].isdigit() or spelled.lower() in words.core):
            continue
        low, high = max(ended, word.start() - _REACH), word.end() + _REACH
        for match in words.pattern.finditer(text, low, high):
            if match.start() > word.end():
                break
            ended = max(ended, match.end())
            read = None if _is_other(text, match) else reader.read(match)
            if read is not None:
                found.append(SuggestedDate(Span(*_bounds(text, match)), *read))
    return found


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _bounds(text: str, match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    # A stop behind a whole word ends the sentence; behind "Feb" it is the word's own.
    if text[end - 1] == "." and text[start : end - 1].rsplit(maxsplit=1)[-1][-5:].isalpha():
        end -= len(text[start : end - 1].rsplit(maxsplit=1)[-1]) > _ABBREVIATED
    return start, end


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Words that are a date only as they are written, or where they stand: "May", "a year"."""
    month, weekday = match.group("m4"), match.group("wd")
    before = text[max(0, match.start() - 12) : match.start()].rstrip().lower()
    if month is not None:
        if month.lower() in _ALSO_WORDS and not match.group().split()[0].islower():
            return not before.endswith(_BEFORE_MONTH)
        return not month[0].isupper()
    if weekday is not None:
        return not weekday[0].isupper() or (
            weekday.lower() in _ALSO_WORDS and not weekday.endswith(".")
        )
    if match.group("duration") is None:
        return False
    following = text[match.end() : match.end() + 8].lstrip().lower()
    if following.startswith(("old", "of age", "young")):
        return True
    is_share = match.group("u3").lower().startswith("quarter") and "-" in match.group()
    # "$1.76 a year" is a rate.
    is_rate = match.group("n3").lower() in {"a", "an"} and match.group().lower().startswith("a")
    return is_share or (is_rate and not _RATES.search(before))


_ALSO_WORDS = frozenset({"may", "march", "mar", "sat", "sun", "mon", "wed", "fri"})
_BEFORE_MONTH = (
    "in",
    "of",
    "by",
    "since",
    "until",
    "last",
    "next",
    "this",
    "late",
    "early",
    "from",
)


class _Reader:
    """Says what a match is worth, as counted from one day."""

    def __init__(self, words: DateWords, today: date | None) -> None:
        self._words = words
        self._today = today

    def read(self, match: re.Match[str]) -> tuple[str, DatePrecision] | None:
        """The value and its precision; None for what is no date after all."""
        for name, reader in _READERS.items():
            if match.group(name) is not None:
                return reader(self, match)
        return None

    # ── Stated ───────────────────────────────────────────────────────────────────────────

    def iso(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """2025-02-24, 2025-02."""
        value = match.group("iso")
        return value, DatePrecision.DAY if len(value) > 7 else DatePrecision.MONTH

    def dotted(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """24.02.2025."""
        day, month, year = match.group("dotted").split(".")
        return f"{year}-{int(month):02}-{int(day):02}", DatePrecision.DAY

    def slashed(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """02/24/2025, as Americans write it."""
        month, day, year = match.group("slashed").split("/")
        full = year if len(year) == 4 else str(self._near_century(int(year)))
        return f"{full}-{int(month):02}-{int(day):02}", DatePrecision.DAY

    def month_day(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """Feb. 24, 2025; 24 February."""
        month = self._month(match.group("m1") or match.group("m2"))
        day = int(re.sub(r"\D", "", match.group("d1") or match.group("d2")))
        stated = match.group("y1") or match.group("y2")
        year = stated or self._nearest_year(month, day)
        return f"{year}-{month:02}-{day:02}", DatePrecision.DAY

    def month_year(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """February 2025, June last year."""
        year = self._stated_year(match.group("y3"))
        return f"{year}-{self._month(match.group('m3')):02}", DatePrecision.MONTH

    def month(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """February, last April."""
        month = self._month(match.group("m4"))
        return f"{self._nearest_year(month, 15)}-{month:02}", DatePrecision.MONTH

    def year(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """2025."""
        return match.group("y8"), DatePrecision.YEAR

    def decade(self, match: re.Match[str]) -> tuple[str, DatePrecision] | None:
        """The 1970s; '90s are those of the century past."""
        digits = match.group("y6")
        if len(digits) == 2:
            return None
        return digits[:3], DatePrecision.DECADE

    def century(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """The 20th century."""
        return str(int(match.group("c1")) - 1), DatePrecision.CENTURY

    def season(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """Summer 2025."""
        return f"{match.group('y7')}-{self._season(match.group('s1'))}", DatePrecision.SEASON

    def quarter_of_year(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """Q3 2025."""
        return f"{match.group('y5') or self._year()}-Q{match.group('q2')}", DatePrecision.QUARTER

    # ── Relative to the publication ──────────────────────────────────────────────────────

    def weekday(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """Friday, last Monday, Thursday evening."""
        number = self._words.weekdays[match.group("wd").strip(".").lower()]
        if self._today is None:
            return "XXXX-WXX", DatePrecision.DAY
        back = (self._today.weekday() - number) % 7
        which = (match.group("w1") or "").lower()
        day = self._today - timedelta(days=back or (7 if which in _BACK else 0))
        if which in _ON:
            day = self._today + timedelta(days=(number - self._today.weekday()) % 7 or 7)
        value = day.isoformat()
        if match.group("t1"):
            return f"{value}T{self._daytime(match.group('t1'))}", DatePrecision.TIME
        if match.group("h1"):
            return f"{value}T{_clock(match.group('h1'))}", DatePrecision.TIME
        return value, DatePrecision.DAY

    def near(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """Yesterday, today, tomorrow."""
        word = match.group("n1").lower()
        if self._today is None:
            return "XXXX-XX-XX", DatePrecision.DAY
        by = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
        value = (self._today + timedelta(days=by)).isoformat()
        daytime = match.group("t4")
        if word == "tonight" or daytime:
            return f"{value}T{self._daytime(daytime) if daytime else 'NI'}", DatePrecision.TIME
        return value, DatePrecision.DAY

    def daytime(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """This evening, last night."""
        if self._today is None:
            return f"XXXX-XX-XXT{self._daytime(match.group('t2'))}", DatePrecision.TIME
        by = -1 if match.group("w4").lower() == "last" else 0
        day = self._today + timedelta(days=by)
        return f"{day.isoformat()}T{self._daytime(match.group('t2'))}", DatePrecision.TIME

    def quarter(self, match: re.Match[str]) -> tuple[str, DatePrecision] | None:
        """The third quarter, the first half of 2025, the year-earlier quarter."""
        is_half = match.group("qh").lower() == "half"
        ordinal = (match.group("q1") or "").lower()
        which = (match.group("w5") or "").lower()
        earlier = "year-earlier" in match.group().lower() or "year-ago" in match.group().lower()
        if is_half:
            if not ordinal or not match.group("y4"):
                return None
            return (
                f"{self._stated_year(match.group('y4'))}-H{self._ordinal(ordinal)}",
                DatePrecision.HALF,
            )
        stated = match.group("y4")
        if self._today is None:
            return (
                f"XXXX-Q{self._ordinal(ordinal)}" if ordinal else "XXXX-QX"
            ), DatePrecision.QUARTER
        reported = (self._today.month - 1) // 3 or 4
        year = self._today.year - (1 if reported == 4 and self._today.month < 4 else 0)
        number = self._ordinal(ordinal) if ordinal else reported
        if ordinal and not stated and number > reported + 1:
            year -= 1
        if earlier:
            year -= 1
        if which in {"next"}:
            number, year = (number % 4 + 1, year + (number == 4))
        if stated:
            year = int(self._stated_year(stated))
        if (
            not ordinal
            and not which
            and not earlier
            and not match.group().lower().startswith("the")
        ):
            return None
        return f"{year}-Q{number}", DatePrecision.QUARTER

    def year_ago(self, _match: re.Match[str]) -> tuple[str, DatePrecision]:
        """A year ago, the year-earlier period: the same quarter of the year before."""
        if self._today is None:
            return "PAST_REF", DatePrecision.VAGUE
        reported = (self._today.month - 1) // 3 or 4
        year = self._today.year - 1 - (1 if reported == 4 and self._today.month < 4 else 0)
        return f"{year}-Q{reported}", DatePrecision.QUARTER

    def ago(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """Two weeks ago, three days later."""
        number, unit = self._number(match.group("n2")), self._unit(match.group("u2"))
        forward = match.group("dir").lower() in {"later", "after", "from now", "hence"}
        if number is None or self._today is None:
            return ("FUTURE_REF" if forward else "PAST_REF"), DatePrecision.VAGUE
        sign = 1 if forward else -1
        if unit == "Y":
            return str(self._today.year + sign * number), DatePrecision.YEAR
        if unit == "E":
            return str(self._today.year + sign * 10 * number), DatePrecision.YEAR
        if unit == "M" and match.group("u2").lower().startswith("month"):
            months = self._today.year * 12 + self._today.month - 1 + sign * number
            return f"{months // 12}-{months % 12 + 1:02}", DatePrecision.MONTH
        days = {"D": 1, "W": 7}.get(unit)
        if days is None:
            return self._today.isoformat(), DatePrecision.DAY
        return (self._today + timedelta(days=sign * days * number)).isoformat(), DatePrecision.DAY

    def relative(self, match: re.Match[str]) -> tuple[str, DatePrecision] | None:
        """Last week, next year, this summer."""
        which, unit = match.group("w2").lower(), match.group("u1").lower()
        by = -1 if which in _BACK else 1 if which in _ON else 0
        if self._today is None:
            return "XXXX", DatePrecision.VAGUE
        today = self._today
        months = today.year * 12 + today.month - 1 + by
        year, week, _ = (today + timedelta(days=7 * by)).isocalendar()
        known = {
            "year": (str(today.year + by), DatePrecision.YEAR),
            "month": (f"{months // 12}-{months % 12 + 1:02}", DatePrecision.MONTH),
            "weekend": (f"{year}-W{week:02}-WE", DatePrecision.DAY),
            "week": (f"{year}-W{week:02}", DatePrecision.WEEK),
            "day": ((today + timedelta(days=by)).isoformat(), DatePrecision.DAY),
            "decade": (str(today.year // 10 + by), DatePrecision.DECADE),
            "century": (str(today.year // 100 + by), DatePrecision.CENTURY),
        }
        if unit in known:
            return known[unit]
        season = self._season(unit)
        ends = {"SP": 6, "SU": 9, "FA": 12, "WI": 3}[season]
        back = by < 0 and today.month < ends
        return f"{today.year + (by if by > 0 else -int(back))}-{season}", DatePrecision.SEASON

    # ── Stretches ────────────────────────────────────────────────────────────────────────

    def duration(self, match: re.Match[str]) -> tuple[str, DatePrecision] | None:
        """Three years, the past two months, a decade."""
        written, unit_word = match.group("n3").lower(), match.group("u3").lower()
        unit = self._unit(unit_word)
        number = self._number(written)
        if unit_word == "second" or (unit_word == "quarter" and written in {"a", "an"}):
            return None
        time = "T" if unit in _SMALL_UNITS or unit_word.startswith("minute") else ""
        if number is None:
            return f"P{time}X{unit}", DatePrecision.DURATION
        if unit == "E":
            return f"P{number * 10}Y", DatePrecision.DURATION
        if unit == "C":
            return f"P{number * 100}Y", DatePrecision.DURATION
        half = "6M" if "1/2" in written and unit == "Y" else ""
        return f"P{time}{number}{unit}{half}", DatePrecision.DURATION

    def plural(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """Decades, years."""
        return f"PX{self._unit(match.group('plural'))}", DatePrecision.DURATION

    def repeated(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """Every week, annually."""
        words = match.group("set").lower().split()
        if len(words) == 1:
            return self._words.sets[words[0]], DatePrecision.SET
        word = words[1].strip(".")
        if word in self._words.weekdays:
            return f"XXXX-WXX-{self._words.weekdays[word] + 1}", DatePrecision.SET
        if word in self._words.months:
            return f"XXXX-{self._words.months[word]:02}", DatePrecision.SET
        return f"P1{self._unit(word)}", DatePrecision.SET

    def vague(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """Now, recently, in the coming days."""
        return self._words.vague[match.group("vague").lower()], DatePrecision.VAGUE

    def weekend(self, _match: re.Match[str]) -> tuple[str, DatePrecision]:
        """The weekend."""
        if self._today is None:
            return "XXXX-WXX-WE", DatePrecision.DAY
        year, week, day = self._today.isocalendar()
        if day < 5:
            year, week, _ = (self._today - timedelta(days=7)).isocalendar()
        return f"{year}-W{week:02}-WE", DatePrecision.DAY

    def current(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """The end of the year, the current month, that day: those of the publication."""
        unit = (match.group("u4") or match.group("u5") or "year").lower()
        if self._today is None:
            return "XXXX", DatePrecision.VAGUE
        today = self._today
        quarter = (today.month - 1) // 3 or 4
        if "period" in match.group().lower() or unit == "quarter":
            return f"{today.year}-Q{quarter}", DatePrecision.QUARTER
        year, week, _ = today.isocalendar()
        return {
            "year": (str(today.year), DatePrecision.YEAR),
            "month": (f"{today.year}-{today.month:02}", DatePrecision.MONTH),
            "week": (f"{year}-W{week:02}", DatePrecision.WEEK),
            "day": (today.isoformat(), DatePrecision.DAY),
        }[unit]

    def spelled(self, match: re.Match[str]) -> tuple[str, DatePrecision] | None:
        """Nineteen ninety-one."""
        parts = [self._words.numbers.get(one.lower()) for one in match.group("n4", "n5") if one]
        numbers = [one for one in parts if isinstance(one, int)]
        total = sum(numbers)
        return (f"19{total:02}", DatePrecision.YEAR) if 9 < total < 100 else None

    def clock(self, match: re.Match[str]) -> tuple[str, DatePrecision]:
        """7:15 p.m."""
        day = self._today.isoformat() if self._today else "XXXX-XX-XX"
        return f"{day}T{_clock(match.group('h2'))}", DatePrecision.TIME

    # ── Parts ────────────────────────────────────────────────────────────────────────────

    def _month(self, word: str) -> int:
        return self._words.months[word.strip(".").lower()]

    def _season(self, word: str) -> str:
        return self._words.seasons[word.lower()]

    def _daytime(self, word: str) -> str:
        return self._words.times_of_day[word.lower()]

    def _ordinal(self, word: str) -> int:
        return self._words.ordinals.get(word) or int(word[0])

    def _unit(self, word: str) -> str:
        lowered = word.lower()
        singular = "century" if lowered == "centuries" else lowered.removesuffix("s")
        return self._words.units.get(singular, "D")

    def _number(self, written: str) -> int | None:
        """The number; None for "several"."""
        if written[0].isdigit():
            return int(written.split(maxsplit=1)[0])
        total = 0
        for part in re.split(r"[\s-]", written.lower()):
            value = self._words.numbers.get(part)
            if not isinstance(value, int):
                return None
            total = total * value if value == 100 and total else total + value
        return total

    def _year(self) -> str:
        return str(self._today.year) if self._today else "XXXX"

    def _stated_year(self, words: str) -> str:
        if words[0].isdigit():
            return words
        by = {"last": -1, "next": 1}.get(words.split(maxsplit=1)[0].lower(), 0)
        return str(self._today.year + by) if self._today else "XXXX"

    def _nearest_year(self, month: int, day: int) -> str:
        """The year in which a month lies nearest to the publication."""
        if self._today is None:
            return "XXXX"
        today = self._today
        apart = (month - today.month) * 30 + day - today.day
        return str(today.year + (1 if apart < -_HALF_A_YEAR else -1 if apart > _HALF_A_YEAR else 0))

    def _near_century(self, digits: int) -> int:
        return 2000 + digits if digits < 70 else 1900 + digits


def _clock(words: str) -> str:
    lowered = words.lower()
    if lowered.startswith("noon"):
        return "12:00"
    if lowered.startswith("midnight"):
        return "24:00"
    found = re.match(r"(\d{1,2})(?::(\d\d))?", lowered)
    hour, minute = int(found[1]), found[2] or "00"  # type: ignore[index]
    if "p" in lowered and hour < 12:
        hour += 12
    return f"{hour:02}:{minute}"


_READERS = {
    "iso": _Reader.iso,
    "dotted": _Reader.dotted,
    "slashed": _Reader.slashed,
    "monthday": _Reader.month_day,
    "daymonth": _Reader.month_day,
    "monthyear": _Reader.month_year,
    "month": _Reader.month,
    "weekday": _Reader.weekday,
    "near": _Reader.near,
    "daytime": _Reader.daytime,
    "quarter": _Reader.quarter,
    "qyear": _Reader.quarter_of_year,
    "yearago": _Reader.year_ago,
    "ago": _Reader.ago,
    "relunit": _Reader.relative,
    "set": _Reader.repeated,
    "duration": _Reader.duration,
    "plural": _Reader.plural,
    "decade": _Reader.decade,
    "century": _Reader.century,
    "season": _Reader.season,
    "vague": _Reader.vague,
    "clock": _Reader.clock,
    "year": _Reader.year,
    "current": _Reader.current,
    "spelled": _Reader.spelled,
    "weekend": _Reader.weekend,
}
