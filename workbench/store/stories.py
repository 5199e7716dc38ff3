"""Which articles are copies of one story: by their texts, and by what the analyst says.

Pairs of texts that are copies are found when a text comes in and kept for ever: they are true
of the texts, whatever becomes of the articles. The stories are made from them and from the
analyst's choices, anew whenever one of these or the articles change, in the same transaction.
A story bears the id of its first article.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from workbench.copies import Candidates, likeness, sketch
from workbench.domain import Article, CopyBasis, Story, StoryMember
from workbench.errors import NotFound
from workbench.store import articles
from workbench.store.batches import rows_by_ids
from workbench.store.connection import Store, Writer
from workbench.store.rows import Row
from workbench.tasks import Task

_CHUNK = 200
_DAY = len("2025-04-15")


class Texts:
    """The sketches of all texts of a project, loaded once for an import."""

    def __init__(self, store: Store) -> None:
        rows = list(store.rows("SELECT text_sha256, sketch FROM sketches"))
        self._names = [row["text_sha256"] for row in rows]
        self._known = set(self._names)
        self._candidates = Candidates(np.frombuffer(row["sketch"], "<u4") for row in rows)

    def place(
        self, writer: Writer, text_sha256: str, text: str, sample: Sequence[int] | None = None
    ) -> bool:
        """Note the texts that `text` is a copy of; returns whether there are any.

        `sample` is its sketch, made here when it is not given. A text that is known already is
        compared no more, and counts as a copy of itself.
        """
        if text_sha256 in self._known:
            return True
        sample = sketch(text) if sample is None else sample
        found = False
        for number in self._candidates.near(sample):
            other = self._names[number]
            row = writer.row("SELECT text FROM texts WHERE sha256 = ?", [other])
            if row is None:
                continue
            like = likeness(text, row["text"])
            if like.is_copy:
                found = True
                _note_copy(writer, text_sha256, other, like.of_first, like.of_second)
        self._candidates.add(sample)
        self._names.append(text_sha256)
        self._known.add(text_sha256)
        writer.execute(
            "INSERT OR REPLACE INTO sketches (text_sha256, sketch) VALUES (?, ?)",
            [text_sha256, np.asarray(sample, "<u4").tobytes()],
        )
        return found


def _note_copy(writer: Writer, first: str, second: str, of_first: float, of_second: float) -> None:
    if first > second:
        first, second, of_first, of_second = second, first, of_second, of_first
    writer.execute(
        "INSERT OR REPLACE INTO copies (first, second, of_first, of_second) VALUES (?, ?, ?, ?)",
        [first, second, round(of_first, 4), round(of_second, 4)],
    )


def regroup(writer: Writer) -> None:
    """Make the stories from the texts and choices as they now are."""
    before = {row["article_id"]: row["story"] for row in writer.rows("SELECT * FROM story_members")}
    after = _stories(writer)
    gone = [article_id for article_id in before if article_id not in after]
    for article_id in gone:
        writer.execute(
            "DELETE FROM story_members WHERE article_id = ?", [article_id], touches="stories"
        )
    changed = [one for one in after.items() if before.get(one[0]) != one[1]]
    for article_id, story in changed:
        writer.execute(
            "INSERT OR REPLACE INTO story_members (article_id, story) VALUES (?, ?)",
            [article_id, story],
            touches="stories",
        )
    writer.touch_articles([*gone, *(article_id for article_id, _ in changed)])


def _stories(writer: Writer) -> dict[int, int]:
    """Article id → story id, for the articles that share theirs."""
    choices = {
        row["article_id"]: row["with_article"]
        for row in writer.rows("SELECT article_id, with_article FROM story_choices")
    }
    with_text: dict[str, list[int]] = defaultdict(list)
    rows = writer.rows(
        "SELECT id, text_sha256 FROM articles WHERE text_sha256 IN ("
        "SELECT first FROM copies UNION SELECT second FROM copies UNION "
        "SELECT text_sha256 FROM articles GROUP BY text_sha256 HAVING count(*) > 1)"
    )
    for row in rows:
        if row["id"] not in choices:
            with_text[row["text_sha256"]].append(row["id"])
    joined = _Joined()
    for ids in with_text.values():
        joined.join_all(ids)
    for row in writer.rows("SELECT first, second FROM copies"):
        first, second = with_text.get(row["first"]), with_text.get(row["second"])
        if first and second:
            joined.join_all([first[0], second[0]])
    present = {
        row["id"]
        for row in writer.rows(
            "SELECT a.id FROM articles a JOIN story_choices c "
            "ON c.article_id = a.id OR c.with_article = a.id"
        )
    }
    for article_id, with_article in choices.items():
        if {article_id, with_article} <= present:
            joined.join_all([article_id, with_article])
    return joined.groups()


class _Joined:
    """Sets of numbers that grow together (union-find with path halving)."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def join_all(self, numbers: Sequence[int]) -> None:
        for number in numbers[1:]:
            low, high = sorted((self._top(numbers[0]), self._top(number)))
            if low != high:
                self._above[high] = low

    def groups(self) -> dict[int, int]:
        """Each number of a set of several with the smallest of its set."""
        tops = {number: self._top(number) for number in self._above}
        sizes: dict[int, int] = defaultdict(int)
        for top in tops.values():
            sizes[top] += 1
        return {number: top for number, top in tops.items() if sizes[top] > 1}

    def _top(self, number: int) -> int:
        above = self._above
        above.setdefault(number, number)
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number


def choose(writer: Writer, article_id: int, with_article: int) -> None:
    """Put an article into another's story, or with its own id into one of its own."""
    known = writer.row("SELECT id FROM story_choices WHERE article_id = ?", [article_id])
    row = {"article_id": article_id, "with_article": with_article}
    if known is None:
        writer.insert("story_choices", row)
    else:
        writer.update("story_choices", known["id"], row)


