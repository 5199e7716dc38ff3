"""Start Lode: the window, or with a command the same program without one."""

import sys
from collections.abc import Sequence
from pathlib import Path

from workbench.domain import Series


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    match words:
        case []:
            return _window(None)
        case ["--sample"]:
            return _window(None, sample=True)
        case ["--project", folder]:
            return _window(Path(folder))
        case [word] if word.startswith("--project="):
            return _window(Path(word.removeprefix("--project=")))
    from workbench.cli import main as command_line  # noqa: PLC0415 - the window does without it

    return command_line(words, draw_chart=_draw_chart)


def _window(project: Path | None, *, sample: bool = False) -> int:
    from ui.app import run  # noqa: PLC0415 - the command line starts without Qt

    return run(project, sample=sample)


def _draw_chart(series: Sequence[Series], path: Path) -> None:
    from ui.chart_export import draw  # noqa: PLC0415 - only charts need Qt

    draw(series, path)


if __name__ == "__main__":
    sys.exit(main())
