"""The index in processes of its own: the same answers, and nothing lost when one dies."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from workbench.errors import IndexUnavailable, SearchTimeout
from workbench.index import SearchIndex, feeding, service, transport
from workbench.store import Store
from workbench.tasks import Task

UID = "0123456789abcdef"
TEXT = "China supplies over 70% of the world’s rare earths; a minerals deal was signed."

AddArticle = Callable[..., int]
Sabotage = Callable[[str], Path]
OpenChild = Callable[[], SearchIndex]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills its children with POSIX signals")


@pytest.fixture
def article(index: SearchIndex, add_article: AddArticle) -> int:
    """An article that is in the index already."""
    added = add_article(TEXT)
    index.sync()
    return added


def ids(index: SearchIndex, query: str) -> list[int]:
    return [hit.article_id for hit in index.search(query).hits]


@pytest.fixture
def sabotage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sabotage:
    """Makes children of an index server that first runs some lines.

    Gives a file: while it exists, `now()` in those lines deletes it and says True.
    """

    def prepare(lines: str) -> Path:
        flag = tmp_path / "sabotage"
        flag.touch()
        (tmp_path / "sabotaged_server.py").write_text(
            "import os, pathlib, signal, sys, threading\n"
            "from workbench.index import requests, searcher, server, writer\n"
            f"flag = pathlib.Path({str(flag)!r})\n"
            "def now():\n"
            "    there = flag.exists()\n"
            "    flag.unlink(missing_ok=True)\n"
            "    return there\n"
            "def die():\n"
            "    os.kill(os.getpid(), signal.SIGKILL)\n"
            f"{lines}\n"
            "server.main(*sys.argv[1:])\n"
        )
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setattr(transport, "SERVER", "sabotaged_server")
        return flag

    return prepare


@pytest.fixture
def open_child(store: Store, cache: Path) -> Iterator[OpenChild]:
    """Opens the project's index in child processes, sabotaged if that has been prepared."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(closing(SearchIndex(store, cache, UID, child=True)))


@pytest.fixture
def child_index(open_child: OpenChild) -> SearchIndex:
    return open_child()


DIE_IN_SEARCH = """
find = searcher.IndexSearcher.find
def dying(*arguments, **options):
    if now():
        die()
    return find(*arguments, **options)
searcher.IndexSearcher.find = dying
"""

HANG_IN_SEARCH = DIE_IN_SEARCH.replace("die()", "threading.Event().wait()")

DIE_BEFORE_COMMIT = """
commit = writer.Writer.commit
def dying(self):
    if now():
        die()
    return commit(self)
writer.Writer.commit = dying
"""

DIE_AFTER_COMMIT = """
commit = writer.Writer.commit
def dying(self):
    made = commit(self)
    if now():
        die()
    return made
writer.Writer.commit = dying
"""


def test_answers_are_those_of_this_process(
    index: SearchIndex, child_index: SearchIndex, add_article: AddArticle
) -> None:
    for number in range(5):
        add_article(TEXT * number + "Rare.", source="Alpha", published=f"2025-0{number + 1}-01")
    assert child_index.sync() == 5
    for query in ("rare", '"rare earths"', "70%", "outlet:alpha", "miner*"):
        there = child_index.search(query, facets=True, order="date", limit=3, offset=1)
        here = index.search(query, facets=True, order="date", limit=3, offset=1)
        assert there.total == here.total > 0
        assert there.hits == here.hits
        assert there.facets == here.facets


def test_children_follow_the_changes(child_index: SearchIndex, add_article: AddArticle) -> None:
    for number in range(1, 4):
        add_article(TEXT)
        assert child_index.sync() == 1
        assert child_index.search("minerals").total == number
    assert child_index.rebuild() == 3
    assert child_index.search("minerals").total == 3


def test_a_search_whose_process_dies_can_be_asked_again(
    sabotage: Sabotage, open_child: OpenChild, article: int
) -> None:
    sabotage(DIE_IN_SEARCH)
    dying = open_child()
    with pytest.raises(IndexUnavailable, match="ended unexpectedly"):
        dying.search("minerals")
    assert ids(dying, "minerals") == [article]


