import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.dialogs.palette import Command, PaletteDialog, ranked

COMMANDS = [
    Command("import.folder", "Import folder…", "Project", "Ctrl+I"),
    Command("export.csv", "Export passages as CSV…", "Project", "Ctrl+E"),
    Command("passage.claim", "Tag as claim", "Passage", "C  1"),
    Command("passage.tags", "Edit tags", "Passage", "T"),
    Command("view.theme.dark", "Theme: dark", "View › Theme", ""),
    Command("view.chart", "Chart", "View", ""),
]


def ids(query: str) -> list[str]:
    return [command.id for command in ranked(COMMANDS, query)]


def test_nothing_typed_lists_everything_in_order() -> None:
    assert ids("") == [command.id for command in COMMANDS]


def test_what_begins_so_comes_first() -> None:
    assert ids("tag") == ["passage.claim", "passage.tags"]
    assert ids("ch") == ["view.chart"]
    assert ids("e")[:2] == ["export.csv", "passage.tags"]


def test_every_word_has_to_be_there_in_name_or_menu() -> None:
    assert ids("view dark") == ["view.theme.dark"]
    assert ids("CLAIM tag") == ["passage.claim"]
    assert ids("no such thing") == []


@pytest.fixture
def palette(qtbot: QtBot) -> PaletteDialog:
    made = PaletteDialog(COMMANDS)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_typing_and_enter_chooses_the_best(qtbot: QtBot, palette: PaletteDialog) -> None:
    qtbot.keyClicks(palette.query, "theme d")
    assert palette.shown_ids() == ["view.theme.dark"]
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert chosen.args == ["view.theme.dark"]
    assert not palette.isVisible()


def test_arrows_walk_the_list_while_one_types(qtbot: QtBot, palette: PaletteDialog) -> None:
    qtbot.keyClicks(palette.query, "tag")
    qtbot.keyClick(palette.query, Qt.Key.Key_Down)
    qtbot.keyClick(palette.query, Qt.Key.Key_Down)
    qtbot.keyClick(palette.query, Qt.Key.Key_Up)
    qtbot.keyClick(palette.query, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert chosen.args == ["passage.tags"]


def test_enter_on_an_empty_list_does_nothing(qtbot: QtBot, palette: PaletteDialog) -> None:
    qtbot.keyClicks(palette.query, "zzz")
    assert palette.shown_ids() == []
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(palette.query, Qt.Key.Key_Down)
        qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_escape_closes_it_without_a_choice(qtbot: QtBot, palette: PaletteDialog) -> None:
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(palette.query, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_every_line_can_be_painted(palette: PaletteDialog) -> None:
    assert not palette.grab().isNull()
