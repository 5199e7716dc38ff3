"""The quotes of the public news, read once and kept."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import gold
from workbench.extract.names import resolved
from workbench.extract.quotes import find_quotes
from workbench.extract.reading import VERSION


@dataclass(frozen=True, slots=True)
class NewsQuote:
    """A quote as it was read: `parts` are its words without what interrupts them."""

    article: int
    outlet: str
    date: str | None
    speaker: str | None
    parts: tuple[str, ...]


def news(folder: Path, articles: int) -> Path:
    """Have the public generator write so many news articles, all of them real; gives the file."""
    path = folder / f"news-{articles}.jsonl"
    if not path.exists():
        maker = gold.folder() / "1_news" / "make_corpus.py"
        command = [sys.executable, str(maker), str(articles), str(path), "--news-only"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


def quotes(folder: Path, articles: int) -> tuple[list[NewsQuote], float]:
    """The quotes of so many articles, and the seconds that reading them took."""
    kept = folder / f"quotes-{articles}-v{VERSION}.jsonl"
    timed = kept.with_suffix(".seconds")
    if not timed.exists():
        began = time.perf_counter()
        with kept.open("w", encoding="utf-8") as out:
            for row in _read(news(folder, articles)):
                out.write(json.dumps(row) + "\n")
        timed.write_text(str(time.perf_counter() - began), encoding="utf-8")
    with kept.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = [NewsQuote(a, outlet, date, who, tuple(parts)) for a, outlet, date, who, parts in rows]
    return found, float(timed.read_text(encoding="utf-8"))


def _read(path: Path) -> Iterator[list[object]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            text = record["text"]
            for quote in resolved(text, find_quotes(text)):
                words = text[quote.span.start : quote.span.end]
                cuts = [0, *(end for gap in quote.gaps for end in (gap.start, gap.end)), len(words)]
                parts = [words[cuts[i] : cuts[i + 1]].strip() for i in range(0, len(cuts), 2)]
                day = (record.get("date") or "")[:10] or None
                outlet = record.get("source") or ""
                yield [number, outlet, day, quote.name or quote.speaker, parts]
