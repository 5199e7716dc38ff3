"""Bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.ingest.decode import decode, known_encoding
from workbench.ingest.failures import Refused

RUSSIAN = "Запасы редкоземельных металлов оцениваются в 28,7 млн тонн. " * 20
GERMAN = "Über die Förderung seltener Erden müsste größere Klarheit herrschen. " * 20


@pytest.mark.parametrize(
    ("data", "declared", "encoding"),
    [
        (RUSSIAN.encode(), None, "utf-8"),
        (b"\xef\xbb\xbf" + RUSSIAN.encode(), "koi8-r", "utf-8"),
        (RUSSIAN.encode("utf-16"), None, "utf-16-le"),
        (RUSSIAN.encode("utf-16-be"), None, "utf-16-be"),
        (RUSSIAN.encode("utf-32-le"), None, "utf-32-le"),
        (RUSSIAN.encode("koi8-r"), "KOI8-R", "koi8-r"),
        (RUSSIAN.encode("cp1251"), "windows-1251", "cp1251"),
        (GERMAN.encode("cp1252"), "iso-8859-1", "cp1252"),
        (GERMAN.encode(), "iso-8859-1", "utf-8"),
    ],
)
def test_marked_and_declared_encodings(data: bytes, declared: str | None, encoding: str) -> None:
    decoded = decode(data, declared)
    assert decoded.encoding == encoding
    assert decoded.text in {RUSSIAN, GERMAN}
    assert not decoded.notes


# What UTF-16 looks like without a mark is only certain when its characters are Latin ones.
def test_wide_text_without_a_mark() -> None:
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        assert decode(GERMAN.encode(encoding)).text == GERMAN


def test_an_undeclared_encoding_is_guessed() -> None:
    assert decode(RUSSIAN.encode("cp1251")).text == RUSSIAN


def test_japanese_mail_encoding_is_not_taken_for_ascii() -> None:
    assert decode("希土類の輸出".encode("iso2022_jp")).text == "希土類の輸出"


def test_a_few_broken_bytes_are_replaced_and_counted() -> None:
    decoded = decode(RUSSIAN.encode() + b"\xd0")
    assert decoded.text == RUSSIAN + "\ufffd"
    assert decoded.notes == ("1 character could not be decoded as utf-8.",)


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 500, bytes(range(256)) * 40, b"a\0b" * 99])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="looks like binary data"):
        decode(data)


def test_a_known_format_under_a_wrong_name_is_named() -> None:
    with pytest.raises(Refused, match="It is a PDF, not text"):
        decode(b"%PDF-1.7\n...")


@pytest.mark.parametrize("name", ["idna", "punycode", "unicode_escape", "zlib", "rot13", "", "é"])
def test_codecs_that_no_article_is_written_in_are_unknown(name: str) -> None:
    assert known_encoding(name) is None


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_what_was_written_as_utf8_is_read_as_it_was(text: str) -> None:
    data = ("Ore: " + text).encode()
    assert decode(data).text == "Ore: " + text
