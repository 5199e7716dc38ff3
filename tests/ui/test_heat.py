"""A grid of counts: what it says, how strongly, and how a cell is chosen."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.models.heat import HeatModel
from ui.widgets.heat_table import HeatTable


def shown(qtbot: QtBot) -> tuple[HeatModel, HeatTable]:
    model = HeatModel()
    table = HeatTable("Counts", model)
    model.setParent(table)
    qtbot.addWidget(table)
    table.resize(600, 200)
    counts = {(0, 0): 1_200, (0, 1): 1, (1, 2): 40}
    model.show_counts(["<b>A</b>", "B"], ["All", "x", "y"], counts, {(1, 2)}, total=True)
    with qtbot.waitExposed(table):
        table.show()
    return model, table


def test_counts_are_written_and_marked_and_nothing_is_left_empty(qtbot: QtBot) -> None:
    model, _table = shown(qtbot)
    rows = [[model.index(row, column).data() for column in range(3)] for row in range(2)]
    assert rows == [["1,200", "1", ""], ["", "", "40 ⇄"]]
    assert model.index(0, 2).data(Qt.ItemDataRole.BackgroundRole) is None
    tip = model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;A&lt;/b&gt;" in tip


def test_sums_do_not_pale_what_they_sum_up(qtbot: QtBot) -> None:
    model, _table = shown(qtbot)

    def strength(row: int, column: int) -> float:
        return float(model.index(row, column).data(Qt.ItemDataRole.BackgroundRole).alphaF())

    assert strength(0, 0) == strength(1, 2) > strength(0, 1) > 0


def test_a_cell_is_chosen_by_keys_and_entered(qtbot: QtBot) -> None:
    _model, table = shown(qtbot)
    table.setFocus()
    table.choose(0, 0)
    with qtbot.waitSignal(table.chosen):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.cell() == (1, 0)
    with qtbot.waitSignal(table.entered_cell):
        qtbot.keyClick(table, Qt.Key.Key_Return)
    table.horizontalHeader().sectionClicked.emit(2)
    assert table.cell() == (1, 2)
    table.verticalHeader().sectionClicked.emit(0)
    assert table.cell() == (0, 2)
