"""The sample corpus has every format, and each of its articles comes in whole."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.domain import Article, ImportReport, Outcome
from workbench.ingest.formats import SUFFIXES
from workbench.project import Project

CORPUS = Path(__file__).parents[2] / "corpus"
ALIKE = {"doc", "xml"}
"""Old Word files are only told what to do with; .xml is one of the feeds or pages."""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, ImportReport]]:
    root = tmp_path_factory.mktemp("corpus")
    with Project.create(root / "P", cache=root / "cache") as project:
        yield project, project.import_paths([CORPUS / "articles"])


def listed() -> list[tuple[str, str, str, str]]:
    """File, outlet, day and title of each article, as the corpus describes itself."""
    found = []
    file = outlet = ""
    for line in (CORPUS / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
        if row := re.match(r"\| (`[^`]+`)? ?\| ([^|]*?) ?\| (\d{4}-\d\d-\d\d) \| (.+) \|$", line):
            file, outlet = (row[1] or f"`{file}`").strip("`"), row[2].strip() or outlet
            found.append((file, outlet, row[3], row[4]))
        elif found and cells[0].startswith("`"):
            raise ValueError(line)
    return found


def test_every_format_occurs() -> None:
    there = {SUFFIXES.get(path.suffix) for path in (CORPUS / "articles").rglob("*.*")}
    assert there >= set(SUFFIXES.values()) - ALIKE


def test_every_file_is_imported_whole(imported: tuple[Project, ImportReport]) -> None:
    project, report = imported
    assert [file for file in report.files if file.outcome is not Outcome.IMPORTED] == []
    assert sum(report.counts.values()) == report.found == len(project.articles())
    files = {path for path in (CORPUS / "articles").rglob("*") if path.is_file()}
    assert {Path(file.path) for file in report.files} == files


def test_every_article_is_what_the_list_says(imported: tuple[Project, ImportReport]) -> None:
    project, _ = imported
    root = CORPUS / "articles"

    def described(article: Article) -> tuple[str, str | None, str, str]:
        file = Path(article.path).relative_to(root).as_posix()
        return file, article.source, (article.published or "")[:10], article.title

    found = sorted(described(article) for article in project.articles())
    assert found == sorted(listed())
    assert all(project.text(article.id).strip() for article in project.articles())
    anonymous = [article.title for article in project.articles() if not article.author]
    assert anonymous == ["Moscow dangles minerals as tariff deadline nears"]


def test_copies_of_a_wire_story_are_one_story(imported: tuple[Project, ImportReport]) -> None:
    project, _ = imported
    outlets = [
        [project.article(member.article_id).source for member in story.members]
        for story in project.stories()
    ]
    assert outlets == [
        ["Meridian Wire", "Fernhill Daily", "Nordgate Dispatch"],
        ["Meridian Wire", "Kestrel Wire Digest"],
    ]
