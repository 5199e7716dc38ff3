"""Views, exchange rates, matrices and reports are kept, put in order, and taken back by undo."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.domain import (
    ItemSort,
    Kind,
    Passage,
    Rating,
    ReportItem,
    Span,
    ViewSort,
    Weight,
)
from workbench.errors import ConflictError, NotFound, UsageError
from workbench.project import Project

AddArticle = Callable[..., int]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as made:
        yield made


@pytest.fixture
def passages(project: Project, add_article: AddArticle) -> list[Passage]:
    article = add_article("Over 70% is mined there. About 70% is refined there.")
    return [project.tag(article, span, Kind.FIGURE) for span in (Span(0, 8), Span(25, 34))]


def test_a_view_is_kept_with_its_choices_and_replaced_by_its_name(project: Project) -> None:
    first = project.save_view(ViewSort.CHART, "Shares", {"metrics": ["share"], "by": "source"})
    again = project.save_view(ViewSort.CHART, "shares", {"metrics": []})
    other = project.save_view(ViewSort.COVERAGE, "Shares", {})
    assert first == again != other
    assert project.view(first).settings == {"metrics": []}
    assert [view.id for view in project.views(ViewSort.CHART)] == [first]
    project.undo()
    project.undo()
    assert project.view(first).settings == {"metrics": ["share"], "by": "source"}
    with pytest.raises(UsageError):
        project.save_view(ViewSort.CHART, " ", {})


def test_a_view_gets_another_name_unless_it_is_taken(project: Project) -> None:
    first = project.save_view(ViewSort.CHART, "Shares", {})
    second = project.save_view(ViewSort.CHART, "Prices", {})
    project.rename_view(second, "Prices of ore")
    assert project.view(second).name == "Prices of ore"
    with pytest.raises(UsageError):
        project.rename_view(second, "SHARES")
    project.delete_view(first)
    with pytest.raises(NotFound):
        project.view(first)


def test_a_rate_is_set_and_set_anew(project: Project) -> None:
    project.set_rate("EUR", "USD", 1.1, "the bank's, 2025")
    project.set_rate("EUR", "USD", 1.2)
    [rate] = project.rates()
    assert (rate.currency, rate.target, rate.rate, rate.note) == ("EUR", "USD", 1.2, "")
    for wrong in (0.0, -1.0, float("inf"), float("nan")):
        with pytest.raises(UsageError):
            project.set_rate("GBP", "USD", wrong)
    with pytest.raises(UsageError):
        project.set_rate("USD", "USD", 1)
    project.delete_rate(rate.id)
    assert project.rates() == []


def test_a_matrix_holds_hypotheses_evidence_and_ratings(
    project: Project, passages: list[Passage]
) -> None:
    matrix = project.add_matrix("Who mines most")
    first = project.add_hypothesis(matrix, "They do")
    second = project.add_hypothesis(matrix, "Nobody knows")
    one, other = project.add_evidence(matrix, [passage.id for passage in passages])
    assert project.add_evidence(matrix, [passages[0].id]) == []
    project.weigh_evidence(one, Weight.HIGH)
    project.rate_evidence(one, first, Rating.CONSISTENT)
    project.rate_evidence(one, second, Rating.INCONSISTENT)
    project.rate_evidence(one, second, Rating.VERY_INCONSISTENT)
    project.rate_evidence(other, first, Rating.NEUTRAL)
    project.rate_evidence(other, first, None)
    project.order_hypotheses([second, first])
    project.order_evidence([other, one])
    found = project.matrix(matrix)
    assert [hypothesis.text for hypothesis in found.hypotheses] == ["Nobody knows", "They do"]
    assert [evidence.passage_id for evidence in found.evidence] == [
        passages[1].id,
        passages[0].id,
    ]
    assert found.evidence[1].weight is Weight.HIGH
    assert found.evidence[1].ratings == {
        first: Rating.CONSISTENT,
        second: Rating.VERY_INCONSISTENT,
    }
    assert found.evidence[0].ratings == {}
    project.delete_hypothesis(second)
    assert project.matrix(matrix).evidence[1].ratings == {first: Rating.CONSISTENT}
    project.delete_matrix(matrix)
    assert project.matrices() == []
    project.undo()
    project.undo()
    assert project.matrix(matrix) == found
    assert project.check() == []


def test_matrices_have_names_of_their_own(project: Project) -> None:
    matrix = project.add_matrix("Mines")
    with pytest.raises(ConflictError):
        project.add_matrix("mines")
    project.edit_matrix(matrix, name="MINES", note="as of May")
    assert (project.matrix(matrix).name, project.matrix(matrix).note) == ("MINES", "as of May")
    with pytest.raises(UsageError):
        project.add_hypothesis(matrix, "  ")


def test_a_report_is_an_outline_in_order(project: Project, passages: list[Passage]) -> None:
    report = project.add_report("Shares of the market")
    view = project.save_view(ViewSort.CHART, "Shares", {})
    heading, excerpt, chart = project.add_report_items(
        report,
        [
            ReportItem(0, ItemSort.HEADING, "What is said"),
            ReportItem(0, ItemSort.EXCERPT, "", passage_id=passages[0].id),
            ReportItem(0, ItemSort.VIEW, "By month", view_id=view),
        ],
    )
    [note] = project.add_report_items(
        report, [ReportItem(0, ItemSort.NOTE, "Bounds differ.")], before=excerpt
    )
    assert [item.id for item in project.report(report).items] == [heading, note, excerpt, chart]
    project.order_report_items(report, [chart, heading])
    assert [item.id for item in project.report(report).items] == [chart, heading, note, excerpt]
    project.edit_report_item(heading, text="Who says what", level=2)
    changed = next(item for item in project.report(report).items if item.id == heading)
    assert (changed.text, changed.level) == ("Who says what", 2)
    with pytest.raises(UsageError):
        project.edit_report_item(heading, level=7)
    project.delete_view(view)
    project.delete_passages([passages[0].id])
    assert [item.id for item in project.report(report).items] == [heading, note]
    project.undo()
    project.undo()
    assert [item.id for item in project.report(report).items] == [chart, heading, note, excerpt]
    project.delete_report_items([note])
    project.rename_report(report, "Shares")
    project.delete_report(report)
    assert project.reports() == []
    for _ in range(3):
        project.undo()
    assert len(project.report(report).items) == 4
    assert project.check() == []


def test_an_item_cannot_be_moved_into_a_report_it_is_not_in(project: Project) -> None:
    report, other = project.add_report("One"), project.add_report("Other")
    [item] = project.add_report_items(report, [ReportItem(0, ItemSort.NOTE, "Here")])
    with pytest.raises(NotFound):
        project.order_report_items(other, [item])
