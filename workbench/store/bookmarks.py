"""Bookmarks, and the memo of the project as a whole."""

from workbench import text as texts
from workbench.domain import Bookmark
from workbench.errors import NotFound
from workbench.store.connection import Store, Writer
from workbench.store.writing import new_uid, now

_PROJECT = 1


def all_bookmarks(store: Store, article_id: int | None = None) -> list[Bookmark]:
    """The bookmarks of one article, or of all, by article and place."""
    rows = store.rows(
        "SELECT b.*, a.title, a.published FROM bookmarks b JOIN articles a ON a.id = b.article_id "
        "WHERE ? IS NULL OR b.article_id = ? ORDER BY a.title COLLATE NOCASE, a.id, b.start, b.id",
        [article_id, article_id],
    )
    return [Bookmark(**{name: row[name] for name in Bookmark.__dataclass_fields__}) for row in rows]


def add(writer: Writer, article_id: int, start: int, exact: str) -> int:
    """Mark a place and the words that stand there; returns the id."""
    return writer.insert(
        "bookmarks",
        {
            "uid": new_uid(),
            "article_id": article_id,
            "start": start,
            "exact": exact,
            "label": "",
            "created": now(),
        },
    )


def rename(writer: Writer, bookmark_id: int, label: str) -> None:
    """Say what a bookmark is for; raises `NotFound`."""
    if writer.get("bookmarks", bookmark_id) is None:
        raise NotFound("The bookmark is no longer there.")
    writer.update("bookmarks", bookmark_id, {"label": texts.one_line(label) or ""})


def project_memo(store: Store) -> str:
    """The memo of the project; "" while there is none."""
    found: str | None = store.value("SELECT memo FROM project_notes WHERE id = ?", [_PROJECT])
    return found or ""


def set_project_memo(writer: Writer, memo: str) -> None:
    """Write the memo of the project."""
    row = {"id": _PROJECT, "memo": texts.canonical(memo).rstrip(), "modified": now()}
    if writer.get("project_notes", _PROJECT) is None:
        writer.insert("project_notes", row)
    else:
        writer.update("project_notes", _PROJECT, row)
