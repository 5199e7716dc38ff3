"""Suggestions that were turned down: they do not come back, also when the text has changed."""

from workbench.domain import Kind
from workbench.store.connection import Store, Writer
from workbench.store.writing import new_uid, now

BEFORE = 24
"""Code points before the words by which two places with the same words are told apart."""


def of_article(store: Store, article_id: int) -> frozenset[tuple[str, str, str]]:
    """Kind, words and what stands before them of each suggestion that was turned down."""
    rows = store.rows(
        "SELECT kind, exact, prefix FROM rejections WHERE article_id = ?", [article_id]
    )
    return frozenset((row["kind"], row["exact"], row["prefix"]) for row in rows)


def articles(store: Store) -> frozenset[int]:
    """The articles in which anything was turned down."""
    return frozenset(row["article_id"] for row in store.rows("SELECT article_id FROM rejections"))


def with_figures(store: Store) -> dict[int, frozenset[tuple[str, str, str]]]:
    """The figures that were turned down, by article, as `of_article` has them."""
    rows = store.tuples("SELECT DISTINCT article_id FROM rejections WHERE kind = 'figure'")
    return {article_id: of_article(store, article_id) for (article_id,) in rows}


def add(writer: Writer, article_id: int, kind: Kind, exact: str, prefix: str) -> None:
    """Turn a suggestion down."""
    writer.insert(
        "rejections",
        {
            "uid": new_uid(),
            "article_id": article_id,
            "kind": kind,
            "exact": exact,
            "prefix": prefix,
            "created": now(),
        },
    )
