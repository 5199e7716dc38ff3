"""What the indexes are told of articles and of passages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from workbench.domain import IndexDocument
from workbench.store import people
from workbench.store.batches import rows_by_ids
from workbench.store.connection import Store
from workbench.store.people import NameBook
from workbench.store.rows import Row

_SAID = ("kind", "speaker", "claimant", "metric", "memo", "currency", "unit", "amount")
_AMOUNT = "CAST(coalesce(value, lower, upper) AS TEXT) AS amount"


def of_articles(store: Store, ids: Sequence[int]) -> Iterator[IndexDocument]:
    """Articles with what is said of all their passages; ids that no longer exist are left out."""
    keywords = _keywords(store, ids)
    book = people.name_book(store)
    for row in rows_by_ids(
        store,
        "SELECT a.*, t.text FROM articles a JOIN texts t ON t.sha256 = a.text_sha256 "
        "WHERE a.id IN ({ids})",
        ids,
    ):
        found = keywords[row["id"]]
        if row["memo"]:
            found["memo"][row["memo"]] = None
        yield _document(row, found, book)


def of_passages(store: Store, ids: Sequence[int]) -> Iterator[IndexDocument]:
    """Passages; ids that no longer exist are left out."""
    tags: dict[int, dict[str, None]] = defaultdict(dict)
    book = people.name_book(store)
    for row in rows_by_ids(
        store,
        "SELECT t.passage_id, g.name FROM passage_tags t JOIN tags g ON g.id = t.tag_id "
        "WHERE t.passage_id IN ({ids}) ORDER BY g.name",
        ids,
    ):
        tags[row["passage_id"]][row["name"]] = None
    for row in rows_by_ids(
        store,
        "SELECT p.id, p.exact AS text, a.title, a.author, a.source, a.language, a.published, "  # noqa: S608
        f"p.kind, p.speaker, p.claimant, p.metric, p.memo, p.currency, p.unit, {_AMOUNT} "
        "FROM passages p JOIN articles a ON a.id = p.article_id WHERE p.id IN ({ids})",
        ids,
    ):
        found = {name: {row[name]: None} for name in _SAID if row[name]}
        yield _document(row, defaultdict(dict, found, tag=tags[row["id"]]), book)


def _document(row: Row, keywords: dict[str, dict[str, None]], book: NameBook) -> IndexDocument:
    return IndexDocument(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        author=row["author"],
        source=row["source"],
        language=row["language"],
        published=row["published"],
        tags=tuple(keywords["tag"]),
        kinds=tuple(keywords["kind"]),
        speakers=_with_main_names(keywords["speaker"], book),
        claimants=_with_main_names(keywords["claimant"], book),
        metrics=tuple(keywords["metric"]),
        memos=tuple(keywords["memo"]),
        currencies=tuple(keywords["currency"]),
        units=tuple(keywords["unit"]),
        amounts=tuple(float(amount) for amount in keywords["amount"]),
    )


def _with_main_names(written: Iterable[str], book: NameBook) -> tuple[str, ...]:
    """The main names first: lists show these, and a search finds the written ones as well."""
    main = [book.main_name(name) for name in written]
    return tuple(dict.fromkeys([*main, *written]))


def _keywords(store: Store, ids: Sequence[int]) -> dict[int, dict[str, dict[str, None]]]:
    # Dictionaries as ordered sets: the index sees each word once and always in one order.
    found: dict[int, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows_by_ids(
        store,
        "SELECT article_id, kind, speaker, claimant, metric, memo, currency, unit, "  # noqa: S608
        f"{_AMOUNT} FROM passages WHERE article_id IN ({{ids}}) ORDER BY id",
        ids,
    ):
        for name in _SAID:
            if row[name]:
                found[row["article_id"]][name][row[name]] = None
    for row in rows_by_ids(
        store,
        "SELECT p.article_id, g.name FROM passages p JOIN passage_tags t ON t.passage_id = p.id "
        "JOIN tags g ON g.id = t.tag_id WHERE p.article_id IN ({ids}) ORDER BY g.name",
        ids,
    ):
        found[row["article_id"]]["tag"][row["name"]] = None
    return found
