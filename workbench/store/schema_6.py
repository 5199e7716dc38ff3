"""Version 6 of the schema: people, passages of several parts, more of what is said of them,
bookmarks, and the project's memo."""

from collections.abc import Iterator

from sqlite_utils import Database

from workbench.store.rehashing import hash_again, note_sound_rows
from workbench.store.schema_1 import count_triggers, run_script

_CHANGES = """
-- How a quote is given, how a claim is made, what a figure is: see `domain.passages`.
ALTER TABLE passages ADD COLUMN cue TEXT;
ALTER TABLE passages ADD COLUMN directness TEXT;
ALTER TABLE passages ADD COLUMN stance TEXT;
ALTER TABLE passages ADD COLUMN certainty TEXT;
ALTER TABLE passages ADD COLUMN status TEXT;
-- The words that the number was read from, where they are not all of the passage's.
ALTER TABLE passages ADD COLUMN read_from TEXT;
-- Stretches within start and end that are no part of the passage: [[from, to], ...], counted
-- from its start.
ALTER TABLE passages ADD COLUMN gaps TEXT;

-- Speakers and claimants who go by several names; passages keep the name that was written.
CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    sort TEXT NOT NULL CHECK (sort IN ('person', 'organisation', 'unknown')),
    note TEXT NOT NULL,
    created TEXT NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;

CREATE TABLE aliases (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people(id),
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    row_hash TEXT NOT NULL
) STRICT;
CREATE INDEX aliases_by_person ON aliases(person_id);

-- Places to come back to, with the words that stand there.
CREATE TABLE bookmarks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    article_id INTEGER NOT NULL REFERENCES articles(id),
    start INTEGER NOT NULL CHECK (start >= 0),
    exact TEXT NOT NULL,
    label TEXT NOT NULL,
    created TEXT NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;
CREATE INDEX bookmarks_by_article ON bookmarks(article_id);

-- What was offered and turned down, by its words and those before it.
CREATE TABLE rejections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    article_id INTEGER NOT NULL REFERENCES articles(id),
    kind TEXT NOT NULL CHECK (kind IN ('claim', 'quote', 'figure')),
    exact TEXT NOT NULL,
    prefix TEXT NOT NULL,
    created TEXT NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;
CREATE INDEX rejections_by_article ON rejections(article_id);

-- What the analyst notes of the project as a whole: one row at most, with the id 1.
CREATE TABLE project_notes (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    memo TEXT NOT NULL,
    modified TEXT NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;

-- Indexes hold only what is asked for by them: every page that a tag has to write is time.
CREATE INDEX passages_by_speaker ON passages(speaker COLLATE NOCASE) WHERE speaker IS NOT NULL;
CREATE INDEX passages_by_claimant ON passages(claimant COLLATE NOCASE) WHERE claimant IS NOT NULL;
DROP INDEX passages_by_metric;
CREATE INDEX passages_by_metric ON passages(metric) WHERE metric IS NOT NULL;
DROP INDEX steps_by_target;
CREATE INDEX steps_by_target ON steps(target) WHERE target IS NOT NULL;
"""

_NEW = ("people", "aliases", "bookmarks", "rejections", "project_notes")

_OTHERS = "(SELECT name FROM aliases WHERE person_id = new.id)"
# Passages and their articles are found by all names of whoever speaks in them.
_RENAMING = (
    ("people_insert", "INSERT ON people", "(new.name)"),
    ("people_delete", "DELETE ON people", "(old.name)"),
    ("people_update", "UPDATE OF name ON people", "(old.name, new.name)"),
    ("people_others", "UPDATE OF name ON people", _OTHERS),
    ("aliases_insert", "INSERT ON aliases", "(new.name)"),
    ("aliases_delete", "DELETE ON aliases", "(old.name)"),
    ("aliases_update", "UPDATE ON aliases", "(old.name, new.name)"),
)


def _triggers() -> Iterator[str]:
    for name, when, names in _RENAMING:
        said = f"speaker COLLATE NOCASE IN {names} OR claimant COLLATE NOCASE IN {names}"
        yield (
            f"CREATE TRIGGER {name}_queue AFTER {when} BEGIN "  # noqa: S608
            "INSERT OR REPLACE INTO index_queue (article_id) "
            f"SELECT DISTINCT article_id FROM passages WHERE {said}; "
            "INSERT OR REPLACE INTO passage_queue (passage_id) "
            f"SELECT id FROM passages WHERE {said}; END"
        )


def upgrade(db: Database) -> None:
    """Bring a database of version 5 to version 6."""
    sound = note_sound_rows(db, "passages")
    run_script(db, _CHANGES)
    hash_again(db, "passages", sound)
    for table in _NEW:
        db.execute("INSERT INTO table_counts (tbl, n) VALUES (?, 0)", [table])
        for trigger in count_triggers(table):
            db.execute(trigger)
    for trigger in _triggers():
        db.execute(trigger)
    db.execute("PRAGMA user_version = 6")
