import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QWidget, QWidgetAction
from pytestqt.qtbot import QtBot

from ui.models.passages import DATE, TAGS, VALUE, WORDS
from ui.panes.passages import PassagesPane
from ui.session import ProjectSession
from workbench.domain import Kind, Passage, PassageDetails, PassageFilter, Quantity, Span, Stance
from workbench.project import Project

AddArticle = Callable[..., int]

LINE = "Line {:03} of the text.\n"


@pytest.fixture
def make(qtbot: QtBot, session: ProjectSession) -> Callable[[], PassagesPane]:
    """Makes the pane and waits for its first listing."""

    def make() -> PassagesPane:
        pane = PassagesPane(session)
        qtbot.addWidget(pane)
        pane.resize(1000, 300)
        pane.show()
        qtbot.waitExposed(pane)
        settle(qtbot, session)
        return pane

    return make


@pytest.fixture
def passages(project: Project, add_article: AddArticle) -> list[Passage]:
    """Sixty passages, one a line: claims, quotes and figures by turns."""
    text = "".join(LINE.format(n) for n in range(60))
    article = add_article(text)
    kinds = list(Kind)
    size = len(LINE.format(0))
    return project.tag_many(
        [
            (
                article,
                Span(n * size, (n + 1) * size - 1),
                kinds[n % 3],
                PassageDetails(
                    tags=("ten",) if n % 10 == 0 else (),
                    metric="Lines" if n % 3 == 2 else None,
                    quantity=Quantity(float(1000 - n)) if n % 3 == 2 else None,
                ),
            )
            for n in range(60)
        ],
        "Tag",
    )


def settle(qtbot: QtBot, session: ProjectSession) -> None:
    qtbot.waitUntil(lambda: not session.jobs.active())


def click(
    qtbot: QtBot, pane: PassagesPane, row: int, modifier: Qt.KeyboardModifier | None = None
) -> None:
    index = pane.model.index(row, WORDS)
    place = pane.table.visualRect(index).center()
    none = Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, modifier or none, pos=place)


# ── What is listed ───────────────────────────────────────────────────────────────────────


def test_an_empty_pane_says_what_to_do(make: Callable[[], PassagesPane]) -> None:
    pane = make()
    words = pane._pages.currentWidget().words  # type: ignore[attr-defined]
    assert "No passages yet" in words
    assert "press C" in words
    assert pane.bar.count.text() == "0 passages"


def test_new_passages_appear(
    qtbot: QtBot, make: Callable[[], PassagesPane], project: Project, add_article: AddArticle
) -> None:
    pane = make()
    project.tag(add_article("Some words."), Span(0, 4), Kind.CLAIM)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
    assert pane._pages.currentWidget() is pane.table
    assert pane.bar.count.text() == "1 passage"


