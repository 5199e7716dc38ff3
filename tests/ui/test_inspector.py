from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.panes.inspector import InspectorPane
from ui.session import ProjectSession
from ui.widgets.choice_field import ChoiceField
from ui.widgets.line_field import LineField
from workbench.domain import (
    AnchorState,
    Certainty,
    Directness,
    FigureStatus,
    Kind,
    Passage,
    PassageDetails,
    Qualifier,
    Quantity,
    Span,
    Stance,
)
from workbench.project import Project
from workbench.store import passages

AddArticle = Callable[..., int]

TEXT = "The deposits are worth an estimated $14.8 trillion. “We will not sign,” he said. Yes."


@pytest.fixture
def pane(qtbot: QtBot, session: ProjectSession) -> InspectorPane:
    pane = InspectorPane(session)
    qtbot.addWidget(pane)
    pane.resize(300, 760)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


@pytest.fixture
def article(add_article: AddArticle) -> int:
    return add_article(TEXT, title="<i>Deposits</i>")


def tag(project: Project, article: int, words: str, kind: Kind) -> Passage:
    start = TEXT.index(words)
    return project.tag(article, Span(start, start + len(words)), kind)


@pytest.fixture
def figure(project: Project, article: int) -> Passage:
    return tag(project, article, "an estimated $14.8 trillion", Kind.FIGURE)


@pytest.fixture
def quote(project: Project, article: int) -> Passage:
    return tag(project, article, "“We will not sign,”", Kind.QUOTE)


