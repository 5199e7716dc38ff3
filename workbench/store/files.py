"""What is known of the files that articles came from: containers as last read, vanished files.

Nothing here is missed when it is lost: the next import finds it out again.
"""

from collections.abc import Iterable

from workbench.store.connection import Store, Writer
from workbench.store.writing import now


def container_hashes(store: Store) -> dict[str, str]:
    """Paths of files that hold several articles, with the hash each was last read with."""
    return {row["path"]: row["sha256"] for row in store.rows("SELECT * FROM containers")}


def note_container(writer: Writer, path: str, sha256: str) -> None:
    """Note that all of a file of several articles has been read."""
    writer.execute("INSERT OR REPLACE INTO containers (path, sha256) VALUES (?, ?)", [path, sha256])


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
