"""Version 5 of the schema: tags form a tree and say what they mean; articles have a memo."""

from sqlite_utils import Database

from workbench.store.rehashing import hash_again, note_sound_rows
from workbench.store.schema_1 import run_script

_CHANGES = """
-- The tag that one stands under, what it means, and the digit that puts it on a passage.
ALTER TABLE tags ADD COLUMN parent_id INTEGER REFERENCES tags(id);
ALTER TABLE tags ADD COLUMN definition TEXT;
ALTER TABLE tags ADD COLUMN shortcut TEXT;
CREATE INDEX tags_by_parent ON tags(parent_id);

-- Lists begin with the newest.
CREATE INDEX articles_by_date ON articles(published);

-- What the analyst notes of an article as a whole.
ALTER TABLE articles ADD COLUMN memo TEXT;
DROP TRIGGER articles_index_update;
"""

_INDEXED = "title, author, published, source, language, text_sha256, memo"
_CHANGED = ("tags", "articles")


def upgrade(db: Database) -> None:
    """Bring a database of version 4 to version 5."""
    sound = {table: note_sound_rows(db, table) for table in _CHANGED}
    run_script(db, _CHANGES)
    for table, ids in sound.items():
        hash_again(db, table, ids)
    db.execute(
        f"CREATE TRIGGER articles_index_update AFTER UPDATE OF {_INDEXED} ON articles BEGIN "  # noqa: S608
        "INSERT OR REPLACE INTO index_queue (article_id) VALUES (new.id); END"
    )
    db.execute("PRAGMA user_version = 5")
