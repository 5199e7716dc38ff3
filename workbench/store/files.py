"""What is known of the files that articles came from: containers as last read, vanished files.

Nothing here is missed when it is lost: the next import finds it out again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.store.connection import Store, Writer
from workbench.store.writing import now


@dataclass(frozen=True, slots=True)
class KnownContainer:
    """A file of several articles: its hash when it was last read, and how many it gave."""

    sha256: str
    articles: int


def container_hashes(store: Store) -> dict[str, KnownContainer]:
    """Files that hold several articles, by their path, as they were last read to the end."""
    rows = store.rows("SELECT path, sha256, articles FROM containers")
    return {row["path"]: KnownContainer(row["sha256"], row["articles"]) for row in rows}


def note_container(writer: Writer, path: str, sha256: str) -> None:
    """Note that a file of several articles, all of them stored by now, has been read."""
    writer.execute(
        "INSERT OR REPLACE INTO containers (path, sha256, articles) "
        "SELECT ?, ?, count(*) FROM articles WHERE path = ?",
        [path, sha256, path],
    )


def note_vanished(writer: Writer, article_ids: Iterable[int]) -> None:
    """Note that the files of these articles are no longer where they were."""
    for article_id in article_ids:
        writer.execute(
            "INSERT OR IGNORE INTO vanished (article_id, since) VALUES (?, ?)",
            [article_id, now()],
            touches="vanished",
        )


def note_present(writer: Writer, article_ids: Iterable[int]) -> None:
    """Note that the files of these articles are there."""
    for article_id in article_ids:
        writer.execute(
            "DELETE FROM vanished WHERE article_id = ?", [article_id], touches="vanished"
        )


def vanished(store: Store) -> dict[int, str]:
    """Articles whose file was gone when it was last looked for, with the moment of that."""
    rows = store.rows(
        "SELECT v.article_id, v.since FROM vanished v JOIN articles a ON a.id = v.article_id"
    )
    return {row["article_id"]: row["since"] for row in rows}