def test_the_filters_narrow_the_list_and_the_export(
    qtbot: QtBot,
    make: Callable[[], PassagesPane],
    session: ProjectSession,
    passages: list[Passage],
) -> None:
    pane = make()
    assert pane.bar.count.text() == "60 passages"
    qtbot.mouseClick(pane.bar.kinds.buttons[Kind.QUOTE], Qt.MouseButton.LeftButton)
    settle(qtbot, session)
    assert pane.bar.count.text() == "20 of 60 passages"
    assert pane.chosen_filter() == PassageFilter(kind=Kind.QUOTE)
    qtbot.mouseClick(pane.bar.kinds.buttons[Kind.QUOTE], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(pane.bar.text, "line 3 te")
    qtbot.waitUntil(lambda: pane.bar.count.text() == "15 of 60 passages")
    pane.bar.text.clear()
    qtbot.waitUntil(lambda: pane.bar.count.text() == "60 passages")
    pane.bar.more.tags.setCurrentIndex(1)
    pane.bar.more.tags.activated.emit(1)
    pane.bar.more.metrics.setCurrentIndex(1)
    pane.bar.more.metrics.activated.emit(1)
    settle(qtbot, session)
    assert pane.chosen_filter() == PassageFilter(tag="ten", metric="Lines")
    assert pane.bar.count.text() == "2 of 60 passages"


def test_a_filter_that_nothing_passes_can_be_cleared(
    qtbot: QtBot,
    make: Callable[[], PassagesPane],
    session: ProjectSession,
    passages: list[Passage],
) -> None:
    pane = make()
    qtbot.keyClicks(pane.bar.text, "nowhere")
    qtbot.keyClick(pane.bar.text, Qt.Key.Key_Return)
    settle(qtbot, session)
    page = pane._pages.currentWidget()
    assert "Nothing matches the filter" in page.words  # type: ignore[attr-defined]
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    settle(qtbot, session)
    assert pane._pages.currentWidget() is pane.table
    assert pane.bar.count.text() == "60 passages"


def test_a_click_on_a_heading_sorts(
    qtbot: QtBot,
    make: Callable[[], PassagesPane],
    session: ProjectSession,
    passages: list[Passage],
) -> None:
    pane = make()
    header = pane.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(VALUE) + 10, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, session)
    values = [pane.model.index(row, VALUE).data() for row in range(20)]
    assert values == sorted(values, key=lambda text: float(text.replace(",", "")))
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, session)
    assert pane.model.index(0, VALUE).data() == "998"
    assert header.sortIndicatorSection() == VALUE != DATE


# ── Choosing ─────────────────────────────────────────────────────────────────────────────


def test_a_click_and_enter_open_the_passage(
    qtbot: QtBot, make: Callable[[], PassagesPane], passages: list[Passage]
) -> None:
    pane = make()
    with qtbot.waitSignal(pane.passage_chosen) as chosen:
        click(qtbot, pane, 2)
    assert chosen.args == [passages[2].id]
    qtbot.keyClick(pane.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(pane.passage_chosen) as chosen:
        qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert chosen.args == [passages[3].id]


def test_more_are_selected_without_opening_them(
    qtbot: QtBot, make: Callable[[], PassagesPane], passages: list[Passage]
) -> None:
    pane = make()
    click(qtbot, pane, 1)
    with qtbot.assertNotEmitted(pane.passage_chosen):
        click(qtbot, pane, 3, Qt.KeyboardModifier.ShiftModifier)
        click(qtbot, pane, 5, Qt.KeyboardModifier.ControlModifier)
    assert pane.selected_ids() == [passages[n].id for n in (1, 2, 3, 5)]
    pane.select_passage(passages[2].id)
    assert len(pane.selected_ids()) == 4


def test_a_passage_is_selected_from_outside_without_telling(
    qtbot: QtBot,
    make: Callable[[], PassagesPane],
    project: Project,
    session: ProjectSession,
    passages: list[Passage],
) -> None:
    pane = make()
    with qtbot.assertNotEmitted(pane.passage_chosen):
        pane.select_passage(passages[50].id)
        assert pane.selected_ids() == [passages[50].id]
        new = project.tag(passages[0].article_id, Span(3, 9), Kind.CLAIM)
        pane.select_passage(new.id)
        qtbot.waitUntil(lambda: pane.selected_ids() == [new.id])


def test_selection_and_scroll_position_stay_with_their_passages(
    qtbot: QtBot,
    make: Callable[[], PassagesPane],
    project: Project,
    passages: list[Passage],
) -> None:
    pane = make()
    pane.table.verticalScrollBar().setValue(20)
    click(qtbot, pane, 22)
    click(qtbot, pane, 24, Qt.KeyboardModifier.ControlModifier)
    before = pane.selected_ids()
    project.delete_passages([passage.id for passage in passages[:7]])
    qtbot.waitUntil(lambda: pane.model.rowCount() == 53)
    assert pane.selected_ids() == before
    assert pane.table.currentIndex().row() == 24 - 7
    assert pane.table.verticalScrollBar().value() == 20 - 7


# ── Doing ────────────────────────────────────────────────────────────────────────────────


def test_delete_removes_the_selected_and_undo_brings_them_back(
    qtbot: QtBot,
    make: Callable[[], PassagesPane],
    session: ProjectSession,
    passages: list[Passage],
    notices: list[tuple[str, bool]],
) -> None:
    pane = make()
    click(qtbot, pane, 0)
    click(qtbot, pane, 2, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(pane.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 57)
    assert notices == [("Deleted 3 passages", True)]
    session.undo()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 60)
    pane.table.clearSelection()
    pane.delete_selected()
    assert len(notices) == 2


def test_tags_are_put_on_and_taken_off_from_the_menu(
    qtbot: QtBot,
    make: Callable[[], PassagesPane],
    project: Project,
    passages: list[Passage],
    notices: list[tuple[str, bool]],
) -> None:
    pane = make()
    click(qtbot, pane, 0)
    click(qtbot, pane, 1, Qt.KeyboardModifier.ShiftModifier)
    menu = pane.menu()
    typed = next(a for a in submenu(menu, "Add tag").actions() if isinstance(a, QWidgetAction))
    line = typed.defaultWidget()
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, " R & D ")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [project.passage(p.id).details.tags for p in passages[:2]] == [
        ("R & D", "ten"), ("R & D",),
    ]  # fmt: skip
    trigger(pane.menu(), "Add tag", "ten")
    trigger(pane.menu(), "Remove tag", "R && D")
    assert [project.passage(p.id).details.tags for p in passages[:2]] == [("ten",), ("ten",)]
    assert [text for text, _ in notices] == [
        "Tagged 2 passages “R & D”", "Tagged 2 passages “ten”", "Took “R & D” off 2 passages",
    ]  # fmt: skip
    assert "ten" not in [action.text() for action in submenu(pane.menu(), "Add tag").actions()]


