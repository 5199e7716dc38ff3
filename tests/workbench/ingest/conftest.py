"""Builders for the files that the readers are tried on."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import docx
import pytest


@pytest.fixture
def pdf_of() -> Callable[..., bytes]:
    """A PDF with the given pages, each a list of (x, y, size, words), and facts."""
    return _pdf


@pytest.fixture
def docx_of() -> Callable[..., bytes]:
    """A Word document made by a function that is given the document."""

    def build(write: Callable[["docx.document.Document"], None]) -> bytes:
        document = docx.Document()
        write(document)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return build


@pytest.fixture
def zip_of() -> Callable[[Mapping[str, bytes]], bytes]:
    """An archive with the given parts, compressed."""

    def build(parts: Mapping[str, bytes]) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return target.getvalue()

    return build


@pytest.fixture
def with_document() -> Callable[[bytes, bytes], bytes]:
    """A Word file with its main part replaced."""

    def build(original: bytes, main: bytes) -> bytes:
        target = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(original)) as old,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for part in old.infolist():
                data = main if part.filename == "word/document.xml" else old.read(part)
                new.writestr(part.filename, data)
        return target.getvalue()

    return build


def _pdf(
    pages: Sequence[Sequence[tuple[float, float, float, str]]],
    facts: Mapping[str, str] | None = None,
) -> bytes:
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    kids = []
    for page in pages:
        drawn = "\n".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(words)}) Tj ET"
            for x, y, size, words in page
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
    references = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{references}] /Count {len(kids)} >>"
    if facts:
        objects.append(
            "<< " + " ".join(f"/{key} ({_escaped(value)})" for key, value in facts.items()) + " >>"
        )
    body, offsets = "%PDF-1.4\n", []
    for number, source in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{source}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    information = f" /Info {len(objects)} 0 R" if facts else ""
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R{information} >>"
    size = len(objects) + 1
    source = f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n{trailer}\n"
    return (source + f"startxref\n{len(body)}\n%%EOF\n").encode("cp1252")


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