def type_into(qtbot: QtBot, pane: InspectorPane, name: str, text: str) -> None:
    """Replace what a field says, as somebody would who then presses Enter."""
    field = begin_typing(qtbot, pane, name, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def begin_typing(qtbot: QtBot, pane: InspectorPane, name: str, text: str) -> LineField:
    pane.focus_field(name)
    field = pane.form.fields[name]
    assert isinstance(field, LineField)
    field.selectAll()
    qtbot.keyClicks(field, text)
    return field


def quantity(project: Project, passage: Passage) -> Quantity:
    found = project.passage(passage.id).details.quantity
    assert found is not None
    return found


# ── Showing ──────────────────────────────────────────────────────────────────────────────


def test_an_empty_inspector_says_what_it_is_for(pane: InspectorPane) -> None:
    words = pane.layout().currentWidget().words  # type: ignore[union-attr, attr-defined]
    assert "No passage is chosen" in words
    pane.focus_field("tags")
    pane.commit_pending()


def test_a_figure_shows_its_number_and_source(
    pane: InspectorPane, project: Project, figure: Passage
) -> None:
    pane.show_passage(figure)
    fields = {name: field.text() for name, field in pane.form.fields.items()}
    assert fields["value"] == "14.8 tn"
    assert fields["currency"] == "USD"
    assert pane.form.reading.text() == "≈ $14.8 tn"
    assert pane.facts.source.text() == "Harbour Ledger · 26 Feb 2025"
    assert pane.facts.article.text() == "<i>Deposits</i>"
    assert pane.facts.article.textFormat() == Qt.TextFormat.PlainText
    assert "&lt;i&gt;" in pane.facts.article.toolTip()
    assert pane.facts.place.text() == f"Characters {figure.span.start}–{figure.span.end}"


def test_each_kind_shows_its_own_fields(
    pane: InspectorPane, project: Project, quote: Passage
) -> None:
    for kind, own in ((Kind.QUOTE, "speaker"), (Kind.CLAIM, "claimant"), (Kind.FIGURE, "value")):
        pane.show_passage(project.set_kind(quote.id, kind))
        visible = {name for name, field in pane.form.fields.items() if field.isVisible()}
        assert own in visible
        assert ("value" in visible) == (kind is Kind.FIGURE)
        assert ("claimant" in visible) == (kind is Kind.CLAIM)


def test_everything_has_an_accessible_name(pane: InspectorPane, figure: Passage) -> None:
    pane.show_passage(figure)
    for widget in pane.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.accessibleName() or widget.focusProxy(), widget


# ── Saving ───────────────────────────────────────────────────────────────────────────────


def test_each_field_is_a_step_that_undo_takes_back(
    qtbot: QtBot, pane: InspectorPane, project: Project, figure: Passage
) -> None:
    pane.show_passage(figure)
    type_into(qtbot, pane, "metric", "Mineral wealth")
    type_into(qtbot, pane, "value", "15 tn")
    type_into(qtbot, pane, "unit", "%")
    found = project.passage(figure.id).details
    assert found.metric == "Mineral wealth"
    assert found.quantity == Quantity(15e12, None, None, "percent", "USD", Qualifier.ABOUT)
    project.undo()
    assert quantity(project, figure).unit is None
    project.undo()
    assert quantity(project, figure).value == 14.8e12
    qtbot.waitUntil(lambda: pane.form.fields["value"].text() == "14.8 tn")


def test_a_field_is_saved_when_it_is_left(
    qtbot: QtBot, pane: InspectorPane, project: Project, quote: Passage
) -> None:
    pane.show_passage(quote)
    begin_typing(qtbot, pane, "speaker", "The minister")
    pane.focus_field("memo")
    assert project.passage(quote.id).details.speaker == "The minister"
    qtbot.keyClicks(pane.form.memo, "Compare with\xa0page 3")
    pane.focus_field("speaker")
    assert project.passage(quote.id).details.memo == "Compare with\xa0page 3"


def test_nothing_is_written_when_nothing_was_changed(
    qtbot: QtBot, pane: InspectorPane, project: Project, figure: Passage
) -> None:
    label = len(project.history())
    pane.show_passage(figure)
    for name in ("value", "metric", "memo", "tags"):
        pane.focus_field(name)
    type_into(qtbot, pane, "value", "14.8 trillion")
    pane.show_passage(None)
    assert len(project.history()) == label


def test_what_was_typed_is_saved_when_another_passage_is_shown(
    qtbot: QtBot, pane: InspectorPane, project: Project, figure: Passage, quote: Passage
) -> None:
    pane.show_passage(quote)
    begin_typing(qtbot, pane, "speaker", "The minister")
    pane.show_passage(figure)
    assert project.passage(quote.id).details.speaker == "The minister"
    assert project.passage(figure.id).details.speaker is None
    qtbot.keyClicks(pane.form.tags.input, "minerals")
    pane.show_passage(None)
    assert project.passage(figure.id).details.tags == ("minerals",)


def test_what_was_typed_is_saved_when_the_pane_goes_away(
    qtbot: QtBot, pane: InspectorPane, project: Project, quote: Passage
) -> None:
    pane.show_passage(quote)
    begin_typing(qtbot, pane, "speaker", "The minister")
    pane.hide()
    assert project.passage(quote.id).details.speaker == "The minister"


def test_a_bad_number_stays_with_its_reason_and_is_not_saved(
    qtbot: QtBot, pane: InspectorPane, project: Project, figure: Passage, quote: Passage
) -> None:
    pane.show_passage(figure)
    type_into(qtbot, pane, "value", "lots")
    assert pane.form.fields["value"].text() == "lots"
    assert "No number can be read from “lots”" in pane.form.reason("value")
    assert quantity(project, figure).value == 14.8e12
    pane.show_passage(quote)
    assert pane.form.reason("value") == ""
    pane.show_passage(figure)
    assert pane.form.fields["value"].text() == "lots"
    assert pane.form.reason("value")
    type_into(qtbot, pane, "value", "15 tn")
    assert pane.form.reason("value") == ""
    assert quantity(project, figure).value == 15e12


def test_escape_brings_back_what_is_stored(
    qtbot: QtBot, pane: InspectorPane, project: Project, figure: Passage, quote: Passage
) -> None:
    pane.show_passage(figure)
    type_into(qtbot, pane, "value", "lots")
    qtbot.keyClick(pane.form.fields["value"], Qt.Key.Key_Escape)
    assert pane.form.fields["value"].text() == "14.8 tn"
    assert pane.form.reason("value") == ""
    pane.show_passage(quote)
    pane.show_passage(figure)
    assert pane.form.fields["value"].text() == "14.8 tn"


def test_an_edit_keeps_what_was_changed_elsewhere_meanwhile(
    qtbot: QtBot, pane: InspectorPane, project: Project, figure: Passage
) -> None:
    pane.show_passage(figure)
    begin_typing(qtbot, pane, "metric", "Mineral wealth")
    project.edit_passage(figure.id, replace(figure.details, memo="From elsewhere"))
    qtbot.waitUntil(lambda: pane.form.memo.text() == "From elsewhere")
    assert pane.form.fields["metric"].text() == "Mineral wealth"
    pane.commit_pending()
    found = project.passage(figure.id).details
    assert (found.metric, found.memo) == ("Mineral wealth", "From elsewhere")


def test_what_was_typed_survives_the_undo_of_the_passage_itself(
    qtbot: QtBot, pane: InspectorPane, project: Project, quote: Passage
) -> None:
    pane.show_passage(quote)
    begin_typing(qtbot, pane, "speaker", "The minister")
    project.undo()
    qtbot.waitUntil(lambda: pane.current_passage_id() is None)
    project.redo()
    pane.show_passage(project.passage(quote.id))
    assert pane.form.fields["speaker"].text() == "The minister"
    pane.commit_pending()
    assert project.passage(quote.id).details.speaker == "The minister"


def test_undo_keys_undo_the_typing_first_and_then_the_project(
    qtbot: QtBot, session: ProjectSession, project: Project, quote: Passage
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    pane = InspectorPane(session)
    QVBoxLayout(window).addWidget(pane)
    undo = QAction(window)
    undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
    undo.triggered.connect(session.undo)
    window.addAction(undo)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    pane.show_passage(quote)
    type_into(qtbot, pane, "speaker", "The minister")
    field = begin_typing(qtbot, pane, "speaker", "Nobody")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert project.passage(quote.id).details.speaker == "The minister"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert project.passage(quote.id).details.speaker is None
    qtbot.waitUntil(lambda: field.text() == "")


# ── Kinds, qualifiers, tags, reading again ───────────────────────────────────────────────


def test_the_kind_can_be_switched(
    qtbot: QtBot, pane: InspectorPane, project: Project, quote: Passage
) -> None:
    pane.show_passage(quote)
    qtbot.mouseClick(pane.form.kinds.buttons[Kind.CLAIM], Qt.MouseButton.LeftButton)
    assert project.passage(quote.id).kind is Kind.CLAIM
    assert pane.form.fields["claimant"].isVisible()


def test_the_qualifier_is_chosen_in_words(
    qtbot: QtBot, pane: InspectorPane, project: Project, figure: Passage
) -> None:
    pane.show_passage(figure)
    box = pane.form.fields["qualifier"]
    assert isinstance(box, ChoiceField)
    assert box.currentText() == "about"
    box.setFocus()
    qtbot.keyClicks(box, "at l")
    box.activated.emit(box.currentIndex())
    assert box.currentText() == "at least"
    assert quantity(project, figure).qualifier is Qualifier.AT_LEAST
    assert pane.form.reading.text() == "≥ $14.8 tn"


@pytest.mark.parametrize(
    "case",
    [
        (Kind.QUOTE, "directness", Directness.MIXED),
        (Kind.CLAIM, "stance", Stance.DENIED),
        (Kind.CLAIM, "certainty", Certainty.LOW),
        (Kind.FIGURE, "status", FigureStatus.DEMANDED),
    ],
)
def test_what_is_one_of_a_few_words_is_chosen_and_undone(
    qtbot: QtBot,
    pane: InspectorPane,
    project: Project,
    quote: Passage,
    case: tuple[Kind, str, StrEnum],
) -> None:
    kind, field, chosen = case
    pane.show_passage(project.set_kind(quote.id, kind))
    box = pane.form.fields[field]
    assert isinstance(box, ChoiceField)
    assert box.isVisible()
    assert box.text() == ""
    box.setFocus()
    qtbot.keyClicks(box, chosen.value[:3])
    box.activated.emit(box.currentIndex())
    assert getattr(project.passage(quote.id).details, field) is chosen
    assert project.undo_label() == f"Edit {field}"
    project.undo()
    qtbot.waitUntil(lambda: box.text() == "")


def test_a_cue_is_typed_with_those_in_use_offered(
    qtbot: QtBot, pane: InspectorPane, project: Project, quote: Passage
) -> None:
    pane.show_passage(quote)
    type_into(qtbot, pane, "cue", "warned that")
    assert project.passage(quote.id).details.cue == "warned that"
    assert project.cues() == ["warned that"]


def test_a_figure_tells_which_of_its_words_state_the_number(
    pane: InspectorPane, project: Project, figure: Passage
) -> None:
    article = project.article(figure.article_id)
    text = project.text(article.id)
    whole = project.tag(article.id, Span(0, len(text)), Kind.FIGURE)
    pane.show_passage(whole)
    assert whole.details.read_from is not None
    assert whole.details.read_from in text
    assert pane.form.read_from.isVisible()
    assert whole.details.read_from in pane.form.read_from.text()
    pane.show_passage(figure)
    assert not pane.form.read_from.isVisible()


def test_tags_are_added_with_enter_or_comma_and_taken_off_by_their_button(
    qtbot: QtBot, pane: InspectorPane, project: Project, quote: Passage
) -> None:
    pane.show_passage(quote)
    pane.focus_field("tags")
    qtbot.keyClicks(pane.form.tags.input, "minerals,Eastern front")
    qtbot.keyClick(pane.form.tags.input, Qt.Key.Key_Return)
    qtbot.keyClicks(pane.form.tags.input, "MINERALS,")
    assert project.passage(quote.id).details.tags == ("Eastern front", "minerals")
    qtbot.mouseClick(pane.form.tags.chips["minerals"], Qt.MouseButton.LeftButton)
    assert project.passage(quote.id).details.tags == ("Eastern front",)
    assert list(pane.form.tags.chips) == ["Eastern front"]


def test_known_words_are_offered(
    qtbot: QtBot, pane: InspectorPane, project: Project, figure: Passage, quote: Passage
) -> None:
    project.edit_passage(figure.id, PassageDetails(metric="Mineral wealth", speaker="Dr. Vogel"))
    project.add_tag([figure.id], "minerals")
    pane.show_passage(quote)
    for name, typed, offered in (("speaker", "vog", "Dr. Vogel"), ("tags", "ner", "minerals")):
        pane.focus_field(name)
        field = pane.form.tags.input if name == "tags" else pane.form.fields[name]
        assert isinstance(field, LineField)
        completer = field.completer()
        completer.setCompletionPrefix(typed)
        assert completer.currentCompletion() == offered


def test_the_number_can_be_read_again(
    qtbot: QtBot,
    pane: InspectorPane,
    project: Project,
    figure: Passage,
    notices: list[tuple[str, bool]],
) -> None:
    pane.show_passage(figure)
    qtbot.mouseClick(pane.form.read_button, Qt.MouseButton.LeftButton)
    assert notices == [("The words say what is stored already.", False)]
    type_into(qtbot, pane, "as_of", "1 March 2025")
    type_into(qtbot, pane, "value", "3")
    type_into(qtbot, pane, "currency", "EUR")
    qtbot.mouseClick(pane.form.read_button, Qt.MouseButton.LeftButton)
    read = project.read_quantity(figure.text)
    assert read is not None
    assert quantity(project, figure) == replace(read, as_of="2025-03-01")
    assert pane.form.fields["value"].text() == "14.8 tn"
    assert project.undo_label() == "Edit value"


def test_what_a_number_was_read_from_goes_when_it_is_typed_and_comes_when_it_is_read_again(
    qtbot: QtBot, pane: InspectorPane, project: Project, figure: Passage
) -> None:
    text = project.text(figure.article_id)
    whole = project.tag(figure.article_id, Span(0, len(text)), Kind.FIGURE)
    stated = whole.details.read_from
    assert stated is not None
    pane.show_passage(whole)
    type_into(qtbot, pane, "value", "3")
    assert project.passage(whole.id).details.read_from is None
    assert not pane.form.read_from.isVisible()
    assert project.undo_label() == "Edit value"
    qtbot.mouseClick(pane.form.read_button, Qt.MouseButton.LeftButton)
    assert project.passage(whole.id).details.read_from == stated
    assert pane.form.read_from.isVisible()


def test_a_field_that_the_kind_has_not_is_explained(
    pane: InspectorPane, quote: Passage, notices: list[tuple[str, bool]]
) -> None:
    pane.show_passage(quote)
    pane.focus_field("value")
    assert notices == [("A quote has no value: that is for figures.", False)]


def test_a_passage_in_doubt_moves_to_the_place_that_is_proposed(
    qtbot: QtBot, pane: InspectorPane, project: Project, quote: Passage
) -> None:
    place = Span(quote.span.start + 1, quote.span.end - 1)
    pane.show_passage(quote)
    columns = {
        "state": AnchorState.REVIEW,
        "proposed_start": place.start,
        "proposed_end": place.end,
        "proposed_score": 0.7,
    }
    with project._store.write("Import") as writer:
        passages.change(writer, quote.id, columns)
    qtbot.waitUntil(pane.facts.state.isVisible)
    qtbot.mouseClick(pane.facts.confirm, Qt.MouseButton.LeftButton)
    settled = project.passage(quote.id)
    assert (settled.span, settled.state) == (place, AnchorState.ANCHORED)


def test_a_passage_up_for_review_can_be_kept_where_it_is(
    qtbot: QtBot, pane: InspectorPane, project: Project, quote: Passage
) -> None:
    pane.show_passage(quote)
    assert not pane.facts.state.isVisible()
    with project._store.write("Import") as writer:
        passages.change(writer, quote.id, {"state": AnchorState.REVIEW})
    qtbot.waitUntil(pane.facts.state.isVisible)
    assert "Are these still the right words?" in pane.facts.state.text()
    qtbot.mouseClick(pane.facts.confirm, Qt.MouseButton.LeftButton)
    assert project.passage(quote.id).state is AnchorState.ANCHORED
    assert not pane.facts.state.isVisible()
