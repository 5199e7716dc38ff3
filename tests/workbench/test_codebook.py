"""The codebook: a tree of tags that is changed, merged, handed on, and always undoable."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain import Kind, PassageDetails, Span, Tag
from workbench.errors import ConflictError, NotFound, UnreadableFile, UsageError
from workbench.export import codebook_csv
from workbench.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An article with three passages, tagged "China" (two) and "supply" (two)."""
    (tmp_path / "a.txt").write_text("Title\n\nChina supplies over 70% of rare earths.\n")
    with Project.create(tmp_path / "Project", cache=tmp_path / "cache") as made:
        made.import_paths([tmp_path / "a.txt"])
        for start, tags in ((0, ("China",)), (1, ("supply",)), (2, ("China", "supply"))):
            made.tag(1, Span(start, 20), Kind.CLAIM, PassageDetails(tags=tags))
        yield made


def tag(project: Project, name: str) -> Tag:
    return next(one for one in project.tags() if one.name == name)


def state(project: Project) -> list[object]:
    return [project.tags(), [p.details.tags for p in project.passages()]]


def test_a_tag_says_what_it_means(project: Project) -> None:
    china = tag(project, "China").id
    changed = project.change_tag(
        china, definition="Of the country\n", colour="#0072b2", shortcut="4"
    )
    assert (changed.definition, changed.colour, changed.shortcut) == (
        "Of the country",
        "#0072b2",
        "4",
    )
    assert changed.passages == 2
    # A key belongs to one tag.
    project.change_tag(tag(project, "supply").id, shortcut="4")
    assert tag(project, "China").shortcut is None
    assert project.undo_label() == "Edit tag “supply”"
    project.undo()
    assert tag(project, "China").shortcut == "4"


def test_renaming_renames_on_all_passages(project: Project) -> None:
    project.change_tag(tag(project, "China").id, name="  PRC ")
    assert [p.details.tags for p in project.passages()] == [
        ("PRC",),
        ("supply",),
        ("PRC", "supply"),
    ]
    assert project.undo_label() == "Rename “China” to “  PRC ”" or "PRC" in str(
        project.undo_label()
    )
    project.sync_index()
    assert project.search("tag:prc").total == 1
    with pytest.raises(ConflictError, match="Merge"):
        project.change_tag(tag(project, "PRC").id, name="Supply")
    with pytest.raises(NotFound):
        project.change_tag(tag(project, "PRC").id, name="  ")
    with pytest.raises(UsageError):
        project.change_tag(tag(project, "PRC").id, colour="red")


def test_merging_leaves_each_passage_with_one(project: Project) -> None:
    before = state(project)
    sub = project.new_tag("mining", parent_id=tag(project, "supply").id)
    kept = project.merge_tags([tag(project, "supply").id], tag(project, "China").id)
    assert (kept.name, kept.passages) == ("China", 3)
    assert [p.details.tags for p in project.passages()] == [("China",)] * 3
    assert tag(project, "mining").parent_id == kept.id
    project.undo()
    assert tag(project, "mining").parent_id == tag(project, "supply").id
    project.delete_tags([sub.id])
    assert state(project) == before


def test_a_tag_can_be_merged_into_one_below_it(project: Project) -> None:
    top = project.new_tag("trade")
    middle = project.new_tag("deals", parent_id=top.id)
    low = project.new_tag("treaties", parent_id=middle.id)
    project.merge_tags([top.id], low.id)
    assert low.parent_id == middle.id
    names = {one.id: one.name for one in project.tags()}
    above = {one.name: names.get(one.parent_id or 0) for one in project.tags()}
    assert "trade" not in above
    # Whatever stands where, nothing stands below itself.
    assert above["treaties"] is None
    assert above["deals"] == "treaties"


