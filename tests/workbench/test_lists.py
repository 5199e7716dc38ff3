"""Lists of passages: filtered by what an analyst knows of them, and put into groups."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.domain import (
    AnchorState,
    Kind,
    PassageDetails,
    PassageFilter,
    PassageGrouping,
    Span,
)
from workbench.project import Project

AddArticle = Callable[..., int]

TEXT = "Output was 40 tonnes in March, 50 tonnes in May and 60 tonnes in June, he said."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as made:
        yield made


@pytest.fixture
def ids(project: Project, add_article: AddArticle) -> list[int]:
    first = add_article(TEXT, title="A", source="Ledger", published="2025-02-26T18:00:00Z")
    second = add_article(TEXT, title="B", source="Wire", published="2025-03-01")
    third = add_article(TEXT, title="C", source=None, published=None)
    said = (
        (first, "Olena Hryn", "output", ("ore",)),
        (first, "Ito", None, ()),
        (second, "Hryn", "output", ("ore", "trade")),
        (third, None, "price", ()),
    )
    return [
        project.tag(
            article,
            Span(11 + n, 20 + n),
            Kind.CLAIM,
            PassageDetails(speaker=speaker, metric=metric, tags=tags),
        ).id
        for n, (article, speaker, metric, tags) in enumerate(said)
    ]


def listed(project: Project, **chosen: object) -> list[int]:
    found = project.passage_ids(PassageFilter(**chosen))  # type: ignore[arg-type]
    assert [one.id for one in project.passages(PassageFilter(**chosen))] == found.tolist()  # type: ignore[arg-type]
    return sorted(found.tolist())


def test_by_outlet_days_and_place(project: Project, ids: list[int]) -> None:
    assert listed(project, outlet="Ledger") == ids[:2]
    assert listed(project, since="2025-02-26", until="2025-02-26") == ids[:2]
    assert listed(project, since="2025-02-27") == [ids[2]]
    assert listed(project, until="2025-12-31") == ids[:3]
    assert listed(project, state=AnchorState.ANCHORED) == ids
    assert listed(project, state=AnchorState.REVIEW) == []
    assert listed(project, ids=(ids[3], ids[0])) == [ids[0], ids[3]]
    assert listed(project, ids=()) == []


def groups(project: Project, by: PassageGrouping) -> list[tuple[str, int]]:
    arranged, found = project.group_passages(project.passage_ids(), by)
    assert sorted(arranged.tolist()) == sorted(project.passage_ids().tolist())
    return [(group.label, group.end - group.start) for group in found]


def test_the_largest_group_comes_first_and_what_has_none_last(
    project: Project, ids: list[int]
) -> None:
    assert ids
    assert groups(project, PassageGrouping.METRIC) == [("output", 2), ("price", 1), ("", 1)]
    assert groups(project, PassageGrouping.WHO) == [
        ("Hryn", 1),
        ("Ito", 1),
        ("Olena Hryn", 1),
        ("", 1),
    ]
    project.new_person("Olena Hryn", ["Hryn"])
    assert groups(project, PassageGrouping.WHO) == [("Olena Hryn", 2), ("Ito", 1), ("", 1)]
    assert groups(project, PassageGrouping.TAGS) == [("ore", 1), ("ore, trade", 1), ("", 2)]
    assert groups(project, PassageGrouping.OUTLET) == [("Ledger", 2), ("Wire", 1), ("", 1)]
    assert groups(project, PassageGrouping.ARTICLE) == [("A", 2), ("B", 1), ("C", 1)]


def test_copies_of_a_story_are_one_group(project: Project, ids: list[int]) -> None:
    assert ids
    articles = [article.id for article in project.articles()]
    project.take_out_of_story(articles[2:])
    sizes = sorted(number for _, number in groups(project, PassageGrouping.STORY))
    assert sizes == [1, 3]


def test_within_a_group_the_order_stays(project: Project, ids: list[int]) -> None:
    assert ids
    order = project.passage_ids()[::-1].copy()
    arranged, found = project.group_passages(order, PassageGrouping.METRIC)
    for group in found:
        part = arranged[group.start : group.end].tolist()
        assert part == [one for one in order.tolist() if one in part]
