"""What is offered in articles: accepted, turned down for good, and read only once."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.domain import (
    Directness,
    FigureStatus,
    Kind,
    Qualifier,
    Reading,
    SuggestedFigure,
    SuggestedQuote,
)
from workbench.extract.packing import packed, unpacked
from workbench.extract.reading import read_along
from workbench.project import Project, Suggestion, alike

AddArticle = Callable[..., int]
ROOT = Path(__file__).parents[2]

TEXT = (
    "Kyiv, 26 Feb. 2025 — China supplies over 70% of rare earths, the ministry said on Monday.\n\n"
    "“We will not sign,” President Olena Hryn said, “before every word is public.” "
    "Output rose to an estimated 40,000 tonnes in 2024.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "P", cache=tmp_path / "cache") as made:
        yield made


def of_kind(found: list[Suggestion], kind: Kind) -> list[Suggestion]:
    return [one for one in found if one.kind is kind]


def test_a_reading_survives_its_json() -> None:
    reading = read_along(TEXT, "2025-02-26")
    assert reading.figures
    assert reading.quotes
    assert reading.claims
    assert reading.dates
    assert unpacked(json.loads(json.dumps(packed(reading)))) == reading
    assert unpacked(packed(Reading())) == Reading()


def test_figures_and_quotes_are_accepted_with_all_that_was_read(
    project: Project, add_article: AddArticle
) -> None:
    article = add_article(TEXT)
    found = project.suggestions(article)
    share = next(one for one in found if one.text == "over 70%")
    [quote] = of_kind(found, Kind.QUOTE)
    figure, words = project.accept_suggestions([share, quote])
    assert project.undo_label() == "Accept 2 suggestions"
    assert figure.details.quantity is not None
    assert (figure.details.quantity.value, figure.details.quantity.qualifier) == (
        70,
        Qualifier.ABOVE,
    )
    assert figure.details.metric == "Share of rare earths"
    assert figure.details.status is FigureStatus.REPORTED
    assert words.words == "“We will not sign,” […] “before every word is public.”"
    assert (words.details.speaker, words.details.cue) == ("Olena Hryn", "said")
    assert words.details.directness is Directness.DIRECT
    left = project.suggestions(article)
    assert share not in left
    assert not of_kind(left, Kind.QUOTE)
    project.undo()
    assert project.suggestions(article) == found
    assert project.check() == []


def test_what_was_turned_down_does_not_come_back_with_a_new_version(
    project: Project, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"A title\n\n{TEXT}", encoding="utf-8")
    project.import_paths([file])
    [article] = project.articles()
    share = next(one for one in project.suggestions(article.id) if one.text == "over 70%")
    project.reject_suggestions([share])
    assert project.undo_label() == "Turn down 1 suggestion"
    file.write_text(f"A title\n\nA new beginning.\n\n{TEXT}", encoding="utf-8")
    project.import_paths([file])
    words = [one.text for one in project.suggestions(article.id)]
    assert "over 70%" not in words
    assert any("40,000 tonnes" in one for one in words)


def test_turning_down_is_undone(project: Project, add_article: AddArticle) -> None:
    article = add_article(TEXT)
    found = project.suggestions(article)
    project.reject_suggestions(found[:2])
    assert project.suggestions(article) == found[2:]
    project.undo()
    assert project.suggestions(article) == found


def test_a_score_leaves_out_what_is_unlikely(project: Project, add_article: AddArticle) -> None:
    article = add_article("One of the goals was 40 tonnes of ore.")
    everything = of_kind(project.suggestions(article), Kind.FIGURE)
    likely = of_kind(project.suggestions(article, 0.5), Kind.FIGURE)
    assert [one.text for one in everything] == ["One", "40 tonnes"]
    assert [one.text for one in likely] == ["40 tonnes"]


def test_a_text_is_read_once(
    project: Project, add_article: AddArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = add_article(TEXT)
    assert project.unread() == 1
    assert project.read_all() == 1
    assert project.unread() == 0
    reading = project.read_along(article)

    def read(*_words: object) -> Reading:
        raise AssertionError("read again")

    monkeypatch.setattr(project._along, "read", read)
    assert project.read_along(article) == reading
    assert project.all_suggestions(0.0) == project.suggestions(article)


def test_those_alike_have_the_same_number_of_the_same_thing(
    project: Project, add_article: AddArticle
) -> None:
    article = add_article(
        "China supplies over 70% of rare earths. It had 60% of rare earths. Oil was 30% of exports."
    )
    found = of_kind(project.suggestions(article), Kind.FIGURE)
    same = alike(found[0], found)
    assert [one.text for one in same] == ["over 70%", "60%"]


def test_the_window_reads_in_another_process(tmp_path: Path, add_article: AddArticle) -> None:
    del add_article
    with Project.create(tmp_path / "Q", cache=tmp_path / "cache", child_index=True) as project:
        (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
        project.import_paths([tmp_path / "a.txt"])
        [article] = project.articles()
        assert project.read_along(article.id) == read_along(
            project.text(article.id), article.published
        )


def run(*words: object, stdin: str = "") -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=100,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_command_line_reads_texts_without_a_project(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    [read] = run("suggest", "--text-file", file, "--published", "2025-02-26")
    figures = {one["surface"]: one for one in read["figures"]}  # type: ignore[attr-defined]
    assert figures["over 70%"]["qualifier"] == ">"
    [quote] = read["quotes"]  # type: ignore[misc]
    assert TEXT[quote["speaker_start"] : quote["speaker_end"]] == quote["speaker"]
    dates = {one["surface"]: one["value"] for one in read["dates"]}  # type: ignore[attr-defined]
    assert dates["Monday"] == "2025-02-24"
    lines = [json.dumps({"id": 7, "text": TEXT}), "nonsense", json.dumps({"id": 8})]
    answers = run("suggest", "--batch", stdin="\n".join(lines) + "\n")
    assert answers[0]["id"] == 7
    assert "error" in answers[1]
    assert "error" in answers[2]


def test_kinds_of_suggestions() -> None:
    reading = read_along(TEXT)
    assert all(isinstance(one, SuggestedFigure) for one in reading.figures)
    assert all(isinstance(one, SuggestedQuote) for one in reading.quotes)


def test_suggested_figures_stand_in_a_series_without_a_passage(
    project: Project, add_article: AddArticle
) -> None:
    article = add_article(TEXT, published="2025-02-26")
    assert project.series(suggested=True) == []  # nobody has read it yet
    project.read_along(article)
    (one,) = project.series(["Share of rare earths"], suggested=True)
    (point,) = one.points
    assert (point.value, point.qualifier, point.passage_id) == (70, Qualifier.ABOVE, None)
    assert point.article_id == article
    offered = next(found for found in project.suggestions(article) if found.span == point.span)
    (made,) = project.accept_suggestions([offered])
    (one,) = project.series(["Share of rare earths"], suggested=True)
    assert [point.passage_id for point in one.points] == [made.id]
