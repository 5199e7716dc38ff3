"""OpenDocument texts."""

import struct
from collections.abc import Callable, Mapping

import pytest

from workbench.domain import DateBasis
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.readers import odt

Zip = Callable[[Mapping[str, bytes]], bytes]

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "meta", "manifest")
)
CORE = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
STYLES = (
    '<office:automatic-styles><style:style style:name="P1" style:parent-style-name="Title"/>'
    "</office:automatic-styles>"
)
ARTICLE = """
<text:tracked-changes><text:p>Deleted words</text:p></text:tracked-changes>
<text:p text:style-name="P1">Five ways to count</text:p>
<text:p>By Ana Ortiz</text:p>
<text:p>The crane was<text:s text:c="2"/>bought on <text:span>Monday</text:span>.<text:note>
<text:note-body><text:p>A footnote</text:p></text:note-body></text:note><text:line-break/>It will
stand.</text:p>
<text:h text:outline-level="2">What it costs</text:h>
<text:list><text:list-item><text:p>4 million euros</text:p><text:list><text:list-item>
<text:p>one year</text:p></text:list-item></text:list></text:list-item></text:list>
<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Metal</text:p>
</table:table-cell><table:table-cell><text:p>Share</text:p></table:table-cell></table:table-row>
</table:table-header-rows><table:table-row><table:table-cell><text:p>Ore</text:p>
</table:table-cell><table:table-cell><text:p>69%</text:p><text:p>at most</text:p>
</table:table-cell></table:table-row></table:table>
<text:section><text:p>The end.</text:p></text:section>
"""
META = """<dc:title>Title of the file</dc:title><dc:creator>Last Editor</dc:creator>
<meta:initial-creator>Jakob Lindqvist</meta:initial-creator>
<meta:creation-date>2025-06-27T09:00:00.123456789</meta:creation-date>
<dc:language>en-GB</dc:language>"""


def content(body: str = ARTICLE) -> bytes:
    return (
        f"<office:document-content {NAMES}>{STYLES}<office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    ).encode()


def parts(body: str = ARTICLE, meta: str = META) -> dict[str, bytes]:
    facts = f"<office:document-meta {NAMES} {CORE}><office:meta>{meta}</office:meta>"
    return {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": content(body),
        "meta.xml": f"{facts}</office:document-meta>".encode(),
    }


def test_an_article(zip_of: Zip) -> None:
    draft = odt.read(zip_of(parts()))
    assert (draft.title, draft.author) == ("Five ways to count", "Ana Ortiz")
    assert (draft.published, draft.date_basis) == ("2025-06-27", DateBasis.FILE)
    assert (draft.language, draft.extractor) == ("en", "odt")
    assert draft.text.replace("will\nstand", "will stand") == (
        "The crane was  bought on Monday.\nIt will stand.\n\nWhat it costs\n\n"
        "• 4 million euros\n• one year\n\nMetal | Share\nOre | 69% at most\n\nThe end."
    )


def test_properties_stand_in_for_what_the_text_does_not_say(zip_of: Zip) -> None:
    draft = odt.read(zip_of(parts("<text:p>A crane was bought on Monday.</text:p>")))
    assert (draft.title, draft.author) == ("Title of the file", "Jakob Lindqvist")


def test_a_document_without_properties_is_read(zip_of: Zip) -> None:
    draft = odt.read(zip_of({"content.xml": content()}))
    assert (draft.title, draft.author, draft.published) == ("Five ways to count", "Ana Ortiz", None)


def test_headings_that_are_numbered_are_no_items(zip_of: Zip) -> None:
    heading = "<text:list><text:list-item><text:h>Costs</text:h></text:list-item></text:list>"
    draft = odt.read(zip_of(parts(f"<text:p>One is dear.</text:p>{heading}<text:p>So.</text:p>")))
    assert "•" not in draft.text


def test_tables_within_tables_are_read_once(zip_of: Zip) -> None:
    table = "<text:p>deep inside</text:p>"
    for _ in range(30):
        table = (
            f"<table:table><table:table-row><table:table-cell>{table}"
            "</table:table-cell></table:table-row></table:table>"
        )
    draft = odt.read(zip_of(parts(f"<text:p>One is dear.</text:p>{table}")))
    assert draft.text.count("deep inside") == 1


def test_a_bomb_is_refused_before_it_is_unpacked(zip_of: Zip) -> None:
    bomb = zip_of({**parts(), "content.xml": b" " * 60_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="unpacks to far more"):
        odt.read(bomb)


def test_a_bomb_that_claims_to_be_small_costs_no_memory(zip_of: Zip) -> None:
    bomb = zip_of({"content.xml": b" " * 60_000_000})
    assert bomb.count(struct.pack("<I", 60_000_000)) == 2
    with pytest.raises(Unreadable, match="damaged, or not an OpenDocument text"):
        odt.read(bomb.replace(struct.pack("<I", 60_000_000), struct.pack("<I", 1_000)))


@pytest.mark.parametrize("name", ["content.xml", "meta.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp037"])
def test_entities_are_refused(name: str, encoding: str, zip_of: Zip) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>'
    with pytest.raises((Refused, Unreadable), match=r"document type|is damaged"):
        odt.read(zip_of({**parts(), name: bomb.encode(encoding)}))


def test_elements_without_end_are_a_failure_in_words(zip_of: Zip) -> None:
    deep = "<text:section>" * 100_000 + "</text:section>" * 100_000
    with pytest.raises(Unreadable, match="nested too deeply"):
        odt.read(zip_of(parts(deep)))


def test_an_encrypted_document_is_refused(zip_of: Zip) -> None:
    manifest = (
        f"<manifest:manifest {NAMES}><manifest:file-entry manifest:full-path='content.xml'>"
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    ).encode()
    with pytest.raises(Refused, match="protected by a password"):
        odt.read(zip_of({"META-INF/manifest.xml": manifest, "content.xml": b"\x93\x11" * 50}))
    with pytest.raises(Refused, match="protected by a password"):
        odt.read(zip_of({"mimetype": b"x", "encrypted-package": b"\x93\x11" * 50}))


def test_an_archive_with_a_password_is_refused(zip_of: Zip) -> None:
    data = bytearray(zip_of({"content.xml": content()}))
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag in the archive's directory
    with pytest.raises(Refused, match="protected by a password"):
        odt.read(bytes(data))


def test_a_name_that_leads_out_of_the_archive_is_only_a_name(
    zip_of: Zip, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(str(tmp_path))
    odt.read(zip_of({**parts(), "../../evil.xml": b"<a/>", "/etc/evil.xml": b"<a/>"}))
    with pytest.raises(Unreadable, match="damaged, or not an OpenDocument text"):
        odt.read(zip_of({"../content.xml": content()}))


def test_what_is_no_document_is_unreadable(zip_of: Zip) -> None:
    sheet = content().replace(b"office:text>", b"office:spreadsheet>")
    whole = zip_of(parts())
    others = (
        b"",
        b"Not a document",
        zip_of({"a": b"x"}),
        whole[:300],
        zip_of({"content.xml": sheet}),
    )
    for data in others:
        with pytest.raises(Unreadable, match="damaged, or not an OpenDocument text"):
            odt.read(data)


def test_a_broken_part_is_unreadable(zip_of: Zip) -> None:
    with pytest.raises(Unreadable, match="XML is damaged"):
        odt.read(zip_of({"content.xml": content()[:-30]}))


def test_an_empty_document_has_no_text(zip_of: Zip) -> None:
    assert odt.read(zip_of(parts(""))).text == ""
