"""A project's index: searching, keeping in step with the store, surviving damage."""

import errno
import os
import pickle
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.domain import Kind, PassageDetails, Span
from workbench.errors import IndexUnavailable, NotFound, ProjectDamaged, QueryError
from workbench.index import SearchIndex, feeding, service
from workbench.index.segments import files
from workbench.store import Store, articles, index_queue, passages, stories
from workbench.store.index_queue import IndexState
from workbench.tasks import Cancelled, Task

UID = "0123456789abcdef"
TEXT = (
    "China supplies over 70% of the world’s rare earths.\n\n"
    "Kyiv says its minerals are worth $14.8 trillion. The “minerals deal” was signed in April."
)

AddArticle = Callable[..., int]


def ids(index: SearchIndex, query: str) -> list[int]:
    return [hit.article_id for hit in index.search(query).hits]


def generations(cache: Path) -> list[str]:
    return sorted(path.name for path in (cache / UID).iterdir())


def current_files(store: Store, cache: Path) -> list[Path]:
    state = index_queue.state(store)
    assert state is not None
    return [cache / UID / state.generation / name for name in state.manifest]


def tag_passage(store: Store, article_id: int, words: str, kind: Kind, **details: object) -> None:
    text = articles.text(store, article_id)
    start = text.index(words)
    with store.write("Tag") as writer:
        passages.add(
            writer,
            article_id=article_id,
            text=text,
            span=Span(start, start + len(words)),
            kind=kind,
            details=PassageDetails(**details),  # type: ignore[arg-type]
        )


def test_an_article_is_found_after_sync(index: SearchIndex, add_article: AddArticle) -> None:
    article = add_article(
        TEXT, title="Buried trillions", published="2025-02-17", source="Fernhill Daily"
    )
    assert index.waiting() == 1
    assert index.sync() == 1
    assert index.waiting() == 0
    result = index.search("minerals")
    assert result.total == 1
    [hit] = result.hits
    assert (hit.article_id, hit.title) == (article, "Buried trillions")
    assert (hit.published, hit.source) == ("2025-02-17", "Fernhill Daily")
    assert hit.score > 0
    assert result.query == "minerals"
    assert result.milliseconds > 0


def test_snippets_hold_the_text_and_the_places_of_the_words(
    index: SearchIndex, add_article: AddArticle
) -> None:
    add_article(TEXT)
    index.sync()
    [hit] = index.search("mineral trillion").hits
    matches = []
    for snippet in hit.snippets:
        assert snippet.text == TEXT[snippet.span.start : snippet.span.end]
        matches += [TEXT[match.start : match.end] for match in snippet.matches]
    assert matches == ["minerals", "trillion", "minerals"]


def test_marks_are_all_the_matches_in_the_text(index: SearchIndex, add_article: AddArticle) -> None:
    article = add_article(TEXT)
    spans = index.marks('"minerals deal" OR 70% -kyiv', [article])[article]
    assert [TEXT[span.start : span.end] for span in spans] == ["70%", "minerals deal"]
    assert index.marks("minerals", [article + 1]) == {}


def test_a_changed_article_is_found_by_what_it_says_now(
    store: Store, index: SearchIndex, add_article: AddArticle
) -> None:
    article = add_article(TEXT, title="Before")
    index.sync()
    with store.write("Edit") as writer:
        articles.edit(writer, article, {"title": "Afterwards"})
    assert ids(index, "title:before") == [article]
    assert index.sync() == 1
    assert ids(index, "title:before") == []
    assert ids(index, "title:afterwards") == [article]
    assert index.search("*").total == 1


def test_a_removed_article_is_gone_even_before_the_next_sync(
    store: Store, index: SearchIndex, add_article: AddArticle
) -> None:
    kept, removed = add_article(TEXT), add_article(TEXT + " Again.")
    index.sync()
    with store.write("Remove") as writer:
        articles.remove(writer, removed)
    for _ in range(2):
        result = index.search("minerals", facets=True)
        assert (result.total, [hit.article_id for hit in result.hits]) == (1, [kept])
        index.sync()


