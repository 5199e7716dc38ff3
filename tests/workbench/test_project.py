"""What the window and the command line ask of a project, with real parts."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.domain import (
    AnchorState,
    Change,
    Kind,
    PassageDetails,
    PassageFilter,
    PassageOrder,
    Qualifier,
    Quantity,
    Span,
)
from workbench.errors import NotFound, ProjectError, ProjectMissing, SpanError
from workbench.project import Project

AddArticle = Callable[..., int]

BODY = "China supplies over 70% of rare earths. Kyiv doubts it, said Olena Hryn."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    article = tmp_path / "article.txt"
    article.write_text(f"Who supplies what\n\n{BODY}\n", encoding="utf-8")
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as made:
        made.import_paths([article])
        yield made


def span_of(words: str) -> Span:
    return Span(BODY.index(words), BODY.index(words) + len(words))


def test_a_figure_has_its_number_read_and_can_be_corrected(project: Project) -> None:
    figure = project.tag(1, span_of("over 70%"), Kind.FIGURE)
    quantity = figure.details.quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.qualifier) == (70, "percent", Qualifier.ABOVE)
    corrected = replace(figure.details, quantity=replace(quantity, value=71.5), metric="Share")
    assert project.edit_passage(figure.id, corrected).details == corrected
    [series] = project.series()
    assert (series.metric, [point.value for point in series.points]) == ("Share", [71.5])


@pytest.mark.parametrize(
    ("change", "label"),
    [
        ({"memo": "check"}, "Edit memo"),
        ({"speaker": "Olena Hryn"}, "Edit speaker"),
        ({"tags": ("share",)}, "Edit tags"),
        ({"memo": "check", "speaker": "Olena Hryn"}, "Edit passage"),
    ],
)
def test_undo_says_what_an_edit_changed(
    project: Project, change: dict[str, object], label: str
) -> None:
    quote = project.tag(1, span_of("Kyiv doubts it"), Kind.QUOTE)
    project.edit_passage(quote.id, replace(quote.details, **change))
    assert project.undo_label() == label
    project.undo()
    assert project.passage(quote.id) == quote


def test_a_wrong_kind_is_put_right_with_its_number_read(project: Project) -> None:
    claim = project.tag(1, span_of("over 70%"), Kind.CLAIM)
    assert claim.details.quantity is None
    figure = project.set_kind(claim.id, Kind.FIGURE)
    assert figure.kind is Kind.FIGURE
    assert figure.details.quantity is not None


def test_the_ends_of_a_passage_move_and_come_back(project: Project) -> None:
    claim = project.tag(1, span_of("supplies over 70%"), Kind.CLAIM)
    moved = project.move_passage(claim.id, span_of("over 70% of rare earths"))
    assert moved.text == "over 70% of rare earths"
    project.undo()
    assert project.passage(claim.id).span == claim.span


def test_many_are_tagged_as_one_step_or_not_at_all(project: Project) -> None:
    wanted = [(1, span_of(words), Kind.CLAIM, None) for words in ("China", "Kyiv")]
    assert len(project.tag_many(wanted, "Tag names")) == 2
    project.undo()
    assert project.passages() == []
    with pytest.raises(SpanError):
        project.tag_many([*wanted, (1, Span(5, 4), Kind.CLAIM, None)], "Tag names")
    assert project.passages() == []


def test_a_removed_article_takes_its_passages_and_brings_them_back(project: Project) -> None:
    project.tag(1, span_of("China"), Kind.CLAIM, PassageDetails(tags=("names",)))
    project.sync_index()
    before = project.passages()
    project.remove_articles([1])
    project.sync_index()
    assert (project.articles(), project.passages()) == ([], [])
    assert project.search("china").total == 0
    project.undo()
    project.sync_index()
    assert project.passages() == before
    assert project.search("tag:names").total == 1


def test_details_of_an_article_are_corrected_and_searched(project: Project) -> None:
    edited = project.edit_article(1, source="Harbour Ledger", published="2025-03-12")
    assert (edited.source, edited.published, edited.date_basis) == (
        "Harbour Ledger",
        "2025-03-12",
        "stated",
    )
    project.sync_index()
    assert project.search('outlet:"Harbour Ledger" date:2025-03').total == 1
    project.undo()
    assert project.article(1).source is None


def test_tags_are_put_on_and_taken_off_several_passages(project: Project) -> None:
    ids = [project.tag(1, span_of(words), Kind.CLAIM).id for words in ("China", "Kyiv")]
    project.add_tag(ids, "names")
    assert [(tag.name, tag.passages) for tag in project.tags()] == [("names", 2)]
    project.remove_tag(ids[:1], "names")
    assert [p.id for p in project.passages(PassageFilter(tag="names"))] == ids[1:]
    project.delete_passages(ids)
    assert project.undo_label() == "Delete 2 passages"
    assert project.totals().passages == 0


def test_words_that_are_not_where_they_should_be_are_shown_as_lost(project: Project) -> None:
    claim = project.tag(1, span_of("China"), Kind.CLAIM)
    with project._store.write() as writer:  # as a fault of the disk would
        writer.execute("UPDATE passages SET start = start + 1, end = end + 1")
    [shown] = project.passages(PassageFilter(article_id=1))
    assert (shown.id, shown.state) == (claim.id, AnchorState.ORPHAN)
    assert any("not at its offsets" in finding.what for finding in project.check())


def test_listeners_hear_which_tables_changed(project: Project) -> None:
    heard: list[Change] = []
    leave = project.subscribe(heard.append)
    project.tag(1, span_of("China"), Kind.CLAIM)
    leave()
    project.undo()
    assert [(change.tables, change.article_ids, change.label) for change in heard] == [
        (frozenset({"passages"}), frozenset({1}), "Tag as claim")
    ]


def test_the_first_backup_of_a_day_is_made_once(project: Project) -> None:
    made = project.back_up_if_due()
    assert made is not None
    assert made.parent == project.folder / "backups"
    assert project.back_up_if_due() is None


def test_what_does_not_exist_is_said_not_to(project: Project, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no article 9"):
        project.tag(9, Span(0, 1), Kind.CLAIM)
    with pytest.raises(NotFound, match="no passage 9"):
        project.edit_passage(9, PassageDetails())
    with pytest.raises(ProjectMissing):
        Project.open(tmp_path / "nowhere")
    with pytest.raises(ProjectError, match="open it instead"):
        Project.create(project.folder)


def test_lists_are_filtered_by_the_index_and_by_what_it_has_not_seen(project: Project) -> None:
    made = [
        project.tag(1, span_of("China supplies"), Kind.CLAIM),
        project.tag(
            1, span_of("70% of rare earths"), Kind.FIGURE, PassageDetails(tags=("Énergie",))
        ),
    ]

    def found(text: str, **more: object) -> list[int]:
        chosen = PassageFilter(text=text, **more)  # type: ignore[arg-type]
        return project.passage_ids(chosen).tolist()

    # Without an index they are sought anywhere in the words.
    assert found("suppl") == found("uppl") == [made[0].id]
    project.sync_index()
    assert found("suppl") == [made[0].id]
    assert found("earth") == found("energie") == found("rare ear") == [made[1].id]
    assert found("earth", kind=Kind.CLAIM) == []
    assert found("uppl") == []
    # What the index has not seen yet is looked at all the same, and what has changed since.
    late = project.tag(1, span_of("Kyiv doubts it"), Kind.QUOTE)
    project.edit_passage(made[0].id, PassageDetails(memo="doubtful"))
    assert found("doubt") == [made[0].id, late.id]
    project.delete_passages([late.id])
    assert found("doubt") == [made[0].id]
    project.sync_index()
    assert found("doubt") == [made[0].id]


@pytest.mark.parametrize("order", PassageOrder)
def test_lists_have_every_passage_in_any_order(project: Project, order: PassageOrder) -> None:
    for start in range(5):
        project.tag(1, Span(start, 20), Kind.CLAIM, PassageDetails(tags=(f"t{start % 2}",)))
    up = project.passage_ids(order=order).tolist()
    down = project.passage_ids(order=order, descending=True).tolist()
    assert sorted(up) == sorted(down) == [passage.id for passage in project.passages()]


def test_a_list_is_filtered_by_a_query(project: Project) -> None:
    quote = project.tag(1, span_of("Kyiv doubts it"), Kind.QUOTE, PassageDetails(speaker="Hryn"))
    figure = project.tag(1, span_of("over 70% of rare earths"), Kind.FIGURE)
    project.sync_index()

    def found(text: str) -> list[int]:
        return project.passage_ids(PassageFilter(text=text)).tolist()

    assert found("speaker:hryn") == [quote.id]
    assert found('"rare earths"') == found("value:70") == [figure.id]
    assert found("title:supplies -kind:quote") == [figure.id]
    # What is not a query yet lets nothing through, and says nothing.
    assert found("date:20") == []


def test_what_is_exported_is_what_the_list_shows(project: Project, tmp_path: Path) -> None:
    project.tag(1, span_of("Kyiv doubts it"), Kind.QUOTE, PassageDetails(speaker="Hryn"))
    project.tag(1, span_of("over 70% of rare earths"), Kind.FIGURE)
    project.sync_index()
    for text in ("speaker:hryn", "kyi", "earth", '"rare earths"', "nothing"):
        chosen = PassageFilter(text=text)
        listed = project.passage_ids(chosen).tolist()
        assert [passage.id for passage in project.passages(chosen)] == listed
        assert project.export("csv", tmp_path / "out.csv", chosen).passages == len(listed)


def test_a_figure_whose_ends_move_has_its_number_read_anew(
    project: Project, add_article: AddArticle
) -> None:
    article = add_article("It holds some 40 to 60 tonnes, he said, of 900.")
    figure = project.tag(article, Span(14, 16), Kind.FIGURE)
    assert figure.details.quantity == Quantity(40.0)
    moved = project.move_passage(figure.id, Span(9, 29))
    assert moved.details.quantity is not None
    assert (moved.details.quantity.lower, moved.details.quantity.unit) == (40.0, "tonne")
    project.undo()
    assert project.passage(figure.id).details.quantity == Quantity(40.0)


def test_a_number_that_was_typed_stays_when_the_ends_move(
    project: Project, add_article: AddArticle
) -> None:
    article = add_article("It holds some 40 to 60 tonnes.")
    typed = PassageDetails(quantity=Quantity(50.0, unit="tonne"))
    figure = project.tag(article, Span(14, 16), Kind.FIGURE, typed)
    assert project.move_passage(figure.id, Span(9, 29)).details.quantity == typed.quantity


def test_a_number_is_read_as_the_article_is_written(
    project: Project, add_article: AddArticle
) -> None:
    german = add_article("Es sind 1.234,5 Tonnen.", title="Erde", language="de")
    english = add_article("It is 1,234.5 tonnes.", title="Earth", language="en")
    values = [
        project.tag(article, Span(start, start + 7), Kind.FIGURE).details.quantity
        for article, start in ((german, 8), (english, 6))
    ]
    assert values == [Quantity(1234.5)] * 2
