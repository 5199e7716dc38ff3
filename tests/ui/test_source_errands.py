"""Details, copies, originals, tables and doubtful passages, as the window handles them."""

import csv
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.original import OriginalDialog
from ui.dialogs.review import ReviewDialog
from ui.dialogs.stories import StoriesDialog, share, why
from ui.dialogs.table_mapping import TableMappingDialog
from ui.session import ProjectSession
from ui.source_errands import SourceErrands
from workbench.domain import AnchorState, DateBasis, Kind, Span
from workbench.project import Project

LEFT = Qt.MouseButton.LeftButton
STORY = (
    "The ministry has signed the lease for the northern quay, two people who have read it said "
    "on Monday. Over 70% of the ore that leaves the port would be loaded there, and the town "
    "would be paid 14 million euros in the first year. The unions have asked for a vote on it."
)
MORE = (
    " Nobody at the ministry would say when the first ship is to be loaded, nor who had asked "
    "for the clause about the rails, which was not in the draft of the spring."
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def errands(
    session: ProjectSession, settings: QSettings, window: QWidget
) -> Iterator[SourceErrands]:
    made = SourceErrands(session, settings, window)
    yield made
    for dialog in window.findChildren(QDialog):
        dialog.close()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def dialog_of(window: QWidget, kind: type[QDialog]) -> Any:
    return next(one for one in window.findChildren(kind) if one.isVisible())


def idle(qtbot: QtBot, errands: SourceErrands) -> None:
    qtbot.waitUntil(lambda: not errands._session.jobs.active())


# ── Details ──────────────────────────────────────────────────────────────────────────────


def test_details_are_corrected_beside_the_window(
    qtbot: QtBot,
    errands: SourceErrands,
    project: Project,
    add_article: Callable[..., int],
    notices: list[tuple[str, bool]],
) -> None:
    old = add_article("Some words.", title="Old story")
    dialog = errands.edit_details([old])
    assert dialog is not None
    assert not dialog.isModal()
    save = dialog.buttons.button(QDialogButtonBox.StandardButton.Save)
    dialog.fields["title"].clear()
    assert not save.isEnabled()
    assert dialog.hint.text() == "An article needs a title."
    dialog.fields["title"].setText("Corrected")
    dialog.fields["published"].setText("yesterday")
    assert not save.isEnabled()
    dialog.fields["published"].setText("27 Feb 2025")
    dialog.fields["source"].clear()
    qtbot.mouseClick(save, LEFT)
    article = project.article(old)
    assert (article.title, article.published, article.source) == ("Corrected", "2025-02-27", None)
    assert notices == [("Changed the details of “Corrected”", True)]


def test_details_left_as_they_are_change_nothing(
    qtbot: QtBot, errands: SourceErrands, project: Project, add_article: Callable[..., int]
) -> None:
    ids = [add_article("Some words.", title="A"), add_article("Other words.", title="B")]
    for chosen in (ids[:1], ids):
        dialog = errands.edit_details(chosen)
        assert dialog is not None
        with qtbot.assertNotEmitted(dialog.edited):
            dialog.accept()
    assert project.undo_label() is None


def test_only_what_is_typed_changes_in_many_articles(
    qtbot: QtBot,
    errands: SourceErrands,
    project: Project,
    add_article: Callable[..., int],
    notices: list[tuple[str, bool]],
) -> None:
    ids = [
        add_article("Some words.", title="A", author="Ana", source="Ledger", language="en"),
        add_article("Other words.", title="B", author="Bo", source="Ledger", language="en"),
    ]
    dialog = errands.edit_details(ids)
    assert dialog is not None
    assert "title" not in dialog.fields
    assert dialog.fields["author"].placeholderText() == "Several values; stays as it is"
    assert dialog.fields["source"].text() == "Ledger"
    dialog.fields["source"].setText("Harbour Ledger")
    dialog.fields["language"].setText("en-GB")
    dialog.accept()
    changed = [project.article(one) for one in ids]
    assert {one.source for one in changed} == {"Harbour Ledger"}
    assert {one.language for one in changed} == {"en-GB"}
    assert [one.author for one in changed] == ["Ana", "Bo"]
    assert notices == [("Changed the details of 2 articles", True)]
    project.undo()
    assert {project.article(one).source for one in ids} == {"Ledger"}


def test_a_field_with_several_values_can_be_emptied(
    qtbot: QtBot, errands: SourceErrands, project: Project, add_article: Callable[..., int]
) -> None:
    ids = [add_article(f"{name} wrote.", author=name) for name in ("Ana", "Bo")]
    dialog = errands.edit_details(ids)
    assert dialog is not None
    qtbot.keyClicks(dialog.fields["author"], "x")
    qtbot.keyClick(dialog.fields["author"], Qt.Key.Key_Backspace)
    assert dialog.fields["author"].placeholderText() == "Will be empty in all"
    dialog.accept()
    assert [project.article(one).author for one in ids] == [None, None]


def test_a_guessed_date_says_so_until_it_is_corrected(
    errands: SourceErrands, project: Project, add_article: Callable[..., int]
) -> None:
    guessed = add_article("Some words.", date_basis=DateBasis.FILE)
    dialog = errands.edit_details([guessed])
    assert dialog is not None
    assert dialog.basis.text().startswith("Guessed from the file;")
    dialog.fields["published"].setText("2025-03-01")
    dialog.accept()
    assert project.article(guessed).date_basis is DateBasis.STATED


# ── Stories ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def copies(project: Project, files: Path) -> list[int]:
    """Three articles: a story, a longer copy of it, and something else; their ids."""
    (files / "a.txt").write_text(f"The lease is signed\n\nMonday, 3 March 2025\n\n{STORY}\n")
    (files / "b.txt").write_text(f"Quay let\n\nTuesday, 4 March 2025\n\n{STORY}{MORE}\n")
    (files / "c.txt").write_text("The weather\n\nWednesday, 5 March 2025\n\nRain fell all day.\n")
    project.import_paths([files])
    return [article.id for article in sorted(project.articles(), key=lambda one: one.path)]


def stories_dialog(
    qtbot: QtBot, errands: SourceErrands, article_id: int | None = None
) -> StoriesDialog:
    dialog = errands.show_stories(article_id)
    idle(qtbot, errands)
    return dialog


def test_a_story_shows_its_copies_and_why_they_are(
    qtbot: QtBot, errands: SourceErrands, copies: list[int]
) -> None:
    dialog = stories_dialog(qtbot, errands)
    [row] = dialog.model.rows
    assert (row.title, len(row.story.members)) == ("The lease is signed", 2)
    origin, copy = dialog.members_model.rows
    assert why(origin) == "Published first"
    assert why(copy).startswith("Words in common")
    assert 50 < int(share(copy).removesuffix("%")) < 100
    original, other = dialog.texts.views
    assert STORY[:40] in original.toPlainText()
    # What only the copy has is marked in it; the origin has nothing of its own.
    marked = [selection.cursor.selectedText() for selection in other.extraSelections()]
    assert any("Nobody at the ministry" in words for words in marked)
    assert not any("The ministry has signed" in words for words in marked)
    with qtbot.waitSignal(errands.article_wanted) as wanted:
        qtbot.keyClick(dialog.members, Qt.Key.Key_Return)
    assert wanted.args == [copies[1]]


def test_a_copy_is_taken_out_and_comes_back(
    qtbot: QtBot,
    errands: SourceErrands,
    project: Project,
    copies: list[int],
    notices: list[tuple[str, bool]],
) -> None:
    dialog = stories_dialog(qtbot, errands, copies[1])
    dialog.members.setFocus()
    qtbot.keyClick(dialog.members, Qt.Key.Key_Delete)
    assert notices == [("Took 1 article out of the story", True)]
    qtbot.waitUntil(lambda: dialog.model.rows == [])
    assert dialog.nothing.isVisible()
    project.undo()
    qtbot.waitUntil(lambda: len(dialog.model.rows) == 1)


def test_articles_are_grouped_by_hand_and_by_text_again(
    qtbot: QtBot,
    errands: SourceErrands,
    project: Project,
    copies: list[int],
    notices: list[tuple[str, bool]],
) -> None:
    errands.group_as_story(copies[:1])
    assert notices.pop()[1] is False
    errands.group_as_story([copies[0], copies[2]])
    assert notices == [("Grouped 2 articles as one story", True)]
    dialog = stories_dialog(qtbot, errands)
    by_hand = next(
        n for n, row in enumerate(dialog.members_model.rows) if why(row) == "Put here by hand"
    )
    dialog.members.selectRow(by_hand)
    qtbot.mouseClick(dialog.leave, LEFT)
    qtbot.waitUntil(lambda: [len(row.story.members) for row in dialog.model.rows] == [2])
    assert project.story_of(copies[2]).origin == copies[2]


def test_stories_are_filtered_by_words(
    qtbot: QtBot, errands: SourceErrands, copies: list[int]
) -> None:
    dialog = stories_dialog(qtbot, errands)
    qtbot.keyClicks(dialog.filter, "nothing of this kind")
    assert dialog.stories.model().rowCount() == 0
    assert dialog.members_model.rows == []
    dialog.filter.setText("LEASE")
    assert dialog.stories.model().rowCount() == 1


# ── Originals and versions ───────────────────────────────────────────────────────────────

PAGE = f"<html><title>Lease</title><nav>Home and News</nav><article><p>{STORY}</p></article></html>"


@pytest.fixture
def page(project: Project, files: Path) -> int:
    (files / "page.html").write_text(PAGE)
    project.import_paths([files])
    [article] = project.articles()
    return article.id


def test_the_original_shows_what_was_cut(qtbot: QtBot, errands: SourceErrands, page: int) -> None:
    dialog = errands.show_original([page])
    assert dialog is not None
    idle(qtbot, errands)
    assert "Home and News" in dialog.original.toPlainText()
    assert "Home and News" not in dialog.text.toPlainText()
    cut = [selection.cursor.selectedText() for selection in dialog.original.extraSelections()]
    assert any("Home and News" in words for words in cut)
    assert dialog.caption.text().startswith("Grey: not in the article")
    assert not dialog.versions.isVisible()


def test_an_earlier_text_is_a_version_to_compare_with(
    qtbot: QtBot,
    errands: SourceErrands,
    project: Project,
    files: Path,
    page: int,
) -> None:
    (files / "page.html").write_text(PAGE.replace("northern", "southern"))
    project.import_paths([files])
    dialog = errands.show_original([page])
    assert dialog is not None
    idle(qtbot, errands)
    assert "southern quay" in dialog.text.toPlainText()
    assert dialog.versions.count() == 2
    dialog.versions.setCurrentIndex(1)
    dialog.versions.activated.emit(1)
    qtbot.waitUntil(lambda: "northern quay" in dialog.text.toPlainText())


def test_without_an_original_the_text_is_shown_and_why_there_is_none(
    qtbot: QtBot,
    errands: SourceErrands,
    project: Project,
    files: Path,
    notices: list[tuple[str, bool]],
) -> None:
    errands.keep_originals(keep=False)
    assert not errands.keeps_originals()
    assert notices[0][1] is False
    (files / "page.html").write_text(PAGE)
    project.import_paths([files])
    [article] = project.articles()
    dialog = errands.show_original([article.id])
    assert isinstance(dialog, OriginalDialog)
    idle(qtbot, errands)
    assert STORY[:30] in dialog.text.toPlainText()
    assert dialog.caption.text()
    assert not dialog.read_again.isEnabled()


def test_reading_again_says_what_came_of_it(
    qtbot: QtBot,
    errands: SourceErrands,
    page: int,
    notices: list[tuple[str, bool]],
) -> None:
    errands.read_again([page])
    qtbot.waitUntil(lambda: bool(notices), timeout=20_000)
    assert notices == [("Read again: every text is the same", False)]


# ── Review ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def doubtful(project: Project, files: Path) -> list[int]:
    """Two passages of an article whose file has changed: one with a proposal, one lost."""
    (files / "a.txt").write_text(f"The lease is signed\n\n{STORY}\n")
    project.import_paths([files])
    [article] = project.articles()
    text = project.text(article.id)
    ids = []
    for words in (
        "two people who have read it said on Monday",
        "The unions have asked for a vote on it",
    ):
        start = text.index(words)
        span = Span(start, start + len(words))
        ids.append(project.tag(article.id, span, Kind.CLAIM).id)
    changed = STORY.replace("two people who have read it", "two persons who have read it")
    changed = changed.replace(" The unions have asked for a vote on it.", " Rain fell.")
    (files / "a.txt").write_text(f"The lease is signed\n\n{changed}\n")
    project.import_paths([files])
    return ids


def review_dialog(qtbot: QtBot, errands: SourceErrands) -> ReviewDialog:
    dialog = errands.show_review()
    idle(qtbot, errands)
    return dialog


def test_a_proposed_place_is_accepted_with_one_key_and_undone(
    qtbot: QtBot,
    errands: SourceErrands,
    project: Project,
    doubtful: list[int],
    notices: list[tuple[str, bool]],
) -> None:
    dialog = review_dialog(qtbot, errands)
    assert [row.passage.id for row in dialog.model.rows] == doubtful
    assert dialog.windowTitle() == "Passages to review: 1 proposed, 1 not found"
    marked = [one.cursor.selectedText() for one in dialog.now.extraSelections()]
    assert marked == ["two persons who have read it said on Monday"]
    qtbot.keyClick(dialog, Qt.Key.Key_A)
    assert project.passage(doubtful[0]).text == marked[0]
    assert notices == [("Accepted the place of 1 passage", True)]
    qtbot.waitUntil(lambda: len(dialog.model.rows) == 1)
    project.undo()
    qtbot.waitUntil(lambda: len(dialog.model.rows) == 2)
    assert project.passage(doubtful[0]).state is AnchorState.REVIEW


def test_a_lost_passage_is_given_other_words(
    qtbot: QtBot,
    errands: SourceErrands,
    project: Project,
    doubtful: list[int],
) -> None:
    dialog = review_dialog(qtbot, errands)
    dialog.table.selectRow(1)
    idle(qtbot, errands)
    assert not dialog.accept_button.isEnabled()
    assert not dialog.choose_button.isEnabled()
    start = dialog.now.toPlainText().index("Rain fell.")
    dialog.now.select_units(start, start + len("Rain fell."))
    qtbot.mouseClick(dialog.choose_button, LEFT)
    passage = project.passage(doubtful[1])
    assert (passage.text, passage.state) == ("Rain fell.", AnchorState.ANCHORED)


def test_a_passage_is_kept_without_a_place(
    qtbot: QtBot,
    errands: SourceErrands,
    project: Project,
    doubtful: list[int],
) -> None:
    dialog = review_dialog(qtbot, errands)
    qtbot.keyClick(dialog, Qt.Key.Key_K)
    passage = project.passage(doubtful[0])
    assert (passage.state, passage.proposed) == (AnchorState.ORPHAN, None)
    assert "two people" in passage.text


def test_with_nothing_to_review_the_list_says_what_it_is_for(
    qtbot: QtBot, errands: SourceErrands
) -> None:
    dialog = review_dialog(qtbot, errands)
    assert dialog.nothing.isVisible()
    assert "Nothing to review" in dialog.nothing.words


# ── Tables ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "dump.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["kopf", "inhalt", "tag"])
        for number in range(3):
            writer.writerow([f"Report {number}", f"{number}. {STORY}", f"2025-03-0{number + 1}"])
    return path


def test_columns_are_chosen_and_remembered(
    qtbot: QtBot,
    errands: SourceErrands,
    project: Project,
    window: QWidget,
    table: Path,
) -> None:
    window.show()
    errands.preview_table(table)
    ask = partial(window.findChildren, TableMappingDialog)
    qtbot.waitUntil(lambda: bool(ask()), timeout=20_000)
    dialog = dialog_of(window, TableMappingDialog)
    for box in dialog.choices.values():
        box.setCurrentIndex(0)
    button = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert not button.isEnabled()
    assert "Choose the column that holds the text" in dialog.hint.text()
    dialog.choices["title"].setCurrentText("kopf")
    dialog.choices["text"].setCurrentText("kopf")
    assert "chosen twice" in dialog.hint.text()
    dialog.choices["text"].setCurrentText("inhalt")
    dialog.choices["date"].setCurrentText("tag")
    assert dialog.model.index(1, 0).data() == "Report 1"
    with qtbot.waitSignal(errands.table_chosen) as chosen:
        qtbot.mouseClick(button, LEFT)
    paths, mapping = chosen.args
    assert (paths, mapping) == ([table], {"title": "kopf", "text": "inhalt", "date": "tag"})
    project.import_paths(paths, mapping=mapping)
    first = min(project.articles(), key=lambda one: one.title)
    assert (first.title, first.published) == ("Report 0", "2025-03-01")
    assert project.remembered_mapping(["tag", "inhalt", "kopf"]) == mapping


def test_a_file_that_is_no_table_says_so(
    qtbot: QtBot, errands: SourceErrands, session: ProjectSession, tmp_path: Path
) -> None:
    path = tmp_path / "broken.json"
    path.write_text("no table at all {")
    with qtbot.waitSignal(session.failed, timeout=20_000) as failed:
        errands.preview_table(path)
    assert failed.args[0].startswith("Read broken.json: ")
