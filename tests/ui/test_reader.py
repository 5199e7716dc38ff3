from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.panes.reader import ReaderPane
from ui.session import ProjectSession
from workbench.domain import AnchorState, DateBasis, Kind, Passage, Span
from workbench.ends import End
from workbench.project import Project
from workbench.store import passages

AddArticle = Callable[..., int]

TEXT = (
    "The deposits are worth an estimated $14.8 trillion. About 70 percent of them lie in the "
    "east, Dr. Vogel said.\n\n“We will not sign before summer,” the minister said. "
    "Nobody else spoke.\n"
)


@pytest.fixture
def pane(qtbot: QtBot, session: ProjectSession) -> ReaderPane:
    pane = ReaderPane(session)
    qtbot.addWidget(pane)
    pane.resize(640, 560)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


@pytest.fixture
def article(add_article: AddArticle) -> int:
    return add_article(TEXT, title="Minerals & <b>markup</b>", author="Elena Marsh")


def span_of(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def place_of(pane: ReaderPane, point: int) -> QPoint:
    """Where a character stands in the viewport."""
    cursor = pane.text.textCursor()
    cursor.setPosition(point)
    return pane.text.cursorRect(cursor).center()


def drag(qtbot: QtBot, pane: ReaderPane, span: Span) -> None:
    viewport = pane.text.viewport()
    start, end = place_of(pane, span.start), place_of(pane, span.end)
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(viewport, end)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)


# ── What is shown ────────────────────────────────────────────────────────────────────────


def test_an_empty_reader_says_what_to_do_and_which_keys_to_press(pane: ReaderPane) -> None:
    words = pane.layout().currentWidget().words  # type: ignore[union-attr, attr-defined]
    assert "Here you read" in words
    assert "press C" in words
    assert pane.article_id() is None
    pane.tagging.tag_selection(Kind.CLAIM)
    pane.go_next_passage()
    pane.cycle_overlap()
    pane.go_next_hit()


def test_an_article_opens_with_its_header_as_plain_text(
    qtbot: QtBot, pane: ReaderPane, article: int
) -> None:
    with qtbot.waitSignal(pane.article_opened) as opened:
        pane.show_article(article)
    assert opened.args == [article]
    assert pane._header.title.text() == "Minerals & <b>markup</b>"
    assert pane._header.title.textFormat() == Qt.TextFormat.PlainText
    assert pane._header.source.text() == "Elena Marsh · Harbour Ledger · 26 Feb 2025"


def test_a_guessed_date_says_so(pane: ReaderPane, add_article: AddArticle) -> None:
    pane.show_article(add_article("Words.", date_basis=DateBasis.FILE))
    assert "26 Feb 2025, guessed from the file" in pane._header.source.text()
    pane.show_article(add_article("More words.", published=None))
    assert "no date" in pane._header.source.text()


def test_lines_stand_one_and_a_half_sizes_apart(pane: ReaderPane, article: int) -> None:
    pane.show_article(article)
    lines = pane.text.shown_lines()
    assert lines[1].baseline - lines[0].baseline == pytest.approx(24, abs=1)
    pane.zoom(4)
    assert pane.reading_size() == 20
    lines = pane.text.shown_lines()
    assert lines[1].baseline - lines[0].baseline == pytest.approx(30, abs=1)


def test_a_full_line_has_66_to_75_characters_in_the_middle_of_a_wide_pane(
    qtbot: QtBot, pane: ReaderPane, add_article: AddArticle
) -> None:
    pane.resize(1100, 500)
    text = "An analyst of the trade says that the deposits in the east are worth more. " * 60
    pane.show_article(add_article(text))
    lengths = [line.end - line.start for line in pane.text.shown_lines()][:-1]
    assert 66 <= sum(lengths) / len(lengths) <= 75
    margins = pane.text.viewportMargins()
    assert abs(margins.left() - margins.right()) <= 12


