"""An import accounts for every file, and a second one changes only what has changed."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.domain import AnchorState, ImportReport, Kind, Outcome, PassageDetails, Span
from workbench.errors import NotFound
from workbench.ingest.importer import ImportChoices, import_paths
from workbench.store import Store, articles, files, imports, journal, originals, passages
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


def test_a_moved_file_keeps_its_article_and_passages(store: Store, folder: Path) -> None:
    path = write(folder / "a.txt")
    [file] = run(store, folder).files
    assert file.article_id is not None
    kept = tag(store, file.article_id, "over 70%")
    (folder / "sub").mkdir()
    path.rename(folder / "sub" / "b.txt")
    report = run(store, folder)
    [moved] = report.files
    assert (moved.outcome, moved.article_id) == (Outcome.UPDATED, file.article_id)
    assert moved.reason.startswith("Moved here from ")
    assert report.vanished == ()
    [article] = articles.all_articles(store)
    assert article.path == str(folder / "sub" / "b.txt")
    assert passages.get(store, kept).state is AnchorState.ANCHORED
    assert set(outcomes(run(store, folder)).values()) == {Outcome.UNCHANGED}
    journal.undo(store)
    assert articles.get(store, article.id).path == str(path)


def test_a_copy_is_no_move(store: Store, folder: Path) -> None:
    path = write(folder / "a.txt")
    run(store, folder)
    (folder / "b.txt").write_bytes(path.read_bytes())
    assert outcomes(run(store, folder)) == {
        "a.txt": Outcome.UNCHANGED,
        "b.txt": Outcome.DUPLICATE,
    }


def test_a_file_that_is_gone_is_told_once_and_its_article_stays(store: Store, folder: Path) -> None:
    path = write(folder / "a.txt")
    write(folder / "b.txt", body=BODY + " More.")
    outside = write(folder.parent / "c.txt", body=BODY + " Elsewhere.")
    run(store, folder, outside)
    words = path.read_bytes()
    path.unlink()
    outside.unlink()
    report = run(store, folder)
    [gone] = report.vanished
    assert Path(gone.path).name == "a.txt"
    assert report.found == 1
    assert list(files.vanished(store)) == [gone.article_id]
    assert len(articles.all_articles(store)) == 3
    assert run(store, folder).vanished == ()
    path.write_bytes(words)
    run(store, folder)
    assert files.vanished(store) == {}
    assert imports.all_imports(store)[1].counts[Outcome.UNCHANGED] == 1


def test_originals_are_kept_and_can_be_checked(store: Store, folder: Path) -> None:
    path = write(folder / "a.txt")
    (folder / "refused.txt").write_text(" ")
    run(store, folder)
    [article] = articles.all_articles(store)
    assert originals.read(store, article.original_sha256) == path.read_bytes()
    assert originals.total_bytes(store) == path.stat().st_size
    assert list(originals.faults(store)) == []
    originals.path_of(store, article.original_sha256).write_bytes(b"damaged")
    assert [fault.where for fault in originals.faults(store)] == ["originals 1"]
    originals.path_of(store, article.original_sha256).unlink()
    with pytest.raises(NotFound, match="not kept"):
        originals.read(store, article.original_sha256)


def test_a_project_may_keep_only_references(store: Store, folder: Path) -> None:
    write(folder / "a.txt")
    import_paths(store, [folder], Task(), choices=ImportChoices(keep_originals=False))
    [article] = articles.all_articles(store)
    assert not originals.is_kept(store, article.original_sha256)
    assert not (store.path.parent / "originals").exists()
    assert list(originals.faults(store)) == []


def test_a_table_of_articles_is_imported_row_by_row_and_again_only_where_it_changed(
    store: Store, folder: Path
) -> None:
    rows = {n: f"{BODY} Number {n}." for n in range(1, 131)}

    def dump() -> None:
        lines = [json.dumps({"id": n, "title": f"T{n}", "text": text}) for n, text in rows.items()]
        (folder / "dump.jsonl").write_text("\n".join(lines))

    dump()
    report = run(store, folder)
    assert report.counts[Outcome.IMPORTED] == report.found == 130
    again = run(store, folder)
    assert again.counts[Outcome.UNCHANGED] == again.found == 130
    rows[7] += " And a correction."
    del rows[9]
    rows[131] = f"{BODY} A new one."
    dump()
    report = run(store, folder)
    assert report.found == 130
    assert (
        report.counts[Outcome.UPDATED],
        report.counts[Outcome.IMPORTED],
        report.counts[Outcome.UNCHANGED],
    ) == (1, 1, 128)
    assert [(gone.member, Path(gone.path).name) for gone in report.vanished] == [
        ("9", "dump.jsonl")
    ]
    [updated] = [file for file in report.files if file.outcome is Outcome.UPDATED]
    assert updated.shown.endswith("dump.jsonl#7")
    assert check(store) == []


def test_one_article_taken_out_of_an_archive_is_imported_again(store: Store, folder: Path) -> None:
    with zipfile.ZipFile(folder / "pile.zip", "w") as archive:
        archive.writestr("a.txt", f"A\n\n{BODY}")
        archive.writestr("b.txt", f"B\n\n{BODY} More.")
    first, _ = run(store, folder).files
    assert first.article_id is not None
    with store.write("Remove") as writer:
        articles.remove(writer, first.article_id)
    assert [file.outcome for file in run(store, folder).files] == [
        Outcome.IMPORTED,
        Outcome.UNCHANGED,
    ]


def test_a_text_has_its_versions(store: Store, folder: Path) -> None:
    path = write(folder / "a.txt")
    [file] = run(store, folder).files
    assert file.article_id is not None
    old = articles.text(store, file.article_id)
    write(path, body=BODY + " More.")
    run(store, folder)
    first, second = articles.versions(store, file.article_id)
    assert (first.reason, second.reason) == ("import", "changed file")
    assert articles.text_named(store, first.text_sha256) == old
    assert len(list((store.path.parent / "originals").rglob("*.z"))) == 2
