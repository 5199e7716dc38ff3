"""Damaged files, refusing disks and impossible values: each is told, none is made worse."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.domain import Kind, PassageDetails, PassageFilter, Quantity, Span
from workbench.errors import NotFound, ProjectDamaged, ProjectError, StoreError, UsageError
from workbench.store import Store, articles, backup, journal, passages
from workbench.store.check import check
from workbench.store.folder import Hold
from workbench.text import canonical


def tag(store: Store, article_id: int, details: PassageDetails | None = None) -> int:
    with store.write("Tag as figure") as writer:
        return passages.add(
            writer,
            article_id=article_id,
            text=articles.text(store, article_id),
            span=Span(15, 23),
            kind=Kind.FIGURE,
            details=details or PassageDetails(),
        )


def spoil(store: Store, there: bytes, instead: bytes) -> None:
    """Change bytes of the file as a fault of the disk would."""
    store.close()
    content = store.path.read_bytes()
    assert there in content
    store.path.write_bytes(content.replace(there, instead))


def findings(path: Path) -> list[str]:
    reopened = Store.open_readonly(path)
    try:
        return [f"{found.where} {found.what}" for found in check(reopened)]
    finally:
        reopened.close()


def test_a_value_that_is_no_longer_text_is_a_finding(store: Store, add_article: Any) -> None:
    tag(store, add_article())
    spoil(store, b"Ana Ortiz", b"Ana \xff\xfetiz")
    found = findings(store.path)
    assert any(line.startswith("articles ") for line in found)


def test_a_page_that_is_no_longer_one_is_a_finding(store: Store, add_article: Any) -> None:
    tag(store, add_article())
    root = store.value("SELECT rootpage FROM sqlite_master WHERE name = 'passages'")
    size = store.value("PRAGMA page_size")
    store.close()
    with store.path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 64)
    found = findings(store.path)
    assert any(line.startswith("passages ") for line in found)


def test_reading_a_damaged_row_says_that_it_is_damaged(store: Store, add_article: Any) -> None:
    article_id = add_article()
    spoil(store, b"Ana Ortiz", b"Ana \xff\xfetiz")
    reopened = Store.open(store.path)
    try:
        with pytest.raises(ProjectDamaged, match="check"):
            articles.get(reopened, article_id)
    finally:
        reopened.close()


def test_a_damaged_page_is_damage_to_whoever_opens(store: Store) -> None:
    size = store.value("PRAGMA page_size")
    store.close()
    content = bytearray(store.path.read_bytes())
    content[100:108] = b"\xff" * 8
    store.path.write_bytes(content)
    assert size > 108
    with pytest.raises(ProjectDamaged, match="was left as it is"):
        Store.open(store.path)
    assert store.path.read_bytes() == bytes(content)


@pytest.mark.parametrize(("there", "instead"), [(b"INTEGER NOT", b"INTE\xc7ER NOT")])
def test_a_damaged_declaration_is_damage(store: Store, there: bytes, instead: bytes) -> None:
    spoil(store, there, instead)
    with pytest.raises(ProjectDamaged):
        Store.open(store.path)


def test_a_database_locked_by_another_program_is_not_called_damaged(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.store.connection.BUSY_MS", 20)
    store.close()
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(ProjectError, match="try again") as caught:
            Store.open(store.path)
        assert not isinstance(caught.value, ProjectDamaged)
    finally:
        other.close()


def test_a_number_beyond_those_of_the_database_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        articles.get(store, 10**30)
    assert journal.history(store, 10**9) == []


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_a_value_that_is_no_number_is_refused(store: Store, add_article: Any, value: float) -> None:
    article_id = add_article()
    with pytest.raises(UsageError, match="finite"):
        tag(store, article_id, PassageDetails(quantity=Quantity(value)))
    assert passages.count(store) == 0


@pytest.mark.parametrize("value", [-0.0, 1e308, 5e-324, 2.0**53 + 2, -1e18])
def test_every_finite_value_passes_the_check(store: Store, add_article: Any, value: float) -> None:
    passage_id = tag(store, add_article(), PassageDetails(quantity=Quantity(value)))
    assert passages.get(store, passage_id).details.quantity == Quantity(value)
    assert check(store) == []


def test_words_that_no_file_can_hold_are_replaced_and_found_again(
    store: Store, add_article: Any
) -> None:
    odd = "a\x00b\udcff"
    details = PassageDetails(tags=(odd,), memo=odd, speaker=odd, metric=odd)
    passage_id = tag(store, add_article(), details)
    with store.write(f"Tag “{odd}”") as writer:
        passages.add_tag(writer, passage_id, f"{odd}2")
    for chosen in (
        PassageFilter(tag=odd),
        PassageFilter(speaker=odd),
        PassageFilter(metric=odd),
        PassageFilter(text=odd),
    ):
        assert [found.id for found in passages.find(store, chosen)] == [passage_id]
    with store.write("Take off") as writer:
        passages.remove_tag(writer, passage_id, odd)
    assert passages.get(store, passage_id).details.tags == ("a\ufffdb\ufffd2",)


@pytest.mark.parametrize("words", ["a " * 3000, "a" * 60_000])
def test_a_filter_longer_than_the_database_takes_finds_nothing(
    store: Store, add_article: Any, words: str
) -> None:
    tag(store, add_article())
    with pytest.raises(UsageError, match="words"):
        passages.find(store, PassageFilter(text=words))


@pytest.mark.parametrize("published", ["yesterday", "2025-13-01", "2025-02-30", "<b>"])
def test_a_date_that_is_none_is_refused(store: Store, add_article: Any, published: str) -> None:
    article_id = add_article()
    with pytest.raises(UsageError, match="date"), store.write("Edit") as writer:
        articles.edit(writer, article_id, {"published": published})
    assert articles.get(store, article_id).published == "2025-03-12"


@pytest.mark.parametrize("published", ["2025", "2025-02", "2025-02-24", "2025-02-24T08:30:00Z", ""])
def test_a_date_can_be_a_year_a_month_a_day_or_a_moment(
    store: Store, add_article: Any, published: str
) -> None:
    article_id = add_article()
    with store.write("Edit") as writer:
        articles.edit(writer, article_id, {"published": published, "author": " a\udcff  b "})
    article = articles.get(store, article_id)
    assert (article.published, article.author) == (published or None, "a\ufffd b")


def test_an_article_keeps_a_title(store: Store, add_article: Any) -> None:
    article_id = add_article()
    with pytest.raises(UsageError, match="title"), store.write("Edit") as writer:
        articles.edit(writer, article_id, {"title": "  "})


def test_a_backup_that_cannot_be_begun_is_told_in_words(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite"
    (tmp_path / "copy.sqlite.partial").mkdir()
    with pytest.raises(StoreError, match="No backup was made"):
        backup.back_up(store, target)


def test_a_note_that_cannot_be_written_leaves_the_folder_free(tmp_path: Path) -> None:
    (tmp_path / "project.holder").mkdir()
    with pytest.raises(ProjectError, match="cannot be written"):
        Hold.take(tmp_path)
    (tmp_path / "project.holder").rmdir()
    Hold.take(tmp_path).release()


Act = Callable[[], object]


@pytest.fixture
def at_next_write(monkeypatch: pytest.MonkeyPatch) -> Callable[[Act], None]:
    """Has something done, once, just before the next write begins: as another thread may."""
    waiting: list[Act] = []
    begin = Store.write

    def write(self: Store, *words: Any) -> Any:
        if waiting:
            waiting.pop()()
        return begin(self, *words)

    monkeypatch.setattr(Store, "write", write)
    return waiting.append


def test_undo_takes_back_the_step_that_is_last_when_its_turn_comes(
    store: Store, add_article: Any, at_next_write: Callable[[Act], None]
) -> None:
    article_id = add_article()
    first = tag(store, article_id)
    second: list[int] = []
    at_next_write(lambda: second.append(tag(store, article_id)))
    journal.undo(store)
    assert [found.id for found in passages.find(store, PassageFilter())] == [first]
    journal.undo(store)
    assert passages.find(store, PassageFilter()) == []
    journal.redo(store)
    journal.redo(store)
    assert [found.id for found in passages.find(store, PassageFilter())] == [first, *second]


def test_canonical_text_is_its_own_canonical_text() -> None:
    text = "\ufeff\ufeff\ufeff\ufeffx"
    assert canonical(canonical(text)) == canonical(text) == "x"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles SET title = CAST(title AS BLOB)",
        "UPDATE passages SET start = 'x'",
        "UPDATE passages SET value = 'x'",
        "UPDATE passages SET article_id = 'x'",
        "UPDATE texts SET text = CAST(text AS BLOB)",
        "UPDATE texts SET sha256 = 7",
        "DELETE FROM texts",
    ],
)
def test_a_value_that_has_lost_its_type_is_a_finding(
    store: Store, add_article: Any, statement: str
) -> None:
    tag(store, add_article())
    store.close()
    other = sqlite3.connect(store.path)
    other.execute("PRAGMA writable_schema = ON")
    other.execute("UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '')")
    other.commit()
    other.close()
    other = sqlite3.connect(store.path)
    other.execute("DROP TRIGGER texts_no_update")
    other.execute("PRAGMA ignore_check_constraints = ON")
    other.execute(statement)
    other.commit()
    other.close()
    found = findings(store.path)
    where = statement.split()[1] if statement.startswith("UPDATE") else "articles"
    assert any(line.startswith(where) for line in found)