def submenu(menu: QMenu, title: str) -> QMenu:
    return next(found for found in menu.findChildren(QMenu) if found.title() == title)


def trigger(menu: QMenu, title: str, entry: str) -> None:
    next(a for a in submenu(menu, title).actions() if a.text() == entry).trigger()


def test_everything_has_an_accessible_name(
    make: Callable[[], PassagesPane], passages: list[Passage]
) -> None:
    pane = make()
    for widget in pane.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.accessibleName() or widget.focusProxy(), widget


def test_many_are_given_the_same_and_made_one_from_the_menu(
    qtbot: QtBot,
    make: Callable[[], PassagesPane],
    project: Project,
    passages: list[Passage],
    notices: list[tuple[str, bool]],
) -> None:
    pane = make()
    click(qtbot, pane, 0)
    click(qtbot, pane, 1, Qt.KeyboardModifier.ShiftModifier)
    next(a for a in pane.menu().actions() if a.text() == "Set metric…").trigger()
    dialog = pane.findChild(QInputDialog)
    assert dialog is not None
    assert "2 passages" in dialog.labelText()
    dialog.setTextValue("Output")
    dialog.accept()
    assert [project.passage(p.id).details.metric for p in passages[:2]] == ["Output"] * 2
    assert notices[-1] == ("Gave 2 passages the metric “Output”", True)
    # Of two kinds nothing is made one.
    failures: list[str] = []
    pane._session.failed.connect(lambda sentence, _details: failures.append(sentence))
    next(a for a in pane.menu().actions() if a.text() == "Merge 2 passages").trigger()
    assert "one kind" in failures[0]
    for passage in passages[:2]:
        project.set_kind(passage.id, Kind.CLAIM)
    pane.merge_selected()
    assert notices[-1] == ("Merged 2 passages", True)
    assert len(project.passages()) == 59


