"""The full check of a large file, in a process of its own.

A million rows are hashed for a minute; in a thread of the window's process that would hold its
interpreter all the while.
"""

from pathlib import Path
from typing import Any

from workbench.domain import Finding
from workbench.processes import Child, serve
from workbench.store.check import check
from workbench.store.connection import Store

ELSEWHERE_BYTES = 40_000_000
"""Files from this size on are checked elsewhere; a process takes half a second to start."""

_SECONDS = 3_600.0


def findings(path: Path) -> list[Finding]:
    """Everything that is wrong with the database at `path`.

    Raises `ProjectDamaged` when it cannot be opened at all, `ChildCrashed` or `ChildTimeout`
    when the process that looked at it did not answer.
    """
    if path.stat().st_size < ELSEWHERE_BYTES:
        return _checked(path)
    child = Child("workbench.store.checking")
    try:
        answer = child.request({"path": str(path)}, _SECONDS)
    finally:
        child.kill()
    return [Finding(**found) for found in answer["findings"]]


def _checked(path: Path) -> list[Finding]:
    store = Store.open_readonly(path)
    try:
        return check(store)
    finally:
        store.close()


def _answer(message: dict[str, Any]) -> dict[str, Any]:
    found = _checked(Path(message["path"]))
    return {
        "findings": [
            {"severity": one.severity, "what": one.what, "where": one.where} for one in found
        ]
    }


if __name__ == "__main__":
    serve(_answer)
