"""Files read again before an export says that it is done: how much they hold, and nothing live.

That a file has the bytes that were made for it is compared in `files`; here it is read as its
form says, as far as can be told without the program that it is for.
"""

import csv
import json
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

from workbench.errors import ExportError

_BLOCK = 1 << 20
_LIVE_TAGS = frozenset(
    [
        "script",
        "iframe",
        "object",
        "embed",
        "link",
        "base",
        "form",
        "input",
        "button",
        "audio",
        "video",
        "source",
        "track",
        "frame",
        "frameset",
        "applet",
        "portal",
        "svg",
        "math",
    ]
)
_LOADED = frozenset(
    ["src", "srcset", "href", "xlink:href", "action", "formaction", "data", "poster", "background"]
)
_STYLE_LOADS = re.compile(r"url\s*\(|@import|expression\s*\(", re.IGNORECASE)


def check(form: str, path: Path, excerpts: int | None) -> None:
    """Read a file again; raises `ExportError` for one that is not what it is to be.

    `excerpts` is how many it is to hold, None where that cannot be told.
    """
    reader = _READERS.get(form)
    if reader is None:
        return
    try:
        found = reader(path)
    except (ValueError, zipfile.BadZipFile, ExpatError, csv.Error, UnicodeDecodeError) as error:
        raise ExportError(f"The export was read again and not kept: {error}.") from error
    if excerpts is not None and found is not None and found != excerpts:
        raise ExportError(
            f"Of {excerpts:,} passages {found:,} were found in what was written. The file was "
            "not kept."
        )


def _csv(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        csv.field_size_limit(1 << 30)
        return sum(1 for _ in csv.reader(file)) - 1


def _xlsx(path: Path) -> int:
    rows = 0
    with zipfile.ZipFile(path) as archive:
        names = _sound(archive)
        sheets = [name for name in names if name.startswith("xl/worksheets/sheet")]
        book = archive.read("xl/workbook.xml").decode()
        titles = re.findall(r'<sheet name="([^"]*)"', book)
        for number, title in enumerate(titles, 1):
            name = f"xl/worksheets/sheet{number}.xml"
            counted = _counts(archive, name, (b"<row ", b"<f>", b"<f "))
            if counted[1] or counted[2]:
                raise ValueError("a cell is a formula")
            if title.startswith("Excerpts"):
                rows += counted[0] - 1
        if len(sheets) != len(titles) or any("external" in name.lower() for name in names):
            raise ValueError("its parts are not those that were written")
    return rows


def _docx(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        names = _sound(archive)
        for name in names:
            if name.endswith((".xml", ".rels")):
                parser = ParserCreate()
                parser.StartElementHandler = _no_field
                with archive.open(name) as part:
                    parser.ParseFile(part)


def _no_field(name: str, attributes: dict[str, str]) -> None:
    if name in {"w:fldSimple", "w:instrText", "w:object", "w:altChunk", "w:hyperlink"}:
        raise ValueError(f"it has a {name}")
    if attributes.get("TargetMode") == "External":
        raise ValueError("it refers to something outside")


def _sound(archive: zipfile.ZipFile) -> list[str]:
    if (bad := archive.testzip()) is not None:
        raise ValueError(f"{bad} is damaged")
    return archive.namelist()


def _counts(archive: zipfile.ZipFile, name: str, sought: tuple[bytes, ...]) -> list[int]:
    """How often each stands in a part; a text cannot have it, because “<” is escaped there."""
    counts, kept = [0] * len(sought), b""
    longest = max(map(len, sought)) - 1
    with archive.open(name) as part:
        while chunk := part.read(_BLOCK):
            block = kept + chunk
            for place, words in enumerate(sought):
                # What lies in the part kept from before was counted with it, unless it is cut.
                counts[place] += block.count(words) - kept.count(words)
            kept = block[-longest:]
    return counts


def _jsonld(path: Path) -> int:
    found = 0
    with path.open(encoding="utf-8", newline="\n") as file:
        json.loads(file.readline() + "]}")
        for line in file:
            if line.startswith("{"):
                json.loads(line.rstrip().removesuffix(","))
                found += 1
            elif line != "]}\n":
                raise ValueError("a line of it is no annotation")
    return found


def _csl(path: Path) -> None:
    json.loads(path.read_text(encoding="utf-8"))


def _html(path: Path) -> None:
    parser = _Page()
    with path.open(encoding="utf-8", newline="") as file:
        while chunk := file.read(_BLOCK):
            parser.feed(chunk)
    parser.close()
    if not parser.policed:
        raise ValueError("it has no Content-Security-Policy; a template must keep that line")


class _Page(HTMLParser):
    """Refuses what runs or loads; addresses to be clicked may stand."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.policed = False
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LIVE_TAGS:
            raise ValueError(f"it has a <{tag}>, which an export may not have")
        self._style = tag == "style"
        values = {name: value or "" for name, value in attrs}
        if tag == "meta" and "http-equiv" in values:
            policy = values["http-equiv"].lower() == "content-security-policy"
            if not policy or "default-src 'none'" not in values.get("content", ""):
                raise ValueError("it has a <meta> that an export may not have")
            self.policed = True
        for name, value in values.items():
            if name.startswith("on"):
                raise ValueError(f"it has a script in “{name}”")
            if name == "style" and _STYLE_LOADS.search(value):
                raise ValueError("a style would load something")
            if name in _LOADED and not _harmless(tag, name, value):
                raise ValueError(f"it refers to “{value[:80]}”")

    def handle_data(self, data: str) -> None:
        if self._style and _STYLE_LOADS.search(data):
            raise ValueError("a style would load something")

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._style = False


def _harmless(tag: str, name: str, value: str) -> bool:
    plain = value.strip().lower()
    if tag == "a" and name == "href":
        return plain.startswith(("http://", "https://", "#"))
    return plain.startswith(("data:image/png;base64,", "data:image/svg+xml;base64,"))


_READERS: dict[str, Callable[[Path], int | None]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "jsonld": _jsonld,
    "html": _html,
    "docx": _docx,
    "csl": _csl,
}
