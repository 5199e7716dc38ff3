"""The child process that reads files: one request a line in, one answer a line out.

Runs as `python -m workbench.ingest.worker`, only ever started by `pool`. The requests:

- `{}` is answered when everything is loaded.
- `{"path", "known_sha256", "mapping", "after", "most"}` reads a file. A file of one article is
  answered by `{"outcome", "reason", "sha256", "draft"}`, one that may hold several by
  `{"sha256", "members", "next"}`: at most `most` members behind the first `after` ones, each
  like a file's answer and with its "member", and the `after` of the next request, null at the
  end. The file stays open in between; should it have to be read anew, it must still have the
  hash of the first answer, which later requests give as "sha256".
- `{"preview": path, "mapping"}` is answered by the columns of a table of articles; see `dumps`.
- `{"original", "name", "member", "mapping", "modified"}` reads an article again from the bytes
  that the project keeps at the path `original`, and `{"view": true, ...}` gives all their text.
"""

import hashlib
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from workbench.copies import sketch
from workbench.domain import ArticleDraft, Outcome
from workbench.ingest import guard, reading
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.file_bytes import read_once
from workbench.ingest.formats import MAX_BYTES
from workbench.ingest.members import Member
from workbench.ingest.reading import Source
from workbench.processes import serve

SECONDS = 15.0
"""Wall time after which the system ends the process; the parent's limit is below it."""


PORTION_SECONDS = 3.0
PORTION_CHARACTERS = 4_000_000
"""After which an answer is closed, even if it has fewer members than it might."""

Json = dict[str, Any]


@dataclass
class _Open:
    """A file of several articles between two answers."""

    path: Path
    sha256: str
    members: Iterator[Member]
    taken: int = 0
    coming: Member | None = None
    problem: Exception | None = None
    """What keeps the members behind from being had; told after those before it."""

    def advance(self) -> None:
        """Have the next member ready, or know why there is none."""
        try:
            self.coming = next(self.members, None)
        except Exception as error:  # noqa: BLE001 - whatever a parser raises is this file's failure
            self.coming, self.problem = None, error


class Worker:
    """Answers requests; remembers the file it is in the middle of."""

    def __init__(self) -> None:
        self._open: _Open | None = None

    def answer(self, request: Mapping[str, Any]) -> Json:
        """The answer to one request, as JSON can carry it."""
        if not request:
            return {}
        with guard.ends_within(SECONDS):
            if "preview" in request:
                return _guarded(lambda: _preview(request))
            if "original" in request:
                return _guarded(lambda: _original(request))
            return self._file(request)

    def _file(self, request: Mapping[str, Any]) -> Json:
        path, after = Path(request["path"]), request["after"]
        sha256 = ""
        try:
            if self._open is None or (self._open.path, self._open.taken) != (path, after):
                self._open = None
                data, modified = read_once(path)
                sha256 = hashlib.sha256(data).hexdigest()
                if request.get("sha256") not in {None, sha256}:
                    raise Unreadable("It has changed while it was read; import it again.")
                if sha256 == request["known_sha256"]:
                    return _answer(Outcome.UNCHANGED, "", sha256)
                source = Source(data, path.name, modified, request["mapping"])
                if not source.holds_many:
                    return _finished(reading.article(source), sha256)
                self._open = _Open(path, sha256, reading.members(source))
                self._skip(after)
            sha256 = self._open.sha256
            return self._portion(request["most"])
        except Exception as error:  # noqa: BLE001 - whatever a parser raises is this file's failure
            self._open = None
            return _answer(*_failure(error), sha256)

    def _skip(self, number: int) -> None:
        assert self._open is not None  # noqa: S101 - the caller has just opened it
        for _ in range(number):
            next(self._open.members, None)
        self._open.taken = number
        self._open.advance()

    def _portion(self, most: int) -> Json:
        opened = self._open
        assert opened is not None  # noqa: S101 - the caller has just opened it
        if opened.problem is not None:
            raise opened.problem
        answers: list[Json] = []
        characters = 0
        started = time.monotonic()
        while (member := opened.coming) is not None and len(answers) < most:
            if answers and (
                characters > PORTION_CHARACTERS or time.monotonic() - started > PORTION_SECONDS
            ):
                break
            answers.append(_member(member))
            characters += len((answers[-1]["draft"] or {}).get("text", ""))
            opened.taken += 1
            opened.advance()
        more = opened.coming is not None or opened.problem is not None
        if not more:
            self._open = None
        return {
            "sha256": opened.sha256,
            "members": answers,
            "next": opened.taken if more else None,
        }


def _member(member: Member) -> Json:
    sha256 = ""
    try:
        content = member.content()
        sha256 = hashlib.sha256(content).hexdigest()
        answer = _finished(member.read(content), sha256)
    except Exception as error:  # noqa: BLE001 - whatever a parser raises is this member's failure
        answer = _answer(*_failure(error), sha256)
    return {**answer, "member": member.name}


def _preview(request: Mapping[str, Any]) -> Json:
    path = Path(request["preview"])
    data, modified = read_once(path)
    return reading.preview(Source(data, path.name, modified, request["mapping"]))


def _original(request: Mapping[str, Any]) -> Json:
    data = _inflated(read_once(Path(request["original"]))[0])
    source = Source(data, request["name"], request["modified"], request["mapping"])
    if request.get("view"):
        return {"text": reading.whole_text(source, request["member"])}
    sha256, draft = reading.one_article(source, request["member"])
    return _finished(draft, sha256)


def _inflated(packed: bytes) -> bytes:
    inflate = zlib.decompressobj()
    data = inflate.decompress(packed, MAX_BYTES)
    if inflate.unconsumed_tail or not inflate.eof:
        raise Unreadable("The kept original is damaged.")
    return data


def _guarded(work: Callable[[], Json]) -> Json:
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - whatever a parser raises is this file's failure
        return _answer(*_failure(error), "")


def _finished(draft: ArticleDraft, sha256: str) -> Json:
    outcome = Outcome.DEGRADED if draft.notes else Outcome.IMPORTED
    return _answer(outcome, " ".join(draft.notes), sha256, draft)


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
        case zlib.error():
            reason = "Its compressed parts are damaged."
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
    return {
        "outcome": outcome,
        "reason": reason,
        "sha256": sha256,
        "draft": fields,
        "sketch": () if draft is None else sketch(draft.text),
    }


def main() -> None:
    """Serve requests until standard input ends."""
    guard.limit_resources()
    guard.forbid_side_effects()
    serve(Worker().answer)


if __name__ == "__main__":
    main()
