"""Where file dialogs begin: in the folder used last for the same purpose."""

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths


def last_folder(settings: QSettings, purpose: str) -> str:
    """The folder used last for `purpose`, or the user's documents, or their home."""
    place = QStandardPaths.StandardLocation
    last = str(settings.value(_key(purpose), ""))
    documents = QStandardPaths.writableLocation(place.DocumentsLocation)
    for folder in filter(None, (last, documents)):
        if Path(folder).is_dir():
            return folder
    return QStandardPaths.writableLocation(place.HomeLocation)


def keep_folder(settings: QSettings, purpose: str, folder: Path) -> None:
    """Begin there the next time."""
    settings.setValue(_key(purpose), str(folder))


def _key(purpose: str) -> str:
    return f"folder/{purpose}"
