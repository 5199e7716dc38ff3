"""What goes to which stream: results to standard output, everything else to standard error."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from workbench.tasks import Task

MAX_COLUMN = 60
"""Characters of a table's cell; longer words end in an ellipsis."""


class Console:
    """Writes results as JSON or for people, and progress where it does not disturb them."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        for stream in (sys.stdout, sys.stderr):
            # Titles hold every character there is; a terminal that cannot show one shows "?".
            reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(encoding="utf-8", errors="replace")

    def result(self, document: Any, people: Callable[[], Iterable[str]]) -> None:
        """Print one result: the document as JSON, or the lines that `people` gives."""
        if self._as_json:
            self.line(document)
            return
        for line in people():
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    def line(self, document: Any) -> None:
        """Print one JSON line and flush it."""
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    def text(self, text: str) -> None:
        """Print a text as it is, without adding a line end."""
        sys.stdout.write(text)
        sys.stdout.flush()

    def say(self, sentence: str) -> None:
        """Tell the person at the terminal."""
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()

    def task(self) -> Task:
        """A task that draws its progress on one line, when somebody is looking."""
        return Task(_draw_progress if sys.stderr.isatty() else None)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Aligned columns with a head line; numbers to the right."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max([len(head), *(len(row[n]) for row in cells)]) for n, head in enumerate(heads)]
    right = [bool(cells) and all(_is_number(row[n]) for row in cells) for n in range(len(heads))]
    return [
        "  ".join(
            word.rjust(width) if to_right else word.ljust(width)
            for word, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in [list(heads), *cells]
    ]


def _cell(value: object) -> str:
    words = " ".join(f"{value:,}".split() if isinstance(value, int) else str(value or "").split())
    return words if len(words) <= MAX_COLUMN else words[: MAX_COLUMN - 1] + "…"


def _is_number(cell: str) -> bool:
    return not cell or cell.replace(",", "").replace(".", "").isdigit()


def _draw_progress(done: int, total: int, text: str) -> None:
    share = f"{done * 100 // total:3d} %" if total else f"{done:,}"
    end = "\n" if total and done >= total else ""
    sys.stderr.write(f"\r\x1b[K{share} {text[-MAX_COLUMN:]}{end}")
    sys.stderr.flush()
