"""Version 1 of the schema: articles, passages, tags, journal, counts and the index queue.

Never changed: projects of that version exist. What comes after is `schema_2` and so on.
"""

import uuid

from sqlite_utils import Database

APPLICATION_ID = 0x4C6F6465
"""The letters "Lode" in the database header; no other program's file is opened."""

_COUNTED = (
    *("imports", "import_files", "articles", "passages", "tags", "passage_tags"),
    *("steps", "changes", "texts"),
)

_TABLES = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started TEXT NOT NULL,
    finished TEXT,
    roots TEXT NOT NULL,
    cancelled INTEGER NOT NULL DEFAULT 0,
    row_hash TEXT NOT NULL
) STRICT;

CREATE TABLE import_files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    import_id INTEGER NOT NULL REFERENCES imports(id),
    path TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    article_id INTEGER,
    row_hash TEXT NOT NULL
) STRICT;
CREATE INDEX import_files_by_import ON import_files(import_id);

-- Named by their content and never changed; a new reading of a file is a new row.
CREATE TABLE texts (
    sha256 TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    import_id INTEGER NOT NULL REFERENCES imports(id),
    path TEXT NOT NULL,
    original_sha256 TEXT NOT NULL,
    text_sha256 TEXT NOT NULL REFERENCES texts(sha256),
    characters INTEGER NOT NULL,
    canonicaliser INTEGER NOT NULL,
    extractor TEXT NOT NULL,
    title TEXT NOT NULL,
    author TEXT,
    published TEXT,
    date_basis TEXT NOT NULL,
    source TEXT,
    url TEXT,
    language TEXT,
    story INTEGER NOT NULL,
    notes TEXT NOT NULL,
    imported TEXT NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_path ON articles(path);
CREATE INDEX articles_by_original ON articles(original_sha256);
CREATE INDEX articles_by_text ON articles(text_sha256);
CREATE INDEX articles_by_import ON articles(import_id);

CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    article_id INTEGER NOT NULL REFERENCES articles(id),
    text_sha256 TEXT NOT NULL REFERENCES texts(sha256),
    kind TEXT NOT NULL CHECK (kind IN ('claim', 'quote', 'figure')),
    start INTEGER NOT NULL CHECK (start >= 0),
    end INTEGER NOT NULL CHECK (end > start),
    exact TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    memo TEXT NOT NULL,
    speaker TEXT,
    claimant TEXT,
    metric TEXT,
    value REAL,
    lower REAL,
    upper REAL,
    unit TEXT,
    currency TEXT,
    qualifier TEXT,
    as_of TEXT,
    state TEXT NOT NULL CHECK (state IN ('anchored', 'review', 'orphan')),
    created TEXT NOT NULL,
    modified TEXT NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;
CREATE INDEX passages_by_article ON passages(article_id, start);
CREATE INDEX passages_by_metric ON passages(metric);

CREATE TABLE tags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    colour TEXT,
    created TEXT NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;

CREATE TABLE passage_tags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    passage_id INTEGER NOT NULL REFERENCES passages(id),
    tag_id INTEGER NOT NULL REFERENCES tags(id),
    row_hash TEXT NOT NULL,
    UNIQUE (passage_id, tag_id)
) STRICT;
CREATE INDEX passage_tags_by_tag ON passage_tags(tag_id);

-- The journal. A step knows the two stacks as it leaves them: undo_top and redo_top are the
-- steps that undo and redo would act on next, below is the step that lay under its own.
CREATE TABLE steps (
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('do', 'undo', 'redo')),
    target INTEGER REFERENCES steps(id),
    below INTEGER REFERENCES steps(id),
    undo_top INTEGER REFERENCES steps(id),
    redo_top INTEGER REFERENCES steps(id),
    row_hash TEXT NOT NULL
) STRICT;
CREATE INDEX steps_by_target ON steps(target);

CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL REFERENCES steps(id),
    tbl TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    before TEXT,
    after TEXT,
    row_hash TEXT NOT NULL
) STRICT;
CREATE INDEX changes_by_step ON changes(step_id);

CREATE TABLE table_counts (
    tbl TEXT PRIMARY KEY,
    n INTEGER NOT NULL
) STRICT;

-- Articles that the index has not yet seen in their present state, oldest first.
CREATE TABLE index_queue (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TABLE index_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    generation TEXT NOT NULL,
    manifest TEXT NOT NULL
) STRICT;
"""

_ARTICLE_COLUMNS_INDEXED = "title, author, published, source, language, text_sha256"
_PASSAGE_COLUMNS_INDEXED = "kind, memo, speaker, claimant, metric"


def _enqueue(article: str) -> str:
    return f"INSERT OR REPLACE INTO index_queue (article_id) VALUES ({article});"  # noqa: S608


def _triggers() -> list[str]:
    triggers = [trigger for table in _COUNTED for trigger in count_triggers(table)]
    for table, event in (
        ("steps", "UPDATE"),
        ("steps", "DELETE"),
        ("changes", "UPDATE"),
        ("changes", "DELETE"),
        ("texts", "UPDATE"),
    ):
        triggers.append(
            f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} BEGIN "
            f"SELECT RAISE(ABORT, '{table} is append-only'); END;"
        )
    tagged = "(SELECT article_id FROM passages WHERE id = {}.passage_id)"
    for name, when, article in (
        ("articles_index_insert", "INSERT ON articles", "new.id"),
        (
            "articles_index_update",
            f"UPDATE OF {_ARTICLE_COLUMNS_INDEXED} ON articles",
            "new.id",
        ),
        ("articles_index_delete", "DELETE ON articles", "old.id"),
        ("passages_index_insert", "INSERT ON passages", "new.article_id"),
        (
            "passages_index_update",
            f"UPDATE OF {_PASSAGE_COLUMNS_INDEXED} ON passages",
            "new.article_id",
        ),
        ("passages_index_delete", "DELETE ON passages", "old.article_id"),
        ("passage_tags_index_insert", "INSERT ON passage_tags", tagged.format("new")),
        ("passage_tags_index_delete", "DELETE ON passage_tags", tagged.format("old")),
    ):
        triggers.append(f"CREATE TRIGGER {name} AFTER {when} BEGIN {_enqueue(article)} END;")
    triggers.append(
        "CREATE TRIGGER tags_index_rename AFTER UPDATE OF name ON tags BEGIN "
        "INSERT OR REPLACE INTO index_queue (article_id) SELECT DISTINCT p.article_id "
        "FROM passages p JOIN passage_tags t ON t.passage_id = p.id WHERE t.tag_id = new.id; END;"
    )
    return triggers


def count_triggers(table: str) -> list[str]:
    """The triggers that keep a table's row count in `table_counts`."""
    triggers = []
    for event, sign in (("INSERT", "+"), ("DELETE", "-")):
        count = f"UPDATE table_counts SET n = n {sign} 1 WHERE tbl = '{table}';"  # noqa: S608
        triggers.append(
            f"CREATE TRIGGER {table}_count_{event.lower()} AFTER {event} ON {table} "
            f"BEGIN {count} END;"
        )
    return triggers


def run_script(db: Database, script: str) -> None:
    """Run statements that end in ";" and a line end, in the transaction that is open."""
    # Statement by statement: `executescript` would commit the migration's transaction.
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)


def make(db: Database) -> None:
    """Make the tables and triggers of version 1 in an empty database."""
    run_script(db, _TABLES)
    for table in _COUNTED:
        db.execute("INSERT INTO table_counts (tbl, n) VALUES (?, 0)", [table])
    for trigger in _triggers():
        db.execute(trigger)
    db.execute("INSERT INTO meta (key, value) VALUES ('uid', ?)", [uuid.uuid4().hex])
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")
