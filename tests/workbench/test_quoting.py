"""Variants in a project: passages and suggestions, joined and taken apart by hand, exported."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.analysis.variants import Variants
from workbench.domain import Kind, PassageDetails, Span
from workbench.project import Project, suggestion_of
from workbench.tasks import Cancelled, Task

AddArticle = Callable[..., int]

SAID = "“We will not give away what our grandchildren are going to need,”"
CUT = "“We will not give away what grandchildren are going to need,”"
OTHER = "“The harbour will be closed until the storm has passed the coast,”"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as made:
        yield made


Quote = Callable[..., int]


@pytest.fixture
def quote(project: Project, add_article: AddArticle) -> Quote:
    def add(words: str, speaker: str = "Olena Petrenko", **fields: str) -> int:
        number = len(project.articles())
        text = f"{words} said {speaker}. Paragraph {number} of its own."
        fields = {"source": f"Outlet {number}", "published": f"2025-03-{number + 1:02}", **fields}
        article = add_article(text, **fields)
        details = PassageDetails(speaker=speaker)
        return project.tag(article, Span(0, len(words)), Kind.QUOTE, details).id

    return add


def ids(groups: list[Variants]) -> list[tuple[int, ...]]:
    return [one.passage_ids for one in groups]


def test_wordings_in_several_articles_are_found(project: Project, quote: Quote) -> None:
    first, second, _ = quote(SAID), quote(CUT), quote(OTHER)
    [group] = project.variants()
    assert group.passage_ids == (first, second)
    assert (group.outlets, group.first_seen) == (("Outlet 0", "Outlet 1"), "2025-03-01")


def test_a_speaker_is_the_person_whatever_the_name(project: Project, quote: Quote) -> None:
    quote(SAID), quote(CUT, "the president")
    project.new_person("Olena Petrenko", ["the president"])
    assert project.variants()[0].speakers == ("Olena Petrenko",)


def test_groups_are_joined_by_hand_and_undone(project: Project, quote: Quote) -> None:
    a, b, c, d = quote(SAID), quote(CUT), quote(OTHER), quote(OTHER)
    project.join_variants(project.variants())
    assert ids(project.variants()) == [(a, b, c, d)]
    project.undo()
    assert ids(project.variants()) == [(a, b), (c, d)]


def test_a_named_statement_keeps_its_name_when_it_is_joined(project: Project, quote: Quote) -> None:
    for words in (SAID, CUT, OTHER, OTHER):
        quote(words)
    first, second = project.variants()
    project.join_variants([first])
    project.rename_statement(project.join_variants([second]), "The storm")
    project.join_variants(project.variants())
    assert [one.label for one in project.variants()] == ["The storm"]


def test_quotes_are_split_off_for_good_in_one_step(project: Project, quote: Quote) -> None:
    a, b, c = quote(SAID), quote(SAID), quote(CUT)
    project.split_variants(project.variants()[0], [b])
    assert ids(project.variants()) == [(a, c), (b,)]
    project.undo()
    assert ids(project.variants()) == [(a, b, c)]
    project.redo()
    d = quote(CUT)
    assert ids(project.variants()) == [(a, c, d), (b,)]


def test_suggested_quotes_count_when_they_are_wanted(
    project: Project, quote: Quote, add_article: AddArticle
) -> None:
    quote(SAID)
    add_article(f"{CUT} said Olena Petrenko on Monday.", source="Late News")
    assert project.variants(suggested=0.0) == [], "nothing has been read"
    project.read_all()
    assert project.variants() == []
    [group] = project.variants(suggested=0.0)
    assert len(group.quotes) == 2, "what is a passage is not offered again"
    assert {one.outlet for one in group.quotes if one.offered} == {"Late News"}
    offered = [suggestion_of(one) for one in group.quotes if one.offered]
    made = project.accept_suggestions([one for one in offered if one is not None])
    assert [one.words for one in made] == [CUT]
    assert len(project.variants()[0].passage_ids) == 2


def test_what_was_turned_down_does_not_count(
    project: Project, quote: Quote, add_article: AddArticle
) -> None:
    quote(SAID)
    article = add_article(f"{CUT} said Olena Petrenko on Monday.")
    project.reject_suggestions(
        [one for one in project.suggestions(article) if one.kind is Kind.QUOTE]
    )
    project.read_all()
    assert project.variants(suggested=0.0) == []


def test_collecting_can_be_cancelled(project: Project, quote: Quote) -> None:
    quote(SAID)
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        project.variants(task, suggested=0.5)


def test_the_table_is_exported_with_its_marks(
    project: Project, quote: Quote, tmp_path: Path
) -> None:
    (
        quote(SAID, source="=cmd()"),
        quote("“We will never give away what grandchildren are going to need,”"),
    )
    path = tmp_path / "variants.csv"
    report = project.export_variants(path, project.variants())
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert report.passages == len(rows) == 2
    assert rows[0]["outlet"] == "'=cmd()"
    assert rows[1]["marked"] == (
        "“We will [-not-] {+never+} give away what [-our-] grandchildren are going to need,”"
    )
    assert (rows[1]["dropped"], rows[1]["changed"], rows[1]["wording"]) == ("1", "1", "B")
