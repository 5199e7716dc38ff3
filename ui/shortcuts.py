"""The sheet of all keys, made from the table of actions; run it to write docs/shortcuts.md."""

import sys
from pathlib import Path

from ui.actions import ACTIONS, MENUS, ActionSpec

DOCUMENT = Path("docs") / "shortcuts.md"
"""Where the sheet stands in the source tree."""


def sheet() -> list[tuple[str, list[ActionSpec]]]:
    """The actions that have a key, by menu, in the order of the menus."""
    return [
        (menu, [row for row in ACTIONS if row.keys and row.menu.split("/")[0] == menu])
        for menu in MENUS
    ]


def markdown() -> str:
    """The text of docs/shortcuts.md."""
    lines = [
        "# Keyboard shortcuts",
        "",
        "Made from the table in `ui/actions.py` by `python -m ui.shortcuts`. The same sheet",
        "opens in the window with F1. Every action, with a key or without, is also in the",
        "command palette (Ctrl+K). On macOS, Ctrl is ⌘ and Alt is ⌥.",
        "",
        "A key that types a character works in the reader and in lists only, never while you",
        "type in a field.",
    ]
    for menu, rows in sheet():
        if not rows:
            continue
        lines += [
            "",
            f"## {menu}",
            "",
            "| Action | Keys | Works | What it does |",
            "|---|---|---|---|",
        ]
        lines += [_line(row) for row in rows]
    return "\n".join(lines) + "\n"


def write(root: Path) -> Path:
    """Write the sheet into the source tree at `root`; returns the file."""
    path = root / DOCUMENT
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(markdown(), encoding="utf-8")
    return path


def _line(row: ActionSpec) -> str:
    keys = ", ".join(f"`{key}`" for key in row.keys)
    return f"| {row.text.removesuffix('…')} | {keys} | {row.where} | {row.tip} |"


if __name__ == "__main__":
    sys.stdout.write(f"{write(Path(__file__).resolve().parent.parent)}\n")
