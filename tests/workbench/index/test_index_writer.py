"""Changing an index folder, and what Whoosh may see and do there."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.domain import IndexDocument
from workbench.errors import IndexUnavailable
from workbench.index import manifest as manifests
from workbench.index import writer as writers
from workbench.index import writer as writing
from workbench.index.deadline import Deadline
from workbench.index.manifest import IndexDamaged, Verifier
from workbench.index.parser import parse
from workbench.index.searcher import IndexSearcher
from workbench.index.storage import ListedStorage
from workbench.index.writer import Writer


def document(article_id: int, text: str) -> IndexDocument:
    return IndexDocument(article_id, "", text, None, None, None, None)


def commit(folder: Path, manifest: Mapping[str, str], *documents: IndexDocument) -> dict[str, str]:
    writer = Writer(folder, manifest, Verifier())
    writer.put(documents)
    return writer.commit()


def found(folder: Path, manifest: Mapping[str, str], query: str) -> set[int]:
    searcher = IndexSearcher(folder, manifest, Verifier())
    try:
        found = searcher.find(parse(query), Deadline(10), wanted=0)
        return set(searcher.ids(found.masks))
    finally:
        searcher.close()


def test_the_state_before_a_commit_stays_readable_until_strays_are_removed(tmp_path: Path) -> None:
    first = commit(tmp_path, {}, document(1, "oil"))
    second = commit(tmp_path, first, document(1, "gas"), document(2, "oil"))
    assert found(tmp_path, first, "oil") == {1}
    assert found(tmp_path, second, "oil") == {2}
    manifests.remove_strays(tmp_path, second)
    assert found(tmp_path, second, "gas") == {1}
    with pytest.raises(IndexDamaged):
        found(tmp_path, first, "oil")


def test_a_commit_that_was_never_recorded_can_be_made_again(tmp_path: Path) -> None:
    first = commit(tmp_path, {}, document(1, "oil"))
    commit(tmp_path, first, document(2, "oil"))
    again = commit(tmp_path, first, document(2, "oil"), document(3, "oil"))
    manifests.remove_strays(tmp_path, again)
    assert found(tmp_path, again, "oil") == {1, 2, 3}


def test_an_abandoned_change_leaves_nothing(tmp_path: Path) -> None:
    first = commit(tmp_path, {}, document(1, "oil"))
    writer = Writer(tmp_path, first, Verifier())
    writer.put([document(2, "oil")])
    writer.abandon()
    manifests.remove_strays(tmp_path, first)
    names = {path.name for path in tmp_path.iterdir() if not path.name.endswith("LOCK")}
    assert names == set(first)
    assert found(tmp_path, first, "oil") == {1}


def test_an_article_is_put_once_in_a_commit(tmp_path: Path) -> None:
    writer = Writer(tmp_path, {}, Verifier())
    with pytest.raises(ValueError, match="twice"):
        writer.put([document(1, "oil"), document(1, "gas")])
    writer.abandon()


def test_two_writers_do_not_write_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "_LOCK_SECONDS", 0.0)
    first = commit(tmp_path, {}, document(1, "oil"))
    writer = Writer(tmp_path, first, Verifier())
    with pytest.raises(IndexUnavailable, match="Another process"):
        Writer(tmp_path, first, Verifier())
    writer.abandon()
    Writer(tmp_path, first, Verifier()).abandon()


def test_many_small_commits_and_removals_leave_few_files(tmp_path: Path) -> None:
    manifest: dict[str, str] = {}
    for number in range(40):
        manifest = commit(tmp_path, manifest, document(number, "oil"))
        manifests.remove_strays(tmp_path, manifest)
    assert len(manifest) < 20
    writer = Writer(tmp_path, manifest, Verifier())
    writer.remove(range(1, 40))
    manifest = writer.commit()
    assert found(tmp_path, manifest, "*") == {0}
    assert len(manifest) <= 3


def test_only_listed_files_can_be_seen(tmp_path: Path) -> None:
    for name in ("listed", "stray"):
        (tmp_path / name).write_text(name)
    storage = ListedStorage(tmp_path, ["listed"])
    assert list(storage) == ["listed"]
    assert storage.file_exists("listed")
    assert not storage.file_exists("stray")
    with pytest.raises(FileNotFoundError):
        storage.open_file("stray")
    with pytest.raises(FileExistsError):
        storage.create_file("listed")
    storage.delete_file("listed")
    assert list(storage) == []
    assert (tmp_path / "listed").exists()


def test_a_file_is_read_again_only_when_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_text("content")
    manifest = {"file": manifests.sha256_of(path)}
    verifier = Verifier()
    read: list[Path] = []
    original = manifests.sha256_of
    monkeypatch.setattr(manifests, "sha256_of", lambda p: (read.append(p), original(p))[1])
    for _ in range(3):
        verifier.verify(tmp_path, manifest)
    assert len(read) == 1
    os.utime(path, ns=(1, 1))
    verifier.verify(tmp_path, manifest)
    assert len(read) == 2
    path.write_text("CONTENT")
    with pytest.raises(IndexDamaged):
        verifier.verify(tmp_path, manifest)


@pytest.mark.parametrize("name", ["../file", "/etc/passwd", "a/b", "", "a\\b", ".."])
def test_a_manifest_names_files_of_its_folder_only(tmp_path: Path, name: str) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "file").write_text("content")
    listed = {name: manifests.sha256_of(tmp_path / "file")}
    with pytest.raises(IndexDamaged):
        Verifier().verify(tmp_path / "inner", listed)


def test_merging_keeps_figures_values_and_dates(tmp_path: Path) -> None:
    manifest: dict[str, str] = {}
    for number in range(1, 13):
        writer = Writer(tmp_path, manifest, Verifier())
        one = replace(
            document(number, "oil " * number),
            source=f"Outlet {number % 3}",
            published=f"2025-{number:02}-01",
            amounts=(float(number), 100.0 + number),
        )
        writer.put([one])
        writer.remove([number - 5])
        manifest = writer.commit()
        manifests.remove_strays(tmp_path, manifest)
    writer = Writer(tmp_path, manifest, Verifier())
    manifest = writer.merge_all()
    manifests.remove_strays(tmp_path, manifest)
    assert len([name for name in manifest if name.endswith(".lode")]) == 1
    answers = {
        query: found(tmp_path, manifest, query)
        for query in ("*", "value:110..111", "date:2025-09..2025-11", 'outlet:="outlet 2"')
    }
    assert answers == {
        "*": {8, 9, 10, 11, 12},
        "value:110..111": {10, 11},
        "date:2025-09..2025-11": {9, 10, 11},
        'outlet:="outlet 2"': {8, 11},
    }


def test_segments_that_are_too_large_together_stay_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest: dict[str, str] = {}
    for number in range(1, 5):
        manifest = commit(tmp_path, manifest, document(number, f"oil {number}"))
    [size, *_] = [path.stat().st_size for path in tmp_path.glob("*.lode")]
    monkeypatch.setattr(writing, "MOST_BYTES", 2 * size + size // 2)
    merged = Writer(tmp_path, manifest, Verifier()).merge_all()
    assert len([name for name in merged if name.endswith(".lode")]) == 2
    assert found(tmp_path, merged, "oil") == {1, 2, 3, 4}
