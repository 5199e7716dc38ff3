"""The check finds every changed value, not only what SQLite notices."""

import sqlite3
from typing import Any

import pytest

from workbench.domain import Kind, PassageDetails, Quantity, Span
from workbench.store import Store, articles, passages
from workbench.store.check import check


@pytest.fixture
def tagged(store: Store, add_article: Any) -> Store:
    article_id = add_article()
    with store.write("Tag as figure") as writer:
        passages.add(
            writer,
            article_id=article_id,
            text=articles.text(store, article_id),
            span=Span(15, 23),
            kind=Kind.FIGURE,
            details=PassageDetails(quantity=Quantity(70, unit="percent"), tags=("China",)),
        )
    return store


def damage(store: Store, *statements: str) -> list[str]:
    """Change the file as a fault would, behind Lode's back; returns what the check says."""
    store.close()
    other = sqlite3.connect(store.path)
    for statement in statements:
        other.execute(statement)
    other.commit()
    other.close()
    reopened = Store.open_readonly(store.path)
    try:
        return [f"{found.where} {found.what}" for found in check(reopened)]
    finally:
        reopened.close()


def test_a_sound_project_has_no_findings(tagged: Store) -> None:
    assert check(tagged) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE passages SET value = 71",
        "UPDATE passages SET memo = 'x'",
        "UPDATE passages SET start = 14",
        "UPDATE articles SET title = 'x'",
        "UPDATE tags SET name = 'x'",
        "UPDATE imports SET roots = '[]'",
    ],
)
def test_a_changed_value_is_found(tagged: Store, statement: str) -> None:
    assert any("differs from what was stored" in found for found in damage(tagged, statement))


def test_a_row_lost_from_the_file_is_found(tagged: Store) -> None:
    found = damage(tagged, "DROP TRIGGER passage_tags_count_delete", "DELETE FROM passage_tags")
    assert "passage_tags has 0 rows where 1 were stored" in found


def test_a_changed_text_is_found_with_the_passages_that_stood_on_it(tagged: Store) -> None:
    found = damage(
        tagged, "DROP TRIGGER texts_no_update", "UPDATE texts SET text = replace(text, '70', '80')"
    )
    assert any(line.startswith("texts ") for line in found)
    assert "passages 1 its words are not at its offsets" in found


def test_a_change_of_the_journal_is_found(tagged: Store) -> None:
    found = damage(
        tagged, "DROP TRIGGER changes_no_update", "UPDATE changes SET after = NULL WHERE id = 1"
    )
    assert "changes 1 differs from what was stored" in found
