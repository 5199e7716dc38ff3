"""The scan of an import, on real folders."""

import os
import socket
import sys
from pathlib import Path

import pytest

from workbench.domain import Outcome
from workbench.ingest import Found, display_path, scan
from workbench.ingest import formats as file_formats

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def names(found: list[Found]) -> list[str]:
    return [item.path.name for item in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


def test_files_come_sorted_and_from_every_depth(folder: Path) -> None:
    for name in ("b.txt", "a/2.md", "a/1.HTML", "c.pdf", "a/z/deep.docx", "d.eml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    found = list(scan([folder]))
    assert names(found) == ["1.HTML", "2.md", "deep.docx", "b.txt", "c.pdf", "d.eml"]
    assert all(item.outcome is None for item in found)


def test_a_file_that_two_paths_lead_to_is_found_once(folder: Path) -> None:
    file = folder / "a.txt"
    file.write_text("x")
    assert names(list(scan([file, folder, folder / ".." / "articles" / "a.txt"]))) == ["a.txt"]


def test_litter_and_the_parts_of_a_saved_page_are_not_counted(folder: Path) -> None:
    for name in (
        ".hidden.txt",
        ".git/notes.txt",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "~$draft.docx",
        "page.html",
        "page_files/frame.html",
        "other_files/kept.txt",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    assert names(list(scan([folder]))) == ["kept.txt", "page.html"]


def test_a_hidden_file_that_is_named_outright_is_read(folder: Path) -> None:
    hidden = folder / ".notes.txt"
    hidden.write_text("x")
    assert [item.outcome for item in scan([hidden])] == [None]


def test_an_unknown_format_is_refused_with_what_is_known(folder: Path) -> None:
    (folder / "photo.jpg").write_bytes(b"x")
    (folder / "README").write_bytes(b"x")
    readme, photo = scan([folder])
    assert (photo.outcome, readme.outcome) == (Outcome.REFUSED, Outcome.REFUSED)
    assert "does not read .jpg files" in photo.reason
    assert "no ending" in readme.reason


def test_a_file_of_more_than_100_mb_is_refused(folder: Path) -> None:
    large = folder / "large.txt"
    with large.open("wb") as file:
        file.truncate(file_formats.MAX_BYTES + 1)
    (found,) = scan([folder])
    assert found.outcome is Outcome.REFUSED
    assert "100 MB" in found.reason


def test_a_path_that_is_not_there_is_a_failure_in_words(tmp_path: Path) -> None:
    (found,) = scan([tmp_path / "gone"])
    assert found.outcome is Outcome.FAILED
    assert found.reason == "There is no file or folder here."


@posix
def test_pipes_sockets_and_devices_are_refused_unopened(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket.txt"))
        found = list(scan([folder, Path("/dev/null")]))
    assert {item.path.name: item.reason for item in found} == {
        "pipe.txt": "It is a named pipe, not a file.",
        "socket.txt": "It is a socket, not a file.",
        "null": "It is a device, not a file.",
    }
    assert all(item.outcome is Outcome.REFUSED for item in found)


@posix
def test_no_link_leads_out_of_the_folder(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("x")
    (folder / "file.txt").symlink_to(outside / "secret.txt")
    (folder / "linked").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "broken.txt").symlink_to(folder / "nothing")
    found = list(scan([folder]))
    assert names(found) == ["broken.txt", "file.txt", "linked", "loop", "self.txt"]
    assert {item.reason for item in found} == {"It is a link; import what it leads to."}


@posix
def test_a_linked_folder_that_is_named_outright_is_opened(folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text("x")
    link = tmp_path / "shortcut"
    link.symlink_to(folder)
    (found,) = scan([link])
    assert (found.path, found.outcome) == (folder / "a.txt", None)


@posix
def test_a_linked_file_that_is_named_outright_is_refused(folder: Path) -> None:
    (folder / "a.txt").write_text("x")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    assert [item.outcome for item in scan([folder / "b.txt"])] == [Outcome.REFUSED]


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="Windows and root may read every folder",
)
def test_a_closed_folder_is_a_failure_and_the_rest_is_read(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0)
    (folder / "open.txt").write_text("x")
    try:
        assert [(i.path.name, i.outcome) for i in scan([folder])] == [
            ("closed", Outcome.FAILED),
            ("open.txt", None),
        ]
    finally:
        closed.chmod(0o700)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep names as text")
def test_a_name_that_is_no_text_is_shown_escaped_and_can_be_stored(folder: Path) -> None:
    name = os.fsencode(folder) + b"/caf\xe9\n.txt"
    Path(os.fsdecode(name)).write_text("x")
    (found,) = scan([folder])
    assert found.outcome is None
    assert found.shown.endswith(r"caf\xe9\x0a.txt")
    found.shown.encode()


def test_marks_that_turn_the_writing_direction_are_shown() -> None:
    assert display_path("a\u202etxt.exe") == r"a\u202etxt.exe"
    assert display_path("Звіт 2025 – ü.txt") == "Звіт 2025 – ü.txt"
