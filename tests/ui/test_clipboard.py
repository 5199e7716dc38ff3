"""A process that has copied words ends as any other."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

COPY_AND_LEAVE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from ui import clipboard
from ui.theme import Theme
from ui.widgets.reader_text import ReaderText
from workbench.domain import Span

application = QApplication([])
theme = Theme(application, QSettings())
reader = ReaderText()
reader.show_text("Words to copy.")
reader.select(Span(0, 5))
reader.copy()
clipboard.let_go()
print(QApplication.clipboard().text())
"""


def test_copied_words_do_not_crash_the_end_of_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COPY_AND_LEAVE], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [b"Words"]
