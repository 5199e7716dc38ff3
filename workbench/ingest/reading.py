"""From the bytes of a file to its articles, whatever its format. Imported by `worker` alone."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePath
from typing import Any

from workbench.domain import ArticleDraft
from workbench.ingest import dumps, sniff
from workbench.ingest.failures import Refused
from workbench.ingest.formats import CONTAINERS, SUFFIXES
from workbench.ingest.members import Member, failing, nonempty
from workbench.ingest.metadata import complete
from workbench.ingest.readers import READERS, VIEWS, archive, feed, mbox
from workbench.ingest.readers.archive import Budget, Entry

DEEPEST = 2
"""How deep an archive may lie in others to be opened; a file that is one itself lies at 0."""


@dataclass(frozen=True)
class Source:
    """The bytes of a file with what is known of it: `name` says the format and perhaps a date,
    `modified` is its time stamp in seconds (None: it has none), `mapping` names the columns of
    a table. `budget` is what it may still unpack, at whatever `depth` of archives it lies."""

    data: bytes
    name: str
    modified: float | None
    mapping: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0
    budget: Budget = field(default_factory=Budget)

    @cached_property
    def format(self) -> str:
        """The format by name and content; raises `Refused` for one that Lode does not read."""
        suffix = PurePath(self.name).suffix.lower()
        if suffix not in SUFFIXES:
            raise Refused(f"Lode does not read {suffix or 'such'} files.")
        return sniff.format_of(SUFFIXES[suffix], self.data)

    @property
    def holds_many(self) -> bool:
        """Whether the format is one of several articles a file."""
        return self.format in _CONTAINERS


def article(source: Source) -> ArticleDraft:
    """The article of a file of one."""
    return complete(READERS[source.format](source.data), PurePath(source.name), source.modified)


def members(source: Source) -> Iterator[Member]:
    """The articles of a file of several; raises `Refused` when there are none."""
    return nonempty(_CONTAINERS[source.format](source))


def one_article(source: Source, name: str | None) -> tuple[str, ArticleDraft]:
    """An article of the file, the one called `name` of several, and the hash of its bytes."""
    if name is None:
        return hashlib.sha256(source.data).hexdigest(), article(source)
    member = _named(source, name)
    content = member.content()
    return hashlib.sha256(content).hexdigest(), member.read(content)


def whole_text(source: Source, name: str | None) -> str:
    """All text of the original, nothing cut; the article's own where the format has no more."""
    if name is not None:
        if source.format == "zip":
            inner = _entry(source, name)
            return whole_text(inner[0], inner[1])
        return one_article(source, name)[1].text
    view = VIEWS.get(source.format)
    return view(source.data) if view else article(source).text


def preview(source: Source) -> dict[str, Any]:
    """The columns of a table of articles, what they are taken for, and its first rows."""
    return dumps.preview(dumps.rows(source.format, source.data), source.mapping)


def _named(source: Source, name: str) -> Member:
    for member in members(source):
        if member.name == name:
            return member
    raise Refused("The file no longer holds this article.")


def _entry(source: Source, name: str) -> tuple[Source, str | None]:
    """What lies in an archive under a member's name, and the member of that, if it has any."""
    for entry in archive.entries(source.data, source.budget):
        if name == entry.name:
            return _inner(source, entry), None
        if name.startswith(f"{entry.name}#"):
            return _inner(source, entry), name.removeprefix(f"{entry.name}#")
    raise Refused("The archive no longer holds this article.")


def _inner(source: Source, entry: Entry, data: bytes | None = None) -> Source:
    return replace(
        source,
        data=entry.data() if data is None else data,
        name=entry.file_name,
        modified=entry.modified,
        depth=source.depth + 1,
    )


def _in_archive(source: Source) -> Iterator[Member]:
    if source.depth > DEEPEST:
        raise Refused("Archives are nested too deeply in it.")
    for entry in archive.entries(source.data, source.budget):
        yield from _of_entry(source, entry)


def _of_entry(source: Source, entry: Entry) -> Iterator[Member]:
    """The articles of one entry; what keeps it from being read is its own failure."""
    if PurePath(entry.file_name).suffix.lower() not in CONTAINERS:
        # Unpacked when it is asked for, so that a place behind it is found again fast.
        yield Member(entry.name, entry.data, lambda data: article(_inner(source, entry, data)))
        return
    try:
        inner = _inner(source, entry)
        if inner.holds_many:
            for member in members(inner):
                yield replace(member, name=f"{entry.name}#{member.name}")
            return
    except Exception as error:  # noqa: BLE001 - told when the member is read, with the others
        yield failing(entry.name, error)
        return
    yield Member(entry.name, lambda: inner.data, lambda _: article(inner))


def _in_table(source: Source) -> Iterator[Member]:
    return dumps.articles(dumps.rows(source.format, source.data), source.mapping)


def _in_feed(source: Source) -> Iterator[Member]:
    return feed.members(source.data, source.modified)


def _in_mailbox(source: Source) -> Iterator[Member]:
    return mbox.members(source.data, source.modified)


_CONTAINERS = {
    "zip": _in_archive,
    "csv": _in_table,
    "json": _in_table,
    "jsonl": _in_table,
    "feed": _in_feed,
    "mbox": _in_mailbox,
}
