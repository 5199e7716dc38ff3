"""Which files an import is to read, and why others are not read.

Nothing is opened here: names and `lstat` decide. What is passed over by rule inside a folder
(hidden files, litter of the operating system, the folder of pictures and scripts that a
browser saves beside a page) is not yielded at all, so that the counts of a report add up to
what an analyst would call the files. A file that is named outright is never passed over.
"""

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.domain import Outcome
from workbench.ingest.formats import SUFFIXES, too_large

LITTER = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "$recycle.bin"})
"""Names that operating systems leave in folders, beside the hidden ones; lower case."""

COMPANIONS = ("_files", ".files", "-files", "_Dateien", "-Dateien", "_fichiers", "_archivos")
"""Ends of the folder name that browsers give to the parts of a saved page."""

_PAGES = (".html", ".htm", ".xhtml")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Found:
    """One file of an import. With an `outcome` it is not to be read, for `reason`."""

    path: Path
    shown: str
    """The path as it may be printed, stored and displayed; see `display_path`."""
    outcome: Outcome | None = None
    reason: str = ""


def display_path(path: Path | str) -> str:
    """The path with what cannot or should not be printed escaped: bytes that are no text,
    control characters, and the marks that turn the direction of writing."""
    return "".join(_shown(character) for character in str(path))


def _shown(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that Python could not decode
        return f"\\x{code - 0xDC00:02x}"
    if 0xD800 <= code <= 0xDFFF or character in _BIDI or character in "\u2028\u2029":
        return f"\\u{code:04x}"
    if code < 0x20 or 0x7F <= code <= 0x9F:
        return f"\\x{code:02x}"
    return character


def scan(paths: Iterable[Path]) -> Iterator[Found]:
    """The files under `paths`, folders recursively, in the order of their names.

    Every file is yielded once, even when two of the paths lead to it. Links are not followed,
    except a linked folder that is itself one of `paths`: its owner chose where it leads.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _root(Path(os.path.abspath(path))):  # noqa: PTH100 - resolve() follows links
            if (key := os.fspath(found.path)) not in seen:
                seen.add(key)
                yield found


def _root(path: Path) -> Iterator[Found]:
    try:
        info = path.lstat()
        if stat.S_ISDIR(info.st_mode) or (stat.S_ISLNK(info.st_mode) and path.is_dir()):
            yield from _folder(path.resolve())
        else:
            yield _file(path, info)
    except FileNotFoundError:
        yield Found(path, display_path(path), Outcome.FAILED, "There is no file or folder here.")
    except (OSError, ValueError) as error:
        yield _unreachable(path, error)


def _folder(root: Path) -> Iterator[Found]:
    waiting: list[Path | os.DirEntry[str]] = [root]
    while waiting:
        item = waiting.pop()
        path = Path(item)
        try:
            if item is root or _is_folder(item):
                waiting.extend(reversed(_entries(path)))
                continue
            found = _file(path, path.lstat())
        except OSError as error:
            found = _unreachable(path, error)
        yield found


def _is_folder(item: Path | os.DirEntry[str]) -> bool:
    if not isinstance(item, os.DirEntry) or not item.is_dir(follow_symlinks=False):
        return False
    # A junction of Windows counts as a folder but leads elsewhere, as a link does.
    tag = getattr(item.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return tag != getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)


def _entries(folder: Path) -> list[Path | os.DirEntry[str]]:
    """What is in `folder` and not passed over, sorted by name."""
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    pages = {
        name.stem for name in map(Path, (e.name for e in entries)) if name.suffix.lower() in _PAGES
    }
    return [entry for entry in entries if not _passed_over(entry, pages)]


def _passed_over(entry: os.DirEntry[str], pages: set[str]) -> bool:
    name = entry.name
    if name.startswith((".", "~$")) or name.lower() in LITTER:
        return True
    companion = any(name.endswith(end) and name.removesuffix(end) in pages for end in COMPANIONS)
    return companion and entry.is_dir(follow_symlinks=False)


def pages_in_archive(paths: Iterable[str]) -> frozenset[str]:
    """The paths of an archive's pages without their endings, beside which companions may lie."""
    return frozenset(path.rpartition(".")[0] for path in paths if path.lower().endswith(_PAGES))


def passed_over_in_archive(path: str, pages: Collection[str]) -> bool:
    """Whether a file in an archive is litter, hidden, or part of a saved page, as in a folder."""
    parts = path.split("/")
    folders = ["/".join(parts[:number]) for number in range(1, len(parts))]
    return any(map(_is_litter, parts)) or any(
        folder.endswith(end) and folder.removesuffix(end) in pages
        for folder in folders
        for end in COMPANIONS
    )


def _is_litter(part: str) -> bool:
    hidden = part.startswith((".", "~$")) and part not in {".", ".."}
    return hidden or part.lower() in LITTER or part == "__MACOSX"


def _file(path: Path, info: os.stat_result) -> Found:
    reason = _kind_refusal(info.st_mode) or _name_refusal(path) or too_large(info.st_size)
    return _refused(path, reason) if reason else Found(path, display_path(path))


def _kind_refusal(mode: int) -> str | None:
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISLNK(mode):
        return "It is a link; import what it leads to."
    if stat.S_ISDIR(mode):
        return "It is a folder that lies elsewhere; import that folder."
    for is_kind, name in (
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    ):
        if is_kind(mode):
            return f"It is {name}, not a file."
    return "It is not an ordinary file."


def _name_refusal(path: Path) -> str | None:
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return None
    known = ", ".join(sorted(ending.removeprefix(".") for ending in SUFFIXES))
    if not suffix:
        return f"Its name has no ending that tells the format; Lode reads {known}."
    return f"Lode does not read {display_path(suffix)} files; it reads {known}."


def _refused(path: Path, reason: str) -> Found:
    return Found(path, display_path(path), Outcome.REFUSED, reason)


def _unreachable(path: Path, error: OSError | ValueError) -> Found:
    words = getattr(error, "strerror", None) or str(error)
    return Found(path, display_path(path), Outcome.FAILED, f"It cannot be reached: {words}.")
