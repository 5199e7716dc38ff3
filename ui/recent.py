"""The projects that were open before, as the settings remember them."""

from pathlib import Path

from PySide6.QtCore import QSettings

_KEY = "projects/recent"
_LIMIT = 10


class RecentProjects:
    """Folders of projects, the one opened last first."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def folders(self) -> list[Path]:
        """Those that are still there."""
        return [folder for folder in self._stored() if folder.is_dir()]

    def add(self, folder: Path) -> None:
        """Remember `folder` as the one opened last."""
        others = [each for each in self._stored() if each != folder]
        self._settings.setValue(_KEY, [str(each) for each in [folder, *others][:_LIMIT]])

    def last(self) -> Path | None:
        """The one opened last, if it is still there."""
        return next(iter(self.folders()), None)

    def _stored(self) -> list[Path]:
        value = self._settings.value(_KEY, [])
        # A list of one is read back as a string.
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [Path(str(name)) for name in names if name]
