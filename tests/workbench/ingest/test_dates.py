"""Dates as articles write them."""

import datetime
import time

import pytest

from workbench.ingest.dates import (
    date_alone,
    date_in_address,
    date_in_name,
    date_of_file,
    dateline,
    iso_date,
)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2025-03-12", "2025-03-12"),
        ("2025-03-12T08:30:00Z", "2025-03-12T08:30:00+00:00"),
        ("2025-03-12T08:30:15.123+0200", "2025-03-12T08:30:15+02:00"),
        ("2025-03-12 08:30", "2025-03-12T08:30:00"),
        ("Wed, 12 Mar 2025 08:30:00 GMT", "2025-03-12"),
        ("March 12, 2025", "2025-03-12"),
        ("Mar. 12 2025", "2025-03-12"),
        ("12th of March 2025", "2025-03-12"),
        ("12. März 2025", "2025-03-12"),
        ("1er avril 2025", "2025-04-01"),
        ("12 de marzo de 2025", "2025-03-12"),
        ("12 марта 2025 года", "2025-03-12"),
        ("12 березня 2025 року", "2025-03-12"),
        ("12.03.2025", "2025-03-12"),
        ("25/03/2025", "2025-03-25"),
        ("03/25/2025", "2025-03-25"),
        ("2025/3/12", "2025-03-12"),
        ("03/04/2025", None),
        ("30 February 2025", None),
        ("2025-13-40", None),
        ("12 Marble 2025", None),
        ("March 12, 3025", None),
        ("", None),
    ],
)
def test_iso_date(words: str, iso: str | None) -> None:
    assert iso_date(words) == iso


@pytest.mark.parametrize(
    ("paragraph", "iso"),
    [
        ("Washington, August 2, 2025 — As the conflict goes on", "2025-08-02"),
        ("KYIV, March 12, 2025 — The", "2025-03-12"),
        ("KYIV, Ukraine, March 12, 2025 (AP) — The", "2025-03-12"),
        ("NORDGATE, June 18, 2025 - Few numbers", "2025-06-18"),
        ("St. Petersburg, 4 June 2025 – The", "2025-06-04"),
        ("BERLIN, 12. März 2025 – Die", "2025-03-12"),
        ("КИЇВ, 12 березня 2025 — Уряд", "2025-03-12"),
        ("Kyiv, March 12, 2025 was cold.", None),
        ("The talks began on Monday, March 24, 2025, raising hopes — and doubts", None),
        ("March 12, 2025 — a day", None),
        ("", None),
    ],
)
def test_dateline(paragraph: str, iso: str | None) -> None:
    assert dateline(paragraph) == iso


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("July 24, 2025", "2025-07-24"),
        ("Published: Thursday, 24 July 2025, 08:15 GMT", "2025-07-24"),
        ("Last updated on July 24, 2025 | 3 min read", "2025-07-24"),
        ("Veröffentlicht am 24.07.2025 um 8:15 Uhr", "2025-07-24"),
        ("Signed on July 24, 2025", None),
        ("July", None),
    ],
)
def test_date_alone(line: str, iso: str | None) -> None:
    assert date_alone(line) == iso


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://a.example/2025/03/12/title", "2025-03-12"),
        ("https://a.example/world/2025/mar/12/title", "2025-03-12"),
        ("https://a.example/title-2025-03-12.html", "2025-03-12"),
        ("https://a.example/news/20250312/title", "2025-03-12"),
        ("https://20250312.example/title", None),
        ("https://a.example/id/20259912", None),
        (None, None),
    ],
)
def test_date_in_address(url: str | None, iso: str | None) -> None:
    assert date_in_address(url) == iso


@pytest.mark.parametrize(
    ("stem", "iso"),
    [
        ("2025-03-12-first-clear-the-field", "2025-03-12"),
        ("20250312 notes", "2025-03-12"),
        ("notes_2025_03_12", "2025-03-12"),
        ("000_e6cb528c91bc1461", None),
        ("20251399", None),
    ],
)
def test_date_in_name(stem: str, iso: str | None) -> None:
    assert date_in_name(stem) == iso


def test_a_time_stamp_that_no_clock_has_set_is_no_date() -> None:
    day = datetime.datetime(2025, 3, 12, 12).astimezone()
    assert date_of_file(day.timestamp()) == "2025-03-12"
    assert date_of_file(0) is None
    assert date_of_file(time.time() + 10 * 86_400) is None
    assert date_of_file(1e20) is None
