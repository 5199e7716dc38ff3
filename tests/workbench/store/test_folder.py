"""Who holds a project folder, and whether it was closed."""

from pathlib import Path

import pytest

from workbench.errors import ProjectLocked
from workbench.store.folder import Hold, is_on_network, warnings


def test_a_folder_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    hold = Hold.take(tmp_path)
    with pytest.raises(ProjectLocked, match=r"another Lode \(process \d+ on .+ since \d{4}-"):
        Hold.take(tmp_path)
    hold.release()
    Hold.take(tmp_path).release()


def test_a_clean_close_leaves_no_suspicion(tmp_path: Path) -> None:
    first = Hold.take(tmp_path)
    assert not first.unclean
    first.release()
    second = Hold.take(tmp_path)
    assert not second.unclean
    second.release()


def test_a_hold_without_a_close_is_noticed_until_somebody_has_opened(tmp_path: Path) -> None:
    Hold.take(tmp_path).release()
    (tmp_path / "project.holder").write_text("{}")  # as a killed process leaves it
    failed = Hold.take(tmp_path)
    assert failed.unclean
    failed.abandon()
    opened = Hold.take(tmp_path)
    assert opened.unclean
    opened.release()
    assert not Hold.take(tmp_path).unclean


@pytest.mark.parametrize(
    ("name", "warned"), [("Dropbox", True), ("OneDrive - Office", True), ("Research", False)]
)
def test_a_synchronised_folder_is_warned_about(tmp_path: Path, name: str, warned: bool) -> None:
    folder = tmp_path / name / "study"
    folder.mkdir(parents=True)
    assert bool(warnings(folder)) is warned


def test_a_network_drive_is_known_by_its_file_system(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    place = tmp_path / "My share"
    (place / "study").mkdir(parents=True)
    written = str(place).replace(" ", "\\040")
    mounts.write_text(
        f"/dev/sda1 / ext4 rw 0 0\n//server/share {written} cifs rw 0 0\nbroken\n",
        encoding="utf-8",
    )
    assert is_on_network(place / "study", mounts)
    assert not is_on_network(tmp_path, mounts)
    assert not is_on_network(place, tmp_path / "none")
