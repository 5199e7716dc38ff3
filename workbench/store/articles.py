"""Articles and their texts: reading, adding, correcting, removing."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from workbench import text as texts
from workbench.domain import Article, ArticleDraft, DateBasis, Kind, TextVersion
from workbench.errors import NotFound, UsageError
from workbench.store import links
from workbench.store.batches import PARAMETERS, rows_by_ids
from workbench.store.connection import Store, Writer
from workbench.store.refusals import spoilt
from workbench.store.rows import Row
from workbench.store.writing import new_uid, now

EDITABLE = ("title", "author", "published", "source", "url", "language")
"""Columns that an analyst may correct."""

_WITH_STORY = (
    "SELECT a.*, coalesce(m.story, a.id) AS story FROM articles a "
    "LEFT JOIN story_members m ON m.article_id = a.id"
)

_KNOWN = "id AS article_id, path, member, title, original_sha256, extractor"

_MONTH_OR_YEAR = re.compile(r"\d{4}(-\d{2})?", re.ASCII)


class Heading(NamedTuple):
    """What a list of hits shows of an article."""

    id: int
    title: str
    published: str | None
    source: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What an earlier import made of an article's place or of the same bytes."""

    article_id: int
    path: str
    member: str | None
    title: str
    original_sha256: str
    extractor: str


def all_articles(store: Store) -> list[Article]:
    """Every article, the newest publication first, undated ones last."""
    rows = store.rows(f"{_WITH_STORY} ORDER BY published IS NULL, published DESC, a.id")
    return [_article(row) for row in rows]


def told_by(store: Store) -> list[tuple[int, int, str | None, str | None, str, str | None]]:
    """Id, story, outlet, moment of publication, hash of the text and language of every article."""
    return store.tuples(
        "SELECT a.id, coalesce(m.story, a.id), a.source, a.published, a.text_sha256, "
        "a.language FROM articles a LEFT JOIN story_members m ON m.article_id = a.id"
    )


def get(store: Store, article_id: int) -> Article:
    """One article; raises `NotFound`."""
    row = store.row(f"{_WITH_STORY} WHERE a.id = ?", [article_id])
    if row is None:
        raise NotFound(f"There is no article {article_id} in this project.")
    return _article(row)


def get_many(store: Store, ids: Sequence[int]) -> dict[int, Article]:
    """Articles by id; ids that do not exist are left out."""
    rows = rows_by_ids(store, _WITH_STORY + " WHERE a.id IN ({ids})", ids)
    return {row["id"]: _article(row) for row in rows}


def headings(store: Store, ids: Sequence[int]) -> dict[int, Heading]:
    """What a list of hits shows of articles, by id; ids that do not exist are left out."""
    found: dict[int, Heading] = {}
    for start in range(0, len(ids), PARAMETERS):
        batch = ids[start : start + PARAMETERS]
        marks = ",".join("?" * len(batch))
        columns = "id, title, published, source, language"
        sql = f"SELECT {columns} FROM articles WHERE id IN ({marks})"  # noqa: S608 - marks only
        found |= {row[0]: Heading._make(row) for row in store.tuples(sql, batch)}
    return found


def text(store: Store, article_id: int) -> str:
    """The canonical text of an article; raises `NotFound`."""
    found: str | None = store.value(
        "SELECT t.text FROM articles a JOIN texts t ON t.sha256 = a.text_sha256 WHERE a.id = ?",
        [article_id],
    )
    if found is None:
        raise NotFound(f"There is no article {article_id} in this project.")
    return found


def texts_of(store: Store, ids: Sequence[int]) -> dict[int, str]:
    """Canonical texts by article id; ids that do not exist are left out."""
    sql = (
        "SELECT a.id, t.text FROM articles a JOIN texts t ON t.sha256 = a.text_sha256 "
        "WHERE a.id IN ({ids})"
    )
    return {row["id"]: row["text"] for row in rows_by_ids(store, sql, ids)}


def passage_counts(store: Store) -> dict[int, dict[Kind, int]]:
    """Numbers of passages by kind, for each article that has any."""
    counts: dict[int, dict[Kind, int]] = {}
    for row in store.rows(
        "SELECT article_id, kind, count(*) AS n FROM passages GROUP BY article_id, kind"
    ):
        counts.setdefault(row["article_id"], {})[Kind(row["kind"])] = row["n"]
    return counts


def newest(store: Store, *, tagged: bool) -> int | None:
    """The newest article, or the newest with a passage; undated ones come last."""
    condition = "EXISTS (SELECT 1 FROM passages p WHERE p.article_id = a.id)" if tagged else "1"
    for dated in ("a.published IS NOT NULL", "a.published IS NULL"):
        found: int | None = store.value(
            f"SELECT a.id FROM articles a WHERE {dated} AND {condition} "  # noqa: S608 - ours
            "ORDER BY a.published DESC LIMIT 1"
        )
        if found is not None:
            return found
    return None


