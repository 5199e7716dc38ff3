"""How fast saved pages become searchable articles: `python -m benchmarks.import_speed`

The whole import on two cores (scan, read in two processes, keep the originals, store, find
copies, index) beside trafilatura alone in one process, in the same run: with its metadata, as
Lode's reader gives them, and without. The pages are public ones, as often as it takes; the
vowels of each copy's text are moved on, so that none is a copy of another.
"""

import argparse
import gzip
import multiprocessing
import re
import shutil
import tempfile
import time
from pathlib import Path

import trafilatura

from benchmarks import gold
from workbench.project import Project


def other_words(page: bytes, times: int) -> bytes:
    """The page with other words of the same length between its tags."""
    if not times:
        return page
    letters = b"aeiou" if times < 5 else b"bcdfghklmnprst"
    moved = times % len(letters)
    table = bytes.maketrans(letters, letters[moved:] + letters[:moved])
    return re.sub(rb"<p[ >][^<]{20,}", lambda text: text[0].translate(table), page)


def write_pages(folder: Path, files: int) -> list[bytes]:
    """Write so many different pages to a new folder; gives the public ones they are made of."""
    public = gold.folder() / "2_web" / "adbar" / "pages" / "dev"
    sources = [gzip.decompress(path.read_bytes()) for path in sorted(public.glob("*.gz"))]
    folder.mkdir()
    for number in range(files):
        page = other_words(sources[number % len(sources)], number // len(sources))
        (folder / f"{number:06}.html").write_bytes(page)
    return sources


def trafilatura_alone(
    pages: list[bytes], metadata: bool, seconds: "multiprocessing.Queue[float]"
) -> None:
    """Extract every page in this process."""
    for page in pages[:20]:
        trafilatura.bare_extraction(page, with_metadata=metadata)
    started = time.perf_counter()
    for page in pages:
        trafilatura.bare_extraction(page, with_metadata=metadata)
    seconds.put(time.perf_counter() - started)


def peer(pages: list[bytes], *, metadata: bool) -> float:
    """Pages a second of trafilatura in a process of its own."""
    context = multiprocessing.get_context("spawn")
    seconds = context.Queue()
    process = context.Process(target=trafilatura_alone, args=(pages, metadata, seconds))
    process.start()
    taken = seconds.get()
    process.join()
    return len(pages) / taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--peer-files", type=int, default=505)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        articles = root / "articles"
        sources = write_pages(articles, options.files)
        with Project.create(root / "P", cache=root / "cache", child_index=True) as project:
            started = time.perf_counter()
            report = project.import_paths([articles])
            imported = time.perf_counter() - started
            project.sync_index()
            total = time.perf_counter() - started
            counts = {one.value: number for one, number in report.counts.items() if number}
            size = sum(one.stat().st_size for one in (root / "P").rglob("*") if one.is_file())
        shutil.rmtree(root / "P")
    sample = sources[: options.peer_files]
    with_facts, bare = peer(sample, metadata=True), peer(sample, metadata=False)
    ours = report.found / total
    rows = [
        ("Lode, all included", f"{ours:.1f}", "1.00"),
        ("trafilatura with metadata, one core", f"{with_facts:.1f}", f"{ours / with_facts:.2f}"),
        ("trafilatura without metadata, one core", f"{bare:.1f}", f"{ours / bare:.2f}"),
    ]
    print(f"{report.found:,} pages, {counts}; of {total:.0f} s {imported:.0f} s before the index")
    print(f"project: {size / report.found / 1024:.0f} KB a page, originals included")
    print(gold.table(["", "pages a second", "Lode is so many times as fast"], rows))


if __name__ == "__main__":
    main()
