"""An import accounts for every file, and a second one changes only what has changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.domain import AnchorState, ImportReport, Kind, Outcome, PassageDetails, Span
from workbench.ingest.importer import import_paths
from workbench.store import Store, articles, journal, passages
from workbench.store.check import check
from workbench.tasks import Task

BODY = (
    "Officials in Kyiv said on Monday that over 70% of the deposits lie in the east. "
    "The ministry of ecology disputes the figure and points to a survey of its own."
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.create(tmp_path / "project.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    return made


def write(path: Path, body: str = BODY, title: str = "Where the deposits lie") -> Path:
    path.write_text(f"{title}\n\n{body}\n", encoding="utf-8")
    return path


def run(store: Store, *paths: Path, task: Task | None = None) -> ImportReport:
    return import_paths(store, paths, task or Task())


def outcomes(report: ImportReport) -> dict[str, Outcome]:
    return {Path(file.path).name: file.outcome for file in report.files}


def tag(store: Store, article_id: int, words: str) -> int:
    text = articles.text(store, article_id)
    start = text.index(words)
    with store.write("Tag") as writer:
        return passages.add(
            writer,
            article_id=article_id,
            text=text,
            span=Span(start, start + len(words)),
            kind=Kind.FIGURE,
            details=PassageDetails(),
        )


def test_every_file_has_an_outcome_and_the_counts_add_up(store: Store, folder: Path) -> None:
    write(folder / "a.txt")
    (folder / "copy of a.txt").write_bytes((folder / "a.txt").read_bytes())
    (folder / "empty.txt").touch()
    (folder / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "link.txt").symlink_to(folder / "a.txt")
    report = run(store, folder, folder / "not there")
    assert outcomes(report) == {
        "a.txt": Outcome.IMPORTED,
        "copy of a.txt": Outcome.DUPLICATE,
        "empty.txt": Outcome.REFUSED,
        "picture.jpg": Outcome.REFUSED,
        "link.txt": Outcome.REFUSED,
        "not there": Outcome.FAILED,
    }
    assert report.found == sum(report.counts.values()) == 6
    assert all(file.reason for file in report.files if file.outcome is not Outcome.IMPORTED)
    assert len(articles.all_articles(store)) == 1


def test_a_second_import_changes_nothing(store: Store, folder: Path) -> None:
    write(folder / "a.txt")
    write(folder / "b.txt", body=BODY + " More.")
    run(store, folder)
    before = articles.all_articles(store)
    report = run(store, folder)
    assert set(outcomes(report).values()) == {Outcome.UNCHANGED}
    assert articles.all_articles(store) == before
    assert store.value("SELECT count(*) FROM steps") == 0


def test_a_changed_file_updates_its_article_and_keeps_its_passages(
    store: Store, folder: Path
) -> None:
    path = write(folder / "a.txt")
    [file] = run(store, path).files
    assert file.article_id is not None
    kept, lost = tag(store, file.article_id, "over 70%"), tag(store, file.article_id, "a survey")
    write(path, body="A paragraph was added.\n\n" + BODY.replace("a survey", "a study"))

    report = run(store, path)
    assert outcomes(report) == {"a.txt": Outcome.UPDATED}
    assert "1 passage without a place" in report.files[0].reason
    text = articles.text(store, file.article_id)
    moved = passages.get(store, kept)
    assert moved.state is AnchorState.ANCHORED
    assert text[moved.span.start : moved.span.end] == "over 70%"
    orphan = passages.get(store, lost)
    assert (orphan.state, orphan.text) == (AnchorState.ORPHAN, "a survey")
    assert check(store) == []

    journal.undo(store)
    assert articles.text(store, file.article_id) != text
    assert {passages.get(store, one).state for one in (kept, lost)} == {AnchorState.ANCHORED}
    assert check(store) == []


def test_a_cancel_keeps_what_is_in(store: Store, folder: Path) -> None:
    for n in range(20):
        write(folder / f"{n:02}.txt", body=f"{BODY} {n}")
    task = Task(lambda done, _total, _text: task.cancel() if done == 5 else None)
    report = run(store, folder, task=task)
    assert report.cancelled
    assert 0 < report.found < 20
    assert len(articles.all_articles(store)) == report.found
    assert run(store, folder).found == 20
    assert len(articles.all_articles(store)) == 20


def test_an_article_taken_out_is_imported_again(store: Store, folder: Path) -> None:
    path = write(folder / "a.txt")
    [file] = run(store, path).files
    assert file.article_id is not None
    with store.write("Remove") as writer:
        articles.remove(writer, file.article_id)
    [again] = run(store, path).files
    assert again.outcome is Outcome.IMPORTED
    assert again.article_id != file.article_id
