"""Originals, versions of a text, and what becomes of passages: what the window asks for."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.domain import AnchorState, ArticleDraft, Kind, Outcome, Passage, Span
from workbench.errors import ConflictError, NotFound, UnreadableFile
from workbench.project import Project
from workbench.store import articles

BODY = (
    "Officials in Kyiv said on Monday that over 70% of the deposits lie in the east. "
    "“We have seen no survey that would bear this out,” the geologist answered on Friday."
)
PAGE = f"<html><title>A page</title><nav>Home · News</nav><article><p>{BODY}</p></article></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "a.txt").write_text(f"Where the deposits lie\n\n{BODY}\n", encoding="utf-8")
    return made


@pytest.fixture
def project(tmp_path: Path, folder: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as made:
        made.import_paths([folder])
        yield made


def tag(project: Project, words: str, kind: Kind = Kind.QUOTE) -> Passage:
    text = project.text(1)
    return project.tag(1, Span(text.index(words), text.index(words) + len(words)), kind)


def change(project: Project, folder: Path, old: str, new: str) -> None:
    path = folder / "a.txt"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    project.import_paths([folder])


def test_a_doubtful_place_is_proposed_and_accepted(project: Project, folder: Path) -> None:
    quote = tag(project, "We have seen no survey that would bear this out")
    change(project, folder, "have seen no survey", "have not seen a survey")
    [waiting] = project.to_review()
    assert (waiting.id, waiting.state, waiting.text) == (quote.id, AnchorState.REVIEW, quote.text)
    assert waiting.proposed is not None
    project.accept_proposals([quote.id])
    accepted = project.passage(quote.id)
    assert accepted.state is AnchorState.ANCHORED
    assert accepted.text == "We have not seen a survey that would bear this out"
    assert (accepted.proposed, project.to_review()) == (None, [])
    project.undo()
    assert project.to_review() == [waiting]


def test_a_passage_that_is_put_in_other_words_loses_its_gaps(
    project: Project, folder: Path
) -> None:
    quote = tag(project, "We have seen no survey that would bear this out")
    left_out = project.text(1).index("seen no ")
    project.leave_out(quote.id, Span(left_out, left_out + 8))
    change(project, folder, "have seen no survey", "have not seen a survey")
    start = project.text(1).index("geologist")
    moved = project.move_passage(quote.id, Span(start, start + 9))
    assert (moved.text, moved.gaps, moved.words) == ("geologist", (), "geologist")


def test_a_proposal_is_turned_down(project: Project, folder: Path) -> None:
    quote = tag(project, "We have seen no survey that would bear this out")
    change(project, folder, "have seen no survey", "have not seen a survey")
    project.keep_as_orphans([quote.id])
    [orphan] = project.to_review()
    assert (orphan.state, orphan.proposed, orphan.text) == (AnchorState.ORPHAN, None, quote.text)
    with pytest.raises(ConflictError):
        project.accept_proposals([quote.id])
    text = project.text(1)
    start = text.index("We have not")
    chosen = project.move_passage(quote.id, Span(start, start + 11))
    assert (chosen.state, chosen.text) == (AnchorState.ANCHORED, "We have not")


def test_a_figure_whose_number_changed_is_an_orphan(project: Project, folder: Path) -> None:
    figure = tag(project, "over 70% of the deposits", Kind.FIGURE)
    change(project, folder, "70%", "80%")
    assert [(one.id, one.state) for one in project.to_review()] == [(figure.id, AnchorState.ORPHAN)]


def test_reading_again_gives_a_new_version_and_keeps_corrections(
    project: Project, folder: Path
) -> None:
    (folder / "a.txt").unlink()  # the kept original is what is read
    project.edit_article(1, title="Corrected")
    figure = tag(project, "over 70%", Kind.FIGURE)
    assert project.read_again([1]).changed == ()
    # What an earlier version of Lode has read: the same article with a menu before it.
    with project._store.write() as writer:
        draft = ArticleDraft(title="", text=f"Home News\n\n{project.text(1)}", extractor="text")
        articles.reread(writer, 1, draft)
    figure = project.move_passage(figure.id, Span(figure.span.start + 11, figure.span.end + 11))
    done = project.read_again([1])
    assert (done.changed, done.failed, done.to_review) == ((1,), (), 0)
    assert project.text(1) == BODY
    assert project.article(1).title == "Corrected"
    assert project.passage(figure.id).state is AnchorState.ANCHORED
    assert [one.reason for one in project.versions(1)] == ["import", "new reading", "new reading"]
    assert [project.version_text(one)[:9] for one in project.versions(1)] == [
        "Officials",
        "Home News",
        "Officials",
    ]


def test_the_original_can_be_looked_at(project: Project, folder: Path) -> None:
    assert project.original_text(1).startswith("Where the deposits lie\n\nOfficials")
    (folder / "b.html").write_text(PAGE, encoding="utf-8")
    (folder / "c.json").write_text(json.dumps([{"id": "x", "title": "C", "text": BODY + " C"}]))
    project.import_paths([folder])
    page, row = sorted(one.id for one in project.articles() if one.id > 1)
    assert "Home · News" in project.original_text(page)
    assert "Home" not in project.text(page)
    assert project.original_text(row) == BODY + " C"


def test_without_the_original_it_is_said_so(tmp_path: Path, folder: Path) -> None:
    with Project.create(tmp_path / "Q", cache=tmp_path / "cache") as project:
        project.keep_originals(False)
        project.import_paths([folder])
        assert not project.keeps_originals()
        with pytest.raises(NotFound, match="not kept"):
            project.original_text(1)
        [(article_id, reason)] = project.read_again([1]).failed
        assert (article_id, "not kept" in reason) == (1, True)


def test_details_of_many_articles_are_corrected_in_one_step(project: Project, folder: Path) -> None:
    (folder / "b.txt").write_text(f"Another\n\n{BODY} More.\n", encoding="utf-8")
    project.import_paths([folder])
    project.edit_articles([1, 2], source="Quay News", published="2025-03")
    assert {(one.source, one.published) for one in project.articles()} == {("Quay News", "2025-03")}
    assert project.undo_label() == "Edit details of 2 articles"
    project.undo()
    assert {one.source for one in project.articles()} == {None}


def test_a_table_is_previewed_and_its_columns_remembered(project: Project, folder: Path) -> None:
    path = folder / "dump.csv"
    path.write_text("kop,tekst\nA crane,It was bought.\n")
    shown = project.table_preview(path)
    assert (shown.columns, shown.rows) == (("kop", "tekst"), (("A crane", "It was bought."),))
    assert shown.mapping == {}
    chosen = {"text": "tekst", "title": "kop"}
    assert project.remembered_mapping(shown.columns) is None
    project.remember_mapping(shown.columns, chosen)
    assert project.remembered_mapping(["tekst", "kop"]) == chosen
    assert project.import_paths([path], mapping=chosen).files[0].article_id is not None
    with pytest.raises(UnreadableFile):
        project.table_preview(folder / "a.txt")


def test_watched_folders_are_kept_with_the_project(project: Project, tmp_path: Path) -> None:
    project.set_watched_folders([tmp_path, tmp_path])
    assert project.watched_folders() == [tmp_path]


def test_columns_that_were_chosen_stay_with_their_articles(project: Project, folder: Path) -> None:
    path = folder / "dump.csv"
    path.write_text(f'id,title,text,lead\n7,A crane,"{BODY}",It was bought.\n')
    [file] = project.import_paths([path], mapping={"text": "lead"}).files
    assert file.article_id is not None
    # Guessed, the column called "text" would be taken.
    assert project.read_again([file.article_id]).changed == ()
    assert project.original_text(file.article_id) == "It was bought."
    path.write_text(f'id,title,text,lead\n7,A crane,"{BODY} More.",It was bought at once.\n')
    [changed] = project.import_paths([folder / "dump.csv"]).files
    assert (changed.outcome, changed.article_id) == (Outcome.UPDATED, file.article_id)
    assert project.text(file.article_id) == "It was bought at once."
    [unchanged] = project.import_paths([path]).files
    assert unchanged.outcome is Outcome.UNCHANGED


def test_another_choice_of_columns_is_another_reading_of_the_same_file(
    project: Project, folder: Path
) -> None:
    path = folder / "dump.csv"
    path.write_text(f'id,title,text,lead\n7,A crane,"{BODY}",It was bought.\n')
    [file] = project.import_paths([path]).files
    assert file.article_id is not None
    [again] = project.import_paths([path], mapping={"text": "lead"}).files
    assert (again.outcome, again.article_id) == (Outcome.UPDATED, file.article_id)
    assert project.text(file.article_id) == "It was bought."
    [same] = project.import_paths([path], mapping={"text": "lead"}).files
    assert same.outcome is Outcome.UNCHANGED
