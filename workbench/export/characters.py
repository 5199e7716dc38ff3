"""Characters that a form cannot hold, and what stands in their place."""

import re

REPLACEMENT = "\ufffd"

NO_TEXT = re.compile("[\x00\ud800-\udfff]")
"""NUL, at which spreadsheets cut a cell, and lone surrogates, which UTF-8 cannot write."""

NO_MARKDOWN = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
"""Control characters and noncharacters, which readers of Markdown drop, split lines at or
replace, each in its own way."""


def replaced(text: str, characters: re.Pattern[str]) -> tuple[str, int]:
    """`text` with `REPLACEMENT` for each of `characters`, and how many there were."""
    return characters.subn(REPLACEMENT, text)
