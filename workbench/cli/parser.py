"""The words of the command line."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from workbench.domain import CHOICES, COLUMN_ROLES, Kind, PassageGrouping
from workbench.export import FORMS

KINDS = [kind.value for kind in Kind]
GROUPS = [by.value for by in PassageGrouping]

_NO_LIMIT = 10**9
"""More than a project can hold, and still a number to the database."""

AddCommand = Callable[[str, str], argparse.ArgumentParser]
"""Adds a command by name and explanation, and returns its parser."""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of one call; wrong words end the program with status 2, as argparse does."""
    return make_parser().parse_args(arguments)


def make_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="lode",
        description="An offline analyst workbench. Without a command the window opens.",
    )
    parser.add_argument(
        "--project",
        type=Path,
        metavar="DIR",
        help="the project's folder (default: this folder if it is one, else the sample project)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    # Understood before and after the command; SUPPRESS keeps the later, absent one from
    # undoing the earlier.
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    common.add_argument("--project", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)

    def add(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, parents=[common])

    _add_reading(add)
    _add_tagging(add)
    _add_suggesting(add)
    _add_charts_and_exports(add)
    _add_care(add)
    return parser


def _add_reading(add: AddCommand) -> None:
    imported = add("import", "Import files and folders; the project is made when it is missing.")
    imported.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    _add_mapping(imported)

    extracted = add("extract", "Read files as an import would, without a project; JSON lines.")
    extracted.add_argument("paths", nargs="*", type=Path, metavar="FILE")
    extracted.add_argument("--batch", action="store_true", help="paths on standard input")
    _add_mapping(extracted)

    add("articles", "List the articles.")

    text = add("text", "Print an article's text.")
    text.add_argument("id", type=int, metavar="ID")

    search = add("search", "Search the articles.")
    search.add_argument("query", nargs="?", metavar="QUERY")
    search.add_argument("--limit", type=_limit, default=20, metavar="N")
    search.add_argument("--facets", action="store_true", help="count by outlet, month, …")
    search.add_argument("--batch", type=Path, metavar="FILE", help="one query a line; JSON lines")


def _add_tagging(add: AddCommand) -> None:
    tag = add("tag", "Tag a passage, by the offsets of its first and behind its last character.")
    tag.add_argument("id", nargs="?", type=int, metavar="ID")
    tag.add_argument("start", nargs="?", type=int, metavar="START")
    tag.add_argument("end", nargs="?", type=int, metavar="END")
    tag.add_argument("kind", nargs="?", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    tag.add_argument("--tag", action="append", default=[], dest="tags", metavar="NAME")
    tag.add_argument("--memo", default="", metavar="TEXT")
    tag.add_argument("--speaker", metavar="NAME")
    tag.add_argument("--claimant", metavar="NAME")
    tag.add_argument("--metric", metavar="NAME")
    tag.add_argument("--cue", metavar="WORDS", help="what gives a quote to its speaker")
    for name, kind in CHOICES.items():
        tag.add_argument(f"--{name}", choices=[one.value for one in kind])
    tag.add_argument("--batch", action="store_true", help="JSON lines on standard input")

    _add_filters(add("passages", "List the passages."))
    add("undo", "Take the last step back.")
    add("redo", "Do again what was last taken back.")
    history = add("history", "List the steps of the journal, the newest first.")
    history.add_argument("--limit", type=_limit, default=200, metavar="N")


def _add_suggesting(add: AddCommand) -> None:
    suggest = add("suggest", "Read along: figures, quotes, claims and dates, as JSON lines.")
    suggest.add_argument("ids", nargs="*", type=int, metavar="ID")
    suggest.add_argument("--text-file", type=Path, metavar="FILE")
    suggest.add_argument("--published", type=_day, metavar="YYYY-MM-DD", help="of the text file")
    suggest.add_argument("--language", metavar="CODE", help="of the text file, such as de")
    suggest.add_argument(
        "--batch",
        action="store_true",
        help='lines {"id","text","published"?,"language"?} on input',
    )


def _add_charts_and_exports(add: AddCommand) -> None:
    _add_series(add("series", "Tagged quantities over time."))
    chart = add("chart", "Draw tagged quantities over time.")
    _add_series(chart)
    chart.add_argument("--out", type=Path, required=True, metavar="FILE", help="png, svg or csv")

    export = add("export", "Write excerpts with their sources.")
    export.add_argument("--format", required=True, choices=FORMS)
    export.add_argument("--group", choices=GROUPS, default="article", help="what to group by")
    export.add_argument("--template", type=Path, metavar="FILE", help="of md, html, docx, obsidian")
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    _add_filters(export)


def _add_care(add: AddCommand) -> None:
    check = add("check", "Compare everything stored with its hashes.")
    check.add_argument("--repair", action="store_true", help="make a damaged index anew")
    add("rebuild-index", "Make the index anew.")
    backup = add("backup", "Write a verified copy of the project's database.")
    backup.add_argument("--out", type=Path, metavar="FILE")

    restore = add("restore", "Put a backup in the place of the database, which is set aside.")
    restore.add_argument("file", type=Path, metavar="FILE")


def _day(word: str) -> str:
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word} is no day; write 2025-02-24") from None


def _limit(word: str) -> int:
    try:
        number = int(word)
    except ValueError:
        number = -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"must be a whole number, 0 or more, not {word!r}")
    return min(number, _NO_LIMIT)


def _add_mapping(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        type=_pair,
        dest="mapping",
        metavar="WHAT=COLUMN",
        help=f"the column of a table of articles that holds its {', '.join(COLUMN_ROLES)}",
    )


def _pair(word: str) -> tuple[str, str]:
    role, equals, column = word.partition("=")
    if not equals or role not in COLUMN_ROLES:
        raise argparse.ArgumentTypeError(
            f"must be like text=COLUMN, with one of {', '.join(COLUMN_ROLES)}, not {word!r}"
        )
    return role, column


def _add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--tag", metavar="NAME")
    parser.add_argument("--article", type=int, metavar="ID")
    parser.add_argument("--metric", metavar="NAME")
    parser.add_argument("--speaker", metavar="NAME", help="by any name that they go by")
    parser.add_argument("--outlet", metavar="NAME")
    parser.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help="published then or later")
    parser.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="published then or before")
    parser.add_argument("--query", default="", metavar="WORDS", help="words of passage or memo")


def _add_series(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--metric", action="append", default=[], dest="metrics", metavar="NAME")
    parser.add_argument("--unit", metavar="UNIT")
    parser.add_argument("--by", choices=["speaker", "source", "tag", "story"])
    parser.add_argument("--time", choices=["published", "as_of"], default="published")
    parser.add_argument(
        "--suggested",
        action="store_true",
        help="with what is read in articles and not tagged; reads those that nobody has read yet",
    )
    parser.add_argument(
        "--convert", action="store_true", help="units of one dimension into one of them"
    )
    parser.add_argument(
        "--once", action="store_true", help="count a number once in the copies of one story"
    )
