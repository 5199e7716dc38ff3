"""Edits of many passages: one step each, and what cannot be done changes nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.domain import Kind, PassageDetails, Span
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
