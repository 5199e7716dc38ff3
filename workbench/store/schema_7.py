"""Version 7 of the schema: what passages say together. Links, groups of statements, matrices of
hypotheses, saved views, exchange rates, reports."""

from sqlite_utils import Database

from workbench.store.schema_1 import count_triggers, run_script

_CHANGES = """
-- What one passage does to another: see `domain.Relation`.
CREATE TABLE links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    from_id INTEGER NOT NULL REFERENCES passages(id),
    to_id INTEGER NOT NULL REFERENCES passages(id),
    relation TEXT NOT NULL CHECK (relation IN ('supports', 'contradicts', 'repeats', 'replies')),
    note TEXT NOT NULL,
    created TEXT NOT NULL,
    row_hash TEXT NOT NULL,
    UNIQUE (from_id, to_id, relation),
    CHECK (from_id <> to_id)
) STRICT;
CREATE INDEX links_by_to ON links(to_id);

-- Passages that say the same, as the analyst has settled it: wordings of one quote, claims.
CREATE TABLE statements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    sort TEXT NOT NULL CHECK (sort IN ('quote', 'claim')),
    label TEXT NOT NULL,
    created TEXT NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;

CREATE TABLE statement_members (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    statement_id INTEGER NOT NULL REFERENCES statements(id),
    passage_id INTEGER NOT NULL UNIQUE REFERENCES passages(id),
    opposite INTEGER NOT NULL CHECK (opposite IN (0, 1)),
    row_hash TEXT NOT NULL
) STRICT;
CREATE INDEX statement_members_by_statement ON statement_members(statement_id);

-- A view with its choices, to be opened again.
CREATE TABLE views (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    sort TEXT NOT NULL,
    name TEXT NOT NULL,
    settings TEXT NOT NULL,
    created TEXT NOT NULL,
    modified TEXT NOT NULL,
    row_hash TEXT NOT NULL,
    UNIQUE (sort, name COLLATE NOCASE)
) STRICT;

-- How many of `target` one of `currency` is, as the analyst says.
CREATE TABLE rates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    currency TEXT NOT NULL,
    target TEXT NOT NULL,
    rate REAL NOT NULL CHECK (rate > 0),
    note TEXT NOT NULL,
    row_hash TEXT NOT NULL,
    UNIQUE (currency, target),
    CHECK (currency <> target)
) STRICT;

-- Hypotheses against evidence.
CREATE TABLE matrices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    note TEXT NOT NULL,
    created TEXT NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;

CREATE TABLE hypotheses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    matrix_id INTEGER NOT NULL REFERENCES matrices(id),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;
CREATE INDEX hypotheses_by_matrix ON hypotheses(matrix_id);

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    matrix_id INTEGER NOT NULL REFERENCES matrices(id),
    passage_id INTEGER NOT NULL REFERENCES passages(id),
    position INTEGER NOT NULL,
    weight TEXT NOT NULL CHECK (weight IN ('high', 'medium', 'low')),
    row_hash TEXT NOT NULL,
    UNIQUE (matrix_id, passage_id)
) STRICT;
CREATE INDEX evidence_by_passage ON evidence(passage_id);

CREATE TABLE ratings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hypothesis_id INTEGER NOT NULL REFERENCES hypotheses(id),
    evidence_id INTEGER NOT NULL REFERENCES evidence(id),
    rating TEXT NOT NULL CHECK (rating IN ('CC', 'C', 'N', 'I', 'II')),
    row_hash TEXT NOT NULL,
    UNIQUE (hypothesis_id, evidence_id)
) STRICT;
CREATE INDEX ratings_by_evidence ON ratings(evidence_id);

-- Outlines of headings, notes, excerpts and views.
CREATE TABLE reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    created TEXT NOT NULL,
    row_hash TEXT NOT NULL
) STRICT;

CREATE TABLE report_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    report_id INTEGER NOT NULL REFERENCES reports(id),
    position INTEGER NOT NULL,
    sort TEXT NOT NULL CHECK (sort IN ('heading', 'note', 'excerpt', 'view')),
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 6),
    text TEXT NOT NULL,
    passage_id INTEGER REFERENCES passages(id),
    view_id INTEGER REFERENCES views(id),
    row_hash TEXT NOT NULL
) STRICT;
CREATE INDEX report_items_by_report ON report_items(report_id);
CREATE INDEX report_items_by_passage ON report_items(passage_id) WHERE passage_id IS NOT NULL;
CREATE INDEX report_items_by_view ON report_items(view_id) WHERE view_id IS NOT NULL;
"""

_NEW = (
    "links",
    "statements",
    "statement_members",
    "views",
    "rates",
    "matrices",
    "hypotheses",
    "evidence",
    "ratings",
    "reports",
    "report_items",
)


def upgrade(db: Database) -> None:
    """Bring a database of version 6 to version 7."""
    run_script(db, _CHANGES)
    for table in _NEW:
        db.execute("INSERT INTO table_counts (tbl, n) VALUES (?, 0)", [table])
        for trigger in count_triggers(table):
            db.execute(trigger)
    db.execute("PRAGMA user_version = 7")