def test_selected_passages_are_given_a_word_of_a_choice_from_the_menu(
    qtbot: QtBot,
    make: Callable[[], PassagesPane],
    project: Project,
    passages: list[Passage],
    notices: list[tuple[str, bool]],
) -> None:
    for passage in passages[:2]:
        project.set_kind(passage.id, Kind.CLAIM)
    pane = make()
    pane.select_passage(passages[0].id)
    trigger(pane.menu(), "Set stance", "denied")
    assert project.passage(passages[0].id).details.stance is Stance.DENIED
    assert notices[-1] == ("Gave 1 passage the stance “denied”", True)
    trigger(pane.menu(), "Set stance", "none")
    assert project.passage(passages[0].id).details.stance is None
    failures: list[str] = []
    pane._session.failed.connect(lambda sentence, _details: failures.append(sentence))
    trigger(pane.menu(), "Set status", "planned")
    assert "Only figures have a status" in failures[0]


def test_a_tag_is_replaced_from_the_menu(
    make: Callable[[], PassagesPane],
    qtbot: QtBot,
    project: Project,
    passages: list[Passage],
    notices: list[tuple[str, bool]],
) -> None:
    pane = make()
    click(qtbot, pane, 0)
    trigger(pane.menu(), "Replace tag", "ten")
    dialog = pane.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("dozen")
    dialog.accept()
    assert project.passage(passages[0].id).details.tags == ("dozen",)
    assert notices[-1] == ("Retagged 1 passage from “ten” to “dozen”", True)


@pytest.mark.usefixtures("passages")
def test_very_many_are_changed_off_the_gui_thread(
    make: Callable[[], PassagesPane],
    qtbot: QtBot,
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.panes.passages.AT_ONCE", 10)
    pane = make()
    pane.table.selectAll()
    threads: list[str] = []
    unsubscribe = project.subscribe(lambda _: threads.append(threading.current_thread().name))
    pane.delete_selected()
    qtbot.waitUntil(lambda: project.totals().passages == 0)
    unsubscribe()
    assert threads
    assert threading.main_thread().name not in threads
    project.undo()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 60)


def test_the_list_is_grouped_and_groups_are_folded_by_keys(
    qtbot: QtBot,
    session: ProjectSession,
    make: Callable[[], PassagesPane],
    passages: list[Passage],
) -> None:
    pane = make()
    pane.bar.grouping.setCurrentIndex(pane.bar.grouping.findText("By metric"))
    pane.bar.grouping.activated.emit(pane.bar.grouping.currentIndex())
    settle(qtbot, session)
    assert pane.model.rowCount() == 62
    assert pane.model.index(0, WORDS).data() == "Lines  (20)"
    assert pane.model.index(21, WORDS).data() == "None  (40)"
    pane.table.setFocus()
    pane.table.setCurrentIndex(pane.model.index(5, WORDS))
    qtbot.keyClick(pane.table, Qt.Key.Key_Left)
    assert pane.model.rowCount() == 42
    assert pane.selected_ids() == [passages[n].id for n in range(2, 60, 3)]
    settle(qtbot, session)
    pane.add_tag("all of it")
    settle(qtbot, session)
    assert pane.model.rowCount() == 42
    qtbot.keyClick(pane.table, Qt.Key.Key_Right)
    assert pane.model.rowCount() == 62


