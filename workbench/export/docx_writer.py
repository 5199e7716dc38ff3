"""Writes Word files, in a process of its own: the library that does so also reads them, and a
template is a file that somebody may have been sent.

Asked in portions, each a JSON object: "begin" with the title and a template's path or None,
"blocks" with some of them, "end" for the file's bytes.
"""

import base64
import io
import zipfile
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Inches

from workbench.processes import serve

_WIDTH = Inches(6)
_QUOTE, _LIST = "Quote", "List Bullet"
_TITLE_MOST = 255

Json = dict[str, Any]


class Writer:
    """One document after another."""

    def __init__(self) -> None:
        self._word: Any = None
        self._styles: dict[str, Any] = {}

    def answer(self, message: Json) -> Json:
        """Do what a message asks for."""
        match message["do"]:
            case "begin":
                return self._begin(message["title"], message["template"])
            case "blocks":
                for block in message["blocks"]:
                    getattr(self, f"_{block['type']}")(block)
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
        self._styles = {style.name: style for style in self._word.styles}
        properties = self._word.core_properties
        properties.title, properties.author, properties.comments = title[:_TITLE_MOST], "", ""
        self._titled(title, 0)
        return {}

    def _titled(self, text: str, level: int) -> None:
        name = f"Heading {level}" if level else "Title"
        if name in self._styles:
            self._word.add_paragraph(text, self._styles[name])
        else:
            self._word.add_paragraph().add_run(text).bold = True

    def _heading(self, block: Json) -> None:
        self._titled(block["text"], block["level"])

    def _paragraph(self, block: Json) -> None:
        self._word.add_paragraph().add_run(block["text"]).italic = block["quiet"]

    def _facts(self, block: Json) -> None:
        for name, value in block["rows"]:
            paragraph = self._word.add_paragraph(style=self._styles.get(_LIST))
            paragraph.add_run(f"{name}: ").bold = True
            paragraph.add_run(value)

    def _excerpt(self, block: Json) -> None:
        paragraph = self._word.add_paragraph(style=self._styles.get(_QUOTE))
        paragraph.add_run(block["before"])
        paragraph.add_run(block["text"]).underline = True
        paragraph.add_run(block["after"])
        if block["shows_source"]:
            self._paragraph({"text": f"{block['title']} · {block['byline']}", "quiet": True})
        self._facts({"rows": [("Kind", block["kind"]), *block["facts"]]})

    def _picture(self, block: Json) -> None:
        self._word.add_picture(io.BytesIO(base64.b64decode(block["png"])), width=_WIDTH)
        if block["caption"]:
            self._paragraph({"text": block["caption"], "quiet": True})

    def _table(self, block: Json) -> None:
        table = self._word.add_table(rows=1, cols=len(block["columns"]))
        for row in (block["columns"], *block["rows"]):
            cells = table.rows[0].cells if row is block["columns"] else table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                cell.text = text


if __name__ == "__main__":
    serve(Writer().answer)