def test_zooming_stops_at_sensible_sizes(pane: ReaderPane, article: int) -> None:
    pane.show_article(article)
    pane.zoom(-100)
    smallest = pane.reading_size()
    pane.zoom(100)
    assert 8 < smallest < 16 < pane.reading_size() < 60


def test_a_click_between_two_lines_goes_to_the_nearer_one(
    qtbot: QtBot, pane: ReaderPane, article: int
) -> None:
    pane.show_article(article)
    line = pane.text.shown_lines()[1]
    between = QPoint(60, int(line.top))
    assert between.y() < line.text_rect.top()
    qtbot.mouseClick(pane.text.viewport(), Qt.MouseButton.LeftButton, pos=between)
    assert line.start < pane.text.point() < line.end - 1


# ── Tagging ──────────────────────────────────────────────────────────────────────────────


def test_selected_words_are_tagged_without_the_blanks_at_their_ends(
    qtbot: QtBot, pane: ReaderPane, project: Project, article: int, notices: list[tuple[str, bool]]
) -> None:
    pane.show_article(article)
    wanted = span_of(" $14.8 trillion")
    drag(qtbot, pane, wanted)
    assert pane.selected_span() == Span(wanted.start + 1, wanted.end)
    pane.tagging.tag_selection(Kind.FIGURE)
    [passage] = project.passages()
    assert passage.text == "$14.8 trillion"
    assert passage.details.quantity is not None
    assert passage.details.quantity.value == 14.8e12
    assert pane.current_passage_id() == passage.id
    assert notices == [("Tagged as figure: $14.8 tn", True)]


def test_without_a_selection_the_sentence_at_the_cursor_is_tagged(
    qtbot: QtBot, pane: ReaderPane, project: Project, article: int
) -> None:
    pane.show_article(article)
    at = place_of(pane, TEXT.index("Vogel"))
    qtbot.mouseClick(pane.text.viewport(), Qt.MouseButton.LeftButton, pos=at)
    pane.tagging.tag_selection(Kind.CLAIM)
    [passage] = project.passages()
    assert passage.text == "About 70 percent of them lie in the east, Dr. Vogel said."


def test_the_right_key_puts_a_wrong_one_right(
    pane: ReaderPane, project: Project, article: int, notices: list[tuple[str, bool]]
) -> None:
    pane.show_article(article)
    pane.tagging.tag_selection(Kind.CLAIM)
    pane.tagging.tag_selection(Kind.FIGURE)
    [passage] = project.passages()
    assert passage.kind is Kind.FIGURE
    assert notices[-1] == ("Changed to figure: ≈ $14.8 tn", True)
    pane.tagging.tag_selection(Kind.FIGURE)
    pane.tagging.tag_selection(Kind.FIGURE)
    assert notices[-1] == ("This is tagged as figure already.", False)
    assert len(project.passages()) == 1


def test_a_sentence_within_a_longer_passage_is_tagged_on_its_own(
    pane: ReaderPane, project: Project, article: int
) -> None:
    pane.show_article(article)
    pane.text.select(Span(0, TEXT.index("\n")))
    pane.tagging.tag_selection(Kind.CLAIM)
    pane.tagging.tag_selection(Kind.FIGURE)
    assert sorted(p.kind for p in project.passages()) == [Kind.CLAIM, Kind.FIGURE]


def test_the_same_words_are_not_tagged_twice_as_the_same_kind(
    pane: ReaderPane, project: Project, article: int, notices: list[tuple[str, bool]]
) -> None:
    pane.show_article(article)
    for _ in range(2):
        pane.text.select(span_of("Nobody else spoke."))
        pane.tagging.tag_selection(Kind.CLAIM)
    assert len(project.passages()) == 1
    assert notices[-1] == ("This is tagged as claim already.", False)