def test_an_article_after_the_last_one_was_removed_is_found(
    index: SearchIndex, store: Store, add_article: AddArticle
) -> None:
    first = add_article("Graphite.")
    index.sync()
    with store.write("Remove") as writer:
        articles.remove(writer, first)
    index.sync()
    assert ids(index, "graphite") == []
    second = add_article("Graphite again.")
    index.sync()
    assert ids(index, "graphite") == [second]
    assert ids(index, "*") == [second]


def test_what_an_analyst_says_of_a_passage_can_be_sought(
    store: Store, index: SearchIndex, add_article: AddArticle
) -> None:
    article, other = add_article(TEXT), add_article("Nothing of note here.")
    tag_passage(
        store,
        article,
        "70%",
        Kind.FIGURE,
        tags=("energy policy", "supply"),
        metric="market share",
        memo="Check against the survey",
    )
    tag_passage(store, article, "minerals deal", Kind.QUOTE, speaker="Vladimir Putin")
    tag_passage(store, other, "note", Kind.CLAIM, claimant="The Ministry")
    index.sync()
    for query in (
        "tag:energy",
        'tag:"energy policy"',
        'tag:="energy policy"',
        "tag:sup*",
        "kind:figure",
        "kind:quote",
        "speaker:putin",
        'metric:"market share"',
        "memo:surveys",
        "memo:*",
        "speaker:vladimr~1",
    ):
        assert ids(index, query) == [article], query
    assert ids(index, "claimant:ministry") == [other]
    assert ids(index, "tag:=energy") == []
    assert ids(index, 'tag:"policy supply"') == []


def test_facets_count_all_matches(
    store: Store, index: SearchIndex, add_article: AddArticle
) -> None:
    english = {"language": "en"}
    first = add_article(TEXT, source="Alpha", published="2025-02-01", author="Ana Ortiz")
    add_article(TEXT + " More.", source="Alpha", published="2025-03", **english)
    add_article(TEXT + " Most.", source="Beta", published="2025-03-09", **english)
    add_article(TEXT + " Least.", author="Ana Ortiz", published="2026", **english)
    add_article("Unrelated.", source="Gamma")
    tag_passage(store, first, "70%", Kind.FIGURE, tags=("share",), speaker="Ana")
    index.sync()
    result = index.search("minerals", limit=1, facets=True)
    assert (result.total, len(result.hits)) == (4, 1)
    assert result.facets == {
        "source": [("Alpha", 2), ("Beta", 1)],
        "author": [("Ana Ortiz", 2)],
        "language": [("en", 3)],
        "month": [("2025-02", 1), ("2025-03", 2), ("2026", 1)],
        "kind": [("figure", 1)],
        "tag": [("share", 1)],
        "speaker": [("Ana", 1)],
    }
    assert index.search("minerals").facets == {}


def test_pages_and_orders(index: SearchIndex, add_article: AddArticle) -> None:
    dated = [add_article(f"oil {n}", published=f"2025-01-{n:02}") for n in (3, 1, 2)]
    undated = add_article("oil oil oil")
    index.sync()
    newest = index.search("oil", order="date")
    assert [hit.article_id for hit in newest.hits] == [dated[0], dated[2], dated[1], undated]
    assert index.search("oil").hits[0].article_id == undated
    second = index.search("oil", order="date", limit=2, offset=2)
    assert [hit.article_id for hit in second.hits] == [dated[1], undated]
    assert second.total == 4
    assert index.search("oil", limit=0).hits == ()


def test_a_query_that_cannot_be_read_is_refused_before_anything_else(index: SearchIndex) -> None:
    with pytest.raises(QueryError) as caught:
        index.search("(a OR")
    assert (caught.value.start, caught.value.end) == (3, 5)
    with pytest.raises(QueryError, match="Type a word"):
        index.marks(" ", [1])


