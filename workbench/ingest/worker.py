"""The child process that reads files: one request a line in, one article a line out.

A request is `{"path", "known_sha256"}`, its answer `{"outcome", "reason", "sha256",
"draft"}`; an empty request is answered when everything is loaded. Runs as
`python -m workbench.ingest.worker`, only ever started by `pool`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from workbench.domain import ArticleDraft, Outcome
from workbench.ingest import guard
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.file_bytes import read_once
from workbench.ingest.formats import SUFFIXES
from workbench.ingest.metadata import complete
from workbench.ingest.readers import READERS
from workbench.processes import serve

SECONDS = 15.0
"""Wall time after which the system ends the process; the parent's limit is below it."""


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """What the requested file holds, as JSON can carry it."""
    if not request:
        return {}
    path = Path(request["path"])
    sha256 = ""
    try:
        with guard.ends_within(SECONDS):
            data, modified = read_once(path)
            sha256 = hashlib.sha256(data).hexdigest()
            if sha256 == request["known_sha256"]:
                return _answer(Outcome.UNCHANGED, "", sha256)
            draft = article(data, path, modified)
    except Exception as error:  # noqa: BLE001 - whatever a parser raises is this file's failure
        return _answer(*_failure(error), sha256)
    outcome = Outcome.DEGRADED if draft.notes else Outcome.IMPORTED
    return _answer(outcome, " ".join(draft.notes), sha256, draft)


def article(data: bytes, path: Path, modified: float) -> ArticleDraft:
    """The article in the bytes of the file at `path`, last changed at `modified`."""
    reader = READERS[SUFFIXES[path.suffix.lower()]]
    return complete(reader(data), path, modified)


def _failure(error: Exception) -> tuple[Outcome, str]:
    """How a file ends that could not be read, in words."""
    match error:
        case Refused():
            return Outcome.REFUSED, str(error)
        case Unreadable():
            reason = str(error)
        case RecursionError():
            reason = "It is nested too deeply to be read."
        case MemoryError():
            reason = "It needs more memory than reading a file may take."
        case FileNotFoundError():
            reason = "It is no longer there."
        case OSError():
            reason = f"It cannot be read: {error.strerror or error}."
        case _:
            words = " ".join(str(error).split())[:200]
            reason = f"It cannot be read ({type(error).__name__}: {words})."
    return Outcome.FAILED, reason


def _answer(
    outcome: Outcome, reason: str, sha256: str, draft: ArticleDraft | None = None
) -> dict[str, Any]:
    fields = None if draft is None else asdict(draft)
    return {"outcome": outcome, "reason": reason, "sha256": sha256, "draft": fields}


def main() -> None:
    """Serve requests until standard input ends."""
    guard.limit_resources()
    guard.forbid_side_effects()
    serve(answer)


if __name__ == "__main__":
    main()
