"""People under all their names: put together, split, merged, and what is found by them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.domain import (
    Indexed,
    Kind,
    PassageDetails,
    PassageFilter,
    Person,
    Sort,
    Span,
    UsedName,
)
from workbench.errors import ConflictError, NotFound, UsageError
from workbench.project import Project

AddArticle = Callable[..., int]

TEXT = "Output was 40 tonnes in March, 50 tonnes in May and 60 tonnes in June, he said."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as made:
        yield made


@pytest.fixture
def article(project: Project, add_article: AddArticle) -> int:
    article = add_article(TEXT)
    for number, name in enumerate(("Olena Hryn", "Hryn", "HRYN", "Путін", "путін")):
        said = PassageDetails(speaker=name, metric="output")
        project.tag(article, Span(11, 20 + number), Kind.FIGURE, said)
    return article


def person(project: Project, name: str) -> Person:
    return next(one for one in project.people().known if one.name == name)


def test_names_in_use_belong_to_nobody_at_first(project: Project, article: int) -> None:
    assert article
    found = project.people()
    assert found.known == ()
    assert {(one.name.casefold(), one.passages) for one in found.loose} == {
        ("hryn", 2),
        ("путін", 2),
        ("olena hryn", 1),
    }


def test_a_person_gathers_names_and_undo_takes_that_back(project: Project, article: int) -> None:
    assert article
    project.new_person("Olena Hryn", ["Hryn"])
    found = person(project, "Olena Hryn")
    assert found.aliases == (UsedName("Hryn", 2),)
    assert (found.own, found.passages) == (1, 3)
    assert [one.name.casefold() for one in project.people().loose] == ["путін"]
    project.undo()
    assert project.people().known == ()


def test_all_names_find_all_passages(project: Project, article: int) -> None:
    assert article
    project.new_person("Olena Hryn", ["Hryn"])
    for name in ("Olena Hryn", "hryn", "Hryn"):
        assert len(project.passages(PassageFilter(speaker=name))) == 3
    assert len(project.passages(PassageFilter(speaker="ПУТІН"))) == 2
    assert project.passages(PassageFilter(speaker="Nobody")) == []


def test_passages_and_articles_are_found_by_the_main_name(project: Project, article: int) -> None:
    project.sync_index()
    assert project.search('speaker:"Olena Hryn"', of=Indexed.PASSAGES).total == 1
    project.new_person("Olena Hryn", ["Hryn"])
    project.sync_index()
    assert project.search('speaker:"Olena Hryn"', of=Indexed.PASSAGES).total == 3
    assert project.search("speaker:hryn", of=Indexed.PASSAGES).total == 3
    assert [hit.article_id for hit in project.search('speaker:"Olena Hryn"').hits] == [article]
    project.undo()
    project.sync_index()
    assert project.search('speaker:"Olena Hryn"', of=Indexed.PASSAGES).total == 1


def test_a_chart_has_one_series_for_all_names(project: Project, article: int) -> None:
    assert article
    assert len(project.series(by="speaker")) == 5
    project.new_person("Olena Hryn", ["Hryn"])
    project.new_person("Vladimir Putin", ["Путін"])
    assert {one.group for one in project.series(by="speaker")} == {"Olena Hryn", "Vladimir Putin"}


def test_a_name_is_nobody_elses(project: Project, article: int) -> None:
    assert article
    first = project.new_person("Olena Hryn", ["Hryn"])
    second = project.new_person("Ito")
    with pytest.raises(ConflictError, match="a name of Olena Hryn already"):
        project.new_person("HRYN")
    with pytest.raises(ConflictError, match="Merge the two"):
        project.add_name(second, "hryn")
    project.add_name(first, "HRYN")
    assert person(project, "Olena Hryn").names == ("Olena Hryn", "Hryn")


def test_people_are_merged_and_names_split_off(project: Project, article: int) -> None:
    assert article
    kept = project.new_person("Olena Hryn")
    gone = project.new_person("Minister Hryn", ["the minister"])
    project.change_person(gone, note="In office since May.")
    project.merge_people([kept, gone], ["Hryn"], kept)
    merged = person(project, "Olena Hryn")
    assert set(merged.names) == {"Olena Hryn", "Minister Hryn", "the minister", "Hryn"}
    assert merged.note == "In office since May."
    project.split_names(kept, ["the minister", "Hryn"])
    assert set(person(project, "Olena Hryn").names) == {"Olena Hryn", "Minister Hryn"}
    with pytest.raises(ConflictError, match="main name"):
        project.split_names(kept, ["Olena Hryn"])
    with pytest.raises(NotFound):
        project.split_names(kept, ["Nobody"])
    project.undo()
    assert "Hryn" in person(project, "Olena Hryn").names
    project.undo()
    assert {one.name for one in project.people().known} == {"Olena Hryn", "Minister Hryn"}


def test_another_name_becomes_the_main_one(project: Project) -> None:
    made = project.new_person("Hryn", ["Olena Hryn"])
    project.change_person(made, name="Olena Hryn")
    found = person(project, "Olena Hryn")
    assert found.names == ("Olena Hryn", "Hryn")
    project.change_person(made, sort=Sort.PERSON)
    assert person(project, "Olena Hryn").sort is Sort.PERSON
    with pytest.raises(UsageError):
        project.change_person(made, sort="company")


def test_deleting_people_leaves_passages_their_names(project: Project, article: int) -> None:
    assert article
    made = project.new_person("Olena Hryn", ["Hryn"])
    before = [one.details.speaker for one in project.passages()]
    project.delete_people([made])
    assert [one.details.speaker for one in project.passages()] == before
    assert project.people().known == ()
    assert project.check() == []
