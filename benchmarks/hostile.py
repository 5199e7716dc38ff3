"""Hostile files: each with an outcome and a reason, none that crashes, hangs or fills memory.

`python -m benchmarks.hostile` reads the public set and, in a temporary folder, files made to do
harm. A file of the set whose ending Lode does not read is refused by its name; so that the
readers meet it all the same, it is read again under the ending that its content suggests.
"""

import collections
import io
import json
import os
import resource
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import gold
from workbench.domain import Outcome, ReadFile
from workbench.ingest import SUFFIXES, ReaderPool, Request, scan
from workbench.ingest.decode import decode
from workbench.ingest.failures import Refused
from workbench.text import canonical

_PROCESS = ("took longer", "ended without")
_MEGABYTE = 1024 * 1024


def main() -> None:
    folder = gold.folder() / "6_hostile"
    manifest = [json.loads(line) for line in (folder / "MANIFEST.jsonl").read_text().splitlines()]
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "made"
        made.mkdir()
        bombs(made)
        renamed = Path(temporary) / "renamed"
        renamed.mkdir()
        strange = list(under_fitting_names([folder / one["file"] for one in manifest], renamed))
        rows = [
            measure("the public set", [folder / one["file"] for one in manifest]),
            measure("the same under fitting endings", strange),
            measure("files made to do harm", [made]),
        ]
    head = ("files", "found", *(one.value for one in Outcome), "without a reason", "stopped",
            "slowest", "peak memory of a reader")  # fmt: skip
    print(gold.table(head, rows))
    right, known, wrong = encodings(folder, manifest)
    print(f"encodings decoded right: {right} of {known} ({right / known:.4f})")
    for line in wrong:
        print(f"  {line}")


def measure(name: str, paths: list[Path]) -> tuple[object, ...]:
    """One row: how many ended how, and what it cost."""
    files = [one for one in scan(paths) if one.outcome is None]
    refused = [one for one in scan(paths) if one.outcome is not None]
    tally: collections.Counter[Outcome] = collections.Counter(
        one.outcome for one in refused if one.outcome
    )
    unreasoned = sum(not one.reason for one in refused)
    stopped = 0
    slowest = 0.0
    with ReaderPool(1) as pool:
        started = time.perf_counter()
        for read in pool.read_all(Request(one.path) for one in files):
            now = time.perf_counter()
            slowest, started = max(slowest, now - started), now
            tally[read.outcome] += 1
            unreasoned += needs_reason(read)
            stopped += any(words in read.reason for words in _PROCESS)
            if any(words in read.reason for words in _PROCESS):
                print(f"  stopped: {Path(read.path).name}: {read.reason}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    counts = [tally[one] for one in Outcome]
    return (name, sum(counts), *counts, unreasoned, stopped, f"{slowest:.1f} s", f"{peak:.0f} MB")


def needs_reason(read: ReadFile) -> bool:
    empty = read.draft is not None and not read.draft.text.strip()
    return empty or (read.outcome is not Outcome.IMPORTED and not read.reason)


def under_fitting_names(paths: list[Path], folder: Path) -> Iterator[Path]:
    """Copies of the files with unknown endings, under endings that their content suggests."""
    for number, path in enumerate(paths):
        if path.suffix.lower() in SUFFIXES or not path.is_file():
            continue
        data = path.read_bytes()
        for mark, suffix in (
            (b"%PDF", ".pdf"),
            (b"PK\x03\x04", ".zip"),
            (b"{\\rtf", ".rtf"),
            (b"<", ".html"),
            (b"", ".txt"),
        ):
            if data.lstrip()[: len(mark)] == mark:
                copy = folder / f"{number}{suffix}"
                shutil.copyfile(path, copy)
                yield copy
                break


def bombs(folder: Path) -> None:
    """Files that cost much more to read than they look."""
    for name, entry in (
        ("bomb.docx", "word/document.xml"),
        ("bomb.odt", "content.xml"),
        ("bomb.epub", "META-INF/container.xml"),
        ("bomb.zip", "a.txt"),
    ):
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(entry, b" " * (300 * _MEGABYTE))
    nested = b"words"
    for level in range(12):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("a.txt" if level == 0 else "inner.zip", nested)
        nested = packed.getvalue()
    (folder / "nested.zip").write_bytes(nested)
    part = "Content-Type: message/rfc822\n\n"
    (folder / "parts.eml").write_text(f"Subject: x\n{part * 3_000}Subject: y\n\nhello")
    (folder / "parts.mbox").write_text(f"From x\nSubject: x\n{part * 3_000}Subject: y\n\nhello")
    (folder / "header.eml").write_text(f"Subject: {'=?utf-8?q?x?= ' * 10_000}\n\nhello")
    (folder / "tags.html").write_text("<a " * 20_000)
    (folder / "divs.html").write_text("<div>" * 2_000 + "Words in the middle." + "</div>" * 2_000)
    (folder / "attributes.html").write_text(f"<p {'a=b ' * 300_000}>Words</p>")
    (folder / "line.txt").write_text("word " * 1_000_000)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    (folder / "laughs.xml").write_text(
        f"{doctype}<rss><channel><item>&e9;&f;</item></channel></rss>"
    )
    (folder / "laughs.xhtml").write_text(f"{doctype}<html><body><p>&e9;&f;</p></body></html>")
    (folder / "deep.json").write_text("[" * 1_000_000)
    (folder / "deep.rtf").write_text("{\\rtf1" + "{" * 500_000)
    (folder / "fonts.rtf").write_text("{\\rtf1{\\fonttbl" + "\\f1\\fcharset1" * 100_000)
    (folder / "wide.csv").write_text(",".join(map(str, range(200_000))) + "\n1\n")
    (folder / "quote.csv").write_text('title,text\na,"' + "x" * 20_000_000)
    stream = __import__("zlib").compress(b"BT /F1 1 Tf (words) Tj ET\n" * 8_000_000, 9)
    (folder / "bomb.pdf").write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]"
        b"/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
        + b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(stream)
        + stream
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>"
    )
    (folder / "empty.txt").touch()
    (folder / "spaces.html").write_text(" \n" * 1_000)
    for suffix in sorted(SUFFIXES):
        (folder / f"noise{suffix}").write_bytes(os.urandom(50_000))
    (folder / "link.txt").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.txt")
    with (folder / "sparse.txt").open("wb") as file:
        file.truncate(10 * 1024 * _MEGABYTE)
    (folder / "folder.txt").mkdir()
    (folder / "caf\udce9.txt").write_text("Title\n\nWords in a file whose name is no text.")


def encodings(folder: Path, manifest: list[dict[str, str]]) -> tuple[int, int, list[str]]:
    """Of the files whose encoding is known: decoded right, all, and the wrong ones."""
    right, known = 0, 0
    wrong = []
    for one in manifest:
        if not (encoding := one.get("gold_encoding")):
            continue
        data = (folder / one["file"]).read_bytes()
        try:
            wanted = canonical(data.decode(encoding, "strict"))
        except (LookupError, UnicodeDecodeError):
            continue  # the label does not fit the bytes
        known += 1
        try:
            found = canonical(decode(data).text)
        except Refused as error:
            found = str(error)
        if found == wanted:
            right += 1
        else:
            wrong.append(f"{one['file']} ({encoding})")
    return right, known, wrong


if __name__ == "__main__":
    main()
