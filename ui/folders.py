"""Where file dialogs begin: in the folder used last for the same purpose."""

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths


def last_folder(settings: QSettings, purpose: str) -> str:
    """The folder used last for `purpose`, or the user's documents."""
    last = str(settings.value(_key(purpose), ""))
    if last and Path(last).is_dir():
        return last
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def keep_folder(settings: QSettings, purpose: str, folder: Path) -> None:
    """Begin there the next time."""
    settings.setValue(_key(purpose), str(folder))


def _key(purpose: str) -> str:
    return f"folder/{purpose}"