def test_more_filters_are_set_counted_and_cleared(
    qtbot: QtBot,
    session: ProjectSession,
    make: Callable[[], PassagesPane],
    passages: list[Passage],
    add_article: AddArticle,
) -> None:
    other = add_article("Somebody else said so.", source="Wire", published="2025-05-01")
    session.project.tag(other, Span(0, 8), Kind.QUOTE, PassageDetails(speaker="Ito"))
    pane = make()
    qtbot.mouseClick(pane.bar.more_button, Qt.MouseButton.LeftButton)
    more = pane.bar.more
    assert more.isVisible()
    for choice, word in ((more.speakers, "Ito"), (more.outlets, "Wire")):
        choice.choose(word)
        choice.activated.emit(choice.currentIndex())
    more.since.setFocus()
    qtbot.keyClicks(more.since, "1 May 2025")
    qtbot.keyClick(more.since, Qt.Key.Key_Return)
    settle(qtbot, session)
    assert pane.bar.count.text() == "1 of 61 passages"
    assert pane.bar.more_button.text() == "Filters (3)"
    assert pane.chosen_filter() == PassageFilter(speaker="Ito", outlet="Wire", since="2025-05-01")
    qtbot.keyClicks(more.until, "some day")
    qtbot.keyClick(more.until, Qt.Key.Key_Return)
    assert more.until.property("invalid")
    qtbot.mouseClick(more.clear_button, Qt.MouseButton.LeftButton)
    settle(qtbot, session)
    assert pane.bar.count.text() == "61 passages"
    pane.show_article(passages[0].article_id)
    more.open_article.setChecked(True)
    settle(qtbot, session)
    assert pane.bar.count.text() == "60 of 61 passages"
    pane.show_article(other)
    settle(qtbot, session)
    assert pane.bar.count.text() == "1 of 61 passages"


def test_the_selected_passages_are_offered_for_export(
    qtbot: QtBot, make: Callable[[], PassagesPane], passages: list[Passage]
) -> None:
    pane = make()
    pane.select_passage(passages[3].id)
    entry = next(one for one in pane.menu().actions() if one.text() == "Export 1 passage as CSV…")
    with qtbot.waitSignal(pane.export_wanted) as wanted:
        entry.trigger()
    assert wanted.args == ["csv", [passages[3].id]]


def test_a_slow_listing_is_not_made_anew_with_every_tag(
    qtbot: QtBot,
    session: ProjectSession,
    make: Callable[[], PassagesPane],
    passages: list[Passage],
) -> None:
    pane = make()
    pane._took = 100.0
    session.project.add_tag([passages[0].id], "at once")
    qtbot.waitUntil(pane._later.isActive)
    assert pane._job is None
    # What is in sight is right all the same.
    assert "at once" in pane.model.index(0, TAGS).data()
    pane._later.setInterval(0)
    pane._later.start()
    qtbot.waitUntil(lambda: pane._took < 100.0)


def test_only_the_passages_of_a_view_are_listed_until_its_chip_is_pressed(
    qtbot: QtBot,
    session: ProjectSession,
    make: Callable[[], PassagesPane],
    passages: list[Passage],
) -> None:
    pane = make()
    wanted = [passages[2].id, passages[5].id, passages[9].id, passages[2].id]
    pane.show_only(wanted, "R&D chart")
    settle(qtbot, session)
    assert pane.model.rowCount() == 3
    assert pane.bar.only_chip.text() == "3 passages from R&&D chart  ✕"
    assert pane.bar.count.text() == "3 of 60 passages"
    pane.bar.kinds.set_kind(Kind.FIGURE)
    pane.reload()
    settle(qtbot, session)
    assert pane.model.rowCount() == 2
    pane.bar.kinds.set_kind(None)
    qtbot.mouseClick(pane.bar.only_chip, Qt.MouseButton.LeftButton)
    settle(qtbot, session)
    assert pane.model.rowCount() == 60
    assert not pane.bar.only_chip.isVisible()


def test_no_passages_of_a_view_can_be_cleared_from_the_empty_page(
    qtbot: QtBot,
    session: ProjectSession,
    make: Callable[[], PassagesPane],
    passages: list[Passage],
) -> None:
    pane = make()
    pane.show_only([], "Coverage")
    settle(qtbot, session)
    assert "Nothing matches the filter" in pane._pages.currentWidget().words  # type: ignore[attr-defined]
    pane._no_match.pressed.emit()
    settle(qtbot, session)
    assert pane.model.rowCount() == len(passages)
