from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.models.articles import (
    NO_OUTLET,
    ArticlesModel,
    Group,
    Grouping,
    Order,
    Role,
    arrange,
)
from workbench.domain import Article, DateBasis, Kind
from workbench.errors import NotFound


def article(number: int, title: str, **fields: Any) -> Article:
    known: dict[str, Any] = {
        "uid": str(number), "author": None, "published": "2025-02-26",
        "date_basis": DateBasis.STATED, "source": "Harbour Ledger", "url": None, "language": "en",
        "path": f"/a/{number}.txt", "characters": 10, "story": number, "text_sha256": "",
        "imported": "", "import_id": 1,
    }  # fmt: skip
    return Article(id=number, title=title, **{**known, **fields})


ARTICLES = [
    article(1, "beta", published="2025-01-01", path="/a/x/one.txt"),
    article(2, "Alpha", published="2025-03-01", path="/a/x/two.txt"),
    article(3, "Gamma", published=None, path="/a/y/z/three.txt", author="Ana Marsh"),
    article(4, "Delta", source=None, path="/a/four.txt"),
]


class Shelf:
    """Hands out articles and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.gone: set[int] = set()

    def get(self, article_id: int) -> Article:
        self.asked.append(article_id)
        if article_id in self.gone:
            raise NotFound("There is no such article.")
        return ARTICLES[article_id - 1]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def model(qapp: object, shelf: Shelf) -> ArticlesModel:
    model = ArticlesModel(shelf.get)
    model.show_groups(arrange(ARTICLES))
    return model


def test_articles_are_grouped_by_outlet_the_newest_first() -> None:
    assert arrange(ARTICLES) == (Group("Harbour Ledger", (2, 1, 3)), Group(NO_OUTLET, (4,)))


def test_articles_are_grouped_by_folder_below_the_one_that_holds_all() -> None:
    groups = arrange(ARTICLES, grouping=Grouping.FOLDER, order=Order.TITLE)
    assert [(group.label, group.ids) for group in groups] == [
        ("a", (4,)),
        ("x", (2, 1)),
        ("y/z", (3,)),
    ]


def test_a_filter_looks_in_title_author_outlet_and_file_name() -> None:
    def found(words: str) -> list[int]:
        return sorted(each for group in arrange(ARTICLES, words=words) for each in group.ids)

    assert found("ALPHA") == [2]
    assert found("marsh ledger") == [3]
    assert found("four.txt") == [4]
    assert found("alpha beta") == []
    assert found("  ") == [1, 2, 3, 4]


def test_the_model_keeps_qts_contract(qtmodeltester: ModelTester, model: ArticlesModel) -> None:
    qtmodeltester.check(model)


def test_articles_are_read_when_shown_and_kept(model: ArticlesModel, shelf: Shelf) -> None:
    assert shelf.asked == []
    index = model.index_of(1)
    assert index.data() == "beta"
    assert index.data(Role.ARTICLE) == ARTICLES[0]
    assert shelf.asked == [1]
    assert model.parent(index).data() == "Harbour Ledger"
    assert model.article_id(index) == 1


def test_new_groups_read_articles_anew(model: ArticlesModel, shelf: Shelf, qtbot: QtBot) -> None:
    model.index_of(1).data()
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_groups(arrange(ARTICLES))
    model.index_of(1).data()
    assert shelf.asked == [1, 1]
    with qtbot.waitSignal(model.modelReset):
        model.show_groups(arrange(ARTICLES[:1]))
    assert not model.index_of(2).isValid()


def test_an_article_that_has_gone_shows_nothing(model: ArticlesModel, shelf: Shelf) -> None:
    shelf.gone.add(1)
    assert model.index_of(1).data() is None
    assert model.index_of(1).data(Role.ARTICLE) is None


def test_counts_and_spoken_words(model: ArticlesModel) -> None:
    model.set_counts({1: {Kind.FIGURE: 4}})
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.index_of(1).data(Role.COUNTS) == {Kind.FIGURE: 4}
    assert model.index_of(1).data(spoken) == "beta, Harbour Ledger, 1 Jan 2025"
    assert model.index(0).data(spoken) == "Harbour Ledger, 3 articles"
    assert model.group_of(QModelIndex()) is None
