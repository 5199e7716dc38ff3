"""The child process of the index: `python -m workbench.index.server search|update DATABASE`."""

import sys
from functools import cache
from pathlib import Path

from workbench.index.manifest import Verifier
from workbench.index.requests import searching, updating
from workbench.index.transport import SEARCH
from workbench.processes import serve
from workbench.store import Store


def main(side: str, database: str) -> None:
    """Answer requests on standard input until it ends."""

    # Opened at the first request, so that a failure becomes an answer.
    @cache
    def store() -> Store:
        return Store.open_readonly(Path(database))

    requests = searching if side == SEARCH else updating
    serve(requests(store, Verifier()).answer)


if __name__ == "__main__":
    main(*sys.argv[1:])
