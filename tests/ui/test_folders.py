from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths

from ui.folders import keep_folder, last_folder


@pytest.fixture
def documents(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the user's documents would be; the folder is not there yet."""
    folder = tmp_path / "Documents"
    places = {QStandardPaths.StandardLocation.DocumentsLocation: str(folder)}
    monkeypatch.setattr(
        QStandardPaths, "writableLocation", lambda place: places.get(place, str(tmp_path))
    )
    return folder


def test_a_dialog_begins_in_the_documents(settings: QSettings, documents: Path) -> None:
    documents.mkdir()
    assert last_folder(settings, "import") == str(documents)


def test_without_documents_it_begins_at_home(settings: QSettings, documents: Path) -> None:
    assert last_folder(settings, "import") == str(documents.parent)


def test_a_dialog_begins_where_it_ended(
    settings: QSettings, documents: Path, tmp_path: Path
) -> None:
    used = tmp_path / "used"
    used.mkdir()
    keep_folder(settings, "import", used)
    assert last_folder(settings, "import") == str(used)
    assert last_folder(settings, "export") == str(tmp_path)
    used.rmdir()
    assert last_folder(settings, "import") == str(tmp_path)
