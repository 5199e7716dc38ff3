"""Saved web pages: main text, title, author, date. `python -m benchmarks.extraction`

Lode's figures are those of the draft that an import would store: the reader of html, then
`complete`. trafilatura (text, metadata) and htmldate (dates) read the same bytes in the same
run. Text is scored by runs of four words (Article Extraction Benchmark, macro average) and by
hand-picked segments that must and must not be in it (trafilatura's own pages).

Options: --limit N takes the first N pages of each set, --json prints one object,
--errors FILE writes what was missed or wrongly kept, page by page.
"""

import argparse
import gzip
import json
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePath
from typing import Any

import htmldate
import trafilatura
from trafilatura.metadata import extract_metadata

from benchmarks import gold
from workbench.domain import DateBasis
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.metadata import complete
from workbench.ingest.readers import html

Page = dict[str, Any]
Reader = Callable[[bytes, str], Page]


def read_by_lode(data: bytes, name: str) -> Page:
    try:
        draft = complete(html.read(data), PurePath(name), None)
    except (Refused, Unreadable):
        return {}
    # The name of a file is the gold standard's own, not the page's.
    date = None if draft.date_basis is DateBasis.FILE else draft.published
    return {"text": draft.text, "title": draft.title, "author": draft.author, "date": date}


def read_by_trafilatura(data: bytes, _name: str) -> Page:
    found = trafilatura.bare_extraction(data, include_comments=False)
    return {"text": found.text if found else ""}


def facts_by_trafilatura(data: bytes, _name: str) -> Page:
    facts = extract_metadata(data)
    return {"title": facts.title, "author": facts.author, "date": facts.date}


def date_by_htmldate(data: bytes, _name: str) -> Page:
    return {"date": htmldate.find_date(data, original_date=True)}


class Set:
    """Pages with what is known of them, and what was read from them, by reader."""

    def __init__(self, folder: Path, file: str, limit: int | None) -> None:
        lines = (folder / file).read_text(encoding="utf-8").splitlines()[:limit]
        self.known: dict[str, Page] = {page["id"]: page for page in map(json.loads, lines)}
        self._folder = folder

    def read(self, *readers: Reader) -> tuple[list[dict[str, Page]], list[float]]:
        """What each reader found, by page, and its processor time in ms a page."""
        found: list[dict[str, Page]] = [{} for _ in readers]
        seconds = [0.0 for _ in readers]
        for key, page in self.known.items():
            data = gzip.decompress((self._folder / page["page"]).read_bytes())
            # One after the other on each page, so that a busy moment is nobody's advantage.
            for n, reader in enumerate(readers):
                started = time.process_time()
                found[n][key] = reader(data, PurePath(page["page"]).name)
                seconds[n] += time.process_time() - started
        return found, [1000 * spent / max(1, len(self.known)) for spent in seconds]


def measure(limit: int | None) -> tuple[dict[str, dict[str, float]], list[Page]]:
    """Figures by name and program, and what went wrong page by page."""
    score = gold.scorer()
    web = gold.folder() / "2_web"
    figures: dict[str, dict[str, float]] = {}
    for reader in (read_by_lode, read_by_trafilatura):  # load models and word lists untimed
        reader(b"<html><body><p>A crane was bought on Monday.</p></body></html>", "")

    news = Set(web / "aeb", "dev.jsonl", limit)
    (ours, theirs), _ = news.read(read_by_lode, read_by_trafilatura)
    results = [score.text(news.known, texts) for texts in (ours, theirs)]
    for key, name in (("F1", "F1"), ("P", "precision"), ("R", "recall")):
        figures[f"main text, 4-gram {name}"] = _pair(r[key] for r in results)
    errors = [_shingle_errors(score, page, ours[key]) for key, page in news.known.items()]

    pages = Set(web / "adbar", "trafilatura_dev.jsonl", limit)
    (ours, theirs, facts), (mine, peer, _) = pages.read(
        read_by_lode, read_by_trafilatura, facts_by_trafilatura
    )
    results = [score.segments(pages.known, texts) for texts in (ours, theirs)]
    for key, name in (("F1", "F1"), ("P", "precision"), ("R", "recall")):
        figures[f"with/without segments, {name}"] = _pair(r[key] for r in results)
    results = [score.meta(pages.known, stated) for stated in (ours, facts)]
    figures["title, exact"] = _pair(r["title"]["recall"] for r in results)
    for name in ("precision", "recall"):
        figures[f"author, {name}"] = _pair(r["author"][name] for r in results)
    figures["date of the same pages, recall"] = _pair(r["date"]["recall"] for r in results)
    errors += [_segment_errors(page, ours[key]) for key, page in pages.known.items()]

    dated = Set(web / "adbar", "htmldate_dev.jsonl", limit)
    (ours, theirs), _ = dated.read(read_by_lode, date_by_htmldate)
    results = [score.meta(dated.known, dates)["date"] for dates in (ours, theirs)]
    figures["date, exact day, recall (htmldate)"] = _pair(r["recall"] for r in results)

    figures["processor time, ms a page"] = {"lode": round(mine, 1), "peer": round(peer, 1)}
    return figures, [error for error in errors if len(error) > 1]


def _pair(values: Iterable[float]) -> dict[str, float]:
    return dict(zip(("lode", "peer"), values, strict=True))


def _shingle_errors(score: Any, page: Page, found: Page) -> Page:
    wanted, got = score.sh(page["text"]), score.sh(found.get("text", ""))
    missing, extra = wanted - got, got - wanted
    return {"id": page["id"]} | {
        name: [" ".join(words) for words in runs]
        for name, runs in (("missing", missing), ("extra", extra))
        if runs
    }


def _segment_errors(page: Page, found: Mapping[str, Any]) -> Page:
    text = found.get("text") or ""
    wrong: Page = {"id": page["id"]}
    if missing := [words for words in page.get("with") or [] if words not in text]:
        wrong["missing"] = missing
    if extra := [words for words in page.get("without") or [] if words in text]:
        wrong["extra"] = extra
    for field in ("title", "author", "date"):
        if page.get(field) and page[field] != found.get(field):
            wrong[field] = [page[field], found.get(field)]
    return wrong


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--limit", type=int, help="take the first N pages of each set")
    options.add_argument("--json", action="store_true", help="print one JSON object")
    options.add_argument("--errors", type=Path, help="write what went wrong, page by page")
    chosen = options.parse_args()
    figures, errors = measure(chosen.limit)
    if chosen.errors:
        lines = (json.dumps(error, ensure_ascii=False) for error in errors)
        chosen.errors.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if chosen.json:
        print(json.dumps(figures, indent=1))
    else:
        rows = [(name, pair["lode"], pair["peer"]) for name, pair in figures.items()]
        print(gold.table(("saved pages", "Lode", "trafilatura / htmldate"), rows))


if __name__ == "__main__":
    main()
