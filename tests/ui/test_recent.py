from pathlib import Path

from PySide6.QtCore import QSettings

from ui.folders import keep_folder, last_folder
from ui.recent import RecentProjects


def folders(tmp_path: Path, *names: str) -> list[Path]:
    made = [tmp_path / name for name in names]
    for folder in made:
        folder.mkdir()
    return made


def test_the_last_opened_comes_first_and_once(tmp_path: Path, settings: QSettings) -> None:
    one, two = folders(tmp_path, "One", "Two")
    recent = RecentProjects(settings)
    assert recent.last() is None
    for folder in (one, two, one):
        recent.add(folder)
    assert recent.folders() == [one, two]
    assert recent.last() == one


def test_they_are_remembered(tmp_path: Path, settings: QSettings) -> None:
    [one] = folders(tmp_path, "One, with a comma; and “quotes”")
    RecentProjects(settings).add(one)
    settings.sync()
    again = QSettings(settings.fileName(), QSettings.Format.IniFormat)
    assert RecentProjects(again).folders() == [one]


def test_what_is_gone_is_not_offered(tmp_path: Path, settings: QSettings) -> None:
    one, two = folders(tmp_path, "One", "Two")
    recent = RecentProjects(settings)
    recent.add(one)
    recent.add(two)
    two.rmdir()
    assert recent.folders() == [one]
    assert recent.last() == one


def test_only_the_newest_are_kept(tmp_path: Path, settings: QSettings) -> None:
    made = folders(tmp_path, *(f"Project {number}" for number in range(15)))
    recent = RecentProjects(settings)
    for folder in made:
        recent.add(folder)
    assert recent.folders() == made[:4:-1]


def test_file_dialogs_begin_where_the_last_one_ended(tmp_path: Path, settings: QSettings) -> None:
    keep_folder(settings, "import", tmp_path)
    assert last_folder(settings, "import") == str(tmp_path)
    assert last_folder(settings, "export") != str(tmp_path)
    keep_folder(settings, "import", tmp_path / "gone")
    assert last_folder(settings, "import") != str(tmp_path / "gone")
