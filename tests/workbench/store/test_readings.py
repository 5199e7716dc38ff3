"""Figures of readings that are kept, read in one pass."""

import sqlite3
from pathlib import Path

from workbench.extract.packing import packed
from workbench.extract.reading import read_along
from workbench.store.readings import FIGURE_COLUMNS, ReadingCache

TEXT = (
    "Nearly 500 tonnes of lithium ore were sold, the minister said. The deal was worth $20 million."
)


def kept(path: Path, version: int = 1) -> ReadingCache:
    return ReadingCache(path / "readings.sqlite", version)


def test_the_figures_of_all_readings_come_in_one_pass(tmp_path: Path) -> None:
    cache = kept(tmp_path)
    cache.put("a", "2025-02-26", packed(read_along(TEXT)))
    cache.put("b", "", packed(read_along("Some 12 mines closed.")))
    texts, rows = cache.figures()
    assert set(texts) == {("a", "2025-02-26"), ("b", "")}
    of_first = [row for row in rows if row[0] == texts["a", "2025-02-26"]]
    values = [dict(zip(FIGURE_COLUMNS, row[1:], strict=True)) for row in of_first]
    assert [(one["value"], one["unit"], one["currency"]) for one in values] == [
        (500.0, "tonne", None),
        (20e6, None, "USD"),
    ]
    assert values[0]["qualifier"] == "~"
    assert TEXT[values[1]["span_start"] : values[1]["span_end"]] == "$20 million"
    assert cache.figures(least=1.01)[1] == []
    cache.close()


def test_a_text_that_is_read_again_has_its_figures_once(tmp_path: Path) -> None:
    cache = kept(tmp_path)
    for _ in range(2):
        cache.put("a", "", packed(read_along(TEXT)))
    texts, rows = cache.figures()
    assert len(texts) == 1
    assert len(rows) == 2
    cache.close()
    newer = kept(tmp_path, version=2)
    assert newer.figures()[0] == {}
    newer.put("a", "", packed(read_along("Some 12 mines closed.")))
    assert len(newer.figures()[1]) == 1
    newer.close()


def test_readings_from_before_get_their_figures_when_they_are_asked_for(tmp_path: Path) -> None:
    cache = kept(tmp_path)
    cache.put("a", "", packed(read_along(TEXT)))
    before = cache.figures()[1]
    cache.close()
    with sqlite3.connect(tmp_path / "readings.sqlite") as db:
        db.execute("DROP TABLE figures")
        db.execute("DROP TABLE read_texts")
    db.close()
    cache = kept(tmp_path)
    assert [row[1:] for row in cache.figures()[1]] == [row[1:] for row in before]
    cache.close()


def test_a_cache_that_is_closed_or_cannot_be_opened_has_none(tmp_path: Path) -> None:
    cache = kept(tmp_path)
    cache.close()
    cache.put("a", "", packed(read_along(TEXT)))
    assert cache.figures() == ({}, [])
    (tmp_path / "file").write_text("no folder")
    assert ReadingCache(tmp_path / "file" / "x.sqlite", 1).figures() == ({}, [])