def test_nothing_is_tagged_where_there_are_no_words(
    pane: ReaderPane, project: Project, article: int, notices: list[tuple[str, bool]]
) -> None:
    pane.show_article(article)
    blank = TEXT.index("\n\n")
    pane.text.reveal(Span(blank + 1, blank + 1))
    pane.tagging.tag_selection(Kind.CLAIM)
    pane.text.select(Span(blank, blank + 2))
    assert pane.selected_span() is None
    assert project.passages() == []
    assert notices == [("There are no words at the cursor to tag.", False)]


@pytest.mark.parametrize(
    "before", ["", "😀𝔸 ", "e\u0301\u200d ", "\xa0\t\x0c ", "x" * 25_000 + " "]
)
def test_offsets_are_those_of_the_text_whatever_stands_before(
    pane: ReaderPane, project: Project, add_article: AddArticle, before: str
) -> None:
    text = f"Start. {before}The prices rose by 5 percent. End"
    pane.show_article(add_article(text))
    start = text.index("prices")
    pane.text.select(Span(start, start + 6))
    QApplication.clipboard().clear()
    pane.text.copy()
    assert QApplication.clipboard().text() == "prices"
    pane.tagging.tag_selection(Kind.CLAIM)
    [passage] = project.passages()
    assert (passage.span, passage.text) == (Span(start, start + 6), "prices")


def test_copied_words_keep_their_spaces_and_line_ends(
    pane: ReaderPane, add_article: AddArticle
) -> None:
    text = "5\xa0000 tonnes " + "word " * 5000 + "\nend"
    pane.show_article(add_article(text))
    pane.text.selectAll()
    pane.text.copy()
    assert QApplication.clipboard().text() == text


# ── Choosing and walking ─────────────────────────────────────────────────────────────────


@pytest.fixture
def tagged(project: Project, article: int) -> list[Passage]:
    """A sentence with a quote and a figure within it, and one more behind."""
    first = TEXT[: TEXT.index("\n")]
    return [
        project.tag(article, span_of(first), Kind.CLAIM),
        project.tag(article, span_of("an estimated $14.8 trillion"), Kind.FIGURE),
        project.tag(article, span_of("“We will not sign before summer,”"), Kind.QUOTE),
    ]


def test_a_click_on_the_text_chooses_the_shortest_passage_there(
    qtbot: QtBot, pane: ReaderPane, article: int, tagged: list[Passage]
) -> None:
    pane.show_article(article)
    viewport = pane.text.viewport()
    at = place_of(pane, TEXT.index("14.8"))
    with qtbot.waitSignal(pane.passage_selected) as selected:
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    assert selected.args == [tagged[1]]
    pane.cycle_overlap()
    assert pane.current_passage_id() == tagged[0].id
    pane.cycle_overlap()
    assert pane.current_passage_id() == tagged[1].id
    with qtbot.waitSignal(pane.passage_selected) as selected:
        at = place_of(pane, TEXT.index("Nobody") + 2)
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    assert selected.args == [None]


def test_a_click_on_a_lane_chooses_its_passage(
    qtbot: QtBot, pane: ReaderPane, article: int, tagged: list[Passage]
) -> None:
    pane.show_article(article)
    places = [pane.text.lanes.place_of(passage.id) for passage in tagged]
    assert len({place.x() for place in places[:2] if place}) == 2
    for passage, place in zip(tagged, places, strict=True):
        assert place is not None
        qtbot.mouseClick(pane.text.lanes, Qt.MouseButton.LeftButton, pos=place)
        assert pane.current_passage_id() == passage.id