def in_use(store: Store, column: str, most: int = 2_000) -> list[str]:
    """The values of "source", "author" or "language" in use, the most used first."""
    if column not in EDITABLE:
        raise ValueError(column)
    sql = (
        f"SELECT {column} AS value FROM articles WHERE coalesce({column}, '') != '' "  # noqa: S608 - checked
        f"GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT {int(most)}"
    )
    return [row["value"] for row in store.rows(sql)]


def imported_by(store: Store, import_id: int) -> list[int]:
    """The articles that an import has brought in, by id."""
    rows = store.rows("SELECT id FROM articles WHERE import_id = ? ORDER BY id", [import_id])
    return [row["id"] for row in rows]


def known_files(store: Store) -> dict[str, dict[str | None, KnownFile]]:
    """What earlier imports made of each path: its articles by their member."""
    known: dict[str, dict[str | None, KnownFile]] = {}
    for row in store.rows(f"SELECT {_KNOWN} FROM articles ORDER BY id"):  # noqa: S608 - ours
        known.setdefault(row["path"], {})[row["member"]] = KnownFile(**row)
    return known


def same_bytes(writer: Writer, original_sha256: str) -> KnownFile | None:
    """The first article made of the same bytes, wherever they lay."""
    row = writer.row(
        f"SELECT {_KNOWN} FROM articles WHERE original_sha256 = ? "  # noqa: S608 - ours
        "ORDER BY id LIMIT 1",
        [original_sha256],
    )
    return None if row is None else KnownFile(**row)


def add(
    writer: Writer,
    draft: ArticleDraft,
    *,
    path: str,
    original_sha256: str,
    import_id: int,
    member: str | None = None,
    file_sha256: str | None = None,
) -> int:
    """Insert an article with the first version of its text; returns its id.

    `file_sha256` is that of the whole file when the article is one `member` of it.
    """
    text_sha256 = _put_text(writer, draft.text)
    article_id = writer.insert(
        "articles",
        {
            **_fields(draft, text_sha256, original_sha256, file_sha256),
            **_metadata(draft),
            "uid": new_uid(),
            "import_id": import_id,
            "imported": now(),
            "path": path,
            "member": member,
            "memo": None,
        },
    )
    _note_version(writer, article_id, "import")
    return article_id


def replace(
    writer: Writer,
    article_id: int,
    draft: ArticleDraft,
    *,
    original_sha256: str,
    file_sha256: str | None = None,
) -> bool:
    """Give an article the reading of its changed file; returns whether the text differs.

    The metadata is what the file says now; id, place, story and passages stay as they are.
    """
    columns = _fields(draft, _put_text(writer, draft.text), original_sha256, file_sha256)
    return _new_version(writer, article_id, {**columns, **_metadata(draft)}, "changed file")


def reread(writer: Writer, article_id: int, draft: ArticleDraft) -> bool:
    """Give an article a new reading of its original; returns whether the text differs.

    Its metadata stays: an analyst may have corrected it.
    """
    before = writer.get("articles", article_id)
    if before is None:
        raise NotFound(f"There is no article {article_id} in this project.")
    text_sha256 = _put_text(writer, draft.text)
    columns = _fields(draft, text_sha256, before["original_sha256"], before["file_sha256"])
    return _new_version(writer, article_id, columns, "new reading")


def move(writer: Writer, article_id: int, path: str, member: str | None) -> None:
    """Note that an article's file, unchanged, now lies elsewhere."""
    writer.update("articles", article_id, {"path": path, "member": member})


def versions(store: Store, article_id: int) -> list[TextVersion]:
    """The texts that an article has had, the first one first."""
    rows = store.rows(
        "SELECT v.*, length(t.text) AS characters FROM versions v "
        "JOIN texts t ON t.sha256 = v.text_sha256 WHERE v.article_id = ? ORDER BY v.id",
        [article_id],
    )
    return [
        TextVersion(
            id=row["id"],
            text_sha256=row["text_sha256"],
            original_sha256=row["original_sha256"],
            extractor=row["extractor"],
            reason=row["reason"],
            made=row["made"],
            characters=row["characters"],
        )
        for row in rows
    ]


def text_named(store: Store, text_sha256: str) -> str:
    """A text by its hash, also one that no article has any more; raises `NotFound`."""
    found: str | None = store.value("SELECT text FROM texts WHERE sha256 = ?", [text_sha256])
    if found is None:
        raise NotFound("There is no such version of a text in this project.")
    return found


