"""The history of one passage, told from the journal, and the way back in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.domain import AnchorState, Kind, PassageDetails, Span
from workbench.errors import NotFound
from workbench.project import Project

AddArticle = Callable[..., int]

TEXT = "Output was 40 tonnes in March, she said. It is 50 tonnes now."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as made:
        yield made


def test_every_change_is_told_with_before_and_after(
    project: Project, add_article: AddArticle
) -> None:
    article = add_article(TEXT)
    figure = project.tag(article, Span(11, 20), Kind.FIGURE)
    other = project.tag(article, Span(47, 56), Kind.FIGURE)
    project.edit_passage(figure.id, PassageDetails(metric="output", quantity=None))
    project.add_tag([figure.id, other.id], "ore")
    project.move_passage(figure.id, Span(7, 20))
    project.undo()
    steps = project.passage_steps(figure.id)
    assert [step.label for step in steps] == [
        "Move passage",
        "Move passage",
        "Tag 2 passages “ore”",
        "Edit passage",
        "Tag as figure",
    ]
    assert steps[0].action == "undo"
    assert ("words", "40 tonnes", "was 40 tonnes") in steps[1].changes
    assert steps[2].changes == (("tag", "", "ore"),)
    assert ("metric", "", "output") in steps[3].changes
    assert ("value", "40", "") in steps[3].changes
    assert steps[4].changes == ()
    assert len(project.passage_steps(other.id)) == 2


def test_a_passage_is_taken_back_to_what_it_was(project: Project, add_article: AddArticle) -> None:
    article = add_article(TEXT)
    figure = project.tag(article, Span(11, 20), Kind.FIGURE, PassageDetails(tags=("ore",)))
    project.remove_tag([figure.id], "ore")
    project.edit_passage(figure.id, PassageDetails(memo="gone"))
    project.move_passage(figure.id, Span(0, 20))
    first = project.passage_steps(figure.id)[-1]
    back = project.take_passage_back(figure.id, first)
    assert (back.span, back.details) == (figure.span, figure.details)
    assert project.undo_label() == "Take a passage back to what it was"
    project.undo()
    assert project.passage(figure.id).details.memo == "gone"
    assert project.check() == []


def test_where_the_text_has_changed_the_place_stays(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"A title\n\n{TEXT}", encoding="utf-8")
    project.import_paths([file])
    [article] = project.articles()
    start = project.text(article.id).index("40 tonnes")
    figure = project.tag(article.id, Span(start, start + 9), Kind.FIGURE)
    project.edit_passage(figure.id, PassageDetails(memo="later"))
    file.write_text(f"A title\n\nNew words here.\n\n{TEXT}", encoding="utf-8")
    project.import_paths([file])
    moved = project.passage(figure.id)
    first = project.passage_steps(figure.id)[-1]
    back = project.take_passage_back(figure.id, first)
    assert back.details == figure.details
    assert back.span == moved.span != figure.span


def test_a_deleted_state_cannot_be_gone_back_to(project: Project, add_article: AddArticle) -> None:
    figure = project.tag(add_article(TEXT), Span(11, 20), Kind.FIGURE)
    project.delete_passages([figure.id])
    project.undo()
    deleted = project.passage_steps(figure.id)[1]
    with pytest.raises(NotFound, match="deleted"):
        project.take_passage_back(figure.id, deleted)


def test_a_place_that_was_in_doubt_is_not_so_in_the_text_it_was_tagged_in(
    project: Project, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    texts = {
        "tagged": f"A title\n\n{TEXT}",
        "changed": "A title\n\nSomething else altogether, but for 40 tonnes of it.",
    }

    def read(name: str) -> None:
        file.write_text(texts[name], encoding="utf-8")
        project.import_paths([file])

    read("tagged")
    [article] = project.articles()
    start = project.text(article.id).index("40 tonnes")
    figure = project.tag(article.id, Span(start, start + 9), Kind.FIGURE)
    read("changed")
    assert project.passage(figure.id).state is not AnchorState.ANCHORED
    doubted = project.passage_steps(figure.id)[0]
    read("tagged")
    back = project.take_passage_back(figure.id, doubted)
    assert (back.state, back.span, back.proposed) == (AnchorState.ANCHORED, figure.span, None)
    assert project.check() == []


def test_the_words_that_a_number_was_read_from_are_told_and_taken_back(
    project: Project, add_article: AddArticle
) -> None:
    figure = project.tag(add_article(TEXT), Span(0, 29), Kind.FIGURE)
    assert figure.details.read_from == "40 tonnes"
    project.edit_passage(figure.id, replace(figure.details, read_from=None))
    newest, first = project.passage_steps(figure.id)
    assert newest.changes == (("read from", "40 tonnes", ""),)
    assert project.take_passage_back(figure.id, first).details == figure.details