def test_tab_goes_through_the_passages_and_leaves_where_there_are_none(
    qtbot: QtBot, pane: ReaderPane, article: int, tagged: list[Passage], add_article: AddArticle
) -> None:
    pane.show_article(article)
    seen = []
    for _ in range(4):
        qtbot.keyClick(pane.text, Qt.Key.Key_Tab)
        seen.append(pane.current_passage_id())
    first, second, third = (passage.id for passage in tagged)
    assert seen == [first, second, third, first]
    qtbot.keyClick(pane.text, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert pane.current_passage_id() == third
    pane.go_previous_passage()
    assert pane.current_passage_id() == second
    pane.show_article(add_article("Without passages."))
    qtbot.keyClick(pane.text, Qt.Key.Key_Tab)
    assert pane.current_passage_id() is None


def test_search_hits_are_walked_through_and_ticked_off(
    qtbot: QtBot, pane: ReaderPane, add_article: AddArticle
) -> None:
    text = "Some ore here.\n" + "Nothing of it.\n" * 200 + "More ore there, and ore again."
    marks = [Span(n, n + 3) for n in range(len(text)) if text.startswith("ore", n)]
    marks = [mark for mark in marks if text[mark.start - 1] == " "]
    pane.show_article(add_article(text), marks=marks)
    assert pane.text.point() == marks[0].start
    assert pane._header.place.text() == "Match 1 of 3"
    pane.go_next_hit()
    assert pane.text.point() == marks[1].start
    assert pane.text.verticalScrollBar().value() > 100
    pane.go_next_hit()
    pane.go_next_hit()
    assert pane._header.place.text() == "Match 1 of 3"
    pane.go_previous_hit()
    assert pane.text.point() == marks[2].start
    first, last = pane.text.strip.ticks()[0], pane.text.strip.ticks()[-1]
    assert first < 10
    assert last > pane.text.strip.height() * 0.9


def test_a_passage_far_down_is_brought_into_sight(
    pane: ReaderPane, project: Project, add_article: AddArticle
) -> None:
    text = "One line after another goes on.\n" * 3000 + "The end is here."
    passage = project.tag(add_article(text), span_of("The end", text), Kind.CLAIM)
    pane.show_passage(passage)
    assert pane.current_passage_id() == passage.id
    assert pane.text.lanes.place_of(passage.id) is not None


def test_what_is_in_sight_does_not_move(
    pane: ReaderPane, project: Project, add_article: AddArticle
) -> None:
    article = add_article("One line after another goes on.\n" * 300)
    passage = project.tag(article, Span(32 * 5, 32 * 5 + 8), Kind.CLAIM)
    pane.show_article(article)
    pane.text.verticalScrollBar().setValue(3)
    pane.show_passage(passage)
    assert pane.text.verticalScrollBar().value() == 3


# ── Following the project ────────────────────────────────────────────────────────────────


def test_what_happens_elsewhere_is_shown(
    qtbot: QtBot, pane: ReaderPane, project: Project, article: int, tagged: list[Passage]
) -> None:
    pane.show_passage(tagged[2])
    project.set_kind(tagged[2].id, Kind.CLAIM)
    qtbot.waitUntil(lambda: {b.passage.kind for b in pane.text.bars()} == {"claim", "figure"})
    assert pane.current_passage_id() == tagged[2].id
    with qtbot.waitSignal(pane.passage_selected) as selected:
        project.delete_passages([tagged[2].id])
    assert selected.args == [None]
    project.undo()
    qtbot.waitUntil(lambda: len(pane.text.bars()) == 3)
    project.edit_article(article, title="Another title")
    qtbot.waitUntil(lambda: pane._header.title.text() == "Another title")
    project.remove_articles([article])
    qtbot.waitUntil(lambda: pane.article_id() is None)


def test_an_orphan_is_chosen_but_marks_no_words(
    qtbot: QtBot, pane: ReaderPane, project: Project, add_article: AddArticle
) -> None:
    article = add_article("These words will go. Others will stay, which is as it should be.")
    gone = project.tag(article, Span(40, 60), Kind.CLAIM)
    with project._store.write("Shorten") as writer:
        passages.change(writer, gone.id, {"state": AnchorState.ORPHAN, "start": 900, "end": 920})
    orphan = project.passage(gone.id)
    with qtbot.waitSignal(pane.passage_selected) as selected:
        pane.show_passage(orphan)
    assert selected.args == [orphan]
    assert pane.text.bars() == []
    pane.go_next_passage()
    project.edit_article(article, title="Another title")
    qtbot.waitUntil(lambda: pane._header.title.text() == "Another title")
    assert pane.current_passage_id() == gone.id


def test_the_chosen_passage_can_be_deleted(
    pane: ReaderPane, project: Project, tagged: list[Passage], notices: list[tuple[str, bool]]
) -> None:
    pane.show_passage(tagged[0])
    pane.tagging.delete()
    assert [p.id for p in project.passages()] == [tagged[1].id, tagged[2].id]
    assert pane.current_passage_id() is None
    assert notices == [("Deleted 1 passage", True)]


def test_the_menu_names_the_keys(
    qtbot: QtBot, pane: ReaderPane, tagged: list[Passage], project: Project
) -> None:
    pane.show_passage(tagged[2])
    actions = {action.text().split("\t")[0]: action for action in pane.menu().actions()}
    assert actions["Tag as claim"].text() == "Tag as claim\tC"
    with qtbot.waitSignal(pane.edit_requested) as asked:
        press(actions["Edit tags"])
    assert asked.args == ["tags"]
    press(actions["Delete passage"])
    assert len(project.passages()) == 2


def press(action: QAction) -> None:
    action.trigger()


def test_an_article_that_is_gone_is_reported_and_the_open_one_stays(
    qtbot: QtBot, pane: ReaderPane, session: ProjectSession, article: int
) -> None:
    pane.show_article(article)
    with qtbot.waitSignal(session.failed):
        pane.show_article(999)
    assert pane.article_id() == article


# ── Kinds without colour, and cost ───────────────────────────────────────────────────────


def test_kinds_differ_in_black_and_white(pane: ReaderPane, article: int, project: Project) -> None:
    pictures = []
    for kind in Kind:
        passage = project.tag(article, span_of("Nobody else spoke."), kind)
        pane.close_article()
        pane.show_article(article)
        grey = pane.grab().toImage().convertToFormat(pane.grab().toImage().Format.Format_Mono)
        pictures.append(bytes(grey.constBits()))
        project.delete_passages([passage.id])
    assert len(set(pictures)) == len(Kind)


def test_two_thousand_passages_cost_what_is_in_sight(
    pane: ReaderPane, project: Project, add_article: AddArticle
) -> None:
    line = "A figure of 5 percent stands on this line, as on all the others of this text.\n"
    article = add_article(line * 2000)
    project.tag_many(
        [(article, Span(n * len(line) + 12, n * len(line) + 21), Kind.FIGURE, None)
         for n in range(2000)],
        "Tag",
    )  # fmt: skip
    pane.show_article(article)
    pane.text.verticalScrollBar().setValue(1000)
    pane.grab()
    document = pane.text.document()
    blocks = [document.findBlockByNumber(n) for n in range(document.blockCount())]
    assert 0 < sum(block.layout().lineCount() > 0 for block in blocks) < 120
    assert 0 < len(pane.text.bars()) < 40
    assert pane.text.extraSelections() == []


def test_a_million_characters_and_a_line_of_them_open_and_scroll(
    qtbot: QtBot, pane: ReaderPane, add_article: AddArticle
) -> None:
    article = add_article("word " * 200_000)
    pane.show_article(article, at=Span(900_000, 900_004))
    assert pane.text.point() == 900_000
    blocks = pane.text.document()
    longest = max(blocks.findBlockByNumber(n).length() for n in range(blocks.blockCount()))
    assert longest <= 10_001
    assert pane.text.shown_lines()


# ── Keys that widen and move ─────────────────────────────────────────────────────────────


def test_the_same_key_again_widens_to_the_paragraph(
    pane: ReaderPane, project: Project, article: int, notices: list[tuple[str, bool]]
) -> None:
    pane.show_article(article)
    pane.text.reveal(span_of("70 percent"))
    pane.tagging.tag_selection(Kind.CLAIM)
    [passage] = project.passages()
    assert passage.text == "About 70 percent of them lie in the east, Dr. Vogel said."
    pane.tagging.tag_selection(Kind.CLAIM)
    [passage] = project.passages()
    assert passage.text == TEXT.split("\n", maxsplit=1)[0]
    assert notices[-1] == ("Widened to the paragraph", True)
    pane.tagging.tag_selection(Kind.CLAIM)
    assert len(project.passages()) == 1
    project.undo()
    assert project.passages()[0].text.startswith("About 70")


def test_keys_move_the_ends_of_the_chosen_passage(
    pane: ReaderPane, project: Project, article: int
) -> None:
    pane.show_article(article)
    pane.text.select(span_of("70 percent"))
    pane.tagging.tag_selection(Kind.FIGURE)
    pane.tagging.move_end(by=1, words=True)
    assert project.passages()[0].text == "70 percent of"
    pane.tagging.move_end(by=-1, words=False)
    assert project.passages()[0].text == "70 percent o"
    pane.tagging.choose_end(End.FIRST)
    pane.tagging.move_end(by=-1, words=True)
    assert project.passages()[0].text == "About 70 percent o"
    assert pane.current_passage_id() == project.passages()[0].id
    for _ in range(3):
        project.undo()
    assert project.passages()[0].text == "70 percent"


def test_without_a_passage_the_keys_say_so(
    pane: ReaderPane, article: int, notices: list[tuple[str, bool]]
) -> None:
    pane.show_article(article)
    pane.tagging.move_end(by=1, words=True)
    assert notices == [("Choose a passage first.", False)]


def test_selected_words_are_left_out_of_a_passage_and_others_added(
    pane: ReaderPane, article: int, project: Project, notices: list[tuple[str, bool]]
) -> None:
    whole = "“We will not sign before summer,” the minister said. Nobody else spoke."
    quote = project.tag(article, span_of(whole), Kind.QUOTE)
    pane.show_passage(quote)
    pane.text.select(span_of("the minister said."))
    pane.tagging.leave_out()
    assert notices[-1] == ("Left the words out of the passage", True)
    chosen = pane.chosen_passage()
    assert chosen is not None
    assert chosen.words == "“We will not sign before summer,” […] Nobody else spoke."
    assert pane._places.at(span_of("minister").start) == [chosen]
    inner = project.tag(article, span_of("the minister"), Kind.CLAIM)
    pane.show_passages([chosen, inner])
    assert next(iter(pane._places.at(span_of("minister").start))) == inner
    pane.text.select(span_of("About 70 percent"))
    pane.tagging.join()
    joined = project.passage(quote.id)
    assert joined.words.startswith("About 70 percent […] “We will")
    assert len(joined.parts) == 3


def test_words_in_a_gap_are_painted_as_no_part_of_the_passage(
    pane: ReaderPane, article: int, project: Project
) -> None:
    whole = span_of("“We will not sign before summer,” the minister said. Nobody else spoke.")
    quote = project.tag(article, whole, Kind.QUOTE)
    cut = project.leave_out(quote.id, span_of("the minister said."))
    pane.show_article(article)
    pane.text.viewport().grab()

    def wash_behind(words: str) -> QColor:
        place = place_of(pane, span_of(words).start + 1)
        picture = pane.text.viewport().grab().toImage()
        return picture.pixelColor(place.x(), place.y() + 9)

    plain = wash_behind("Nobody else")
    assert cut.gaps
    assert wash_behind("minister said") != plain
    assert wash_behind("We will") == plain


def test_what_cannot_be_left_out_is_explained(
    pane: ReaderPane, article: int, notices: list[tuple[str, bool]]
) -> None:
    pane.show_article(article)
    pane.tagging.leave_out()
    pane.tagging.join()
    assert [words.split(",")[0] for words, _ in notices[-2:]] == [
        "Select words of a passage to leave them out of it.",
        "Choose a passage",
    ]
