"""The reader process's own side: one file, opened once and with care."""

import hashlib
import os
import sys
from pathlib import Path

import pytest

from workbench.domain import Outcome
from workbench.ingest import file_bytes, formats, reading, worker
from workbench.ingest.failures import Refused

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def ask(path: Path, known: str | None = None) -> dict[str, object]:
    request = {"path": str(path), "known_sha256": known, "mapping": {}, "after": 0, "most": 50}
    return worker.Worker().answer(request)


def test_an_empty_request_says_that_it_is_ready() -> None:
    assert worker.Worker().answer({}) == {}


def test_an_answer_is_complete(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"# A crane\n\nIt was bought.\n")
    answer = ask(file)
    assert (answer["outcome"], answer["reason"]) == (Outcome.IMPORTED, "")
    assert answer["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    draft = answer["draft"]
    assert isinstance(draft, dict)
    assert (draft["title"], draft["text"]) == ("A crane", "It was bought.")


def test_notes_make_a_degraded_article(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Über die Förderung müsste größere Klarheit herrschen.".encode() + b"\xc3")
    answer = ask(file)
    assert answer["outcome"] is Outcome.DEGRADED
    assert answer["reason"] == "1 character could not be decoded as utf-8."


@posix
def test_a_pipe_that_took_a_files_place_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert ask(tmp_path / "a.txt")["reason"] == "It is not an ordinary file."


@posix
def test_a_link_that_took_a_files_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "a.txt").symlink_to(tmp_path / "secret.txt")
    answer = ask(tmp_path / "a.txt")
    assert (answer["outcome"], answer["draft"]) == (Outcome.REFUSED, None)


def test_a_file_that_is_gone_is_a_failure_in_words(tmp_path: Path) -> None:
    answer = ask(tmp_path / "a.txt")
    assert (answer["outcome"], answer["reason"]) == (Outcome.FAILED, "It is no longer there.")


def test_a_file_that_has_grown_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("four")
    monkeypatch.setattr(file_bytes, "MAX_BYTES", 3)
    monkeypatch.setattr(formats, "MAX_BYTES", 3)
    with pytest.raises(Refused, match="Lode reads files up to"):
        file_bytes.read_once(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RecursionError(), "It is nested too deeply to be read."),
        (MemoryError(), "It needs more memory than reading a file may take."),
        (KeyError("part\n7"), "It cannot be read (KeyError: 'part\\n7')."),
        (PermissionError(13, "Permission denied"), "It cannot be read: Permission denied."),
    ],
)
def test_whatever_a_parser_raises_is_a_failed_file(
    error: Exception, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(data: bytes) -> None:
        raise error

    monkeypatch.setattr(reading, "READERS", {"text": read})
    (tmp_path / "a.txt").write_text("x")
    answer = ask(tmp_path / "a.txt")
    assert (answer["outcome"], answer["reason"]) == (Outcome.FAILED, reason)
