"""The command line: the same project and the same calls as the window, for scripts.

`main` reads the words, opens the project, runs one command and turns errors into exit codes:
0 done, 1 the command failed and changed nothing, 2 wrong usage, 3 the project cannot be
opened. `shapes` holds the JSON contract, `console` what goes to which stream, `commands` one
function a command. Drawing a chart needs the window's toolkit, so whoever starts the command
line passes the function that draws.
"""

import sys
from collections.abc import Sequence

from workbench.cli import commands
from workbench.cli.console import Console
from workbench.cli.parser import parse
from workbench.cli.shapes import DrawChart
from workbench.errors import LodeError, ProjectError, UsageError

DONE, FAILED, USAGE, NOT_OPENED = 0, 1, 2, 3


def main(arguments: Sequence[str], *, draw_chart: DrawChart) -> int:
    """Run one command; returns the exit status."""
    options = parse(arguments)
    console = Console(as_json=options.json)
    if sys.stdout is None:
        console.say("lode: There is no standard output to print to; nothing was done.")
        return FAILED
    try:
        commands.run(options, console, draw_chart)
    except LodeError as error:
        console.say(f"lode: {error}")
        return _status(error)
    except KeyboardInterrupt:
        console.say("lode: stopped; what was saved stays saved.")
        return FAILED
    except BrokenPipeError:  # the reader of our output has gone, as in `lode articles | head`
        return DONE
    return DONE


def _status(error: LodeError) -> int:
    if isinstance(error, UsageError):
        return USAGE
    return NOT_OPENED if isinstance(error, ProjectError) else FAILED