def forget_choice(writer: Writer, article_id: int) -> None:
    """Leave an article's story to the texts again."""
    for row in writer.rows("SELECT id FROM story_choices WHERE article_id = ?", [article_id]):
        writer.delete("story_choices", row["id"])


def story_of(store: Store, article_id: int) -> Story:
    """The story of an article, alone in it or not; raises `NotFound`."""
    article = articles.get(store, article_id)
    rows = store.rows("SELECT article_id FROM story_members WHERE story = ?", [article.story])
    ids = [row["article_id"] for row in rows] or [article_id]
    return _story(store, article.story, list(articles.get_many(store, ids).values()))


def members(store: Store) -> list[tuple[int, int]]:
    """Ids of the articles that share a story with others, each with its story."""
    rows = store.rows("SELECT article_id, story FROM story_members ORDER BY article_id")
    return [(row["article_id"], row["story"]) for row in rows]


def all_stories(store: Store) -> list[Story]:
    """The stories of more than one article, the largest first."""
    members: dict[int, list[int]] = defaultdict(list)
    for row in store.rows("SELECT article_id, story FROM story_members"):
        members[row["story"]].append(row["article_id"])
    found = articles.get_many(store, [one for ids in members.values() for one in ids])
    stories = [
        _story(store, story, [found[one] for one in ids if one in found])
        for story, ids in members.items()
    ]
    return sorted(stories, key=lambda story: (-len(story.members), story.id))


def _story(store: Store, story_id: int, found: list[Article]) -> Story:
    """The story with its members in the order of their publication."""
    credits = _credits(store, found)
    found.sort(
        key=lambda one: (
            one.published is None,
            (one.published or "")[:_DAY],
            -credits.get(one.id, 0),
            one.published or "",
            one.id,
        )
    )
    chosen = _chosen(store, [one.id for one in found])
    shares = _shares(store, {one.text_sha256 for one in found})
    members = [StoryMember(found[0].id, CopyBasis.ORIGIN)]
    for number, one in enumerate(found[1:], start=1):
        if one.id in chosen:
            members.append(StoryMember(one.id, CopyBasis.CHOSEN))
            continue
        member = _member(one, found[:number], shares) or _member(one, found[number:], shares)
        members.append(member or StoryMember(one.id, CopyBasis.NEAR))
    return Story(story_id, tuple(members))


def _credits(store: Store, found: Sequence[Article]) -> dict[int, int]:
    """How many of the others name each article's outlet, for those of the first day.

    Papers print an agency's report on the day it was sent, and say whose it is.
    """
    days = [one.published[:_DAY] for one in found if one.published]
    first = [one for one in found if one.published and one.published[:_DAY] == min(days)]
    if len(first) < 2:
        return {}
    texts = articles.texts_of(store, [one.id for one in found])
    return {
        one.id: sum(
            one.source in texts[other.id]
            for other in found
            if one.source and other.source != one.source
        )
        for one in first
    }


def _member(
    one: Article, others: Sequence[Article], shares: dict[tuple[str, str], float]
) -> StoryMember | None:
    """What makes `one` a copy of the others: the same text as one, or the most in common."""
    for other in others:
        if other.id != one.id and other.text_sha256 == one.text_sha256:
            return StoryMember(one.id, CopyBasis.EXACT, 1.0, other.id)
    compared = [
        (shares[one.text_sha256, other.text_sha256], -number, other.id)
        for number, other in enumerate(others)
        if (one.text_sha256, other.text_sha256) in shares
    ]
    if not compared:
        return None
    share, _, like = max(compared)
    return StoryMember(one.id, CopyBasis.NEAR, share, like)


def _chosen(store: Store, ids: Sequence[int]) -> set[int]:
    rows = rows_by_ids(
        store,
        "SELECT article_id FROM story_choices WHERE with_article <> article_id "
        "AND article_id IN ({ids})",
        ids,
    )
    return {row["article_id"] for row in rows}


def _shares(store: Store, names: set[str]) -> dict[tuple[str, str], float]:
    """The share of the first text that stands in the second, for the pairs that were noted."""
    shares: dict[tuple[str, str], float] = {}
    for name in names:
        for row in store.rows("SELECT * FROM copies WHERE first = ?", [name]):
            if row["second"] in names:
                shares[row["first"], row["second"]] = row["of_first"]
                shares[row["second"], row["first"]] = row["of_second"]
    return shares


def compare_all(store: Store, task: Task | None = None) -> None:
    """Compare the texts that have not been compared yet, as those of an earlier version's
    projects, and make the stories anew."""
    task = task or Task()
    waiting = _waiting(store)
    if not waiting:
        return
    known = Texts(store)
    for start in range(0, len(waiting), _CHUNK):
        task.step(start, len(waiting), "Comparing articles")
        with store.write() as writer:
            for row in waiting[start : start + _CHUNK]:
                text = articles.text_named(store, row["text_sha256"])
                known.place(writer, row["text_sha256"], text)
    with store.write() as writer:
        regroup(writer)
    task.step(len(waiting), len(waiting))


def _waiting(store: Store) -> list[Row]:
    return list(
        store.rows(
            "SELECT DISTINCT text_sha256 FROM articles WHERE text_sha256 NOT IN "
            "(SELECT text_sha256 FROM sketches) ORDER BY id"
        )
    )


def refuse_missing(writer: Writer, ids: Iterable[int]) -> None:
    """Raise `NotFound` unless all of these articles exist."""
    for article_id in ids:
        if writer.get("articles", article_id) is None:
            raise NotFound(f"There is no article {article_id} in this project.")
