"""Documents written by templates, which a user can change.

A template is Jinja's, in its sandbox. Every value that it writes is made safe on the way: in HTML
by escaping, in Markdown so that none is taken for markup. `resources/templates` holds those that
are used when no other is given.
"""

import base64
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbench.errors import ExportError
from workbench.export.characters import NO_MARKDOWN, replaced
from workbench.export.document import Document, Table
from workbench.export.excerpts import Notes
from workbench.export.markdown_text import escaped_line, escaped_lines

_AT_ONCE = 200
_LARGEST = 1_000_000
"""Characters of a template."""
_NO_LINK = re.compile(r"[\[\]|#^:%\\/<>!`*{}&$~\"\n\r\u2028\u2029]+")
"""What a link to a note may not hold, or what would be markup in it."""
_NO_TAG = re.compile(r"[^\w/-]+")

STANDARD = {"html": "document.html", "md": "document.md", "obsidian": "obsidian.md"}
"""The template of each form that is written by one."""


class _Safe(str):
    """Text that may be written as it is."""

    __slots__ = ()


def standard_template(form: str) -> str:
    """The text of the template that a form is written by when no other is given."""
    path = files("resources") / "templates" / STANDARD[form]
    return path.read_text(encoding="utf-8")


def read_template(path: Path) -> str:
    """A user's template; raises `ExportError`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError(f"The template “{path}” cannot be read: {error}.") from error
    if len(text) > _LARGEST:
        raise ExportError(f"The template “{path}” is too large to be one.")
    return text


def templated(
    form: str, document: Document, notes: Notes, template: str | None = None
) -> Iterator[bytes]:
    """The file's bytes; what was changed goes to `notes`.

    Raises `ExportError` for a template with a mistake in it, saying where.
    """
    environment = _html() if form == "html" else _markdown(notes)
    try:
        written = environment.from_string(template or standard_template(form))
        parts = iter(written.generate(document=_without_controls(document, notes)))
        while batch := "".join(part for _, part in zip(range(_AT_ONCE), parts, strict=False)):
            yield batch.encode()
    except TemplateSyntaxError as error:
        raise ExportError(f"The template has a mistake in line {error.lineno}: {error}.") from error
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise ExportError(f"The template cannot be filled in: {error}.") from error


def _without_controls(document: Document, notes: Notes) -> Document:
    """The same without characters that no such file can hold."""
    return cleaned(document, partial(_clean, notes=notes), document.title)  # type: ignore[no-any-return]


def _clean(text: str, where: str, notes: Notes) -> str:
    clean, count = replaced(text, NO_MARKDOWN)
    if count:
        notes.add(where, f"{count} control characters were replaced by U+FFFD")
    return clean


def cleaned(value: Any, clean: Callable[[str, str], str], where: str) -> Any:
    """A document or a part of one with each text in it put through `clean`."""
    if isinstance(value, str):
        return clean(value, where)
    if isinstance(value, tuple):
        return tuple(cleaned(one, clean, where) for one in value)
    fields = getattr(value, "__dataclass_fields__", None)
    if fields is None:
        return value
    passage = getattr(value, "passage_id", None)
    here = f"Passage {passage}" if passage is not None else where
    own = {name for name in fields if name in type(value).__slots__}
    return type(value)(**{name: cleaned(getattr(value, name), clean, here) for name in own})


def _html() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.filters["data_url"] = _data_url
    return environment


def _markdown(notes: Notes) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        finalize=_escaped, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters.update(
        lines=lambda text: _Safe("\n".join(escaped_lines(text))),
        quote=lambda text: _Safe("\n".join(f"> {line}" for line in escaped_lines(text))),
        wiki=partial(_wiki, notes=notes),
        hashtag=_hashtag,
        table=_table,
        json=lambda text: _Safe(json.dumps(text, ensure_ascii=False)),
        verbatim=lambda text: _Safe("#" * len(text)),
        data_url=lambda png: _Safe(_data_url(png)),
    )
    return environment


def _escaped(value: object) -> str:
    return value if isinstance(value, _Safe) else escaped_line(str(value))


def _wiki(text: str, notes: Notes) -> str:
    name = _NO_LINK.sub(" ", text).strip()
    if name != text:
        notes.add(f"Link to “{text}”", f"written as “{name}”, since a link may not hold all signs")
    return _Safe(f"[[{name}]]" if name else "")


def _hashtag(text: str) -> str:
    name = _NO_TAG.sub("-", text).strip("-")
    return _Safe(f"#{name}" if name else "")


def _table(block: Table) -> str:
    rows = [block.columns, tuple("---" for _ in block.columns), *block.rows]
    lines = []
    for number, row in enumerate(rows):
        cells = row if number == 1 else [escaped_line(cell) for cell in row]
        lines.append(f"| {' | '.join(cells)} |")
    return _Safe("\n".join(lines))


def _data_url(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"
