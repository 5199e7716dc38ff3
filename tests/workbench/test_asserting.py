"""Claims across the articles of a project: proposed, settled, and counted by story."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.domain import Kind, PassageDetails, Span, Stance, StatementSort
from workbench.project import Project

AddArticle = Callable[..., int]

FIRST = "Ukraine holds 5% of the mineral reserves of the world, said the minister on Monday."
SECOND = "The minister said on Monday that Ukraine holds 5% of the world's mineral reserves."
THIRD = "Ukraine does not hold 5% of the world's mineral reserves, a geologist said on Monday."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as made:
        yield made


@pytest.fixture
def articles(project: Project, add_article: AddArticle) -> list[int]:
    return [
        add_article(text, title=f"Title {number}", source=f"Outlet {number}")
        for number, text in enumerate((FIRST, SECOND, THIRD))
    ]


def claim(project: Project, article: int, **details: str) -> int:
    text = project.text(article)
    said = PassageDetails(claimant="the minister", **details)  # type: ignore[arg-type]
    return project.tag(article, Span(0, len(text)), Kind.CLAIM, said).id


def test_claims_of_several_articles_are_proposed_as_one(
    project: Project, articles: list[int]
) -> None:
    ids = [claim(project, article) for article in articles]
    [group] = project.claim_groups()
    assert [one.assertion.passage_id for one in group.members] == ids
    assert (group.statement_id, group.independent) == (None, 3)
    assert group.stories(Stance.DENIED) == 1
    assert group.members[0].assertion.outlet == "Outlet 0"


def test_claimants_are_known_by_all_their_names(project: Project, articles: list[int]) -> None:
    claim(project, articles[0])
    claim(project, articles[1])
    project.new_person("Yulia Svyrydenko", ["the minister"])
    [group] = project.claim_groups()
    assert group.speakers == ("Yulia Svyrydenko",)


def test_a_settled_group_stays_and_undo_takes_it_back(
    project: Project, articles: list[int]
) -> None:
    for article in articles:
        claim(project, article)
    [group] = project.claim_groups()
    made = project.settle_claims(group.members)
    [settled] = project.claim_groups()
    assert settled.statement_id == made
    assert [one.opposite for one in settled.members] == [False, False, True]
    project.undo()
    assert project.statements(StatementSort.CLAIM) == []


def test_suggested_claims_stand_beside_and_are_accepted_when_settled(
    project: Project, articles: list[int]
) -> None:
    claim(project, articles[0])
    assert project.claim_groups(suggested_from=0.0) == []  # nothing has been read yet
    project.read_all()
    [group] = project.claim_groups(suggested_from=0.0)
    offered = [one for one in group.members if one.assertion.passage_id is None]
    assert offered
    project.settle_claims(group.members)
    assert len(project.passages()) == len(group.members)
    [settled] = project.claim_groups()
    assert len(settled.members) == len(group.members)
    project.undo()
    assert len(project.passages()) == 1
