"""Version 4 of the schema: passages have an index of their own, and what it has still to see."""

from sqlite_utils import Database

from workbench.store.schema_1 import run_script

_CHANGES = """
-- Passages that their index has not yet seen in their present state, oldest first.
CREATE TABLE passage_queue (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    passage_id INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TABLE passage_index_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    generation TEXT NOT NULL,
    manifest TEXT NOT NULL
) STRICT;

-- Articles are found by the numbers of their figures, too.
DROP TRIGGER passages_index_update;
"""

_SAID = "kind, memo, speaker, claimant, metric, value, lower, upper, unit, currency"
_OF_ARTICLE = "title, author, published, source, language"


def _enqueue(passages: str) -> str:
    return f"INSERT OR REPLACE INTO passage_queue (passage_id) {passages};"


_TRIGGERS = (
    (
        "passages_index_update",
        f"UPDATE OF {_SAID} ON passages",
        "INSERT OR REPLACE INTO index_queue (article_id) VALUES (new.article_id);",
    ),
    ("passages_queue_insert", "INSERT ON passages", _enqueue("VALUES (new.id)")),
    ("passages_queue_update", f"UPDATE OF exact, {_SAID} ON passages", _enqueue("VALUES (new.id)")),
    ("passages_queue_delete", "DELETE ON passages", _enqueue("VALUES (old.id)")),
    (
        "passage_tags_queue_insert",
        "INSERT ON passage_tags",
        _enqueue("VALUES (new.passage_id)"),
    ),
    (
        "passage_tags_queue_delete",
        "DELETE ON passage_tags",
        _enqueue("VALUES (old.passage_id)"),
    ),
    (
        "tags_queue_rename",
        "UPDATE OF name ON tags",
        _enqueue("SELECT passage_id FROM passage_tags WHERE tag_id = new.id"),
    ),
    (
        "articles_queue_passages",
        f"UPDATE OF {_OF_ARTICLE} ON articles",
        _enqueue("SELECT id FROM passages WHERE article_id = new.id"),
    ),
)


def upgrade(db: Database) -> None:
    """Bring a database of version 3 to version 4."""
    run_script(db, _CHANGES)
    for name, when, then in _TRIGGERS:
        db.execute(f"CREATE TRIGGER {name} AFTER {when} BEGIN {then} END")
    db.execute("PRAGMA user_version = 4")
