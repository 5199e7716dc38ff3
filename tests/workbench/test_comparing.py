"""Conflicts of a project: passages, suggestions beside them, and what is accepted of these."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.analysis.conflicts import Difference
from workbench.domain import Kind, PassageDetails, Span
from workbench.errors import NotFound
from workbench.project import Project

AddArticle = Callable[..., int]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as project:
        yield project


FIRST = "The country sold 500 tonnes of lithium ore last year, the ministry said."
SECOND = "Last year 800 tonnes of lithium ore were sold, according to the union."
SHARE = "China has 70% of processing."
MORE = "China has 85% of processing."


def tagged(project: Project, article: int, words: str, metric: str) -> int:
    start = project.text(article).index(words)
    passage = project.tag(
        article,
        Span(start, start + len(words)),
        Kind.FIGURE,
        PassageDetails(metric=metric),
    )
    return passage.id


def test_passages_of_two_outlets_contradict_each_other(
    project: Project, add_article: AddArticle
) -> None:
    first = tagged(project, add_article(SHARE, source="Ledger"), "70%", "share")
    second = tagged(project, add_article(MORE, source="Courier"), "85%", "share")
    [found] = project.conflicts().conflicts
    assert found.difference is Difference.VALUES
    assert [one.figure.passage_id for one in found.statements] == [first, second]
    assert [one.source for one in found.statements] == ["Ledger", "Courier"]


def test_suggestions_stand_beside_passages_when_they_are_wanted(
    project: Project, add_article: AddArticle
) -> None:
    add_article(FIRST, source="Ledger")
    add_article(SECOND, source="Courier")
    assert project.conflicts(suggested_from=0.5).conflicts == ()  # nothing has been read yet
    project.read_all()
    assert project.conflicts().conflicts == ()
    [found] = project.conflicts(suggested_from=0.5).conflicts
    assert found.suggested
    assert (found.least, found.most, found.unit) == (500, 800, "tonne")
    assert project.words_of([one.figure for one in found.statements]) == [
        "500 tonnes",
        "800 tonnes",
    ]


def test_an_accepted_suggestion_is_a_passage_and_stands_there_once(
    project: Project, add_article: AddArticle
) -> None:
    add_article(FIRST, source="Ledger")
    add_article(SECOND, source="Courier")
    project.read_all()
    [found] = project.conflicts(suggested_from=0.5).conflicts
    [made] = project.accept_figures([found.statements[0].figure])
    assert made.text == "500 tonnes"
    [now] = project.conflicts(suggested_from=0.5).conflicts
    assert [one.figure.passage_id for one in now.statements] == [made.id, None]
    assert project.accept_figures([now.statements[0].figure]) == []
    project.undo()
    assert project.conflicts(suggested_from=0.5).conflicts[0].suggested
    gone = found.statements[0].figure._replace(start=1, end=3)
    with pytest.raises(NotFound):
        project.accept_figures([gone])


def test_what_was_turned_down_is_left_out(project: Project, add_article: AddArticle) -> None:
    article = add_article(FIRST, source="Ledger")
    add_article(SECOND, source="Courier")
    project.read_all()
    figures = [one for one in project.suggestions(article) if one.kind is Kind.FIGURE]
    project.reject_suggestions(figures)
    assert project.conflicts(suggested_from=0.5).conflicts == ()


def test_a_passage_without_a_metric_is_told_apart_by_what_is_read_there(
    project: Project, add_article: AddArticle
) -> None:
    texts = (
        "Military aid worth $500 billion was given, the president said.",
        "Mineral resources worth $500 billion were demanded, the president said.",
    )
    for text in texts:
        article = add_article(text)
        start = text.index("$500 billion")
        project.tag(article, Span(start, start + len("$500 billion")), Kind.FIGURE)
    project.read_all()
    [number] = project.conflicts().numbers
    assert number.value == 500e9
    labels = " ".join(one.label for one in number.meanings).casefold()
    assert "aid" in labels
    assert "resources" in labels