def test_a_search_that_hangs_is_killed_and_can_be_asked_again(
    sabotage: Sabotage, open_child: OpenChild, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sabotage(HANG_IN_SEARCH)
    hanging = open_child()
    with monkeypatch.context() as patch:
        patch.setattr(service, "_MARGIN_SECONDS", -1.5)
        patch.setattr(service, "_HIT_SECONDS", 0)
        with pytest.raises(SearchTimeout, match="stopped after 2 seconds"):
            hanging.search("minerals")
    assert ids(hanging, "minerals") == [article]


@pytest.mark.parametrize("moment", [DIE_BEFORE_COMMIT, DIE_AFTER_COMMIT])
@pytest.mark.parametrize("change", [SearchIndex.sync, SearchIndex.rebuild])
def test_a_change_whose_process_dies_costs_only_its_repetition(
    sabotage: Sabotage,
    open_child: OpenChild,
    add_article: AddArticle,
    moment: str,
    change: Callable[[SearchIndex], int],
) -> None:
    flag = sabotage(moment)
    flag.unlink()
    child_index = open_child()
    first = add_article(TEXT)
    child_index.sync()
    second = add_article(TEXT)
    flag.touch()
    with pytest.raises(IndexUnavailable, match="ended unexpectedly"):
        change(child_index)
    assert not flag.exists()
    assert ids(child_index, "minerals") == [first]
    assert child_index.waiting() == 1
    assert child_index.sync() == 1
    assert ids(child_index, "minerals") == [first, second]


def test_closing_ends_a_search_that_hangs_in_another_thread(
    sabotage: Sabotage, open_child: OpenChild, article: int, tmp_path: Path
) -> None:
    pipe = tmp_path / "hanging"
    os.mkfifo(pipe)
    sabotage(HANG_IN_SEARCH.replace("threading.", f"open({str(pipe)!r}, 'w').close(); threading."))
    hanging = open_child()
    with ThreadPoolExecutor(1) as pool:
        search = pool.submit(hanging.search, "minerals", limit=1_000)
        pipe.read_bytes()
        hanging.close()
        with pytest.raises(IndexUnavailable):
            search.result(timeout=10)


def test_after_closing_nothing_is_started_again(
    child_index: SearchIndex, add_article: AddArticle
) -> None:
    add_article(TEXT)
    child_index.sync()
    child_index.close()
    with pytest.raises(IndexUnavailable, match="closed"):
        child_index.search("minerals")


KILLED_BETWEEN = """
import os, signal, sys
from pathlib import Path
from workbench.index import SearchIndex
from workbench.store import Store, index_queue

store = Store.open(Path(sys.argv[1]))
index = SearchIndex(store, Path(sys.argv[2]), sys.argv[3], child=False)
index_queue.done = lambda *_arguments: os.kill(os.getpid(), signal.SIGKILL)
index.sync()
"""


def test_kill_9_between_the_commit_and_its_record_costs_only_its_repetition(
    store: Store, cache: Path, add_article: AddArticle, index: SearchIndex
) -> None:
    add_article(TEXT)
    index.sync()
    for number in range(1, 4):
        add_article(TEXT)
        killed = subprocess.run(
            [sys.executable, "-c", KILLED_BETWEEN, str(store.path), str(cache), UID],
            cwd=Path(service.__file__).parents[2],
            check=False,
        )
        assert killed.returncode == -signal.SIGKILL
        assert index.search("minerals").total == number
        assert index.sync() == 1
        assert index.search("minerals").total == number + 1


def test_two_processes_share_a_large_rebuild(
    store: Store, cache: Path, add_article: AddArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "SHARED", 6)
    monkeypatch.setattr(feeding, "CHUNK", 2)
    added = [add_article(f"oil and number {n}") for n in range(11)]
    steps: list[tuple[int, int, str]] = []
    index = SearchIndex(store, cache, UID, child=True)
    try:
        for _ in range(2):
            steps.clear()
            assert index.rebuild(Task(lambda *step: steps.append(step))) == 11
            assert sorted(hit.article_id for hit in index.search("oil").hits) == added
            assert [index.search(f"number {n}").total for n in range(11)] == [1] * 11
        assert [done for done, _, _ in steps] == sorted(done for done, _, _ in steps)
        assert steps[-1][:2] == (11, 11)
    finally:
        index.close()
