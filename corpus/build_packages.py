"""Make the OpenDocument, RTF, EPUB and zip articles of the sample corpus from their plain text.

    python -m corpus.build_packages [FOLDER]

Writes below FOLDER (default: `articles/` beside this module) what `sources_for_documents/`
names for these formats. Needs nothing but Python; a rebuild changes no bytes.
"""

import sys
from collections import defaultdict
from html import escape
from pathlib import Path

from corpus.document_sources import HERE, Source, pack, sources

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_ODT = "application/vnd.oasis.opendocument.text"
_NAMESPACES = (
    f'xmlns:office="{_OFFICE}:office:1.0" xmlns:text="{_OFFICE}:text:1.0" '
    f'xmlns:meta="{_OFFICE}:meta:1.0" xmlns:manifest="{_OFFICE}:manifest:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _day(source: Source) -> str:
    return f"{source.published.day} {source.published:%B %Y}"


def write_odt(source: Source, target: Path) -> None:
    """An OpenDocument text with its metadata."""
    body = [f'<text:h text:outline-level="1">{escape(source.title)}</text:h>']
    body += [
        f"<text:p>By {escape(source.author)}</text:p>",
        f"<text:p>{escape(source.outlet)}, {_day(source)}</text:p>",
    ]
    for block in source.blocks:
        words = escape(block.removeprefix("## "))
        heading = block.startswith("## ")
        body.append(
            f'<text:h text:outline-level="2">{words}</text:h>'
            if heading
            else f"<text:p>{words}</text:p>"
        )
    content = (
        f'{_XML}<office:document-content {_NAMESPACES} office:version="1.3"><office:body>'
        f"<office:text>{''.join(body)}</office:text></office:body></office:document-content>"
    )
    meta = (
        f'{_XML}<office:document-meta {_NAMESPACES} office:version="1.3"><office:meta>'
        f"<dc:title>{escape(source.title)}</dc:title>"
        f"<meta:initial-creator>{escape(source.author)}</meta:initial-creator>"
        f"<dc:creator>{escape(source.author)}</dc:creator>"
        f"<meta:creation-date>{source.published:%Y-%m-%dT%H:%M:%S}</meta:creation-date>"
        f"<dc:language>{source.language}</dc:language>"
        "</office:meta></office:document-meta>"
    )
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", _ODT), ("content.xml", "text/xml"), ("meta.xml", "text/xml"))
    )
    manifest = f"{_XML}<manifest:manifest {_NAMESPACES}>{entries}</manifest:manifest>"
    members = {
        "mimetype": _ODT.encode(),
        "content.xml": content.encode(),
        "meta.xml": meta.encode(),
        "META-INF/manifest.xml": manifest.encode(),
    }
    pack(target, members, stored=("mimetype",))


def _rtf(words: str) -> str:
    pieces = []
    for character in words:
        code = ord(character)
        if character in "\\{}":
            pieces.append(f"\\{character}")
        elif code < 0x80:
            pieces.append(character)
        else:
            pieces.append(f"\\u{code if code < 0x8000 else code - 0x10000}?")
    return "".join(pieces)


def write_rtf(source: Source, target: Path) -> None:
    """Rich text, with a font table and an information group as word processors write them."""
    when = source.published
    info = (
        f"{{\\info{{\\title {_rtf(source.title)}}}"
        f"{{\\author {_rtf(source.author.replace('; ', ', '))}}}"
        f"{{\\creatim\\yr{when.year}\\mo{when.month}\\dy{when.day}\\hr8\\min0}}}}"
    )
    lines = [
        r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\froman Liberation Serif;}}",
        info,
        rf"\pard\b\fs36 {_rtf(source.title)}\b0\par",
        rf"\pard\fs24 By {_rtf(source.author.replace('; ', ' and '))}\par",
        rf"\pard {_rtf(source.outlet)}, {_day(source)}\par",
        *(rf"\pard {_rtf(block)}\par" for block in source.blocks),
        "}",
    ]
    target.write_text("\n".join(lines) + "\n", encoding="ascii", newline="\r\n")


def _chapters(source: Source) -> list[tuple[str, list[str]]]:
    """The heading of each chapter with its paragraphs; what stands before has the title."""
    found: list[tuple[str, list[str]]] = [(source.title, [])]
    for block in source.blocks:
        if block.startswith("## "):
            found.append((block.removeprefix("## "), []))
        else:
            found[-1][1].append(block)
    return found


def write_epub(source: Source, target: Path) -> None:
    """An electronic book with a file for each chapter."""
    members = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": (
            f'{_XML}<container version="1.0" '
            'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/>'
            "</rootfiles></container>"
        ).encode(),
    }
    items, spine = [], []
    for number, (heading, paragraphs) in enumerate(_chapters(source), start=1):
        name = f"chapter{number}.xhtml"
        text = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
        members[name] = (
            f'{_XML}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{escape(heading)}'
            f"</title></head><body><h2>{escape(heading)}</h2>{text}</body></html>"
        ).encode()
        items.append(f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>')
        spine.append(f'<itemref idref="c{number}"/>')
    members["book.opf"] = (
        f'{_XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">{target.stem}</dc:identifier>'
        f"<dc:title>{escape(source.title)}</dc:title>"
        f"<dc:creator>{escape(source.author)}</dc:creator>"
        f"<dc:publisher>{escape(source.outlet)}</dc:publisher>"
        f"<dc:language>{source.language}</dc:language>"
        f"<dc:date>{source.published:%Y-%m-%d}</dc:date></metadata>"
        f"<manifest>{''.join(items)}</manifest><spine>{''.join(spine)}</spine></package>"
    ).encode()
    pack(target, members, stored=("mimetype",))


WRITERS = {".odt": write_odt, ".rtf": write_rtf, ".epub": write_epub}


def main(arguments: list[str]) -> None:
    """Write all of them."""
    root = Path(arguments[0]) if arguments else HERE / "articles"
    archives: dict[Path, dict[str, bytes]] = defaultdict(dict)
    for source in sources():
        target = root / source.output
        if source.entry:
            text = "\n\n".join((source.title, *source.blocks)) + "\n"
            archives[target][source.entry] = text.encode()
        elif target.suffix in WRITERS:
            target.parent.mkdir(parents=True, exist_ok=True)
            WRITERS[target.suffix](source, target)
    for target, members in archives.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        pack(target, members)


if __name__ == "__main__":
    main(sys.argv[1:])
