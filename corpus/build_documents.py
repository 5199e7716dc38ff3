"""Make the PDF and Word articles of the sample corpus from their plain text.

    python -m corpus.build_documents [FOLDER]

Reads `sources_for_documents/` and writes below FOLDER (default: `articles/` beside this
module) what it names in these two formats. A rebuild with the same libraries changes no bytes.

Needs python-docx, which Lode needs anyway, and reportlab, which it does not:
`pip install python-docx reportlab` in an environment of its own.
"""

import os
import sys
import zipfile
from html import escape
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from corpus.document_sources import HERE, Source, pack, sources

# The standard PDF fonts: nothing to embed, the same line breaks everywhere.
BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11.5, leading=15, spaceAfter=7)
HEADING = ParagraphStyle("heading", BODY, fontName="Times-Bold", fontSize=13, spaceBefore=6)
TITLE = ParagraphStyle("title", BODY, fontName="Times-Bold", fontSize=19, leading=24)


def table_rows(block: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("| ").split("|")] for line in block.splitlines()]


def write_docx(source: Source, target: Path) -> None:
    document = docx.Document()
    properties = document.core_properties
    properties.title = source.title
    properties.author = source.author
    properties.last_modified_by = source.author
    properties.category = source.outlet
    properties.language = source.language
    properties.comments = ""
    properties.created = properties.modified = source.published

    document.add_heading(source.title, level=0)
    document.add_paragraph(f"By {source.author.replace('; ', ' and ')}")
    for block in source.blocks:
        if block.startswith("## "):
            document.add_heading(block.removeprefix("## "), level=2)
        elif block.startswith("|"):
            rows = table_rows(block)
            table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
            for row, texts in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
        else:
            document.add_paragraph(block)
    document.save(str(target))
    drop_zip_times(target)


def drop_zip_times(path: Path) -> None:
    """Pack again with one fixed time."""
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    pack(path, members)


def write_pdf(source: Source, target: Path) -> None:
    # reportlab takes the dates in the file from here: when written, not when built.
    os.environ["SOURCE_DATE_EPOCH"] = str(int(source.published.timestamp()))
    story: list[Flowable] = [Paragraph(escape(source.title), TITLE)]
    for block in source.blocks:
        style = HEADING if block.startswith("## ") else BODY
        story.append(Paragraph(escape(block.removeprefix("## ")), style))
    SimpleDocTemplate(
        str(target),
        pagesize=A4,
        leftMargin=28 * mm,
        rightMargin=28 * mm,
        topMargin=25 * mm,
        bottomMargin=25 * mm,
        title=source.title,
        author=source.author,
        creator=source.outlet,
        subject=source.outlet,
        lang=source.language,
    ).build(story)


WRITERS = {".docx": write_docx, ".pdf": write_pdf}


def main(arguments: list[str]) -> None:
    target_root = Path(arguments[0]) if arguments else HERE / "articles"
    for source in sources():
        target = target_root / source.output
        if target.suffix in WRITERS:
            target.parent.mkdir(parents=True, exist_ok=True)
            WRITERS[target.suffix](source, target)


if __name__ == "__main__":
    main(sys.argv[1:])