def edit(writer: Writer, article_id: int, changes: dict[str, str | None]) -> bool:
    """Correct metadata or the memo; a corrected date counts as stated. Returns whether anything
    differed."""
    row: dict[str, Any] = {
        name: texts.one_line(changes[name]) for name in EDITABLE if name in changes
    }
    if "memo" in changes:
        row["memo"] = texts.canonical(changes["memo"] or "").strip() or None
    if "title" in row and row["title"] is None:
        raise UsageError("An article needs a title.")
    if "published" in row:
        _refuse_no_date(row["published"])
        row["date_basis"] = DateBasis.STATED if row["published"] else DateBasis.UNKNOWN
    return writer.update("articles", article_id, row)


def remove(writer: Writer, article_id: int) -> None:
    """Delete an article with its passages; the text stays for undo."""
    for link in writer.rows(
        "SELECT t.id FROM passage_tags t JOIN passages p ON p.id = t.passage_id "
        "WHERE p.article_id = ?",
        [article_id],
    ):
        writer.delete("passage_tags", link["id"])
    for passage in writer.rows("SELECT id FROM passages WHERE article_id = ?", [article_id]):
        links.untie(writer, passage["id"])
        writer.delete("passages", passage["id"])
    for table in ("versions", "story_choices", "bookmarks", "rejections"):
        for row in writer.rows(
            f"SELECT id FROM {table} WHERE article_id = ?",  # noqa: S608 - named above
            [article_id],
        ):
            writer.delete(table, row["id"])
    writer.delete("articles", article_id)


def _new_version(writer: Writer, article_id: int, columns: dict[str, Any], reason: str) -> bool:
    before = writer.get("articles", article_id)
    writer.update("articles", article_id, columns)
    differs = before is None or before["text_sha256"] != columns["text_sha256"]
    if differs:
        _note_version(writer, article_id, reason)
    return differs


def _note_version(writer: Writer, article_id: int, reason: str) -> None:
    article = writer.get("articles", article_id) or {}
    kept = ("text_sha256", "original_sha256", "extractor")
    writer.insert(
        "versions",
        {
            "article_id": article_id,
            **{name: article[name] for name in kept},
            "reason": reason,
            "made": now(),
        },
    )


def _put_text(writer: Writer, content: str) -> str:
    digest = texts.sha256(content)
    writer.execute(
        "INSERT INTO texts (sha256, text) VALUES (?, ?) ON CONFLICT DO NOTHING", [digest, content]
    )
    return digest


def _fields(
    draft: ArticleDraft, text_sha256: str, original_sha256: str, file_sha256: str | None
) -> dict[str, Any]:
    """The columns that come with a text."""
    return {
        "original_sha256": original_sha256,
        "file_sha256": file_sha256 if file_sha256 != original_sha256 else None,
        "text_sha256": text_sha256,
        "characters": len(draft.text),
        "canonicaliser": texts.CANONICALISER,
        "extractor": draft.extractor,
        "notes": json.dumps(draft.notes, ensure_ascii=False),
    }


def _metadata(draft: ArticleDraft) -> dict[str, Any]:
    """The columns that an analyst may correct, and on what the date rests."""
    return {
        **{name: getattr(draft, name) for name in EDITABLE},
        "date_basis": draft.date_basis,
    }


def _refuse_no_date(words: str | None) -> None:
    """Raise `UsageError` unless `words` is a year, a month, a day, a moment, or None."""
    if words is None:
        return
    try:
        if _MONTH_OR_YEAR.fullmatch(words):
            words = f"{words}-01-01"[:10]
        datetime.fromisoformat(words)
    except ValueError:
        raise UsageError(
            f"“{words}” is not a date. Write a year, a month or a day: 2025, 2025-02 or 2025-02-24."
        ) from None


def _article(row: Row) -> Article:
    try:
        return _as_stored(row)
    except (ValueError, TypeError) as error:
        raise spoilt("An article", error) from error


def _as_stored(row: Row) -> Article:
    return Article(
        id=row["id"],
        uid=row["uid"],
        title=row["title"],
        author=row["author"],
        published=row["published"],
        date_basis=DateBasis(row["date_basis"]),
        source=row["source"],
        url=row["url"],
        language=row["language"],
        path=row["path"],
        characters=row["characters"],
        story=row["story"],
        text_sha256=row["text_sha256"],
        imported=row["imported"],
        import_id=row["import_id"],
        member=row["member"],
        original_sha256=row["original_sha256"],
        extractor=row["extractor"],
        notes=tuple(json.loads(row["notes"])),
        memo=row["memo"] or "",
    )
