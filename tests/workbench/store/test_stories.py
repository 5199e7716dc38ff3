"""Stories: found from the texts, corrected by the analyst, the same in whatever order."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain import ArticleDraft, CopyBasis
from workbench.errors import NotFound
from workbench.project import Project
from workbench.store import Store, articles, imports, stories
from workbench.store.check import check
from workbench.store.stories import Texts
from workbench.text import sha256

SENTENCES = [
    f"In the {nth} year the {thing} of the harbour cost {n * 17} euros more than the board had "
    f"said, and {who} asked in {place} who would pay for it before the {n * 3}th of the month."
    for n, (nth, thing, who, place) in enumerate(
        zip(
            ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"],
            ["crane", "quay", "lock", "light", "bridge", "store", "rail", "tower"],
            ["Oakes", "Lund", "Hryn", "Falkner", "Driz", "Tate", "Marsh", "Ortiz"],
            ["Kyiv", "Hamburg", "Riga", "Turku", "Gdansk", "Aarhus", "Bergen", "Cork"],
            strict=True,
        ),
        start=1,
    )
]
WHOLE = " ".join(SENTENCES[:6])
CUT = " ".join(SENTENCES[:4])
OTHER = " ".join(SENTENCES[6:])


def put(store: Store, texts: Texts, text: str, **fields: Any) -> int:
    with store.write() as writer:
        draft = ArticleDraft(title=text[:20], text=text, **fields)
        number = store.value("SELECT count(*) FROM articles") + 1
        article_id = articles.add(
            writer, draft, path=f"/{number}", original_sha256=f"{number:064}", import_id=1
        )
        texts.place(writer, sha256(text), text)
        stories.regroup(writer)
    return article_id


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.create(tmp_path / "project.sqlite")
    imports.begin(opened, ["/"])
    yield opened
    opened.close()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, day, text in (
        ("whole", "2025-03-12", WHOLE),
        ("cut", "2025-03-11", CUT),
        ("twin", "2025-03-14", WHOLE),
        ("other", "2025-03-10", OTHER),
    ):
        (folder / f"{day}-{name}.txt").write_text(f"Title of {name}\n\n{text}\n")
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as made:
        made.import_paths([folder])
        yield made


def ids(project: Project) -> dict[str, int]:
    return {article.title.rpartition(" ")[2]: article.id for article in project.articles()}


def grouping(project: Project) -> set[frozenset[str]]:
    names = {number: name for name, number in ids(project).items()}
    return {
        frozenset(names[member.article_id] for member in story.members)
        for story in project.stories()
    }


def test_copies_are_found_at_import_and_explained(project: Project) -> None:
    [story] = project.stories()
    by_name = ids(project)
    assert story.origin == by_name["cut"]  # published first
    members = {member.article_id: member for member in story.members}
    whole = members[by_name["whole"]]
    assert (whole.basis, whole.like) == (CopyBasis.NEAR, by_name["cut"])
    assert whole.share == pytest.approx(0.7, abs=0.03)
    twin = members[by_name["twin"]]
    assert (twin.basis, twin.share, twin.like) == (CopyBasis.EXACT, 1.0, by_name["whole"])
    assert len({project.article(one).story for one in members}) == 1
    assert project.story_of(by_name["other"]).members[0].basis is CopyBasis.ORIGIN
    own, *_ = project.own_spans(by_name["whole"], by_name["cut"])
    text = project.text(by_name["whole"])
    assert text[: own.start].startswith(CUT.rstrip("."))
    assert project.own_spans(by_name["cut"], by_name["whole"]) == []


def test_a_grouping_can_be_changed_and_brought_back(project: Project) -> None:
    by_name = ids(project)
    before = grouping(project)
    project.take_out_of_story([by_name["cut"]])
    assert grouping(project) == {frozenset({"whole", "twin"})}
    project.group_as_story([by_name["whole"], by_name["other"]])
    assert grouping(project) == {frozenset({"whole", "twin", "other"})}
    basis = {one.article_id: one.basis for one in project.story_of(by_name["other"]).members}
    assert basis[by_name["other"]] is CopyBasis.ORIGIN
    assert project.undo_label() == "Group 2 articles as one story"
    project.undo()
    project.undo()
    assert grouping(project) == before
    project.redo()
    assert grouping(project) == {frozenset({"whole", "twin"})}
    project.leave_story_to_texts([by_name["cut"]])
    assert grouping(project) == before
    assert project.check() == []


def test_taking_articles_out_of_the_project_and_back(project: Project) -> None:
    by_name = ids(project)
    before = grouping(project)
    project.group_as_story([by_name["other"], by_name["twin"]])
    chosen = grouping(project)
    project.remove_articles([by_name["other"], by_name["cut"]])
    assert grouping(project) == set()
    project.undo()
    assert grouping(project) == chosen
    project.undo()
    assert grouping(project) == before


def test_an_article_that_is_not_there_is_refused(project: Project) -> None:
    with pytest.raises(NotFound):
        project.group_as_story([1, 99])
    assert project.undo_label() is None


def test_a_changed_text_leaves_its_story(project: Project, tmp_path: Path) -> None:
    (tmp_path / "in" / "2025-03-11-cut.txt").write_text(f"Title of cut\n\n{OTHER} And more.\n")
    project.import_paths([tmp_path / "in"])
    assert grouping(project) == {frozenset({"whole", "twin"}), frozenset({"cut", "other"})}


def test_texts_of_an_earlier_version_are_compared_later(store: Store) -> None:
    with store.write() as writer:
        for number, text in enumerate((WHOLE, CUT, OTHER), start=1):
            articles.add(
                writer,
                ArticleDraft(title=str(number), text=text),
                path=f"/{number}",
                original_sha256=f"{number:064}",
                import_id=1,
            )
    assert stories.all_stories(store) == []
    stories.compare_all(store)
    [story] = stories.all_stories(store)
    assert {one.article_id for one in story.members} == {1, 2}
    assert check(store) == []


@settings(max_examples=15, deadline=None)
@given(
    picks=st.lists(st.sets(st.integers(0, 7), min_size=3, max_size=8), min_size=2, max_size=7),
    seed=st.integers(0, 1000),
)
def test_the_order_of_import_makes_no_difference(
    picks: list[set[int]], seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    texts = [" ".join(SENTENCES[n] for n in sorted(pick)) for pick in picks]
    shuffled = texts[:]
    random.Random(seed).shuffle(shuffled)
    groupings = []
    for order in (texts, shuffled):
        store = Store.create(tmp_path_factory.mktemp("s") / "project.sqlite")
        imports.begin(store, ["/"])
        known = Texts(store)
        named = {put(store, known, text): text for text in order}
        groupings.append(
            sorted(
                sorted(named[member.article_id] for member in story.members)
                for story in stories.all_stories(store)
            )
        )
        store.close()
    assert groupings[0] == groupings[1]
