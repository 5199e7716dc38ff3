"""Draw the pictures of docs/images/ from the sample project: `make screenshots`.

The window is the real one, on Qt's screenless platform, so that the pictures look alike on
every machine.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QSettings, QSize, Qt, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from ui.desk import Desk  # noqa: E402
from ui.main_window import MainWindow  # noqa: E402
from ui.program import Program  # noqa: E402
from ui.theme import Scheme, Theme  # noqa: E402

IMAGES = ROOT / "docs" / "images"
SIZE = QSize(1440, 900)
METRIC = "China's share of rare earth supply"
PATIENCE_MS = 60_000
BLINK_MS = 50


def pause(milliseconds: int) -> None:
    """Let the window work for a while. QTest.qWait would hold up all other threads."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(condition: Callable[[], bool]) -> None:
    """Let the window work until the condition holds."""
    waited = 0
    while not condition():
        pause(BLINK_MS)
        waited += BLINK_MS
        if waited > PATIENCE_MS:
            raise TimeoutError(condition)


def settle() -> None:
    """Let everything that is on its way be drawn."""
    pause(20 * BLINK_MS)


def open_sample(home: Path, application: QApplication) -> tuple[Program, MainWindow, Theme]:
    """The window with the sample project."""
    settings = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)
    theme = Theme(application, settings)
    window = MainWindow(theme, settings, home / "lode.log")
    window.resize(SIZE)
    window.show()
    program = Program(window, cache=home / "cache", sample=home / "Sample project")
    program.open_sample()
    wait_for(lambda: window.desk is not None and bool(window.desk.passages.model.ids))
    return program, window, theme


def desk_of(window: MainWindow) -> Desk:
    """The panes of the project that is open."""
    if window.desk is None:
        raise LookupError("no project is open")
    return window.desk


def read_and_tag(window: MainWindow) -> None:
    """A search, an article with its passages, one of them in the inspector."""
    desk = desk_of(window)
    desk.search.set_query('"rare earth" china')
    wait_for(lambda: desk.search.model.rowCount() > 0)
    article = next(
        article for article in desk.session.project.articles() if "$500 billion" in article.title
    )
    figure = next(
        passage
        for passage in desk.session.project.passages()
        if passage.article_id == article.id and passage.details.metric == METRIC
    )
    desk.open_article(article.id)
    desk.open_passage(figure.id)
    settle()


def chart(window: MainWindow) -> None:
    """The figures of one metric over time, in a high dock."""
    desk = desk_of(window)
    window.docks.bring("chart")
    dock = window.docks["chart"]
    window.resizeDocks([dock], [470], Qt.Orientation.Vertical)
    wait_for(desk.chart.can_export)
    settle()
    desk.chart.plot.setFocus()
    settle()


def main() -> None:
    """Write window-light, window-dark, chart-light and chart-dark."""
    application = QApplication(sys.argv[:1])
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        program, window, theme = open_sample(Path(folder), application)
        for name, show in (("window", read_and_tag), ("chart", chart)):
            show(window)
            for scheme in (Scheme.LIGHT, Scheme.DARK):
                theme.set_scheme(scheme)
                settle()
                window.grab().save(str(IMAGES / f"{name}-{scheme.value}.png"))
        program.shut_down()


if __name__ == "__main__":
    main()
