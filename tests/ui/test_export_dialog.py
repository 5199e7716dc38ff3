"""The export as it is chosen: seen before it is written, grouped, by a template of one's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from ui.dialogs.export import FORM_NAMES, ExportDialog
from ui.session import ProjectSession
from workbench.domain import Kind, PassageDetails, PassageFilter, PassageGrouping, Span
from workbench.export import FORMS, TEMPLATED
from workbench.project import Project

AddArticle = Callable[..., int]


@pytest.fixture
def dialog(
    qtbot: QtBot, session: ProjectSession, project: Project, add_article: AddArticle
) -> ExportDialog:
    article = add_article("It holds 40 tonnes. It holds 60 tonnes.", title="Ore")
    for start, tag in ((9, "early"), (29, "late")):
        said = PassageDetails(tags=(tag,))
        project.tag(article, Span(start, start + 9), Kind.FIGURE, said)
    some = PassageFilter(tag="late")
    dialog = ExportDialog(session, [("All passages", PassageFilter()), ("Late", some)])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "40 tonnes" in dialog.shown.toPlainText())
    return dialog


def choose(dialog: ExportDialog, form: str) -> None:
    dialog.form.setCurrentIndex(dialog.form.findData(form))


def test_every_form_can_be_chosen_and_is_seen(qtbot: QtBot, dialog: ExportDialog) -> None:
    assert set(FORM_NAMES) == set(FORMS)
    for form in FORMS:
        dialog.shown.clear()
        choose(dialog, form)
        qtbot.waitUntil(lambda: "Ore" in dialog.shown.toPlainText())
        assert dialog.template.isEnabled() == (form in TEMPLATED)


def test_what_is_chosen_is_what_is_seen_and_ordered(qtbot: QtBot, dialog: ExportDialog) -> None:
    choose(dialog, "md")
    dialog.by.setCurrentIndex(dialog.by.findData(PassageGrouping.TAGS))
    qtbot.waitUntil(lambda: "## late" in dialog.shown.toPlainText())
    dialog.what.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "## early" not in dialog.shown.toPlainText())
    assert dialog.note.text() == "1 passage."
    with qtbot.waitSignal(dialog.wanted) as wanted:
        dialog.export_button.click()
    assert wanted.args is not None
    [order] = wanted.args
    assert (order.form, order.by, order.chosen.tag) == ("md", PassageGrouping.TAGS, "late")


def test_a_template_of_ones_own_is_used_and_a_mistake_in_it_told(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    choose(dialog, "md")
    own = tmp_path / "own.md"
    dialog.save_standard(own)
    own.write_text(own.read_text(encoding="utf-8").replace("# {{", "# Our {{", 1), encoding="utf-8")
    dialog.use_template(own)
    qtbot.waitUntil(lambda: dialog.shown.toPlainText().startswith("# Our Project"))
    assert dialog.order().template == own
    own.write_text("{% if %}")
    dialog.use_template(own)
    qtbot.waitUntil(lambda: "line 1" in dialog.note.text())
    assert not dialog.export_button.isEnabled()


def test_without_a_passage_there_is_nothing_to_export(
    qtbot: QtBot, session: ProjectSession
) -> None:
    dialog = ExportDialog(session, [("All passages", PassageFilter())])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.note.text() == "There is no passage to export.")
    assert not dialog.export_button.isEnabled()
    dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).click()
    assert dialog.isHidden()
