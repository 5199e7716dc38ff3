"""Bookmarks that are found again by their words, and the project's memo."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.domain import Span
from workbench.errors import NotFound
from workbench.project import Project

AddArticle = Callable[..., int]

TEXT = "The first paragraph.\n\nThe second one, which says more.\n\n\nThe third."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as made:
        yield made


def test_a_bookmark_is_put_on_a_paragraph_and_taken_away(
    project: Project, add_article: AddArticle
) -> None:
    article = add_article(TEXT)
    inside = TEXT.index("which")
    assert project.toggle_bookmark(article, inside)
    [found] = project.bookmarks()
    assert found.exact == "The second one, which says more."
    assert project.bookmark_place(found) == Span(22, 22 + len(found.exact))
    assert project.toggle_bookmark(article, TEXT.index("second")) is False
    assert project.bookmarks() == []
    project.undo()
    assert project.bookmarks(article) == [found]
    assert project.toggle_bookmark(article, TEXT.index("The third") - 1) is None


def test_bookmarks_are_named_and_deleted(project: Project, add_article: AddArticle) -> None:
    article = add_article(TEXT)
    project.toggle_bookmark(article, 0)
    [found] = project.bookmarks()
    project.rename_bookmark(found.id, "To check")
    assert project.bookmarks()[0].label == "To check"
    project.delete_bookmarks([found.id])
    with pytest.raises(NotFound):
        project.rename_bookmark(found.id, "x")


def test_a_bookmark_follows_its_words_and_is_never_put_elsewhere(
    project: Project, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"A title\n\n{TEXT}", encoding="utf-8")
    project.import_paths([file])
    [article] = project.articles()
    project.toggle_bookmark(article.id, project.text(article.id).index("The third"))
    [mark] = project.bookmarks()
    file.write_text(f"A title\n\nNew at the top.\n\n{TEXT}", encoding="utf-8")
    project.import_paths([file])
    place = project.bookmark_place(mark)
    assert place is not None
    assert project.text(article.id)[place.start :].startswith("The third.")
    file.write_text(f"A title\n\nThe third.\n\nNew at the top.\n\n{TEXT}", encoding="utf-8")
    project.import_paths([file])
    assert project.bookmark_place(mark) is None


def test_an_article_takes_its_bookmarks_along(project: Project, add_article: AddArticle) -> None:
    article = add_article(TEXT)
    project.toggle_bookmark(article, 0)
    project.remove_articles([article])
    assert project.bookmarks() == []
    project.undo()
    assert len(project.bookmarks()) == 1
    assert project.check() == []


def test_the_project_has_a_memo(project: Project) -> None:
    assert project.memo() == ""
    project.set_memo("# Question\nWho said *70 percent* first?\n\n")
    assert project.memo() == "# Question\nWho said *70 percent* first?"
    project.set_memo("Another.")
    project.undo()
    assert project.memo().startswith("# Question")
    project.undo()
    assert project.memo() == ""


def test_the_memo_stands_at_the_head_of_a_markdown_export(project: Project, tmp_path: Path) -> None:
    project.set_memo("Who said it first?\n<b>Nobody</b>")
    report = project.export("md", tmp_path / "out.md")
    written = Path(report.written).read_text(encoding="utf-8")
    head = written.split("\n\n")
    assert head[0] == "# Excerpts"
    assert "Who said it first?" in head[2]
    assert "<b>" not in written
