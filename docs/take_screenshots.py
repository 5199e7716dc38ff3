"""Draw the pictures of docs/images/ from the sample project: `make screenshots`.

The window is the real one, on Qt's screenless platform, so that the pictures look alike on
every machine. The pictures of the search are of 100,000 articles that are put together of
the sample's paragraphs, which takes some minutes.
"""

import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
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
from workbench.domain import (  # noqa: E402
    ArticleDraft,
    DateBasis,
    ItemSort,
    Kind,
    Rating,
    ReportItem,
    ViewSort,
)
from workbench.project import Project  # noqa: E402
from workbench.store import articles, imports  # noqa: E402

IMAGES = ROOT / "docs" / "images"
SIZE = QSize(1440, 900)
METRIC = "China's share of rare earth supply"
PATIENCE_MS = 60_000
BLINK_MS = 50
LARGE = 100_000


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
    wait_for(lambda: window.desk is not None and len(window.desk.passages.model.ids) > 0)
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


def suggestions(window: MainWindow) -> None:
    """What is read in the article, a figure of it at hand."""
    desk = desk_of(window)
    window.docks.bring("suggestions")
    window.resizeDocks([window.docks["suggestions"]], [280], Qt.Orientation.Vertical)
    wait_for(lambda: any(one.kind is Kind.FIGURE for one in desk.reader.offers.shown))
    settle()
    desk.reader.choose_offer(
        next(one for one in desk.reader.offers.shown if one.kind is Kind.FIGURE)
    )
    settle()


def chart(window: MainWindow) -> None:
    """The figures of one metric over time, by outlet, in a high dock."""
    desk = desk_of(window)
    window.docks.bring("chart")
    dock = window.docks["chart"]
    window.resizeDocks([dock], [470], Qt.Orientation.Vertical)
    wait_for(desk.chart.can_export)
    desk.chart.bar.split.setCurrentIndex(desk.chart.bar.split.findData("source"))
    wait_for(lambda: len(desk.chart.shown()) > 1)
    settle()
    desk.chart.plot.setFocus()
    settle()


def variants(window: MainWindow) -> None:
    """A statement's wordings below each other, suggested ones among them."""
    desk = desk_of(window)
    desk.session.project.read_all()
    desk.variants.suggested.setChecked(True)
    window.docks.bring("variants")
    window.resizeDocks([window.docks["variants"]], [320], Qt.Orientation.Vertical)
    wait_for(lambda: desk.variants.model.rowCount() > 0)
    settle()


def bring(window: MainWindow, name: str, height: int = 320) -> None:
    """Show a view at the foot of the window."""
    window.docks.bring(name)
    window.resizeDocks([window.docks[name]], [height], Qt.Orientation.Vertical)
    settle()


def conflicts(window: MainWindow) -> None:
    """Metrics for which sources differ, and who says what of the first."""
    bring(window, "conflicts")


def claims(window: MainWindow) -> None:
    """What several articles claim, and who denies it."""
    bring(window, "claims")


