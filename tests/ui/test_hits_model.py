from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.models.hits import HitsModel, Role
from ui.theme import current
from ui.widgets.hit_delegate import HitDelegate, snippet_layout
from workbench.domain import Hit, Kind, SearchResult, Snippet, Span


def hit(number: int, words: str = "about minerals and more") -> Hit:
    at = words.find("minerals")
    matches = (Span(at, at + 8),) if at >= 0 else ()
    snippet = Snippet(Span(0, len(words)), words, matches)
    return Hit(number, f"Title {number}", "2025-02-26", "Harbour Ledger", 1.0, (snippet,))


def result(*numbers: int, total: int = 0) -> SearchResult:
    hits = tuple(hit(number) for number in numbers)
    return SearchResult("minerals", total or len(hits), 3.2, hits)


def test_the_model_keeps_qts_contract(qtmodeltester: ModelTester) -> None:
    model = HitsModel()
    model.show(result(1, 2, 3, total=5))
    qtmodeltester.check(model)


def test_a_row_says_title_outlet_date_and_matches(qapp: object) -> None:
    model = HitsModel()
    model.show(result(7))
    index = model.index(0)
    assert index.data() == "Title 7"
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert index.data(spoken) == "Title 7, Harbour Ledger, 26 Feb 2025"
    model.set_matches({7: 3})
    assert index.data(spoken) == "Title 7, Harbour Ledger, 26 Feb 2025, 3 matches"
    model.set_counts({7: {Kind.CLAIM: 2}})
    assert index.data(Role.COUNTS) == {Kind.CLAIM: 2}
    assert model.index_of(7) == index
    assert not model.index_of(8).isValid()


def test_more_is_asked_for_once_and_put_behind(qtbot: QtBot) -> None:
    model = HitsModel()
    model.show(result(1, 2, total=3))
    assert model.canFetchMore(QModelIndex())
    with qtbot.waitSignal(model.more_wanted):
        model.fetchMore(QModelIndex())
    assert not model.canFetchMore(QModelIndex())
    model.extend(result(2, 3, total=3))
    assert [each.article_id for each in model.hits()] == [1, 2, 3]
    assert not model.canFetchMore(QModelIndex())


def test_an_index_that_changed_meanwhile_is_not_asked_for_ever(qapp: object) -> None:
    model = HitsModel()
    model.show(result(1, 2, total=9))
    model.extend(result(2, 1, total=9))
    assert not model.canFetchMore(QModelIndex())


def test_the_same_hits_again_reset_nothing(qtbot: QtBot) -> None:
    model = HitsModel()
    model.show(result(1, 2))
    with qtbot.assertNotEmitted(model.modelReset):
        model.show(result(1, 2))
    with qtbot.waitSignal(model.modelReset):
        model.show(result(2, 1))


def test_the_wash_lies_behind_the_matches_also_after_an_emoji(qapp: object) -> None:
    found = snippet_layout(hit(1, "😀 about minerals in it"), 400, current())
    washed = [f for f in found.formats() if f.format.background().style() != Qt.BrushStyle.NoBrush]
    assert [found.text()[f.start - 1 : f.start - 1 + f.length] for f in washed] == ["minerals"]


def test_a_long_snippet_ends_in_an_ellipsis_on_the_second_line(qapp: object) -> None:
    found = snippet_layout(hit(1, "minerals " * 80), 300, current())
    assert found.lineCount() == 2
    assert found.text().endswith("…")
    last = found.lineAt(1)
    assert last.textStart() + last.textLength() == len(found.text())
    assert last.naturalTextWidth() <= 301
    assert all(f.start + f.length <= len(found.text()) for f in found.formats())


def test_markup_is_painted_as_it_stands(qapp: object) -> None:
    words = "<b>minerals</b> &amp; <img src='file:///etc/passwd'>"
    assert snippet_layout(hit(1, words), 600, current()).text() == words


def test_a_hit_is_painted_whatever_it_lacks(qapp: object) -> None:
    model = HitsModel()
    bare = Hit(1, "", None, None, 0.0, ())
    model.show(SearchResult("x", 2, 1.0, (bare, hit(2))))
    delegate = HitDelegate()
    option = QStyleOptionViewItem()
    assert delegate.sizeHint(option, model.index(0)).height() < (
        delegate.sizeHint(option, model.index(1)).height()
    )
    image = QImage(360, 100, QImage.Format.Format_RGB32)
    image.fill(current().token("surface"))
    blank = image.copy()
    option.rect = image.rect()
    option.state = QStyle.StateFlag.State_Enabled
    with QPainter(image) as painter:
        delegate.paint(painter, option, model.index(0))
    assert image != blank
