"""What goes to which stream: results to standard output, everything else to standard error."""

import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TextIO

from workbench.errors import LodeError
from workbench.tasks import Task

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would steer a terminal or turn the direction of its lines."""

MAX_COLUMN = 60
"""Characters of a table's cell; longer words end in an ellipsis."""


class OutputLost(LodeError):
    """Standard output cannot be written."""


class Console:
    """Writes results as JSON or for people, and progress where it does not disturb them."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        # Titles hold every character there is; a terminal that cannot show one shows "?". Texts
        # go out with the line ends that their offsets count, also on Windows.
        _reconfigure(sys.stdout, errors="replace", newline="\n")
        _reconfigure(sys.stderr, errors="replace")
        _reconfigure(sys.stdin, errors="surrogateescape")

    def result(self, document: Any, people: Callable[[], Iterable[str]]) -> None:
        """Print one result: the document as JSON, or the lines that `people` gives."""
        if self._as_json:
            self.line(document)
            return
        self._write("".join(f"{_plain(line)}\n" for line in people()))

    def line(self, document: Any) -> None:
        """Print one JSON line and flush it."""
        self._write(json.dumps(document, ensure_ascii=False) + "\n")

    def text(self, text: str) -> None:
        """Print a text as it is, without adding a line end."""
        self._write(text)

    def lines(self) -> Iterator[str]:
        """The lines of standard input, without their ends and without the blank ones."""
        for line in sys.stdin or ():
            if line.strip():
                yield line.rstrip("\n")

    def say(self, sentence: str) -> None:
        """Tell the person at the terminal."""
        # Whether anybody reads along must not decide whether the work is done.
        with suppress(OSError):
            print(_plain(sentence), file=sys.stderr, flush=True)  # noqa: T201 - None is allowed

    def task(self) -> Task:
        """A task that draws its progress on one line, when somebody is looking."""
        return Task(_draw_progress if sys.stderr and sys.stderr.isatty() else None)

    def _write(self, text: str) -> None:
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except OSError as error:
            sys.stdout = None  # or the interpreter would try again, and complain, at exit
            if isinstance(error, BrokenPipeError):
                raise
            raise OutputLost(
                f"Standard output cannot be written: {error.strerror or error}. What the command "
                "has saved stays saved."
            ) from error


def _reconfigure(stream: TextIO | None, *, errors: str, newline: str | None = None) -> None:
    # A stream that was closed is None, one that a test has put in place may be of another kind.
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors=errors, newline=newline)


def _plain(line: str) -> str:
    return _CONTROL.sub("\ufffd", line)


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