def matrix(window: MainWindow) -> None:
    """Two hypotheses against passages."""
    project = desk_of(window).session.project
    made = project.add_matrix("What are the $500 billion?")
    hypotheses = [
        project.add_hypothesis(made, words)
        for words in ("Aid that was given", "Resources that are demanded", "A number for the talks")
    ]
    told = [one for one in project.passages() if "500 billion" in one.text or "demand" in one.text]
    evidence = project.add_evidence(made, [one.id for one in told])
    ratings = (Rating.INCONSISTENT, Rating.VERY_CONSISTENT, Rating.CONSISTENT)
    for number, one in enumerate(evidence):
        for place, hypothesis in enumerate(hypotheses):
            project.rate_evidence(one, hypothesis, ratings[(number // 3 + place) % len(ratings)])
    bring(window, "matrix")


def actors(window: MainWindow) -> None:
    """Who says how much on what, and when."""
    bring(window, "actors", 380)


def coverage(window: MainWindow) -> None:
    """Which outlet covers what, month by month."""
    bring(window, "coverage")


def report(window: MainWindow) -> None:
    """An outline with a chart and excerpts, and how it will look."""
    project = desk_of(window).session.project
    made = project.add_report("Shares and sums")
    view = project.save_view(ViewSort.CHART, "China's share", {"metrics": [METRIC]})
    shares = [one for one in project.passages() if one.details.metric == METRIC][:6]
    project.add_report_items(
        made,
        [
            ReportItem(0, ItemSort.HEADING, "China's share"),
            ReportItem(0, ItemSort.NOTE, "Most say about 70 percent. What differs is the bound."),
            ReportItem(0, ItemSort.VIEW, "", view_id=view),
            *(ReportItem(0, ItemSort.EXCERPT, "", passage_id=one.id) for one in shares),
        ],
    )
    bring(window, "report", 440)
    settle()


def spliced(project: Project, number: int) -> Iterator[ArticleDraft]:
    """Articles of paragraphs of a project's articles, as if over twelve years."""
    chance = random.Random(number)  # noqa: S311 - only words in a picture
    known = project.articles()
    paragraphs = [p for a in known for p in project.text(a.id).split("\n\n") if len(p) > 80]
    for _ in range(number):
        about = chance.choice(known)
        day = f"{chance.randint(2014, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        yield ArticleDraft(
            title=about.title,
            text="\n\n".join(chance.choices(paragraphs, k=chance.randint(3, 9))),
            author=chance.choice(known).author,
            source=chance.choice(known).source,
            published=day,
            language="en",
            date_basis=DateBasis.STATED,
        )


def make_large(home: Path, sample: Project) -> Path:
    """A project of `LARGE` articles; gives its folder."""
    folder = home / "Large project"
    with Project.create(folder, cache=home / "cache", child_index=True) as project:
        store = project._store
        import_id = imports.begin(store, ["/articles"])
        drafts = spliced(sample, LARGE)
        while batch := list(islice(drafts, 1_000)):
            with store.write() as writer:
                for draft in batch:
                    path = f"/articles/{writer.next_id('articles')}.txt"
                    articles.add(
                        writer, draft, path=path, original_sha256=path, import_id=import_id
                    )
        project.rebuild_index()
    return folder


def search_large(window: MainWindow) -> None:
    """A query with facets and the histogram, in a wide pane."""
    desk = desk_of(window)
    desk.search.set_query('"rare earth" price date:>2018')
    wait_for(lambda: desk.search.model.rowCount() > 0)
    for name in ("passages", "chart"):
        window.docks[name].hide()
    window.resizeDocks([window.docks["search"]], [560], Qt.Orientation.Horizontal)
    settle()
    desk.search.list.go_to_row(0)
    desk.search.model.unfold(desk.search.model.index(0), unfolded=True)
    settle()


def main() -> None:
    """Write the window, each view, and search, each light and dark."""
    application = QApplication(sys.argv[:1])
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        program, window, theme = open_sample(Path(folder), application)
        for name, show in (
            ("window", read_and_tag),
            ("suggestions", suggestions),
            ("chart", chart),
            ("variants", variants),
            ("conflicts", conflicts),
            ("claims", claims),
            ("matrix", matrix),
            ("actors", actors),
            ("coverage", coverage),
            ("report", report),
        ):
            show(window)
            for scheme in (Scheme.LIGHT, Scheme.DARK):
                theme.set_scheme(scheme)
                settle()
                window.grab().save(str(IMAGES / f"{name}-{scheme.value}.png"))
        large = make_large(Path(folder), desk_of(window).session.project)
        program.open(large)
        wait_for(lambda: desk_of(window).session.project.folder == large)
        search_large(window)
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            theme.set_scheme(scheme)
            settle()
            window.grab().save(str(IMAGES / f"search-{scheme.value}.png"))
        program.shut_down()


if __name__ == "__main__":
    main()
