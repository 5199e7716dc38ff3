"""Links between passages and statements of several, and what becomes of them with the passages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.domain import Kind, Link, Member, Passage, Relation, Span, Statement, StatementSort
from workbench.errors import NotFound, UsageError
from workbench.project import Project

AddArticle = Callable[..., int]

TEXT = "The mine is ours. The mine was never theirs. Nobody has seen the mine."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as made:
        yield made


@pytest.fixture
def claims(project: Project, add_article: AddArticle) -> list[Passage]:
    article = add_article(TEXT)
    spans = (Span(0, 17), Span(18, 44), Span(45, 70))
    return [project.tag(article, span, Kind.CLAIM) for span in spans]


def ends(links: list[Link]) -> list[tuple[int, int, Relation]]:
    return [(link.from_id, link.to_id, link.relation) for link in links]


def grouped(project: Project) -> list[tuple[int, ...]]:
    found = project.statements(StatementSort.CLAIM)
    return [tuple(member.passage_id for member in one.members) for one in found]


def settle(project: Project, *passages: Passage) -> Statement:
    members = [Member(passage.id) for passage in passages]
    made = project.settle_statement(StatementSort.CLAIM, members)
    return next(one for one in project.statements(StatementSort.CLAIM) if one.id == made)


def test_a_link_is_seen_from_both_ends(project: Project, claims: list[Passage]) -> None:
    one, other, third = claims
    project.link_passages([one.id, third.id], other.id, Relation.CONTRADICTS, "the same mine")
    assert ends(project.links(one.id)) == [(one.id, other.id, Relation.CONTRADICTS)]
    assert len(project.links(other.id)) == 2
    assert project.links(other.id)[0].note == "the same mine"
    assert project.links(other.id)[0].other(other.id) == one.id
    project.undo()
    assert project.links() == []


def test_the_same_link_is_made_once(project: Project, claims: list[Passage]) -> None:
    one, other, _ = claims
    first = project.link_passages([one.id], other.id, Relation.SUPPORTS)
    assert project.link_passages([one.id], other.id, Relation.SUPPORTS) == first
    assert len(project.links()) == 1


def test_a_passage_is_not_linked_to_itself_nor_to_one_that_is_gone(
    project: Project, claims: list[Passage]
) -> None:
    one, other, _ = claims
    with pytest.raises(UsageError):
        project.link_passages([one.id], one.id, Relation.REPEATS)
    project.delete_passages([other.id])
    with pytest.raises(NotFound):
        project.link_passages([one.id], other.id, Relation.REPEATS)


def test_a_deleted_passage_takes_its_links_along_and_undo_brings_all_back(
    project: Project, claims: list[Passage]
) -> None:
    one, other, third = claims
    project.link_passages([one.id], other.id, Relation.REPLIES)
    settle(project, other, third)
    matrix = project.add_matrix("Whose mine")
    [evidence] = project.add_evidence(matrix, [other.id])
    hypothesis = project.add_hypothesis(matrix, "It is theirs")
    assert evidence
    assert hypothesis
    project.delete_passages([other.id])
    assert project.links() == []
    assert grouped(project) == [(third.id,)]
    assert project.matrix(matrix).evidence == ()
    project.undo()
    assert len(project.links()) == 1
    assert grouped(project) == [(other.id, third.id)]
    assert len(project.matrix(matrix).evidence) == 1
    assert project.check() == []


def test_an_article_with_linked_passages_can_be_removed(
    project: Project, claims: list[Passage]
) -> None:
    one, other, third = claims
    project.link_passages([one.id], other.id, Relation.SUPPORTS)
    settle(project, one, third)
    project.remove_articles([one.article_id])
    assert project.links() == []
    assert grouped(project) == []
    project.undo()
    assert len(project.links()) == 1
    assert project.check() == []


def test_a_merged_passage_keeps_what_the_others_were_part_of(
    project: Project, claims: list[Passage]
) -> None:
    one, other, third = claims
    project.link_passages([other.id], third.id, Relation.SUPPORTS)
    project.link_passages([other.id], one.id, Relation.SUPPORTS)
    settle(project, other, third)
    project.merge_passages([one.id, other.id])
    assert ends(project.links()) == [(one.id, third.id, Relation.SUPPORTS)]
    assert grouped(project) == [(one.id, third.id)]


def test_a_passage_belongs_to_one_statement(project: Project, claims: list[Passage]) -> None:
    one, other, third = claims
    settle(project, one, other)
    settle(project, other, third)
    assert grouped(project) == [(one.id,), (other.id, third.id)]
    first, second = project.statements(StatementSort.CLAIM)
    project.settle_statement(StatementSort.CLAIM, [Member(one.id, opposite=True)], into=second.id)
    assert first.id not in {found.id for found in project.statements(StatementSort.CLAIM)}
    [left] = project.statements(StatementSort.CLAIM)
    assert {member.passage_id: member.opposite for member in left.members} == {
        one.id: True,
        other.id: False,
        third.id: False,
    }


def test_a_statement_is_named_and_released(project: Project, claims: list[Passage]) -> None:
    made = settle(project, *claims)
    project.rename_statement(made.id, " Whose\nmine ")
    assert project.statements(StatementSort.CLAIM)[0].label == "Whose mine"
    project.release_statement([passage.id for passage in claims])
    assert project.statements(StatementSort.CLAIM) == []
    project.undo()
    assert project.statements(StatementSort.CLAIM)[0].label == "Whose mine"
