"""`suggest`: what is read in texts, one JSON object a line, with or without a project."""

import json
from argparse import Namespace
from typing import Any

from workbench.cli import shapes
from workbench.cli.console import Console
from workbench.errors import UsageError
from workbench.extract.reading import read_along
from workbench.project import Project
from workbench.text import canonical


def needs_project(options: Namespace) -> bool:
    """Whether articles of a project are asked for; raises `UsageError` for no or two questions."""
    asked = [bool(options.ids), options.text_file is not None, options.batch]
    if sum(asked) != 1:
        raise UsageError("Give articles by their ids, or --text-file, or --batch.")
    return bool(options.ids)


def suggest_texts(options: Namespace, console: Console) -> None:
    """Read a file, or each JSON line of standard input."""
    if options.text_file is not None:
        try:
            text = canonical(options.text_file.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{options.text_file} cannot be read: {error}.") from error
        found = read_along(text, options.published, options.language)
        console.line(shapes.reading(str(options.text_file), text, found))
        return
    for line in console.lines():
        console.line(_answer(line))


def suggest_articles(project: Project, options: Namespace, console: Console) -> None:
    """Read articles of a project."""
    for article_id in options.ids:
        text = project.text(article_id)
        console.line(shapes.reading(article_id, text, project.read_along(article_id)))


def _answer(line: str) -> dict[str, Any]:
    # A bad line is answered, not fatal: whoever feeds us must learn which ones were read.
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return {"error": "This line is not a JSON object."}
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        return {"error": "A line needs “text”, a text."}
    published = entry.get("published")
    if published is not None and not isinstance(published, str):
        return {"id": entry.get("id"), "error": "“published” must be a text, as 2025-02-24."}
    language = entry.get("language")
    if language is not None and not isinstance(language, str):
        return {"id": entry.get("id"), "error": "“language” must be a code, as de."}
    found = read_along(entry["text"], published, language)
    return shapes.reading(entry.get("id"), entry["text"], found)
