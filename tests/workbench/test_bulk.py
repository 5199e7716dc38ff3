"""Edits of many passages: one step each, and what cannot be done changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import pytest

from workbench.domain import Certainty, FigureStatus, Kind, PassageDetails, Quantity, Span, Stance
from workbench.errors import ConflictError
from workbench.project import Project

BODY = "China supplies over 70% of rare earths. Kyiv doubts it, said Olena Hryn."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"Title {name}\n\n{BODY} {name}\n", encoding="utf-8")
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as made:
        made.import_paths([tmp_path / "a.txt", tmp_path / "b.txt"])
        yield made


def tag(project: Project, article: int, start: int, end: int, **details: object) -> int:
    said = PassageDetails(**details)  # type: ignore[arg-type]
    return project.tag(article, Span(start, end), Kind.CLAIM, said).id


def test_many_are_given_the_same_in_one_step(project: Project) -> None:
    ids = [tag(project, 1, 0, 5), tag(project, 2, 0, 5, speaker="Ito", memo="kept")]
    project.set_on_passages(ids, "speaker", "Olena Hryn")
    assert {p.details.speaker for p in project.passages()} == {"Olena Hryn"}
    assert project.passage(ids[1]).details.memo == "kept"
    assert project.undo_label() == "Give 2 passages the speaker “Olena Hryn”"
    project.undo()
    assert [project.passage(i).details.speaker for i in ids] == [None, "Ito"]
    project.set_on_passages(ids, "speaker", "")
    assert {p.details.speaker for p in project.passages()} == {None}


def test_a_tag_is_put_in_the_place_of_another(project: Project) -> None:
    ids = [tag(project, 1, 0, 5, tags=("a",)), tag(project, 1, 6, 9, tags=("b",))]
    project.replace_tag(ids, "a", "c")
    assert [project.passage(i).details.tags for i in ids] == [("c",), ("b",)]
    project.undo()
    assert project.passage(ids[0]).details.tags == ("a",)


def test_passages_are_made_one_from_the_first_word_to_the_last(project: Project) -> None:
    first = tag(project, 1, 6, 23, memo="one", tags=("a",))
    second = tag(project, 1, 0, 14, memo="two", tags=("b",), claimant="Ito")
    merged = project.merge_passages([first, second])
    assert (merged.id, merged.text) == (second, BODY[:23])
    assert merged.details.tags == ("a", "b")
    assert (merged.details.memo, merged.details.claimant) == ("two\n\none", "Ito")
    assert len(project.passages()) == 1
    project.undo()
    assert sorted(p.id for p in project.passages()) == [first, second]
    assert project.passage(second).span == Span(0, 14)


def test_what_does_not_belong_together_is_not_merged(project: Project) -> None:
    here, there = tag(project, 1, 0, 5), tag(project, 2, 0, 5)
    quote = project.tag(1, Span(6, 9), Kind.QUOTE).id
    for ids in ([here], [here, there], [here, quote]):
        with pytest.raises(ConflictError):
            project.merge_passages(ids)
    assert len(project.passages()) == 3


@pytest.mark.parametrize(
    ("kind", "field", "word"),
    [
        (Kind.CLAIM, "stance", Stance.DENIED),
        (Kind.FIGURE, "status", FigureStatus.PLANNED),
        (Kind.QUOTE, "certainty", Certainty.LOW),
    ],
)
def test_many_are_given_the_same_word_of_a_choice(
    project: Project, kind: Kind, field: str, word: StrEnum
) -> None:
    ids = [project.tag(1, Span(start, start + 5), kind).id for start in (0, 6)]
    project.set_on_passages(ids, field, word.value)
    assert [getattr(project.passage(i).details, field) for i in ids] == [word] * 2
    assert project.undo_label() == f"Give 2 passages the {field} “{word}”"
    project.set_on_passages(ids, field, "")
    assert [getattr(project.passage(i).details, field) for i in ids] == [None] * 2
    with pytest.raises(ValueError, match="perhaps"):
        project.set_on_passages(ids, field, "perhaps")


def test_a_stance_is_not_given_to_what_can_have_none(project: Project) -> None:
    claim = tag(project, 1, 0, 5)
    quote = project.tag(1, Span(6, 9), Kind.QUOTE).id
    with pytest.raises(ConflictError, match="Only claims have a stance"):
        project.set_on_passages([claim, quote], "stance", "denied")
    assert project.passage(claim).details.stance is None


def test_what_a_number_was_read_from_is_merged_with_the_number(project: Project) -> None:
    first = project.tag(1, Span(0, 5), Kind.FIGURE)
    read_at = BODY.index("supplies")
    second = project.tag(1, Span(read_at, BODY.index(" of rare")), Kind.FIGURE)
    assert (first.details.quantity, first.details.read_from) == (None, None)
    merged = project.merge_passages([first.id, second.id])
    assert merged.details.quantity == second.details.quantity
    assert merged.details.read_from == "over 70%"


@pytest.mark.parametrize(("typed", "read_from"), [(False, "over 70%"), (True, None)])
def test_a_number_that_was_read_from_a_whole_passage_was_read_from_a_part_of_the_merged(
    project: Project, typed: bool, read_from: str | None
) -> None:
    start = BODY.index("over 70%")
    figure = project.tag(1, Span(start, start + 8), Kind.FIGURE)
    assert figure.details.read_from is None
    if typed:
        project.edit_passage(figure.id, replace(figure.details, quantity=Quantity(71)))
    other = project.tag(1, Span(0, 5), Kind.FIGURE)
    assert project.merge_passages([figure.id, other.id]).details.read_from == read_from
