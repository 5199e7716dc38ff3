"""Imported text inside Markdown: the same characters for a reader, never taken for markup.

A backslash stands before every character that CommonMark, GitHub or Obsidian gives a meaning to
at its place. White space at the ends of a line, which Markdown drops, and all that a reader might
take for the end of a line are character references, which take no part in markup.
"""

import re

from workbench.export.characters import NO_MARKDOWN, replaced
from workbench.export.excerpts import Notes

_MEANT = re.compile(
    r"""
      [\\`*_\[\]<>\#|~!&$@^{}]
    | : (?= \S )                            # "https://", "mailto:", ":smile:"
    | (?<= [wW]{3} ) \.                     # GitHub links "www." without more
    | (?<= = ) = | = (?= = )                # marked text in Obsidian, as a line a heading
    | (?<= % ) % | % (?= % )                # a comment in Obsidian
    | ^ [-+=:]                              # a list, a rule, a heading, a definition
    | (?<= ^\d ) [.)] | (?<= ^\d\d ) [.)] | (?<= ^\d{3} ) [.)] | (?<= ^\d{4} ) [.)]
    | (?<= ^\d{5} ) [.)] | (?<= ^\d{6} ) [.)] | (?<= ^\d{7} ) [.)] | (?<= ^\d{8} ) [.)]
    | (?<= ^\d{9} ) [.)]                    # the number of a list has up to nine digits
    """,
    re.VERBOSE,
)
_LINE_SEPARATOR = re.compile("[\r\u2028\u2029]")


def escaped_line(text: str) -> str:
    """`text` for one line of Markdown; its line ends become character references."""
    return "&#10;".join(_escaped(line) for line in text.split("\n"))


def escaped_lines(text: str) -> list[str]:
    """`text` as the lines of one Markdown paragraph, broken where the text is.

    They are to be written one below the other, each behind what its block needs ("> ").
    """
    body = text.strip("\n")
    if not body:
        return [escaped_line(text)]
    lines = [_escaped(line) for line in body.split("\n")]
    lines[0] = "&#10;" * (len(text) - len(text.lstrip("\n"))) + lines[0]
    lines[-1] += "&#10;" * (len(text) - len(text.rstrip("\n")))
    return [*(f"{line}\\" for line in lines[:-1]), lines[-1]]


def without_controls(text: str, where: str, notes: Notes) -> str:
    """`text` without the characters that each reader of Markdown treats in its own way."""
    clean, count = replaced(text, NO_MARKDOWN)
    if count:
        notes.add(where, f"{count} control characters were replaced by U+FFFD")
    return clean


def _escaped(line: str) -> str:
    body = line.strip()
    start = line.find(body[:1]) if body else len(line)
    end = start + len(body)
    meant = _MEANT.sub(r"\\\g<0>", body)
    return (
        _references(line[:start])
        + _LINE_SEPARATOR.sub(lambda found: _references(found.group()), meant)
        + _references(line[end:])
    )


def _references(characters: str) -> str:
    return "".join(f"&#{ord(character)};" for character in characters)
