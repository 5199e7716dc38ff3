"""A project on a disk that cannot be written to, and on one that is full: real ones."""

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.domain import Kind, Span
from workbench.errors import LodeError, ProjectError, StoreError
from workbench.project import Project

WORDS = "China supplies over 70% of rare earths, the survey says.\n"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own; mounting one takes a user who may."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        done = _run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place)
    except OSError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    _run("umount", "-l", place)


def _run(*words: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([str(word) for word in words], capture_output=True, check=False)


@pytest.fixture
def folder(disk: Path, tmp_path: Path) -> Path:
    """A project with one passage on that disk, closed."""
    article = tmp_path / "a.txt"
    article.write_text(f"A title\n\n{WORDS}", encoding="utf-8")
    with Project.create(disk / "P", cache=tmp_path / "cache") as project:
        project.import_paths([article])
        project.tag(1, Span(0, 5), Kind.CLAIM)
    return disk / "P"


def _fill(file: Path) -> None:
    """Make a file that takes all the room there is."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT)
    try:
        while os.write(handle, b"x" * 4096):
            pass
    except OSError as error:
        assert error.errno == errno.ENOSPC  # noqa: PT017 - anything else is the test's fault
    finally:
        os.close(handle)


def test_on_a_disk_that_is_read_only_the_reason_is_said_and_nothing_is_lost(
    folder: Path, disk: Path, tmp_path: Path
) -> None:
    assert _run("mount", "-o", "remount,ro", disk).returncode == 0
    with pytest.raises(ProjectError, match=r"cannot be written to.*Nothing was changed"):
        Project.open(folder, cache=tmp_path / "cache")
    assert _run("mount", "-o", "remount,rw", disk).returncode == 0
    with Project.open(folder, cache=tmp_path / "cache") as project:
        assert len(project.passages()) == 1
        assert project.check() == []


def test_a_full_disk_is_said_and_work_goes_on_when_there_is_room(
    folder: Path, disk: Path, tmp_path: Path
) -> None:
    with Project.open(folder, cache=tmp_path / "cache") as project:
        filler = disk / "filler"
        _fill(filler)
        acknowledged, refused = 0, None
        for number in range(500):
            try:
                project.tag(1, Span(number % 20, 30), Kind.QUOTE)
            except LodeError as error:
                refused = error
                break
            acknowledged += 1
        assert isinstance(refused, StoreError)
        assert "Nothing was changed" in str(refused)
        assert len(project.passages()) == 1 + acknowledged
        filler.unlink()
        project.tag(1, Span(0, 30), Kind.QUOTE)
        assert len(project.passages()) == 2 + acknowledged
        assert project.check() == []
