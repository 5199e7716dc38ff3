"""The plain text from which articles in document formats are made.

A source is a head of `key: value` lines, a blank line, then paragraphs parted by blank lines;
`## ` opens a heading and `| a | b |` lines make a table (Word only). Of several files in one
archive `output` names archive and entry, parted by "#".
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Source:
    """One article: its head, and its paragraphs, headings and tables in order."""

    output: Path
    entry: str
    title: str
    author: str
    outlet: str
    language: str
    published: datetime
    blocks: tuple[str, ...]


def read_source(path: Path) -> Source:
    """The article in one file."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    output, _, entry = fields["output"].partition("#")
    return Source(
        output=Path(output),
        entry=entry,
        title=fields["title"],
        author=fields["author"],
        outlet=fields["outlet"],
        language=fields["language"],
        published=datetime.fromisoformat(f"{fields['date']}T08:00:00").replace(tzinfo=UTC),
        blocks=tuple(body.strip().split("\n\n")),
    )


def sources() -> Iterator[Source]:
    """All of them, by file name."""
    for path in sorted((HERE / "sources_for_documents").glob("*.txt")):
        yield read_source(path)


def pack(target: Path, members: dict[str, bytes], stored: tuple[str, ...] = ()) -> None:
    """A zip with one fixed time, so that a rebuild changes no bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, ZIP_EPOCH)
            member.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            packed.writestr(member, content)
