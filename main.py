"""Start Lode: the window, or with a command the same program without one."""

import sys
from collections.abc import Sequence
from pathlib import Path

from workbench.domain import Series


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if _wants_window(words):
        from ui.app import run  # noqa: PLC0415 - the command line starts without Qt

        return run(
            Path(words[1]) if words[:1] == ["--project"] else None, sample=words == ["--sample"]
        )
    from workbench.cli import main as command_line  # noqa: PLC0415 - nor the window with it

    return command_line(words, draw_chart=_draw_chart)


def _wants_window(words: Sequence[str]) -> bool:
    return words in ([], ["--sample"]) or (len(words) == 2 and words[0] == "--project")


def _draw_chart(series: Sequence[Series], path: Path) -> None:
    from ui.chart_export import draw  # noqa: PLC0415 - only charts need Qt

    draw(series, path)


if __name__ == "__main__":
    sys.exit(main())