def test_deleting_lets_what_is_below_move_up(project: Project) -> None:
    top = project.new_tag("trade")
    middle = project.new_tag("deals", parent_id=top.id)
    low = project.new_tag("treaties", parent_id=middle.id)
    project.delete_tags([middle.id])
    assert project.tag_by_id(low.id).parent_id == top.id
    project.delete_tags([tag(project, "China").id])
    assert [p.details.tags for p in project.passages()] == [(), ("supply",), ("supply",)]
    project.undo()
    project.undo()
    assert project.tag_by_id(low.id).parent_id == middle.id
    assert tag(project, "China").passages == 2


def test_no_tag_stands_below_itself(project: Project) -> None:
    top = project.new_tag("trade")
    low = project.new_tag("deals", parent_id=top.id)
    with pytest.raises(ConflictError):
        project.change_tag(top.id, parent_id=low.id)
    with pytest.raises(ConflictError):
        project.change_tag(top.id, parent_id=top.id)


def test_a_codebook_comes_back_from_its_file(project: Project, tmp_path: Path) -> None:
    top = project.new_tag("=cmd|' /C calc'!A0")
    project.new_tag('Рідкісні, „землі“"', parent_id=top.id)
    project.change_tag(
        top.id, definition="Line one\nline two; 'quoted'", colour="#009e73", shortcut="9"
    )
    path = tmp_path / "codebook.csv"
    assert project.export_codebook(path) == 4
    text = path.read_text(encoding="utf-8-sig")
    assert not any(cell.startswith("=") for cell in text.replace("\r\n", ",").split(","))
    with Project.create(tmp_path / "Other", cache=tmp_path / "cache") as other:
        assert other.import_codebook(path) == (4, 0)
        assert told(other) == told(project)
        assert other.import_codebook(path) == (0, 0)
        assert len(other.history()) == 1
        other.undo()
        assert other.tags() == []


def told(project: Project) -> list[tuple[object, ...]]:
    names = {one.id: one.name for one in project.tags()}
    return [
        (one.name, names.get(one.parent_id or 0), one.definition, one.colour, one.shortcut)
        for one in project.tags()
    ]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"title\nChina\n", b"", b'name\n"' + b"x" * 200_000]
)
def test_a_file_that_is_no_codebook_changes_nothing(
    project: Project, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "no.csv"
    path.write_bytes(content)
    before = state(project)
    with pytest.raises(UnreadableFile):
        project.import_codebook(path)
    assert state(project) == before


lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(lines, lines), max_size=5))
def test_any_words_survive_the_table(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, str]]
) -> None:
    tags = [
        Tag(n, " ".join(name.split()) or f"tag {n}", None, n, None, definition.strip())
        for n, (name, definition) in enumerate(said, 1)
    ]
    unique = {one.name.casefold(): one for one in tags}
    path = tmp_path_factory.mktemp("codebook") / "c.csv"
    codebook_csv.write(path, list(unique.values()))
    found = {row.name.casefold(): row.definition for row in codebook_csv.read(path)}
    assert set(found) <= set(unique) | {name.lstrip("'") for name in unique}
    assert len(found) == len(unique)


def test_an_article_has_a_memo_that_is_found(project: Project) -> None:
    article = project.edit_article(1, memo="Check **this**\nagain")
    assert article.memo == "Check **this**\nagain"
    project.sync_index()
    assert project.search("memo:check").total == 1
    project.undo()
    assert project.article(1).memo == ""
    project.sync_index()
    assert project.search("memo:check").total == 0


def test_a_table_may_turn_the_tree_upside_down(project: Project, tmp_path: Path) -> None:
    top = project.new_tag("trade")
    project.new_tag("deals", parent_id=top.id)
    path = tmp_path / "codebook.csv"
    path.write_text("name,parent\ntrade,deals\ndeals,\n", encoding="utf-8")
    assert project.import_codebook(path) == (0, 2)
    assert tag(project, "trade").parent_id == tag(project, "deals").id
    assert tag(project, "deals").parent_id is None
    before = state(project)
    path.write_text("name,parent\ntrade,deals\ndeals,trade\n", encoding="utf-8")
    with pytest.raises(ConflictError, match="below itself"):
        project.import_codebook(path)
    assert state(project) == before
