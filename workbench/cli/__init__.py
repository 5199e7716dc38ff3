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
    try:
        commands.run(options, console, draw_chart)
    except UsageError as error:
        console.say(f"lode: {error}")
        return USAGE
    except ProjectError as error:
        console.say(f"lode: {error}")
        return NOT_OPENED
    except LodeError as error:
        console.say(f"lode: {error}")
        return FAILED
    except KeyboardInterrupt:
        console.say("lode: stopped; what was saved stays saved.")
        return FAILED
    except BrokenPipeError:
        # The reader of our output has gone (`lode articles | head`); keep the interpreter
        # from complaining when it flushes at exit.
        sys.stdout = None
        return DONE
    return DONE