def test_without_an_index_searching_says_so_and_sync_makes_one(
    index: SearchIndex, add_article: AddArticle
) -> None:
    article = add_article(TEXT)
    with pytest.raises(IndexUnavailable, match="rebuild"):
        index.search("minerals")
    index.sync()
    assert ids(index, "minerals") == [article]


def test_while_the_first_index_is_made_searching_says_so(
    index: SearchIndex, add_article: AddArticle
) -> None:
    add_article(TEXT)
    answers: list[str] = []

    def search(_done: int, _total: int, _text: str) -> None:
        with pytest.raises(IndexUnavailable) as caught:
            index.search("minerals")
        answers.append(str(caught.value))

    index.sync(Task(search))
    assert answers
    assert all("just being made" in answer for answer in answers)


def test_a_listed_index_without_a_table_of_contents_is_damaged(
    store: Store, index: SearchIndex, add_article: AddArticle
) -> None:
    article = add_article(TEXT)
    index.sync()
    state = index_queue.state(store)
    assert state is not None
    segments = {name: sha for name, sha in state.manifest.items() if not name.endswith(".toc")}
    index_queue.done(store, 0, state.generation, segments)
    with pytest.raises(IndexUnavailable):
        index.search("minerals")
    assert index.sync() == 1
    assert ids(index, "minerals") == [article]


def test_an_empty_project_has_an_index_too(index: SearchIndex) -> None:
    assert index.sync() == 0
    assert index.search("anything").total == 0
    assert index.sync() == 0


def test_rebuilding_makes_a_new_generation_and_removes_the_old_one(
    index: SearchIndex, add_article: AddArticle, cache: Path
) -> None:
    article = add_article(TEXT)
    index.sync()
    before = generations(cache)
    assert index.rebuild() == 1
    assert len(generations(cache)) == 1
    assert generations(cache) > before
    assert ids(index, "minerals") == [article]


