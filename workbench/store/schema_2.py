"""Version 2 of the schema: files of several articles, originals, versions, stories, proposals."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from workbench.store.hashing import hash_row
from workbench.store.rehashing import columns_now, hash_again, note_sound_rows
from workbench.store.schema_1 import count_triggers, run_script

_CHANGES = """
-- Which article of a file that holds several, and the hash of the whole file it was read from.
ALTER TABLE articles ADD COLUMN member TEXT;
ALTER TABLE articles ADD COLUMN file_sha256 TEXT;
ALTER TABLE articles DROP COLUMN story;
ALTER TABLE import_files ADD COLUMN member TEXT;

-- Where a passage may stand in the article's present text, for somebody to decide.
ALTER TABLE passages ADD COLUMN proposed_start INTEGER;
ALTER TABLE passages ADD COLUMN proposed_end INTEGER;
ALTER TABLE passages ADD COLUMN proposed_score REAL;
CREATE INDEX passages_by_state ON passages(state) WHERE state <> 'anchored';

-- The bytes that articles were read from; those that are kept lie in the folder "originals".
CREATE TABLE originals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL UNIQUE,
    bytes INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;

-- Every text that an article has had: why it was made, from which bytes, by which reader.
CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles(id),
    text_sha256 TEXT NOT NULL REFERENCES texts(sha256),
    original_sha256 TEXT NOT NULL,
    extractor TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('import', 'changed file', 'new reading')),
    made TEXT NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;
CREATE INDEX versions_by_article ON versions(article_id);

-- Files of several articles as an import last read them: with the same hash, and all of their
-- articles still there, they need not be read again.
CREATE TABLE containers (
    path TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    articles INTEGER NOT NULL
) STRICT;

-- Files that were not where they had been when their folder was imported again.
CREATE TABLE vanished (
    article_id INTEGER PRIMARY KEY,
    since TEXT NOT NULL
) STRICT;

-- What the analyst says of an article's story: that of another article, or, with its own id,
-- one of its own.
CREATE TABLE story_choices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL UNIQUE REFERENCES articles(id),
    with_article INTEGER NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;

-- Made from the texts and, like the index, of no worth of their own: the sketch of each text,
-- the texts that are copies of each other, and the story of each article that has a copy.
CREATE TABLE sketches (
    text_sha256 TEXT PRIMARY KEY,
    sketch BLOB NOT NULL
) STRICT;

CREATE TABLE copies (
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    of_first REAL NOT NULL,
    of_second REAL NOT NULL,
    PRIMARY KEY (first, second)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_members (
    article_id INTEGER PRIMARY KEY,
    story INTEGER NOT NULL
) STRICT;
CREATE INDEX story_members_by_story ON story_members(story);
"""

_NEW_COUNTED = ("originals", "versions", "story_choices")
_CHANGED = ("articles", "import_files", "passages")


def upgrade(db: Database) -> None:
    """Bring a database of version 1 to version 2."""
    run_script(
        db,
        "CREATE TEMP TABLE old_stories AS SELECT id AS article_id, story FROM articles;\n",
    )
    sound = {table: note_sound_rows(db, table) for table in _CHANGED}
    run_script(db, _CHANGES)
    for table in _NEW_COUNTED:
        db.execute("INSERT INTO table_counts (tbl, n) VALUES (?, 0)", [table])
        for trigger in count_triggers(table):
            db.execute(trigger)
    for table, ids in sound.items():
        hash_again(db, table, ids)
    _first_versions(db)
    run_script(
        db,
        "INSERT INTO story_members SELECT article_id, story FROM old_stories WHERE story IN "
        "(SELECT story FROM old_stories GROUP BY story HAVING count(*) > 1);\n"
        "DROP TABLE old_stories;\n",
    )
    db.execute("PRAGMA user_version = 2")


def _first_versions(db: Database) -> None:
    columns = columns_now(db, "versions")
    rows = db.query(
        "SELECT id AS article_id, text_sha256, original_sha256, extractor, 'import' AS reason, "
        "imported AS made FROM articles ORDER BY id"
    )
    names = ", ".join(name for name, _ in columns)
    for number, row in enumerate(list(rows), start=1):
        whole: Mapping[str, Any] = {"id": number, **row}
        values = [*(whole[name] for name, _ in columns), hash_row("versions", whole, columns)]
        marks = ", ".join("?" * len(values))
        db.execute(f"INSERT INTO versions ({names}, row_hash) VALUES ({marks})", values)  # noqa: S608
