"""File dialogs where the system has none of its own: Qt's, with the icons of the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QToolButton, QWidget

from ui.icons import keep_icon

_ICONS = {
    "backButton": "arrow-left",
    "forwardButton": "arrow-right",
    "toParentButton": "arrow-up",
    "newFolderButton": "folder-plus",
    "listModeButton": "layout-grid",
    "detailModeButton": "list",
}
"""Qt's buttons by the names that it gives them. Its own icons are black on dark, too."""


def file_dialog(parent: QWidget, title: str, folder: str) -> QFileDialog:
    """A dialog over `parent` that begins in `folder` and is deleted when it is closed."""
    dialog = QFileDialog(parent, title, folder)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for button in dialog.findChildren(QToolButton):
        if button.objectName() in _ICONS:
            keep_icon(button, _ICONS[button.objectName()])
    return dialog