def test_the_old_generation_answers_until_the_new_one_is_complete(
    index: SearchIndex, add_article: AddArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = add_article(TEXT)
    index.sync()
    monkeypatch.setattr(feeding, "CHUNK", 1)
    totals: list[int] = []
    index.rebuild(Task(lambda done, total, text: totals.append(index.search("minerals").total)))
    assert totals
    assert set(totals) == {1}
    assert ids(index, "minerals") == [article]


@pytest.mark.parametrize("change", ["rebuild", "sync"])
def test_a_cancelled_change_leaves_what_was(
    index: SearchIndex, add_article: AddArticle, cache: Path, change: str
) -> None:
    article = add_article(TEXT)
    index.sync()
    add_article("More minerals.")
    before = generations(cache)

    def report(done: int, total: int, text: str) -> None:
        if text == "Writing the index":
            task.cancel()
            task.raise_if_cancelled()

    task = Task(report)
    with pytest.raises(Cancelled):
        getattr(index, change)(task)
    assert generations(cache) == before
    assert ids(index, "minerals") == [article]
    assert index.waiting() == 1
    assert index.sync() == 1
    assert index.search("minerals").total == 2


def test_progress_is_reported_up_to_the_end(index: SearchIndex, add_article: AddArticle) -> None:
    for number in range(3):
        add_article(f"Number {number}")
    steps: list[tuple[int, int]] = []
    index.sync(Task(lambda done, total, text: steps.append((done, total))))
    assert steps[-1] == (3, 3)


def test_catching_up_takes_several_commits_when_much_is_waiting(
    index: SearchIndex, add_article: AddArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "SYNC_BATCH", 2)
    added = [add_article(f"oil {number}") for number in range(5)]
    assert index.sync() == 5
    added += [add_article(f"oil {number}") for number in range(5)]
    assert index.sync() == 5
    assert sorted(ids(index, "oil")) == added


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.fixture
def article(index: SearchIndex, add_article: AddArticle) -> int:
    """An article that is in the index already."""
    added = add_article(TEXT)
    index.sync()
    return added


@pytest.mark.parametrize("damage", [flip_a_byte, Path.unlink, lambda path: path.write_bytes(b"")])
@pytest.mark.parametrize("suffix", [".toc", ".lode"])
def test_damage_is_noticed_and_mended_by_sync(
    store: Store, article: int, cache: Path, damage: Callable[[Path], None], suffix: str
) -> None:
    [path] = [path for path in current_files(store, cache) if path.suffix == suffix]
    damage(path)
    # A program that is started now has nothing verified yet.
    fresh = SearchIndex(store, cache, UID, child=False)
    with pytest.raises(IndexUnavailable):
        fresh.search("minerals")
    assert fresh.sync() == 1
    assert ids(fresh, "minerals") == [article]
    fresh.close()


def test_verifying_reads_every_file_again(
    store: Store, index: SearchIndex, article: int, cache: Path
) -> None:
    index.verify()
    path = current_files(store, cache)[0]
    times = path.stat()
    flip_a_byte(path)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(IndexUnavailable, match="damaged"):
        index.verify()
    index.rebuild()
    index.verify()
    assert ids(index, "minerals") == [article]


def test_what_was_never_made_has_nothing_to_verify(index: SearchIndex) -> None:
    index.verify()


class Poison:
    """Unpickling it makes a folder."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self.target),)


def poisoned_toc(good: bytes, target: Path) -> bytes:
    """A table of contents whose pickles are all poison."""
    poison = pickle.dumps(Poison(target), 2)
    assert good.count(b"\x80\x02") >= 1
    return good[: good.index(b"\x80\x02")] + poison


@pytest.mark.parametrize("newer", [True, False])
def test_a_poisoned_table_of_contents_is_never_opened(
    store: Store, article: int, add_article: AddArticle, cache: Path, newer: bool
) -> None:
    [toc] = [path for path in current_files(store, cache) if path.suffix == ".toc"]
    target = cache / "unpickled"
    poison = poisoned_toc(toc.read_bytes(), target)
    path = toc.with_name(re.sub(r"\d+(?=\.toc)", "999", toc.name)) if newer else toc
    path.write_bytes(poison)
    fresh = SearchIndex(store, cache, UID, child=False)
    if newer:
        assert ids(fresh, "minerals") == [article]
    else:
        with pytest.raises(IndexUnavailable):
            fresh.search("minerals")
    add_article("More minerals.")
    fresh.sync()
    assert fresh.search("minerals").total == 2
    assert not path.exists()
    fresh.close()
    assert not target.exists()


def test_the_poison_of_these_tests_works(
    store: Store, index: SearchIndex, add_article: AddArticle, cache: Path, tmp_path: Path
) -> None:
    from whoosh.index import open_dir

    add_article(TEXT)
    index.sync()
    [toc] = [path for path in current_files(store, cache) if path.suffix == ".toc"]
    target = tmp_path / "unpickled"
    toc.write_bytes(poisoned_toc(toc.read_bytes(), target))
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever Whoosh makes of it
        open_dir(str(toc.parent))
    assert target.exists()


def test_a_missing_folder_is_made_anew(
    store: Store, index: SearchIndex, add_article: AddArticle, cache: Path
) -> None:
    article = add_article(TEXT)
    index.sync()
    index.close()
    shutil.rmtree(cache)
    fresh = SearchIndex(store, cache, UID, child=False)
    with pytest.raises(IndexUnavailable):
        fresh.search("minerals")
    assert fresh.sync() == 1
    assert ids(fresh, "minerals") == [article]
    fresh.close()


def test_files_that_nobody_has_listed_are_removed(
    store: Store, index: SearchIndex, add_article: AddArticle, cache: Path
) -> None:
    add_article(TEXT)
    index.sync()
    folder = current_files(store, cache)[0].parent
    (folder / "MAIN_stray.seg").write_bytes(b"left by a crash")
    (folder / "MAIN.tmp").mkdir()
    (folder / "MAIN.tmp" / "x.run").write_bytes(b"left by a crash")
    (cache / UID / "1-000000").mkdir()
    index.sync()
    assert sorted(path.name for path in folder.iterdir() if not path.name.endswith("LOCK")) == (
        sorted(path.name for path in current_files(store, cache))
    )
    assert generations(cache) == [folder.name]


def test_a_commit_that_was_not_recorded_is_done_again(
    store: Store, index: SearchIndex, add_article: AddArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = add_article(TEXT)
    index.sync()
    second = add_article("More minerals.")

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(index_queue, "done", killed)
        with pytest.raises(KeyboardInterrupt):
            index.sync()
    assert ids(index, "minerals") == [first]
    assert index.sync() == 1
    assert sorted(ids(index, "minerals")) == [first, second]


def test_an_index_of_an_older_form_is_made_anew(
    store: Store, index: SearchIndex, add_article: AddArticle, cache: Path
) -> None:
    article = add_article(TEXT)
    index.sync()
    state = index_queue.state(store)
    assert state is not None
    older = "0-000001"
    (cache / UID / state.generation).rename(cache / UID / older)
    index_queue.done(store, 0, older, state.manifest)
    with pytest.raises(IndexUnavailable):
        index.search("minerals")
    assert index.sync() == 1
    assert ids(index, "minerals") == [article]
    assert older not in generations(cache)


@pytest.mark.parametrize("uid", ["", "..", "a/b", "..\\b", "a.b", "x" * 65])
def test_a_project_cannot_lead_its_index_out_of_the_cache(
    store: Store, cache: Path, uid: str
) -> None:
    with pytest.raises(ProjectDamaged, match="id"):
        SearchIndex(store, cache, uid, child=False)


@pytest.mark.parametrize(
    "state",
    [
        IndexState("../../evil", {"_MAIN_1.toc": "0" * 64}),
        IndexState("1-000001", {"../evil.toc": "0" * 64}),
        IndexState("1-000001", {}),
        IndexState("1-000001", {"MAIN_x.seg": "0" * 64}),
        IndexState("1-000001/..", {"_MAIN_1.toc": "0" * 64}),
    ],
)
def test_a_recorded_state_cannot_lead_out_of_the_cache(
    store: Store, index: SearchIndex, state: IndexState
) -> None:
    index_queue.done(store, 0, state.generation, state.manifest)
    with pytest.raises(IndexUnavailable):
        index.search("minerals")
    assert index.sync() == 0
    assert index.search("minerals").total == 0


def test_while_typing_the_last_word_is_the_beginning_of_others(
    index: SearchIndex, add_article: AddArticle
) -> None:
    mineral, miner = add_article("Minerals were found."), add_article("A miner spoke.")
    index.sync()
    assert index.search("mine").total == 0
    assert sorted(hit.article_id for hit in index.search("mine", typing=True).hits) == [
        mineral,
        miner,
    ]
    [hit] = index.search("found miner", typing=True).hits
    [snippet] = hit.snippets
    assert [snippet.text[span.start - snippet.span.start :][:8] for span in snippet.matches] == [
        "Minerals",
        "found.",
    ]
    assert index.marks("miner", [mineral], typing=True) == {mineral: (Span(0, 8),)}
    assert index.marks("miner", [mineral]) == {mineral: ()}


def test_copies_of_a_story_are_one_hit(
    store: Store, index: SearchIndex, add_article: AddArticle
) -> None:
    first = add_article("Oil oil oil was found in the north.", published="2025-01-01")
    second = add_article("Oil was found in the north.", published="2025-02-01")
    third = add_article("Oil was found in the north again.", published="2025-03-01")
    other = add_article("No oil was found anywhere else at all.")
    with store.write("Group") as writer:
        for one in (second, third):
            stories.choose(writer, one, first)
        stories.regroup(writer)
    index.sync()
    assert index.search("oil").total == 4
    result = index.search("oil", stories=True, facets=True)
    assert (result.total, len(result.hits)) == (2, 2)
    assert [(hit.article_id, hit.copies) for hit in result.hits] == [(first, 2), (other, 0)]
    # What is counted by month are articles.
    assert len(result.facets["month"]) == 3
    newest = index.search("oil", stories=True, order="date")
    assert [(hit.article_id, hit.copies) for hit in newest.hits] == [(third, 2), (other, 0)]
    [alone] = index.search("again", stories=True).hits
    assert (alone.article_id, alone.copies) == (third, 0)
    with store.write("Take out") as writer:
        stories.choose(writer, third, third)
        stories.regroup(writer)
    assert index.search("oil", stories=True).total == 3


def test_articles_like_another_share_what_tells_it_from_the_rest(
    index: SearchIndex, add_article: AddArticle
) -> None:
    lithium = "Lithium brine from the salar reached the evaporation ponds near Antofagasta."
    first = add_article(lithium, title="Lithium ponds")
    near = add_article("Brine fills evaporation ponds; lithium follows, says Antofagasta.")
    add_article("The minister said the ponds of the park were frozen near the town.")
    for number in range(8):
        add_article(f"The minister said that report {number} was near the end of the year.")
    index.sync()
    result = index.search(f"like:{first}", facets=True)
    assert [hit.article_id for hit in result.hits] == [near]
    assert {"lithium", "brine"} <= {
        snippet.text[match.start - snippet.span.start : match.end - snippet.span.start].lower()
        for snippet in result.hits[0].snippets
        for match in snippet.matches
    }
    assert index.search(f"like:{first} frozen").total == 0
    assert index.search(f"lithium -like:{first}").total == 1
    with pytest.raises(NotFound):
        index.search("like:9999")


def test_every_match_is_listed_with_what_stands_around_it(
    index: SearchIndex, add_article: AddArticle
) -> None:
    older = add_article(
        "The oil price rose.\n\nOil prices fell again.", published="2025-01-01", title="Oil"
    )
    newer = add_article("Of " + "x" * 200 + " oil, nothing.", published="2025-02-01")
    add_article("Nothing of that kind.")
    index.sync()
    steps: list[int] = []
    task = Task(lambda done, _total, _text: steps.append(done))
    found = index.occurrences("oil", task)
    assert [(one.article_id, one.before[-8:], one.match, one.after[:8]) for one in found] == [
        (newer, "x" * 7 + " ", "oil", ", nothin"),
        (older, "The ", "oil", " price r"),
        (older, "e rose. ", "Oil", " prices "),
    ]
    assert [one.span for one in found[1:]] == [Span(4, 7), Span(21, 24)]
    assert steps == [0]
    assert len(index.occurrences('"oil price"', Task())) == 2
    assert index.occurrences("oil", Task(), most=1) == found
    assert index.occurrences("nothi", Task(), typing=True) != []
    task.cancel()
    with pytest.raises(Cancelled):
        index.occurrences("oil", task)


def test_where_there_is_no_index_to_go_on_with_all_articles_wait(
    store: Store, index: SearchIndex, add_article: AddArticle
) -> None:
    assert index.waiting() == 0
    add_article("oil")
    add_article("oil and gas")
    assert index.waiting() == 2
    index.sync()
    assert index.waiting() == 0
    # An index of an earlier version's form.
    index_queue.done(store, 0, "1-000001", {"some": "file"})
    assert index.waiting() == 2
    assert index.sync() == 2
    assert (index.waiting(), index.search("oil").total) == (0, 2)


@pytest.mark.parametrize("change", ["sync", "rebuild"])
def test_a_full_disk_leaves_the_old_index_answering(
    index: SearchIndex,
    add_article: AddArticle,
    cache: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: str,
) -> None:
    first = add_article("Oil was found.")
    index.sync()
    second = add_article("More oil was found.")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(files.Region, "append", full)
        with pytest.raises(IndexUnavailable, match="No space left"):
            getattr(index, change)()
    assert ids(index, "oil") == [first]
    assert index.waiting() == 1
    index.sync()
    assert sorted(ids(index, "oil")) == [first, second]
    # Nothing half written stays behind.
    listed = {path.name for path in cache.rglob("*") if path.is_file()}
    assert len([name for name in listed if name.endswith(".lode")]) == 2
