"""RTF, as word processors and wire services write it.

A tokenizer of our own, linear in the file's length: the text of the body, in the encodings of
its fonts, with paragraphs, tables and tabs, and the facts of the information group.
"""

import codecs
import re
from dataclasses import dataclass, field

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.page_text import authors, read_page
from workbench.text import canonical

MOST_GROUPS = 1_000
"""Groups within groups; a document has some ten."""

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)"
)
# Groups that hold no running text; one that begins with \* and is not known is skipped too.
_SKIPPED = frozenset(
    {
        *("fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl"),
        *("generator", "pict", "object", "header", "headerl", "headerr", "headerf", "footer"),
        *("footerl", "footerr", "footerf", "footnote", "annotation", "themedata", "datastore"),
        *("colorschememapping", "latentstyles", "xmlnstbl", "mmathPr", "fldinst", "bkmkstart"),
        *("bkmkend", "nonshppict", "shpinst", "revtbl", "filetbl"),
    }
)
_LABELS = frozenset({"listtext", "pntext"})
# Stands before the label of a list's item until the paragraphs are put together.
_ITEM = "\ufdd1"
_BETWEEN_ITEMS = re.compile(rf"({_ITEM}[^\n{_ITEM}]*+)\n++(?={_ITEM})")
_NUMBER = re.compile(r"\(?\w{1,6}[.):]")
_FACTS = ("title", "author", "subject", "company", "doccomm", "keywords", "operator", "manager")
_BREAKS = {
    **dict.fromkeys(("par", "sect", "page", "column"), "\n\n"),
    **dict.fromkeys(("line", "row", "nestrow", "softline"), "\n"),
    **dict.fromkeys(("cell", "nestcell"), " | "),
    "tab": "\t",
}
_SIGNS = {
    **{"emdash": "—", "endash": "–", "bullet": "•", "emspace": " ", "enspace": " "},
    **{"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"},
}
_SYMBOLS = {
    b"~": "\u00a0",
    b"_": "-",
    b"\\": "\\",
    b"{": "{",
    b"}": "}",
    b"\n": "\n\n",
    b"\r": "\n\n",
}
# Charsets of fonts, as Windows numbers them, and its code pages.
_CHARSETS = {
    **{0: "cp1252", 2: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030"},
    **{136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256"},
    **{186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"},
}
_PAGES = {10000: "mac-roman", 65001: "utf-8", 936: "gb18030"}


@dataclass(slots=True)
class _Group:
    """The state that a group takes over from the one around it."""

    font: int = -1
    skipped_after_unicode: int = 1
    hidden: bool = False
    fact: str = ""
    place: str = ""
    fresh: bool = True
    starred: bool = False

    def inner(self) -> "_Group":
        return _Group(
            self.font, self.skipped_after_unicode, self.hidden, self.fact, self.place, True, False
        )


@dataclass(slots=True)
class _Document:
    text: list[str] = field(default_factory=list)
    facts: dict[str, list[str]] = field(default_factory=dict)
    created: dict[str, int] = field(default_factory=dict)
    fonts: dict[int, str] = field(default_factory=dict)
    page: str = "cp1252"
    default_font: int = -1


def read(data: bytes) -> ArticleDraft:
    """The article in an RTF file, without its notes, headers and pictures."""
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise Unreadable("It is damaged, or not RTF.")
    document = _Reader().read(data)
    title = " ".join("".join(document.facts.get("title", [])).split())
    page = read_page(_tidy("".join(document.text)), title)
    author = " ".join("".join(document.facts.get("author", [])).split())
    created = _created(document.created)
    return ArticleDraft(
        title=page.title,
        text=page.text,
        author=page.author or (authors(author) if author else None),
        published=page.published or created,
        # When a document was made is not yet when the article appeared.
        date_basis=DateBasis.STATED if page.published else DateBasis.FILE,
        source=page.source,
        extractor="rtf",
    )


class _Reader:
    """Walks over the tokens with a stack of groups."""

    def __init__(self) -> None:
        self._document = _Document()
        self._groups = [_Group()]
        self._bytes = bytearray()
        self._label: list[str] = []
        self._high = ""
        self._to_skip = 0

    def read(self, data: bytes) -> _Document:
        position = 0
        while position < len(data):
            match = _TOKEN.match(data, position)
            if match is None:  # a line end, or a backslash with nothing behind it
                position += 1
                continue
            position = match.end()
            word, number, hexed, symbol, brace, words = match.groups()
            if word is not None:
                if word == b"bin" and number:
                    position += max(0, int(number))
                self._word(word.decode("ascii"), None if number is None else int(number))
            elif hexed is not None:
                self._byte(int(hexed, 16))
            elif symbol is not None:
                self._symbol(symbol)
            elif brace is not None:
                self._brace(brace)
            else:
                self._words(words)
        self._flush()
        return self._document

    @property
    def _group(self) -> _Group:
        return self._groups[-1]

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._to_skip = 0
        if brace == b"{":
            if len(self._groups) > MOST_GROUPS:
                raise Refused("It is nested too deeply to be read.")
            self._groups.append(self._group.inner())
        elif len(self._groups) > 1:
            ended = self._groups.pop()
            if ended.place == "label" != self._group.place:
                self._item()

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._group.starred = True
            return
        if symbol in _SYMBOLS and not self._stands_in():
            self._put(_SYMBOLS[symbol])

    def _words(self, words: bytes) -> None:
        skipped = min(self._to_skip, len(words))
        self._to_skip -= skipped
        if len(words) > skipped:
            self._group.fresh = False
            self._bytes += words[skipped:]

    def _byte(self, byte: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
            return
        self._group.fresh = False
        self._bytes.append(byte)

    def _word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._unicode(number)
            return
        self._flush()
        group = self._group
        if group.fresh and self._destination(group, word):
            return
        if word in _BREAKS:
            self._put(_BREAKS[word])
        elif word in _SIGNS:
            if not self._stands_in():
                self._put(_SIGNS[word])
        else:
            self._setting(group, word, number)

    def _destination(self, group: _Group, word: str) -> bool:
        """Whether the word, being the first of its group, says what the group is."""
        known = word in _SKIPPED or word in _LABELS or word in {"info", "creatim", *_FACTS}
        group.fresh = group.starred and not known
        if word == "fonttbl":
            group.place, group.hidden = "fonts", True
        elif word == "info":
            group.place, group.hidden = "info", True
        elif word in _LABELS:
            group.place, group.hidden = "label", True
        elif group.place == "info" and word in {"creatim", *_FACTS}:
            group.fact = word
        elif word in _SKIPPED or (group.starred and word != "shppict"):
            group.hidden = True
        else:
            group.fresh = False
            return False
        group.fresh = False
        return True

    def _setting(self, group: _Group, word: str, number: int | None) -> None:
        document = self._document
        value = 0 if number is None else number
        if group.place == "fonts" and word in {"f", "fcharset", "cpg"}:
            self._font_table(group, word, value)
        elif group.fact == "creatim" and word in {"yr", "mo", "dy"}:
            document.created[word] = value
        elif word == "f":
            group.font = value
        elif word == "plain":
            group.font = document.default_font
            group.hidden = group.hidden and bool(group.place)
        elif word == "uc":
            group.skipped_after_unicode = min(max(value, 0), 8)
        elif word in {"v", "deleted"} and not group.place:
            group.hidden = number != 0
        elif word == "ansicpg":
            document.page = _codec(_PAGES.get(value, f"cp{value}"))
        elif word == "mac":
            document.page = "mac-roman"
        elif word == "deff":
            document.default_font = value

    def _font_table(self, group: _Group, word: str, value: int) -> None:
        if word == "f":
            group.font = value
        elif word == "fcharset" and value in _CHARSETS and value > 1:
            self._document.fonts[group.font] = _codec(_CHARSETS[value])
        elif word == "cpg":
            self._document.fonts[group.font] = _codec(_PAGES.get(value, f"cp{value}"))

    def _unicode(self, number: int) -> None:
        # Numbers above 32,767 are written as negative ones, and pairs as two numbers.
        self._flush()
        self._group.fresh = False
        unit = chr(number % 0x10000)
        if "\ud800" <= unit <= "\udbff":
            self._high = unit
        else:
            pair = self._high + unit
            self._put(pair.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
            self._high = ""
        self._to_skip = self._group.skipped_after_unicode

    def _flush(self) -> None:
        """Decode the bytes that have come together, in the encoding of their font."""
        if self._bytes:
            codec = self._document.fonts.get(self._group.font, self._document.page)
            words = bytes(self._bytes).decode(codec, "replace")
            self._bytes.clear()
            self._put(words)

    def _stands_in(self) -> bool:
        """Whether a sign is only there for programs that did not know the one before it."""
        if not self._to_skip:
            return False
        self._to_skip -= 1
        return True

    def _item(self) -> None:
        """Begin an item of a list, with its number or, whatever was drawn for it, a bullet."""
        label = "".join(self._label).strip()
        self._label.clear()
        self._put(f"{_ITEM}{label if _NUMBER.fullmatch(label) else '•'} ")

    def _put(self, words: str) -> None:
        group = self._group
        if self._bytes:
            self._flush()
        group.fresh = False
        if group.fact in _FACTS:
            self._document.facts.setdefault(group.fact, []).append(words)
        elif group.place == "label":
            self._label.append(words)
        elif not group.hidden:
            self._document.text.append(words)


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def _created(parts: dict[str, int]) -> str | None:
    year, month, day = parts.get("yr", 0), parts.get("mo", 0), parts.get("dy", 0)
    if year < 1990 or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def _tidy(text: str) -> str:
    """Lines without space at their ends, rows without their last bar, lists in one piece."""
    text = _BETWEEN_ITEMS.sub("\\1\n", text).replace(_ITEM, "")
    lines = [line.strip(" \t").removesuffix("|").rstrip() for line in canonical(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
