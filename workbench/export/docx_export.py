"""Documents as Word files; a user's own document gives its styles. See `docx_writer`."""

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from workbench.errors import ChildCrashed, ChildTimeout, ExportError
from workbench.export.document import Block, Document
from workbench.export.excerpts import Notes
from workbench.export.templates import cleaned
from workbench.processes import Child
from workbench.tasks import Task

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (production 2, Char)."""
_LINE_END = re.compile("\r\n?")
_AT_ONCE = 200
_SECONDS = 120.0
"""For one portion; the last one, which saves the file, may take as long."""


def as_docx(
    document: Document, notes: Notes, template: Path | None = None, task: Task | None = None
) -> Iterator[bytes]:
    """The file's bytes; what was changed goes to `notes`.

    With a `template`, a Word document, that one's styles, page and what stands in it are taken,
    and the document follows behind. Raises `ExportError` where it cannot be opened, `Cancelled`.
    """
    task = task or Task()
    shown: Document = cleaned(document, partial(_clean, notes=notes), document.title)
    child = Child("workbench.export.docx_writer")
    try:
        begin = {"do": "begin", "title": shown.title, "template": template and str(template)}
        _ask(child, begin)
        for done in range(0, len(shown.blocks), _AT_ONCE):
            task.step(done, len(shown.blocks), "Writing the document")
            portion = shown.blocks[done : done + _AT_ONCE]
            _ask(child, {"do": "blocks", "blocks": [_packed(block) for block in portion]})
        content = base64.b64decode(_ask(child, {"do": "end"})["file"])
    finally:
        child.kill()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if archive.testzip() is not None:
            raise ExportError("The document could not be read back. Export it again.")
    yield content


def _ask(child: Child, message: dict[str, Any]) -> dict[str, Any]:
    try:
        answer = child.request(message, _SECONDS)
    except (ChildCrashed, ChildTimeout) as error:
        raise ExportError(f"The document could not be written: {error}") from error
    if "error" in answer:
        raise ExportError(str(answer["error"]))
    return answer


def _packed(block: Block) -> dict[str, Any]:
    packed = {"type": block.type, **asdict(block)}
    if isinstance(packed.get("png"), bytes):
        packed["png"] = base64.b64encode(packed["png"]).decode()
    return packed


def _clean(text: str, where: str, notes: Notes) -> str:
    broken, returns = _LINE_END.subn("\n", text)
    if returns:
        notes.add(where, f"{returns} carriage returns became line ends")
    clean, count = _NO_XML.subn("\ufffd", broken)
    if count:
        notes.add(where, f"{count} control characters were replaced by U+FFFD")
    return clean
