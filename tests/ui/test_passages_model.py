from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.models.passages import (
    ARTICLE,
    CACHED,
    COLUMNS,
    DATE,
    KIND,
    METRIC,
    VALUE,
    WHO,
    WORDS,
    Listed,
    Listing,
    PassageRow,
    PassagesModel,
    as_row,
    list_passages,
)
from workbench.domain import (
    Kind,
    Passage,
    PassageDetails,
    PassageFilter,
    Qualifier,
    Quantity,
    Span,
)
from workbench.project import Project

AddArticle = Callable[..., int]


@pytest.fixture
def filled(project: Project, add_article: AddArticle) -> list[Passage]:
    """Four passages in three articles, one of them without a date."""
    old = add_article("Old words here. More of it.", published="2024-01-05", title="b old")
    new = add_article("New words here. <b>More</b> of it.", published="2025-02-26", title="A new")
    undated = add_article("Undated words.", published=None, source=None, title="c")
    wanted = [
        (new, Span(0, 15), Kind.CLAIM, PassageDetails(claimant="Ito", tags=("b", "a"))),
        (new, Span(16, 27), Kind.FIGURE,
         PassageDetails(metric="Reserves",
                        quantity=Quantity(70, unit="percent", qualifier=Qualifier.AT_LEAST))),
        (old, Span(0, 15), Kind.FIGURE,
         PassageDetails(speaker="Vogel", quantity=Quantity(120e9, 110e9, 130e9, currency="USD"))),
        (undated, Span(0, 7), Kind.QUOTE, PassageDetails(speaker="anna", memo="<i>note</i>")),
    ]  # fmt: skip
    return project.tag_many(wanted, "Tag")


def fetching(project: Project) -> Callable[[int], PassageRow]:
    def fetch(passage_id: int) -> PassageRow:
        passage = project.passage(passage_id)
        return as_row(Listed(passage, project.article(passage.article_id)))

    return fetch


def cell(model: PassagesModel, row: int, column: int, role: int = 0) -> object:
    return model.data(model.index(row, column), role)


def test_the_model_is_a_sound_one(
    qapp: QApplication, qtmodeltester: ModelTester, project: Project, filled: list[Passage]
) -> None:
    model = PassagesModel(fetching(project))
    model.show(list_passages(project, PassageFilter()))
    qtmodeltester.check(model)
    model.show(list_passages(project, PassageFilter(kind=Kind.CLAIM)))
    qtmodeltester.check(model)


def test_a_row_says_it_short_and_right(
    qtbot: QtBot, project: Project, filled: list[Passage]
) -> None:
    model = PassagesModel(fetching(project))
    model.show(list_passages(project, PassageFilter()))
    assert model.ids.tolist() == [filled[n].id for n in (2, 0, 1, 3)]
    shown = [[cell(model, row, column) for column in range(len(COLUMNS))] for row in range(4)]
    assert shown[0][:4] == ["", "Old words here.", "$110–130 bn", "Vogel"]
    assert shown[0][4:] == ["", "", "Harbour Ledger", "5 Jan 2024", "b old"]
    assert shown[1][WHO] == "Ito"
    assert shown[1][5] == "a, b"
    assert shown[2][VALUE] == "≥ 70 %"
    assert shown[3][DATE] == ""
    right = cell(model, 0, VALUE, Qt.ItemDataRole.TextAlignmentRole)
    assert right == Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    names = [cell(model, row, KIND, Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert names == ["Figure", "Claim", "Figure", "Quote"]
    assert not cell(model, 0, KIND, Qt.ItemDataRole.DecorationRole).isNull()  # type: ignore[attr-defined]


def test_imported_words_are_no_markup_in_tool_tips(
    qtbot: QtBot, project: Project, filled: list[Passage]
) -> None:
    model = PassagesModel(fetching(project))
    model.show(list_passages(project, PassageFilter()))
    assert "&lt;b&gt;More" in str(cell(model, 2, WORDS, Qt.ItemDataRole.ToolTipRole))
    tip = str(cell(model, 3, WORDS, Qt.ItemDataRole.ToolTipRole))
    assert "&lt;i&gt;note" in tip


@pytest.mark.parametrize(
    ("column", "upwards", "downwards"),
    [
        (DATE, [2, 0, 1, 3], [0, 1, 2, 3]),
        (VALUE, [1, 2, 0, 3], [2, 1, 0, 3]),
        (WHO, [3, 0, 2, 1], [2, 0, 3, 1]),
        (KIND, [0, 3, 2, 1], [2, 1, 3, 0]),
        (METRIC, [1, 2, 0, 3], [1, 2, 0, 3]),
        (ARTICLE, [0, 1, 2, 3], [3, 2, 0, 1]),
    ],
)
def test_sorting_puts_what_has_no_value_last_both_ways(
    project: Project, filled: list[Passage], column: int, upwards: list[int], downwards: list[int]
) -> None:
    places = {passage.id: n for n, passage in enumerate(filled)}
    up = list_passages(project, PassageFilter(), column)
    assert [places[i] for i in up.ids] == upwards
    down = list_passages(project, PassageFilter(), column, descending=True)
    assert [places[i] for i in down.ids] == downwards


def test_a_listing_knows_what_there_is_besides(project: Project, filled: list[Passage]) -> None:
    listing = list_passages(project, PassageFilter(kind=Kind.CLAIM))
    assert len(listing.ids) == 1
    assert listing.total == 4
    assert listing.names.tags == ("a", "b")
    assert listing.names.metrics == ("Reserves",)


def test_rows_are_read_as_they_come_into_sight_and_forgotten_again(qtbot: QtBot) -> None:
    fetched: list[int] = []

    def fetch(passage_id: int) -> PassageRow:
        fetched.append(passage_id)
        return PassageRow(Kind.CLAIM, str(passage_id), *[""] * 8)

    model = PassagesModel(fetch)
    model.show(Listing(np.arange(1_000_000), {}, 1_000_000, (), ()))
    assert model.rowCount() == 1_000_000
    assert fetched == []
    assert cell(model, 999_999, WORDS) == "999999"
    assert cell(model, 999_999, DATE) == ""
    assert fetched == [999_999]
    for row in range(CACHED):
        cell(model, row, WORDS)
    cell(model, 999_999, WORDS)
    assert fetched.count(999_999) == 2


def test_the_same_passages_are_no_new_list(qtbot: QtBot) -> None:
    row = PassageRow(Kind.CLAIM, "one", *[""] * 8)
    model = PassagesModel(lambda _id: None)
    model.show(Listing((1,), {1: row}, 1, (), ()))
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    with qtbot.waitSignal(model.dataChanged):
        model.show(Listing((1,), {1: PassageRow(Kind.QUOTE, "two", *[""] * 8)}, 1, (), ()))
    assert cell(model, 0, WORDS) == "two"
    assert resets == []
    assert model.rowCount(model.index(0, 0, QModelIndex())) == 0


def test_a_row_that_cannot_be_read_is_blank(qtbot: QtBot) -> None:
    model = PassagesModel(lambda _id: None)
    model.show(Listing((7,), {}, 1, (), ()))
    assert cell(model, 0, WORDS) is None
