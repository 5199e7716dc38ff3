"""Measured on public test data, where LODE_GOLD names it; skipped elsewhere."""

import gzip
import json
import re
from collections import Counter
from pathlib import Path

from workbench.domain import Outcome
from workbench.ingest import SUFFIXES, ReaderPool, Request
from workbench.ingest.readers import html


def test_every_hostile_file_ends_with_an_outcome(gold: Path) -> None:
    folder = gold / "6_hostile"
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES)[::3]
    with ReaderPool() as pool:
        results = list(pool.read_all(Request(file) for file in files))
    assert len({result.path for result in results}) == len(files) > 100
    for result in results:
        assert (result.draft is None) == (result.outcome in {Outcome.REFUSED, Outcome.FAILED})
        assert result.draft is None or result.draft.text.strip()
        assert result.reason or result.outcome is Outcome.IMPORTED
        assert "process" not in result.reason, result.path


def test_the_article_is_found_on_news_pages(gold: Path) -> None:
    folder = gold / "2_web" / "aeb"
    pages = [json.loads(line) for line in (folder / "dev.jsonl").read_text().splitlines()]
    precision = recall = 0.0
    for page in pages:
        source = gzip.decompress((folder / page["page"]).read_bytes())
        found, wanted = _shingles(html.read(source).text), _shingles(page["text"])
        both = (found & wanted).total()
        precision += both / max(1, found.total()) / len(pages)
        recall += both / max(1, wanted.total()) / len(pages)
    assert 2 * precision * recall / (precision + recall) > 0.965


def test_segments_of_saved_pages_are_there_or_not_as_they_should(gold: Path) -> None:
    folder = gold / "2_web" / "adbar"
    lines = (folder / "trafilatura_dev.jsonl").read_text().splitlines()[::3]
    right = wrong = missing = 0
    for page in map(json.loads, lines):
        text = html.read(gzip.decompress((folder / page["page"]).read_bytes())).text
        right += sum(words in text for words in page["with"] or [])
        missing += sum(words not in text for words in page["with"] or [])
        wrong += sum(words in text for words in page["without"] or [])
    assert 2 * right / (2 * right + wrong + missing) > 0.935


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    """The text's runs of four words, as the benchmark of these pages counts them."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[n : n + 4]) for n in range(max(1, len(words) - 3)))
