"""Writes Word files, in a process of its own: the library that does so also reads them, and a
template is a file that somebody may have been sent.

Paragraphs are made as XML and put into the library's tree a portion at a time: made one by one
through the library they take a hundred times as long.

Asked in portions, each a JSON object: "begin" with the title and a template's path or None,
"blocks" with some of them, "end" for the file's bytes.
"""

import base64
import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches

from workbench.processes import serve

_WIDTH = Inches(6)
_QUOTE, _LIST = "Quote", "List Bullet"
_TITLE_MOST = 255
_TEXT = '<w:t xml:space="preserve">'

Json = dict[str, Any]


class Writer:
    """One document after another."""

    def __init__(self) -> None:
        self._word: Any = None
        self._styles: dict[str, str] = {}
        self._made: list[str] = []

    def answer(self, message: Json) -> Json:
        """Do what a message asks for."""
        match message["do"]:
            case "begin":
                return self._begin(message["title"], message["template"])
            case "blocks":
                for block in message["blocks"]:
                    getattr(self, f"_{block['type']}")(block)
                self._put()
                return {}
            case _:
                file = io.BytesIO()
                self._word.save(file)
                return {"file": base64.b64encode(file.getvalue()).decode()}

    def _begin(self, title: str, template: str | None) -> Json:
        try:
            self._word = docx.Document(template)
        except (OSError, PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile) as error:
            return {"error": f"The template “{template}” is no Word document: {error}."}
        self._styles = {style.name: style.style_id for style in self._word.styles}
        properties = self._word.core_properties
        properties.title, properties.author, properties.comments = title[:_TITLE_MOST], "", ""
        self._titled(title, 0)
        self._put()
        return {}

    def _titled(self, text: str, level: int) -> None:
        name = f"Heading {level}" if level else "Title"
        self._add(_run(text, "" if name in self._styles else "b"), name)

    def _heading(self, block: Json) -> None:
        self._titled(block["text"], block["level"])

    def _paragraph(self, block: Json) -> None:
        self._add(_run(block["text"], "i" if block["quiet"] else ""))

    def _facts(self, block: Json) -> None:
        for name, value in block["rows"]:
            self._add(_run(f"{name}: ", "b") + _run(value), _LIST)

    def _excerpt(self, block: Json) -> None:
        words = _run(block["before"]) + _run(block["text"], "u") + _run(block["after"])
        self._add(words, _QUOTE)
        if block["shows_source"]:
            self._paragraph({"text": f"{block['title']} · {block['byline']}", "quiet": True})
        self._facts({"rows": [("Kind", block["kind"]), *block["facts"]]})

    def _add(self, runs: str, style: str = "") -> None:
        """A paragraph, in a style if the template has it."""
        key = self._styles.get(style)
        looks = f"<w:pPr><w:pStyle w:val={quoteattr(key)}/></w:pPr>" if key else ""
        self._made.append(f"<w:p>{looks}{runs}</w:p>")

    def _put(self) -> None:
        """Put the paragraphs that were made behind what is there, before the page's measures."""
        made = parse_xml(f"<w:body {nsdecls('w')}>{''.join(self._made)}</w:body>")
        self._made.clear()
        body = self._word.element.body
        last = body.find(qn("w:sectPr"))
        for paragraph in list(made):
            if last is None:
                body.append(paragraph)
            else:
                last.addprevious(paragraph)

    def _picture(self, block: Json) -> None:
        self._put()
        self._word.add_picture(io.BytesIO(base64.b64decode(block["png"])), width=_WIDTH)
        if block["caption"]:
            self._paragraph({"text": block["caption"], "quiet": True})

    def _table(self, block: Json) -> None:
        self._put()
        table = self._word.add_table(rows=1, cols=len(block["columns"]))
        for row in (block["columns"], *block["rows"]):
            cells = table.rows[0].cells if row is block["columns"] else table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                cell.text = text


def _run(text: str, looks: str = "") -> str:
    """Text in one look: "b", "i", "u" or none."""
    if not text:
        return ""
    mark = {"": "", "u": '<w:rPr><w:u w:val="single"/></w:rPr>'}.get(looks)
    mark = f"<w:rPr><w:{looks}/></w:rPr>" if mark is None else mark
    words = escape(text)
    for character, element in (("\t", "<w:tab/>"), ("\n", "<w:br/>")):
        words = words.replace(character, f"</w:t>{element}{_TEXT}")
    return f"<w:r>{mark}{_TEXT}{words}</w:t></w:r>"


if __name__ == "__main__":
    serve(Writer().answer)
