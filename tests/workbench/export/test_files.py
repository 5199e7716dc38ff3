"""Files come to stand whole under their name, or the old one stays."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.errors import ExportError
from workbench.export import write_whole
from workbench.tasks import Cancelled

needs_posix = pytest.mark.skipif(os.name == "nt", reason="links and modes as POSIX has them")


def test_a_file_holds_all_chunks_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    write_whole(folder / "out.csv", [b"one ", b"", b"two"])
    assert (folder / "out.csv").read_bytes() == b"one two"
    assert [file.name for file in folder.iterdir()] == ["out.csv"]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("older and longer")
    write_whole(path, [b"new"])
    assert path.read_text() == "new"


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), Cancelled()])
def test_a_failure_on_the_way_keeps_the_older_file(tmp_path: Path, failure: Exception) -> None:
    def failing() -> Iterator[bytes]:
        yield b"half"
        raise failure

    path = tmp_path / "folder" / "out.csv"
    path.parent.mkdir()
    path.write_text("older")
    with pytest.raises((ExportError, Cancelled)):
        write_whole(path, failing())
    assert path.read_text() == "older"
    assert [file.name for file in path.parent.iterdir()] == ["out.csv"]


def test_what_went_wrong_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"missing.*could not be written: No such file"):
        write_whole(tmp_path / "missing" / "out.csv", [b"x"])


def test_a_file_that_reads_back_otherwise_is_never_given_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.csv"
    path.write_text("older")

    def losing(handle: int) -> None:
        os.ftruncate(handle, 1)

    monkeypatch.setattr("workbench.export.files.os.fsync", losing)
    with pytest.raises(ExportError, match=r"could not be read back.*untouched"):
        write_whole(path, [b"new words"])
    assert path.read_text() == "older"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is a folder"):
        write_whole(tmp_path, [b"x"])


@needs_posix
def test_a_device_or_pipe_is_refused_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(ExportError, match="not a regular file"):
        write_whole(pipe, [b"x"])
    assert pipe.is_fifo()


@needs_posix
def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    link = tmp_path / "link.csv"
    real.write_text("older")
    link.symlink_to(real)
    write_whole(link, [b"new"])
    assert link.is_symlink()
    assert real.read_text() == "new"


@needs_posix
def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    circle = tmp_path / "circle.csv"
    circle.symlink_to(circle)
    with pytest.raises(ExportError):
        write_whole(circle, [b"x"])
    assert circle.is_symlink()


@needs_posix
def test_permissions_are_those_of_the_replaced_file_or_the_users_default(tmp_path: Path) -> None:
    shared, fresh, plain = (tmp_path / name for name in ("shared.csv", "fresh.csv", "plain"))
    shared.write_text("older")
    shared.chmod(0o640)
    plain.write_text("made as any file is made")
    write_whole(shared, [b"new"])
    write_whole(fresh, [b"new"])
    assert shared.stat().st_mode & 0o777 == 0o640
    assert fresh.stat().st_mode == plain.stat().st_mode
