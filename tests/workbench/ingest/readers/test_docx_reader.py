"""Word documents."""

import datetime
from collections.abc import Callable

import docx
import pytest
from docx.document import Document

from workbench.domain import DateBasis
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.readers import docx as reader

Build = Callable[[Callable[[Document], None]], bytes]

MAIN = (
    b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
    b'wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
)


def article(document: Document) -> None:
    document.core_properties.title = "Properties title"
    document.core_properties.author = "Jakob Lindqvist"
    document.core_properties.created = datetime.datetime(2025, 6, 27, 9, 0)
    document.add_heading("Five ways to count", 0)
    document.add_paragraph("By Ana Ortiz")
    document.add_paragraph("The crane was bought on Monday. It will stand at the northern quay.")
    document.add_heading("What it costs", 1)
    document.add_paragraph("4 million euros", style="List Bullet")
    document.add_paragraph("one year", style="List Bullet")
    table = document.add_table(rows=0, cols=2)
    for cells in (("Metal", "Share"), ("Ore", "69%")):
        row = table.add_row().cells
        row[0].text, row[1].text = cells
    document.add_paragraph("The end.")


def test_an_article(docx_of: Build) -> None:
    draft = reader.read(docx_of(article))
    assert (draft.title, draft.author) == ("Five ways to count", "Ana Ortiz")
    assert (draft.published, draft.date_basis) == ("2025-06-27", DateBasis.FILE)
    assert draft.text == (
        "The crane was bought on Monday. It will stand at the northern quay.\n\nWhat it costs\n\n"
        "• 4 million euros\n• one year\n\nMetal | Share\nOre | 69%\n\nThe end."
    )


def test_properties_that_a_library_writes_are_no_facts(docx_of: Build) -> None:
    draft = reader.read(docx_of(lambda document: document.add_paragraph("A crane was bought.")))
    assert (draft.title, draft.author) == ("", None)


def test_tracked_changes_count_as_accepted(
    docx_of: Build, with_document: Callable[[bytes, bytes], bytes]
) -> None:
    run = b"<w:r><w:t>%s</w:t></w:r>"
    body = b"<w:p>" + run % b"It costs" + b"<w:del>" + run % b" 3" + b"</w:del><w:ins>"
    body += run % b" 4" + b"</w:ins><w:smartTag>" + run % b" million" + b"</w:smartTag></w:p>"
    draft = reader.read(with_document(docx_of(article), MAIN % body))
    assert draft.text == "It costs 4 million"


def test_a_bomb_is_refused_before_it_is_unpacked(zip_of: Callable[..., bytes]) -> None:
    bomb = zip_of({"word/document.xml": b"a" * 60_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="unpacks to far more"):
        reader.read(bomb)


def test_many_parts_are_refused(zip_of: Callable[..., bytes]) -> None:
    with pytest.raises(Refused, match="5,001 parts"):
        reader.read(zip_of({f"{number}": b"" for number in range(5_001)}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(
    encoding: str, docx_of: Build, with_document: Callable[[bytes, bytes], bytes]
) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w>&b;</w>'
    with pytest.raises(Refused, match="declares a document type"):
        reader.read(with_document(docx_of(article), bomb.encode(encoding)))


def test_a_protected_or_old_document_is_refused() -> None:
    with pytest.raises(Refused, match="protected by a password, or an old Word file"):
        reader.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def test_the_strict_format_is_named(zip_of: Callable[..., bytes]) -> None:
    relation = b'<Relationships><a Type="http://purl.oclc.org/ooxml/x"/></Relationships>'
    with pytest.raises(Refused, match="strict format"):
        reader.read(zip_of({"_rels/.rels": relation}))


def test_what_is_no_document_is_unreadable(zip_of: Callable[..., bytes], docx_of: Build) -> None:
    for data in (b"", b"Not a document", zip_of({"a.txt": b"x"}), docx_of(article)[:3000]):
        with pytest.raises(Unreadable, match="damaged, or not a Word document"):
            reader.read(data)


def test_an_empty_document_has_no_text(docx_of: Build) -> None:
    assert reader.read(docx_of(lambda document: None)).text == ""


def test_a_default_document_is_what_python_docx_makes() -> None:
    assert docx.Document().core_properties.author == "python-docx"
