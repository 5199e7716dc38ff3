"""Bytes to text: which encoding a file is written in.

In this order: byte order mark, the encoding the file declares (when its bytes agree), UTF-8,
UTF-16 without a mark, and last the guess of charset-normalizer. Declared names are looked up
in a table of our own, after the WHATWG Encoding Standard: Python has codecs under the names
`idna` or `unicode_escape` that no article is written in and that take quadratic time.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

import charset_normalizer

from workbench.ingest.failures import Refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages call an encoding, where it is not what they use. The standard's own list.
_MEANT = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "utf8": "utf-8",
    "utf-16": "utf-16-le",
}
_KNOWN = re.compile(
    r"utf-(?:8|16-?[lb]e|32-?[lb]e)|iso-?8859-\d{1,2}|(?:windows-|cp|ibm)\d{3,4}|koi8-[ru]"
    r"|gb18030|big5-?hkscs|euc-jp|iso-2022-(?:jp|kr)|mac-?(?:roman|cyrillic)"
)
_WIDE_ENCODINGS = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_WIDE = re.compile("utf-(?:16|32)")
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip-based file (such as docx)"),
    (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Outlook file"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_JAPANESE_SHIFT = b"\x1b$"  # the one encoding of the web that looks like ASCII and is not
_MOST_LOST = 0.2
_MOST_CONTROLS = 0.01
# Enough to know an encoding by, and little enough that guessing stays below a second.
_SAMPLE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in and how many characters could not be read."""

    text: str
    encoding: str
    lost: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What the analyst should know about the decoding."""
        if not self.lost:
            return ()
        noun = "character" if self.lost == 1 else "characters"
        return (f"{self.lost:,} {noun} could not be decoded as {self.encoding}.",)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text in `data`; raises `Refused` for what is no text at all."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], encoding)
    if wide := _wide_without_mark(data):
        return _lossy(data, wide)
    _refuse_binary(data)
    stated = known_encoding(declared)
    shifts = "iso2022_jp" if _JAPANESE_SHIFT in data[:_SAMPLE] else None
    # A single-byte encoding fits nearly any bytes, UTF-8 hardly any but its own. Pages that
    # declare the one and are written in the other are common, so UTF-8 is asked first.
    for candidate in (shifts, "utf-8", stated):
        if candidate and (text := _strict(data, candidate)) is not None:
            return Decoded(text, candidate)
    return _closest(data, stated)


def _closest(data: bytes, stated: str | None) -> Decoded:
    """The text in the encoding that loses least, for data that fits none that was expected."""
    broken = _lossy(data, "utf-8")
    if _is_broken_utf8(broken):
        return broken
    if encoding := stated or _guess(data):
        return _lossy(data, encoding)
    if broken.lost > _MOST_LOST * len(broken.text):
        raise Refused("It looks like binary data, not text: no encoding fits it.")
    return broken


def known_encoding(name: str | None) -> str | None:
    """Python's name for a declared encoding, or None when it is not one of those in use."""
    if not name:
        return None
    label = name.strip().strip("\"'").lower().replace(" ", "")
    meant = _MEANT.get(label, label)
    if meant not in _MEANT.values() and not _KNOWN.fullmatch(meant):
        return None
    try:
        return codecs.lookup(meant).name
    except LookupError:
        return None


def _strict(data: bytes, encoding: str) -> str | None:
    if _WIDE.match(encoding):  # what is declared as UTF-16 within ASCII bytes is not
        return None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _lossy(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    # The character may also stand in the data itself; that is then nobody's loss.
    own = data.count("\ufffd".encode(encoding)) if encoding.startswith("utf") else 0
    return Decoded(text, encoding, max(0, text.count("\ufffd") - own))


def _is_broken_utf8(decoded: Decoded) -> bool:
    """Whether it is UTF-8 with a few broken bytes, and not another encoding."""
    beyond_ascii = sum(character > "\x7f" for character in decoded.text) - decoded.lost
    return beyond_ascii >= 2 * decoded.lost


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 or UTF-32, if the zero bytes in the data are those of its spaces and lines."""
    sample = data[:_SAMPLE]
    if 0 not in sample:
        return None
    scores = {encoding: _spaces(sample, encoding) for encoding in _WIDE_ENCODINGS}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] else None


def _spaces(sample: bytes, encoding: str) -> int:
    """How many spaces and line ends the sample has if it is read so; 0 if it is no text so."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return 0
    # Read with its bytes swapped, a text turns into signs that do not exist.
    strange = sum(unicodedata.category(sign) in {"Cc", "Cn", "Co"} for sign in text)
    lines = text.count("\n") + text.count("\r") + text.count("\t")
    return text.count(" ") + lines if strange - lines <= _MOST_CONTROLS * len(text) else 0


def _refuse_binary(data: bytes) -> None:
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise Refused(f"It is {name}, not text; give it the ending of its format.")
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(sample):
        raise Refused("It looks like binary data, not text.")


def _guess(data: bytes) -> str | None:
    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best else None
